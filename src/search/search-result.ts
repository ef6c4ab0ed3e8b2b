import type { StoryCard } from "#stories/story.ts";

/** Letters of a query at most. */
export const MAX_QUERY_LETTERS = 500;

/** What a reader asks for. Slugs of section, topic and author; days of the edition, both included. */
export type SearchInput = {
  readonly text: string;
  readonly section?: string | undefined;
  readonly topic?: string | undefined;
  readonly author?: string | undefined;
  /** yyyy-mm-dd */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly sort: "relevance" | "newest";
  /** As the page before gave it. */
  readonly cursor?: string | undefined;
  /** Results of the page, 1 to 100. */
  readonly limit: number;
};

/** How what was found fits what was asked. */
export type Fit =
  /** Every word is there. */
  | "all"
  /** Every word is there, once words that nothing has were taken for ones that are alike. */
  | "guessed"
  /** No story has every word: these have the words that tell most. */
  | "some";

/** A name by which results can be narrowed, and how many of them it leaves. */
export type NamedCount = { readonly slug: string; readonly name: string; readonly count: number };

/** By what results can be narrowed, the most frequent first; years the newest first. */
export type Facets = {
  readonly sections: readonly NamedCount[];
  readonly topics: readonly NamedCount[];
  readonly years: readonly { readonly year: number; readonly count: number }[];
};

/** A story that was found, with the place that fits, marked. HTML holds no tag but `mark`. */
export type Hit = {
  readonly card: StoryCard;
  readonly headlineHtml: string;
  readonly snippetHtml: string;
};

export type SearchResult = {
  readonly total: number;
  readonly fit: Fit;
  readonly hits: readonly Hit[];
  readonly cursor: string | undefined;
  readonly facets: Facets;
  /** The query with the words that were likely meant, where some were not known. */
  readonly meant: string | undefined;
  /** Words and phrases of the query that were too many. */
  readonly ignored: number;
};

/** What a reader may mean by what was typed so far, the likeliest first. */
export type Suggestions = {
  readonly topics: readonly { readonly slug: string; readonly name: string }[];
  readonly people: readonly { readonly slug: string; readonly name: string }[];
  readonly headlines: readonly { readonly path: string; readonly headline: string }[];
};
