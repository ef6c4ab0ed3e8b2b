import { join } from "node:path";
import type { Pool } from "pg";
import type { Clock } from "#platform/clock.ts";
import { openFileStore } from "#platform/file-store.ts";
import type { Log } from "#platform/log.ts";
import type { OutboxHandler } from "#platform/outbox.ts";
import type { Edition } from "#stories/story.ts";
import type { BatchResult } from "./commit-views.ts";
import { createKeeper } from "./keeper.ts";
import { createKnownStories, type KnownStories } from "./known-stories.ts";
import { createViewLedger, type ViewLedger } from "./ledger.ts";
import { takeSlot } from "./node-slot.ts";
import { ensurePartitions } from "./partitions.ts";
import { createRanking, type Ranking, type RankingChange } from "./ranking.ts";
import { openVisitors, type Visitors } from "./visitors.ts";

/** Everything that a node needs to count views and to list what is read. */
export type Readership = {
  readonly ledger: ViewLedger;
  readonly knownStories: KnownStories;
  readonly visitors: Visitors;
  readonly ranking: Ranking;
  /** Listener of the outbox for all of these. */
  readonly onEvents: OutboxHandler;
  /** Writes what is waiting, ends all work. Views are turned away from now on. */
  stop(): Promise<void>;
};

/** What a node's readership needs. */
export type ReadershipOptions = {
  readonly pool: Pool;
  /** Folder of the product's data; salts live in `salts/` below it. */
  readonly dataDir: string;
  readonly edition: () => Edition;
  readonly clock: Clock;
  readonly log: Log;
  /** Name of this node, the same after a restart. */
  readonly node: string;
  /** Told when today's list or the trending topics have changed. */
  readonly onChange?: (change: RankingChange) => void;
  /** Told of past days whose lists have just become final. */
  readonly onClosed?: (days: readonly string[]) => void;
  /** Told after each commit of views; for metrics. */
  readonly onCommitted?: (result: BatchResult) => void;
};

/** Opens the readership of a node: makes salts and partitions, takes a slot, closes the days that ended meanwhile. */
export async function openReadership(options: ReadershipOptions): Promise<Readership> {
  const { pool, edition, clock, log, node } = options;
  const zone = (): string => edition().zone;
  const visitors = await openVisitors({
    store: openFileStore(join(options.dataDir, "salts")),
    clock,
    zone,
  });
  await ensurePartitions(pool, clock.now(), zone());
  const slot = await takeSlot(pool, node);
  const ranking = createRanking({
    pool,
    edition,
    clock,
    log,
    ...(options.onChange === undefined ? {} : { onChange: options.onChange }),
  });
  const ledger = createViewLedger({
    pool,
    log,
    slot,
    ensurePartitions: () => ensurePartitions(pool, clock.now(), zone()),
    onCommitted: (result) => {
      ranking.stir();
      options.onCommitted?.(result);
    },
  });
  const knownStories = createKnownStories(pool);
  const keeper = createKeeper({
    pool,
    clock,
    log,
    edition,
    visitors,
    node,
    ...(options.onClosed === undefined ? {} : { onClosed: options.onClosed }),
  });
  keeper.start();
  return {
    ledger,
    knownStories,
    visitors,
    ranking,
    onEvents: async (events, missed) => {
      await knownStories.onEvents(events, missed);
      await ranking.onEvents(events, missed);
    },
    stop: async () => {
      await ledger.stop();
      await Promise.all([keeper.stop(), ranking.stop()]);
    },
  };
}
