import { dayBounds, isDay } from "#arabic/zone-days.ts";
import type { Trending } from "#readership/trending.ts";
import { MAX_QUERY_LETTERS, type SearchResult } from "#search/search-result.ts";
import type { StoryCard } from "#stories/story.ts";
import type { ReaderContext } from "../frame/reader-context.ts";

/** What a reader asks for, as the address of the page has it. */
export type Asked = {
  readonly q: string;
  readonly section?: string | undefined;
  readonly topic?: string | undefined;
  readonly author?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly sort?: "relevance" | "newest" | undefined;
  readonly cursor?: string | undefined;
};

/** What the search page shows. */
export type SearchPageData = {
  readonly asked: Asked;
  /** Undefined where nothing was asked, or too much. */
  readonly result: SearchResult | undefined;
  readonly isTooLong: boolean;
  /** Names of what the results are narrowed to. */
  readonly names: {
    readonly section?: string | undefined;
    readonly topic?: string | undefined;
    readonly author?: string | undefined;
  };
  readonly trending: Trending;
  /** Stories to go on with where nothing was found. */
  readonly newest: readonly StoryCard[];
};

const RESULTS = 20;
const NEWEST = 5;

/** A day of an address that is none is as if it were not there: nobody types these by hand. */
const dayOrNone = (day: string | undefined, zone: string): string | undefined =>
  day !== undefined && isDay(day) && Number.isFinite(dayBounds(day, zone).start.getTime())
    ? day
    : undefined;

/** Searches for what was asked. */
export async function loadSearch(context: ReaderContext, given: Asked): Promise<SearchPageData> {
  const { zone } = context.edition();
  const asked: Asked = {
    ...given,
    from: dayOrNone(given.from, zone),
    to: dayOrNone(given.to, zone),
  };
  const isTooLong = asked.q.length > MAX_QUERY_LETTERS;
  const text = asked.q.trim();
  const { archive } = context;
  const [result, trending, sections, topic, author] = await Promise.all([
    isTooLong || text === ""
      ? undefined
      : context.search.find({
          ...asked,
          text,
          sort: asked.sort ?? "relevance",
          limit: RESULTS,
        }),
    context.ranking.trending(),
    asked.section === undefined ? [] : archive.listSections(),
    asked.topic === undefined ? undefined : archive.findTopic(asked.topic),
    asked.author === undefined ? undefined : archive.findAuthor(asked.author),
  ]);
  const newest = result?.total === 0 ? (await archive.listStories({ limit: NEWEST })).stories : [];
  return {
    asked,
    result,
    isTooLong,
    names: {
      section: sections.find(({ slug }) => slug === asked.section)?.name ?? asked.section,
      topic: topic?.name ?? asked.topic,
      author: author?.name ?? asked.author,
    },
    trending,
    newest,
  };
}
