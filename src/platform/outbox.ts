import { setTimeout as delay } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { listenTo } from "#platform/listening.ts";
import type { Log } from "#platform/log.ts";

/** What an event says: the cache tags that went stale, and the facts that its listeners need. */
const Payload = z.looseObject({
  /** Cache tags that went stale (ARCHITECTURE.md, "Cache tags"). */
  stales: z.array(z.string().min(1).max(200)).max(500),
  /** True where a stale copy must never be shown again: a takedown. */
  hard: z.boolean().optional(),
  /** Id of the story that the event is about. */
  story: z.uuid().optional(),
  /** Ids of the stories that it is about, where they are many. */
  stories: z.array(z.uuid()).readonly().optional(),
});
export type EventPayload = z.infer<typeof Payload>;

/** An event as a listener gets it. */
export type OutboxEvent = {
  /** Number of the event, the same on every node and never given again. */
  readonly seq: string;
  readonly kind: string;
  readonly payload: EventPayload;
  readonly createdAt: Date;
};

/**
 * Does its work for a run of events, in the order of their commits. It may get the same events again after a crash, so
 * it must be idempotent. `missed` is true once when this node was away for longer than events are kept, or is new:
 * whatever the listener derived from earlier events must then be thought stale.
 */
export type OutboxHandler = (
  events: readonly OutboxEvent[],
  missed: boolean,
) => Promise<void> | void;

/** Delivers events to the listeners of one node. */
export type Outbox = {
  /** Registers `handler` under `name`, before `start`. */
  listen(name: string, handler: OutboxHandler): void;
  /** Begins to deliver; resolves after the first try, so that what was missed is known before anything is served. */
  start(): Promise<void>;
  /** Delivers at once what is there, instead of at the next poll. */
  hurry(): void;
  /** Ends after the delivery under way. */
  stop(): Promise<void>;
};

const CHANNEL = "warraq_outbox";
/** Lets one transaction at a time write events; any fixed number does. */
const LOCK_KEY = 7_201_449;
const POLL_MS = 1000;
const BATCH = 500;
/** Events are kept longer than any stale page may live (7 days). */
const KEPT_DAYS = 8;
/** A node that gave no sign of life for this long is not waited for. */
const NODE_GONE_SECONDS = 10;

/**
 * Writes an event inside the caller's transaction: it exists if and only if that transaction commits. From here until
 * the end of the transaction no other can write one, so that events are numbered in the order of their commits; call it
 * last. (The oldest running transaction would tell the same without a lock, but transaction numbers are those of the
 * whole server: a long transaction in somebody else's database would hold every event back.)
 */
export async function addEvent(
  client: PoolClient,
  kind: string,
  payload: EventPayload,
): Promise<void> {
  await addEvents(client, kind, [payload]);
}

/** The same for several events of one kind, in this order. Two statements, none for no events. */
export async function addEvents(
  client: PoolClient,
  kind: string,
  payloads: readonly EventPayload[],
): Promise<void> {
  if (payloads.length === 0) return;
  const json = JSON.stringify(payloads.map((payload) => Payload.parse(payload)));
  await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK_KEY]);
  await client.query(
    `WITH added AS (
       INSERT INTO outbox (kind, payload)
       SELECT $1, payload FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (payload, place) ORDER BY place)
     SELECT pg_notify('${CHANNEL}', '')`,
    [kind, json],
  );
}

type Row = { seq: string; kind: string; payload: unknown; created_at: Date };

/**
 * Delivers events to the listeners of this node. Each listener has a cursor of its own in the database; a notification
 * only hurries the poll that comes each second anyway.
 * @param options.node name of this node, the same after a restart
 */
export function createOutbox(options: { pool: Pool; node: string; log: Log }): Outbox {
  const { pool, node, log } = options;
  const handlers = new Map<string, OutboxHandler>();
  const missed = new Set<string>();
  const stopping = new AbortController();
  let wake: () => void = () => {};
  const triedOnce = Promise.withResolvers<void>();
  let running: Promise<void> = Promise.resolve();
  let ear: Promise<void> = Promise.resolve();

  async function adopt(name: string): Promise<void> {
    const { rows } = await pool.query<{ known: boolean }>(
      `WITH before AS (SELECT seen_at FROM outbox_cursor WHERE listener = $1 AND node = $2),
       adopted AS (
         INSERT INTO outbox_cursor (listener, node, seq) SELECT $1, $2, coalesce(max(seq), 0) FROM outbox
         ON CONFLICT (listener, node) DO UPDATE SET seen_at = now(), seq = CASE
           WHEN outbox_cursor.seen_at < now() - interval '${KEPT_DAYS - 1} days' THEN excluded.seq
           ELSE outbox_cursor.seq END)
       SELECT EXISTS (SELECT FROM before WHERE seen_at >= now() - interval '${KEPT_DAYS - 1} days') AS known`,
      [name, node],
    );
    if (rows[0]?.known !== true) missed.add(name);
  }

  async function deliver(name: string, handler: OutboxHandler): Promise<boolean> {
    const { rows } = await pool.query<Row>({
      name: "outbox_read",
      text: `SELECT o.seq::text, o.kind, o.payload, o.created_at
             FROM outbox_cursor c JOIN outbox o ON o.seq > c.seq
             WHERE c.listener = $1 AND c.node = $2 ORDER BY o.seq LIMIT ${BATCH}`,
      values: [name, node],
    });
    const wasMissed = missed.has(name);
    const last = rows.at(-1);
    if (last !== undefined || wasMissed) {
      await handler(
        rows.map((row) => ({
          seq: row.seq,
          kind: row.kind,
          payload: Payload.parse(row.payload),
          createdAt: row.created_at,
        })),
        wasMissed,
      );
      missed.delete(name);
    }
    await pool.query({
      name: "outbox_advance",
      text: `UPDATE outbox_cursor SET seen_at = now(), seq = coalesce($3::text::bigint, seq)
             WHERE listener = $1 AND node = $2`,
      values: [name, node, last?.seq],
    });
    return rows.length === BATCH;
  }

  async function run(): Promise<void> {
    let adopted = false;
    let prunedAt = 0;
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      let more = false;
      try {
        if (!adopted) for (const name of handlers.keys()) await adopt(name);
        adopted = true;
        for (const [name, handler] of handlers) more = (await deliver(name, handler)) || more;
        if (performance.now() - prunedAt > 3_600_000 || prunedAt === 0) {
          prunedAt = performance.now();
          await pool.query(
            `DELETE FROM outbox WHERE created_at < now() - interval '${KEPT_DAYS} days'`,
          );
        }
      } catch (error) {
        // The database may be away: events wait in it, so the next poll goes on where this one stopped.
        log.warn({ error }, "outbox delivery failed; trying again");
      }
      triedOnce.resolve();
      if (!more)
        await Promise.race([
          woken,
          delay(POLL_MS, undefined, { signal: stopping.signal }).catch(() => {}),
        ]);
    }
  }

  const hear = (): Promise<void> =>
    listenTo(pool, CHANNEL, () => wake(), {
      signal: stopping.signal,
      onAway: (error) => log.debug({ error }, "outbox notifications are away; polling goes on"),
    });

  /** Says that this node is gone, so that nobody waits for it. Without a database nobody can wait. */
  async function leave(): Promise<void> {
    try {
      await pool.query(
        `UPDATE outbox_cursor SET seen_at = least(seen_at, now() - interval '${NODE_GONE_SECONDS} seconds') WHERE node = $1`,
        [node],
      );
    } catch (error) {
      log.debug({ error }, "the outbox could not say that this node stops");
    }
  }

  return {
    listen: (name, handler) => {
      handlers.set(name, handler);
    },
    start: async () => {
      running = run();
      ear = hear();
      await triedOnce.promise;
    },
    hurry: () => wake(),
    stop: async () => {
      stopping.abort();
      wake();
      await Promise.all([running, ear]);
      await leave();
    },
  };
}

/**
 * Waits until every listener of every living node has passed all events that are committed now.
 * @returns false when some listener did not within `timeoutMs`
 */
export async function waitForListeners(pool: Pool, timeoutMs: number = 10_000): Promise<boolean> {
  const { rows } = await pool.query<{ seq: string | null }>(
    "SELECT max(seq)::text AS seq FROM outbox",
  );
  const head = rows[0]?.seq ?? null;
  if (head === null) return true;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const behind = await pool.query(
      `SELECT 1 FROM outbox_cursor
       WHERE seq < $1::text::bigint AND seen_at > now() - interval '${NODE_GONE_SECONDS} seconds' LIMIT 1`,
      [head],
    );
    if (behind.rows.length === 0) return true;
    if (performance.now() > deadline) return false;
    await delay(25);
  }
}
