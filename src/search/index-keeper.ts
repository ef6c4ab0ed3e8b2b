import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import type { Lexicon } from "#arabic/analysis/lexicon.ts";
import type { Log } from "#platform/log.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import { mergeSegments } from "./merge-segments.ts";

/** Keeps the index in shape, behind everything else. */
export type IndexKeeper = {
  /** Brings in what the index missed; resolves when nothing is missing. */
  sweep(): Promise<void>;
  /** Says that segments may be worth merging. */
  stir(): void;
  start(): void;
  stop(): Promise<void>;
};

const MERGE_EVERY_MS = 60_000;
/** Events tell of every change; this is for what no event told. */
const SWEEP_EVERY_MS = 3_600_000;
/** Pause after a failure: the database may be away. */
const AFTER_FAILURE_MS = 5000;

export function createIndexKeeper(options: {
  readonly pool: Pool;
  readonly log: Log;
  readonly lexicon: () => Promise<Lexicon>;
}): IndexKeeper {
  const { pool, log } = options;
  const stopping = new AbortController();
  let wake: () => void = () => {};
  let running: Promise<void> = Promise.resolve();
  let sweeping: Promise<void> | undefined;

  const sweep = (): Promise<void> =>
    (sweeping ??= options
      .lexicon()
      .then((lexicon) => bringUpToDate(pool, lexicon, { signal: stopping.signal }))
      .then(({ stories }) => {
        if (stories > 0) log.info({ stories }, "the index of search is up to date");
      })
      .finally(() => {
        sweeping = undefined;
      }));

  async function run(): Promise<void> {
    let sweptAt = -Infinity;
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      let pause = MERGE_EVERY_MS;
      try {
        if (performance.now() - sweptAt > SWEEP_EVERY_MS) {
          await sweep();
          sweptAt = performance.now();
        }
        while (!stopping.signal.aborted && (await mergeSegments(pool, stopping.signal)));
      } catch (error) {
        log.warn({ error }, "the index of search could not be kept; trying again");
        pause = AFTER_FAILURE_MS;
      }
      await Promise.race([
        woken.then(() => delay(1000, undefined, { signal: stopping.signal })),
        delay(pause, undefined, { signal: stopping.signal }),
      ]).catch(() => {});
    }
  }

  return {
    sweep,
    stir: () => wake(),
    start: () => {
      running = run();
    },
    stop: async () => {
      stopping.abort();
      await running;
      await sweeping?.catch(() => {});
    },
  };
}
