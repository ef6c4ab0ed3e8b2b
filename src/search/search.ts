import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import type { Lexicon } from "#arabic/analysis/lexicon.ts";
import type { Clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import type { OutboxHandler } from "#platform/outbox.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Edition } from "#stories/story.ts";
import { currentLexicon } from "./current-lexicon.ts";
import { createIndexKeeper } from "./index-keeper.ts";
import { indexStories } from "./indexing/index-stories.ts";
import { createLabels } from "./querying/labels.ts";
import { createSnapshots } from "./querying/snapshot.ts";
import { queryStories } from "./query-stories.ts";
import { createRelatedKeeper } from "./related-keeper.ts";
import { chooseRelated } from "./related.ts";
import { suggest } from "./suggest.ts";
import type { SearchInput, SearchResult, Suggestions } from "./search-result.ts";

/** Search as a node offers it. */
export type Search = {
  /** Finds published stories. @throws Refusal `invalid` */
  find(input: SearchInput): Promise<SearchResult>;
  /** What a reader may mean by what was typed so far. */
  suggest(text: string): Promise<Suggestions>;
  /**
   * Ids of stories to read beside the one at `path`, the best first; none where they are not known yet, and `purge` is
   * told once they are. From memory.
   */
  relatedAt(path: string): readonly string[];
  /** Listener of the outbox. */
  readonly onEvents: OutboxHandler;
  /** Begins the upkeep: stories that were missed, merges, keys that changed. */
  start(): void;
  stop(): Promise<void>;
};

/** How long the first delivery waits for stories that the index missed; the rest is brought in behind it. */
const PATIENCE_MS = 2000;
/** Stories of one delivery whose related stories are chosen before anybody asks. */
const FEW = 20;

/** Code of a statement that took longer than its connection allows (PostgreSQL, query_canceled). */
const TOOK_TOO_LONG = "57014";

/** @throws Refusal `busy` where the database needed longer than a search may take */
async function inTime<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === TOOK_TOO_LONG)
      throw new Refusal("busy", "this search takes too long now", { retryAfterSeconds: 5 });
    throw error;
  }
}

/** Makes the search of a node. The database may be away. */
export function createSearch(options: {
  readonly pool: Pool;
  /** For what readers ask: few connections, and statements that end soon, so that searches never keep pages waiting. */
  readonly readers: Pool;
  readonly edition: () => Edition;
  readonly clock: Clock;
  readonly log: Log;
  /** Says that pages with these cache tags are outdated. */
  readonly purge: (tags: readonly string[]) => Promise<void> | void;
}): Search {
  const { pool, readers, edition, clock, log } = options;
  const snapshots = createSnapshots(readers);
  let lexicon: { readonly of: Lexicon; readonly version: string } | undefined;

  /** The lexicon that the keys of the vocabulary are by; read again when another node has learned. */
  async function lexiconFor(keysVersion: string): Promise<Lexicon> {
    if (keysVersion !== lexicon?.version)
      lexicon = { of: await currentLexicon(pool), version: keysVersion };
    return lexicon.of;
  }

  async function contextNow() {
    const snapshot = await snapshots.now();
    const of = await lexiconFor(snapshot.keysVersion);
    return { pool: readers, snapshot, lexicon: of, edition: edition(), now: clock.now() };
  }

  const labels = createLabels(readers);
  const keeper = createIndexKeeper({ pool, log, lexicon: () => currentLexicon(pool) });

  const related = createRelatedKeeper({
    pool: readers,
    log,
    choose: async (storyId) => chooseRelated(await contextNow(), storyId),
    onChanged: (storyId) => {
      Promise.resolve(options.purge([`story:${storyId}`])).catch((error: unknown) => {
        log.error({ error, storyId }, "a page cannot be purged");
      });
    },
  });

  return {
    find: (input) => inTime(async () => queryStories(await contextNow(), input)),
    suggest: (text) => inTime(async () => suggest(await contextNow(), await labels.now(), text)),
    relatedAt: (path) => related.at(path),
    onEvents: async (events, missed) => {
      const ids = new Set<string>();
      for (const { payload } of events) {
        if (payload.story !== undefined) ids.add(payload.story);
        const stories = payload["stories"];
        if (Array.isArray(stories))
          for (const id of stories) if (typeof id === "string") ids.add(id);
      }
      if (missed) await Promise.race([keeper.sweep(), delay(PATIENCE_MS)]);
      if (ids.size > 0) {
        const { keysVersion } = await snapshots.now();
        await indexStories(pool, [...ids], await lexiconFor(keysVersion));
      }
      // A newsroom's own stories at once; of an import those that somebody reads.
      if (ids.size <= FEW) related.stir([...ids]);
      keeper.stir();
    },
    start: () => {
      keeper.start();
      related.start();
    },
    stop: async () => {
      await Promise.all([keeper.stop(), related.stop()]);
    },
  };
}
