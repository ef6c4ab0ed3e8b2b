import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { listenTo } from "./listening.ts";
import type { Log } from "./log.ts";

/** Something that people at work should see at once. It may be missed: whoever shows it can also ask for it. */
const Notice = z.looseObject({
  /** Such as `story.saved`. */
  kind: z.string().regex(/^[a-z]+\.[a-zA-Z]+$/),
  /** Id of the story that it is about. */
  story: z.uuid().optional(),
});
export type Notice = z.infer<typeof Notice>;

/** Hears notices on one node. */
export type Notices = {
  /** Tells `hear` each notice until the function that it gives is called. */
  subscribe(hear: (notice: Notice) => void): () => void;
  start(): void;
  stop(): Promise<void>;
};

const CHANNEL = "warraq_notices";
/** PostgreSQL takes less than 8,000 bytes. */
const MAX_BYTES = 4000;

/**
 * Says something to all nodes; inside a transaction it is said when that commits.
 * @throws RangeError for more than 4,000 bytes
 */
export async function announce(db: Pool | PoolClient, notice: Notice): Promise<void> {
  await announceAll(db, [notice]);
}

/** The same for several notices, in this order. One statement. */
export async function announceAll(
  db: Pool | PoolClient,
  notices: readonly Notice[],
): Promise<void> {
  const texts = notices.map((notice) => JSON.stringify(notice));
  const long = texts.find((text) => Buffer.byteLength(text) > MAX_BYTES);
  if (long !== undefined)
    throw new RangeError(
      `Cannot announce ${long.slice(0, 80)}: need at most ${MAX_BYTES} bytes, got ${Buffer.byteLength(long)}`,
    );
  await db.query({
    name: "announce",
    text: `SELECT pg_notify('${CHANNEL}', said) FROM unnest($1::text[]) AS t (said)`,
    values: [texts],
  });
}

/** Makes the ear of a node: one connection, however many subscribe. */
export function createNotices(options: { readonly pool: Pool; readonly log: Log }): Notices {
  const { pool, log } = options;
  const listeners = new Set<(notice: Notice) => void>();
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const heard = (payload: string): void => {
    let json: unknown;
    try {
      json = JSON.parse(payload);
    } catch (error) {
      log.warn({ error }, "a notice that is no JSON came over the channel");
      return;
    }
    const notice = Notice.safeParse(json);
    if (notice.success) for (const hear of listeners) hear(notice.data);
    else log.warn({ error: notice.error }, "a notice of an unknown form came over the channel");
  };
  return {
    subscribe: (hear) => {
      listeners.add(hear);
      return () => {
        listeners.delete(hear);
      };
    },
    start: () => {
      running = listenTo(pool, CHANNEL, heard, {
        signal: stopping.signal,
        onAway: (error) => log.debug({ error }, "notices are away"),
      });
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
