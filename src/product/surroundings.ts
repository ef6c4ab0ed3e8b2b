import type { Pool } from "pg";
import type { Clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import type { OutboxHandler } from "#platform/outbox.ts";
import { listShownLines, type ShownLine } from "#site/breaking.ts";
import { findEdition } from "#stories/edition.ts";
import type { Edition } from "#stories/story.ts";

/** What stands around every page, as this node knows it. */
export type Surroundings = {
  /**
   * Listener of the outbox: takes up new settings, sections, static pages and breaking lines. It must hear each event
   * before the page cache does, so that no page is made again with what was there before.
   */
  readonly onEvents: OutboxHandler;
  /** How many changes there were. */
  changes(): number;
  /** How many runs of events there were, of whatever kind: what was read of the stories before the last may be old. */
  events(): number;
  /** Begins to watch for breaking lines that end. */
  start(): void;
  stop(): void;
};

/** The strip is looked at again after so long, whatever was told. */
const LOOK_EVERY_MS = 60_000;

/**
 * Follows the settings, sections, static pages and breaking lines of the edition.
 * @param options.edition the edition as it was read last; undefined while the database was never there
 * @param options.take keeps the edition as it is now
 * @param options.purge drops pages by their tags from this node's cache
 */
export function createSurroundings(options: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly defaultZone: string;
  readonly edition: () => Edition | undefined;
  readonly take: (edition: Edition) => void;
  readonly purge: (tags: readonly string[]) => Promise<void>;
}): Surroundings {
  const { pool, clock, log, purge } = options;
  let [changes, eventRuns] = [0, 0];
  let lines: readonly ShownLine[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function readEdition(): Promise<void> {
    const before = options.edition();
    if (before === undefined) return;
    const edition = await findEdition(pool, before.code, options.defaultZone);
    if (edition !== undefined) options.take(edition);
  }

  async function readLines(): Promise<void> {
    const edition = options.edition();
    if (edition === undefined) return;
    lines = await listShownLines(pool, edition, clock.now());
    watch();
  }

  /** Comes back when the first line ends, and once a minute. */
  function watch(): void {
    clearTimeout(timer);
    if (isStopped) return;
    const ends = lines.flatMap(({ until }) => (until === undefined ? [] : [until.getTime()]));
    const next = Math.min(LOOK_EVERY_MS, ...ends.map((end) => end - clock.now().getTime() + 1));
    timer = setTimeout(() => void look(), Math.max(1, next));
    timer.unref();
  }

  async function look(): Promise<void> {
    const before = lines.map(({ id }) => id).join(" ");
    try {
      await readLines();
      if (lines.map(({ id }) => id).join(" ") === before) return;
      changes += 1;
      await purge(["breaking"]);
    } catch (error) {
      log.debug({ error }, "the breaking strip could not be read; trying again");
      watch();
    }
  }

  return {
    onEvents: async (events, missed) => {
      eventRuns += 1;
      const stale = new Set(events.flatMap(({ payload }) => payload.stales));
      const touched = new Set(
        events.flatMap(({ payload }) => [payload.story ?? "", ...(payload.stories ?? [])]),
      );
      const isOfStrip = lines.some(({ story }) => story !== undefined && touched.has(story));
      if (missed || stale.has("chrome")) await readEdition();
      if (missed || stale.has("breaking") || isOfStrip) await readLines();
      if (missed || stale.has("chrome") || stale.has("breaking") || isOfStrip) changes += 1;
      if (isOfStrip) await purge(["breaking"]);
    },
    changes: () => changes,
    events: () => eventRuns,
    start: () => void look(),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
