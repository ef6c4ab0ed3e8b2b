import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import type { Clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import type { Edition } from "#stories/story.ts";
import { closeDays } from "../lists/final-days.ts";
import { keepSlot } from "./node-slot.ts";
import { dropOldPartitions, ensurePartitions } from "./partitions.ts";
import type { Visitors } from "../visitors.ts";

/** Does what has its time: partitions, salts, final days, the node's slot. */
export type Keeper = {
  /** One round now. */
  round(): Promise<void>;
  /** Begins to make rounds. */
  start(): void;
  /** Ends after the round under way. */
  stop(): Promise<void>;
};

const ROUND_MS = 60_000;
/** Lets one node at a time drop partitions and close days; any fixed number does. */
const LOCK_KEY = 7_201_451;

/** Makes the keeper of this node's views. Nothing that it does lets a view wait. */
export function createKeeper(options: {
  pool: Pool;
  clock: Clock;
  log: Log;
  edition: () => Edition;
  visitors: Visitors;
  node: string;
  /** Told of the days whose lists became final. */
  onClosed?: (days: readonly string[]) => void;
}): Keeper {
  const { pool, clock, log, edition, visitors, node } = options;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function tidy(): Promise<void> {
    const client = await pool.connect();
    let isBroken = true;
    try {
      // DETACH … CONCURRENTLY runs outside of transactions, so the lock is one of the session.
      const { rows } = await client.query<{ taken: boolean }>(
        "SELECT pg_try_advisory_lock($1) AS taken",
        [LOCK_KEY],
      );
      if (rows[0]?.taken === true) {
        await dropOldPartitions(client, clock.now(), edition().zone);
        const closed = await closeDays(client, edition(), clock.now());
        if (closed.length > 0) options.onClosed?.(closed);
        await client.query("SELECT pg_advisory_unlock($1)", [LOCK_KEY]);
      }
      isBroken = false;
    } finally {
      client.release(isBroken);
    }
  }

  async function round(): Promise<void> {
    await visitors.turn();
    await ensurePartitions(pool, clock.now(), edition().zone);
    await keepSlot(pool, node);
    await tidy();
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await round();
      } catch (error) {
        log.warn({ error }, "upkeep of the views failed; trying again in a minute");
      }
      await delay(ROUND_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  return {
    round,
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
