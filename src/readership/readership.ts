import type { Pool } from "pg";
import type { Clock } from "#platform/clock.ts";
import type { FileStore } from "#platform/file-store.ts";
import type { Log } from "#platform/log.ts";
import type { OutboxHandler } from "#platform/outbox.ts";
import type { Edition } from "#stories/story.ts";
import type { BatchResult } from "./counting/commit-views.ts";
import { createKeeper } from "./counting/keeper.ts";
import { createKnownStories, type KnownStories } from "./known-stories.ts";
import { createViewLedger, type ViewLedger } from "./ledger.ts";
import { takeSlot } from "./counting/node-slot.ts";
import { ensurePartitions } from "./counting/partitions.ts";
import { createRanking, type Ranking, type RankingChange } from "./ranking.ts";
import { openVisitors, type Visitors } from "./visitors.ts";

/** Everything that a node needs to count views and to list what is read. */
export type Readership = {
  readonly ledger: ViewLedger;
  readonly known: KnownStories;
  readonly visitors: Visitors;
  readonly ranking: Ranking;
  /** Listener of the outbox for all of these. */
  readonly onEvents: OutboxHandler;
  /** Whether views are being written; false while the database is away. */
  isCounting(): boolean;
  /** Begins the upkeep: partitions, salts, final days. */
  start(): void;
  /** Writes what is waiting, ends all work. Views are turned away from now on. */
  stop(): Promise<void>;
};

/** What a node's readership needs. */
export type ReadershipOptions = {
  readonly pool: Pool;
  /** Files of the product's data folder; the salts are kept below `salts/`. */
  readonly store: FileStore;
  readonly edition: () => Edition;
  readonly clock: Clock;
  readonly log: Log;
  /** Name of this node, the same after a restart. */
  readonly node: string;
  /** Says that pages with these cache tags are outdated. */
  readonly purge: (tags: readonly string[], hard: boolean) => Promise<void> | void;
  /** Told after each commit of views; for metrics. */
  readonly onCommitted?: (result: BatchResult) => void;
};

/** Pages with the box are only outdated when what the box shows has changed; those about the list whenever a number has. */
const TAGS: Readonly<Record<RankingChange, readonly string[]>> = {
  top: ["most-read", "ranking"],
  list: ["most-read"],
  trending: ["ranking", "most-read"],
};

/**
 * Makes the readership of a node. The database may be away: slot and partitions are taken when it is there.
 * @throws Error when the salts cannot be read or written
 */
export async function createReadership(options: ReadershipOptions): Promise<Readership> {
  const { pool, edition, clock, log, node } = options;
  const zone = (): string => edition().zone;
  const visitors = await openVisitors({ store: options.store, clock, zone });
  const known = createKnownStories(pool);

  function purge(tags: readonly string[]): void {
    Promise.resolve(options.purge(tags, false)).catch((error: unknown) => {
      log.error({ error, tags }, "pages cannot be purged");
    });
  }
  const ranking = createRanking({
    pool,
    edition,
    clock,
    log,
    onChange: (change) => purge(TAGS[change]),
  });
  const ledger = createViewLedger({
    pool,
    log,
    slot: () => takeSlot(pool, node),
    ensurePartitions: () => ensurePartitions(pool, clock.now(), zone()),
    onCommitted: (result) => {
      ranking.stir();
      options.onCommitted?.(result);
    },
  });
  const keeper = createKeeper({
    pool,
    clock,
    log,
    edition,
    visitors,
    node,
    onClosed: () => purge(["most-read"]),
  });
  return {
    ledger,
    known,
    visitors,
    ranking,
    onEvents: async (events, missed) => {
      await known.onEvents(events, missed);
      await ranking.onEvents(events, missed);
    },
    isCounting: () => ledger.isOpen,
    start: () => keeper.start(),
    stop: async () => {
      await ledger.stop();
      await Promise.all([keeper.stop(), ranking.stop()]);
    },
  };
}
