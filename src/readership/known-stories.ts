import { LRUCache } from "lru-cache";
import type { Pool } from "pg";
import { prepareQuery } from "#platform/db.ts";
import type { OutboxHandler } from "#platform/outbox.ts";

/** Which stories can be viewed. */
export type KnownStories = {
  /** Whether a published story has this id (lower case); at once where that is known. */
  isPublished(id: string): boolean | Promise<boolean>;
  /** Listener of the outbox: what changed is asked again. */
  readonly onEvents: OutboxHandler;
};

const MOST_PUBLISHED = 50_000;
/** Ids that are no story's are remembered in a place of their own, so that made-up ones push no story out. */
const MOST_UNKNOWN = 5000;
const UNKNOWN_FOR_MS = 2000;
/** The outbox tells of changes within a second; this is for one that never came. */
const PUBLISHED_FOR_MS = 60_000;

const published = prepareQuery<{ id: string }>("views_published", {
  sql: "SELECT id FROM story WHERE state = 'published' AND id = ANY($1::uuid[])",
});

/** Remembers which stories are published; what is not known is asked for in batches, one at a time. */
export function createKnownStories(pool: Pool): KnownStories {
  const stories = new LRUCache<string, true>({
    max: MOST_PUBLISHED,
    ttl: PUBLISHED_FOR_MS,
    ttlResolution: 500,
  });
  const unknown = new LRUCache<string, true>({
    max: MOST_UNKNOWN,
    ttl: UNKNOWN_FOR_MS,
    ttlResolution: 500,
  });
  let waiting = new Map<string, PromiseWithResolvers<boolean>>();
  let asking: Promise<void> | undefined;
  /** Counts the events: what was asked before one is not remembered after it. */
  let generation = 0;

  async function ask(): Promise<void> {
    while (waiting.size > 0) {
      const asked = waiting;
      const begun = generation;
      waiting = new Map();
      try {
        const rows = await published.run(pool, [[...asked.keys()]]);
        const found = new Set(rows.map(({ id }) => id));
        for (const [id, { resolve }] of asked) {
          if (begun === generation) (found.has(id) ? stories : unknown).set(id, true);
          resolve(found.has(id));
        }
      } catch (error) {
        for (const { reject } of asked.values()) reject(error);
      }
    }
    asking = undefined;
  }

  return {
    isPublished: (id) => {
      if (stories.get(id) === true) return true;
      if (unknown.get(id) === true) return false;
      const before = waiting.get(id);
      if (before !== undefined) return before.promise;
      const answer = Promise.withResolvers<boolean>();
      waiting.set(id, answer);
      asking ??= ask();
      return answer.promise;
    },
    onEvents: (events, missed) => {
      generation += 1;
      unknown.clear();
      const named = events.map(({ payload }) => payload.story);
      if (missed || named.includes(undefined)) stories.clear();
      else for (const id of named) if (id !== undefined) stories.delete(id);
    },
  };
}
