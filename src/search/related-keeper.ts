import { setTimeout as delay } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import type { Pool } from "pg";
import { prepareQuery } from "#platform/db.ts";
import type { Log } from "#platform/log.ts";

/** Keeps the stories to read beside each story: read and chosen behind the pages, at a pace that pages do not feel. */
export type RelatedKeeper = {
  /**
   * Ids of stories to read beside the one at `path`, from memory: pages wait for nothing here. None where they are not
   * known yet; `onChanged` tells when they are.
   */
  at(path: string): readonly string[];
  /** Says that a story is new or changed. */
  stir(storyIds: readonly string[]): void;
  start(): void;
  stop(): Promise<void>;
};

/** Time between two choices: each takes some ten milliseconds. */
const PACE_MS = 250;
const OLD_AFTER_HOURS = 24;
/** Stories that wait at most; what finds no place is asked for again by the next reader. */
const MOST_WAITING = 1000;
/** Stories whose related ones are in memory, about 400 bytes each, and how long they are believed. */
const MOST_KEPT = 20_000;
const BELIEVED_MS = 3_600_000;
const READ_AT_ONCE = 500;

type Row = { id: string; path: string; related: string[] | null; is_old: boolean | null };
const atPaths = prepareQuery<Row>("search_related_at", {
  sql: `SELECT s.id, s.path, r.related, r.made_at < now() - interval '${OLD_AFTER_HOURS} hours' AS is_old
        FROM story s LEFT JOIN search_related r ON r.story_id = s.id WHERE s.path = ANY($1) AND s.state = 'published'`,
});

const NONE: readonly string[] = [];

export function createRelatedKeeper(options: {
  readonly pool: Pool;
  readonly log: Log;
  readonly choose: (storyId: string) => Promise<string[]>;
  /** Told of a story whose related stories are others now. */
  readonly onChanged: (storyId: string) => void;
}): RelatedKeeper {
  const { pool, log } = options;
  const kept = new LRUCache<string, readonly string[]>({
    max: MOST_KEPT,
    ttl: BELIEVED_MS,
    allowStale: true,
  });
  const wanted = new Set<string>();
  const waiting = new Set<string>();
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  const enqueue = (id: string): void => {
    if (waiting.size < MOST_WAITING) waiting.add(id);
  };

  async function renew(id: string): Promise<void> {
    const related = await options.choose(id);
    const { rows } = await pool.query<{ path: string; is_changed: boolean }>({
      name: "search_related_keep",
      text: `WITH before AS (SELECT related FROM search_related WHERE story_id = $1),
             kept AS (INSERT INTO search_related (story_id, related, made_at) VALUES ($1, $2, now())
               ON CONFLICT (story_id) DO UPDATE SET related = excluded.related, made_at = excluded.made_at)
             SELECT path, (SELECT related FROM before) IS DISTINCT FROM $2::uuid[] AS is_changed
             FROM story WHERE id = $1 AND state = 'published'`,
      values: [id, related],
    });
    const [story] = rows;
    if (story === undefined) return;
    kept.set(story.path, related);
    if (story.is_changed && related.length > 0) options.onChanged(id);
  }

  /** Reads what pages have asked for since the last time. */
  async function readWanted(): Promise<void> {
    const paths = [...wanted].slice(0, READ_AT_ONCE);
    for (const { id, path, related, is_old } of await atPaths.run(pool, [paths])) {
      const before = kept.peek(path, { allowStale: true });
      kept.set(path, related ?? NONE);
      if (related === null || is_old === true) enqueue(id);
      if (related !== null && related.length > 0 && before?.join() !== related.join())
        options.onChanged(id);
    }
    for (const path of paths) wanted.delete(path);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (wanted.size > 0) await readWanted();
        const [id] = waiting;
        if (id !== undefined) {
          waiting.delete(id);
          await renew(id);
        }
      } catch (error) {
        log.debug({ error }, "related stories could not be chosen; the next reader asks again");
      }
      await delay(PACE_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  return {
    at: (path) => {
      const known = kept.get(path);
      // What is no longer believed is given out once more, and asked for anew.
      if (!kept.has(path) && wanted.size < MOST_WAITING) wanted.add(path);
      return known ?? NONE;
    },
    stir: (ids) => {
      for (const id of ids) enqueue(id);
    },
    start: () => {
      running = run();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
