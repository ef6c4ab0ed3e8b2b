import type { Pool } from "pg";
import { handClock, type HandClock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { ensureEdition } from "#stories/edition.ts";
import { publishStory } from "#stories/publish.ts";
import type { Edition } from "#stories/story.ts";
import { bringUpToDate } from "../bring-up-to-date.ts";
import { currentLexicon } from "../current-lexicon.ts";
import type { SearchInput, SearchResult } from "../search-result.ts";
import { createSearch, type Search } from "../search.ts";

/** Who may do everything. */
export const OWNER = {
  kind: "person",
  id: "0190c5a0-0000-7000-8000-0000000000aa",
  roles: ["owner"],
} as const;

/** A search with its stories, for one test file. */
export type SearchTest = {
  readonly pool: Pool;
  readonly edition: Edition;
  readonly clock: HandClock;
  readonly search: Search;
  /** Tags of pages that were said to be outdated. */
  readonly purged: readonly string[];
  /** Publishes a story; its id. It can be found after the next `indexed`. */
  publish(story: GivenStory): Promise<string>;
  /** Brings the index up to date. */
  indexed(): Promise<void>;
  /** Headlines of what is found. */
  headlines(text: string, more?: Partial<SearchInput>): Promise<string[]>;
  find(text: string, more?: Partial<SearchInput>): Promise<SearchResult>;
  close(): Promise<void>;
};

export type GivenStory = {
  readonly headline: string;
  readonly body?: string;
  readonly standfirst?: string;
  readonly section?: string;
  readonly topics?: readonly string[];
  readonly authors?: readonly string[];
  readonly publishedAt?: string;
};

/** A body of one paragraph, as JSON. */
export const bodyOf = (text: string): unknown => ({
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text }] }],
});

/** Content as `publishStory` takes it. */
export const contentOf = (story: GivenStory): unknown => ({
  headline: story.headline,
  standfirst: story.standfirst ?? "",
  section: story.section ?? "محليات",
  topics: story.topics ?? [],
  authors: story.authors ?? [],
  lang: "ar",
  body: bodyOf(story.body ?? "متن قصير."),
});

/** A search over an empty database. */
export async function givenSearch(pool: Pool): Promise<SearchTest> {
  const edition = await ensureEdition(pool, "Asia/Riyadh");
  const clock = handClock("2026-11-20T12:00:00Z");
  const purged: string[] = [];
  const search = createSearch({
    pool,
    readers: pool,
    edition: () => edition,
    clock,
    log: createLog("silent"),
    purge: (tags) => {
      purged.push(...tags);
    },
  });
  const find = (text: string, more: Partial<SearchInput> = {}): Promise<SearchResult> =>
    search.find({ text, sort: "relevance", limit: 10, ...more });
  return {
    pool,
    edition,
    clock,
    search,
    purged,
    publish: async (story) => {
      const publishedAt = new Date(story.publishedAt ?? "2026-11-19T10:00:00Z");
      const content = contentOf(story);
      return (await publishStory(pool, { edition, content, publishedAt }, OWNER, clock.now())).id;
    },
    indexed: async () => {
      await bringUpToDate(pool, await currentLexicon(pool));
    },
    find,
    headlines: async (text, more) => (await find(text, more)).hits.map(({ card }) => card.headline),
    close: () => search.stop(),
  };
}
