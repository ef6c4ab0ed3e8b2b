import { setTimeout as delay } from "node:timers/promises";
import { DatabaseError, type Pool, type PoolClient } from "pg";
import type { Log } from "#platform/log.ts";
import { commitViews, prepareConnection, type BatchResult } from "./counting/commit-views.ts";
import type { View } from "./view.ts";

/** `committed`: on disk, now or before. `busy`: not known to be on disk; the same id may come again. */
export type ViewOutcome =
  | { readonly kind: "committed" }
  | { readonly kind: "busy"; readonly retryAfterSeconds: number };

/** Takes views and says when they are on disk. */
export type ViewLedger = {
  /** Resolves when the view is on disk, or when it will not be by this try. Never rejects. */
  record(view: View): Promise<ViewOutcome>;
  /** Whether views are being written; false while the database is away. */
  readonly isOpen: boolean;
  /** Takes no more, writes what is waiting, gives the connection back. */
  stop(): Promise<void>;
};

/** What a ledger needs. */
export type LedgerOptions = {
  readonly pool: Pool;
  readonly log: Log;
  /** Takes the number of this node among those that write (`takeSlot`); asked for once, with the first connection. */
  readonly slot: () => Promise<number>;
  /** Makes the partitions that the present views need; asked for when one is missing. */
  readonly ensurePartitions: () => Promise<void>;
  /** Told after each commit that changed something. */
  readonly onCommitted?: (result: BatchResult) => void;
  /** Views of one commit at most, default 500. */
  readonly batchSize?: number;
  /** Views that may wait for a commit, default 10,000; the next ones are told to come later. */
  readonly maxWaiting?: number;
  /** A commit that takes longer has an unknown outcome, default 3,000. */
  readonly deadlineMs?: number;
};

/** The connection that writes, and the slot that it writes to. */
type Writer = { readonly client: PoolClient; readonly slot: number };
type Waiting = { readonly view: View; readonly settle: (outcome: ViewOutcome) => void };

const COMMITTED: ViewOutcome = { kind: "committed" };
const FIRST_PROBE_MS = 125;
const LONGEST_PROBE_MS = 1000;
const TRIES = 3;

/** Errors after which the transaction is certainly undone and another try may do. */
const TRY_AGAIN = new Set(["40001", "40P01", "55P03"]);
/** No partition for a row. */
const CHECK_VIOLATION = "23514";

/** After 1 to 5 s, spread so that those who were turned away together do not come back together. */
const busy = (): ViewOutcome => ({
  kind: "busy",
  retryAfterSeconds: 1 + Math.floor(Math.random() * 5),
});

class DeadlineError extends Error {
  override name = "DeadlineError";
}

async function withinDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      reject(
        new DeadlineError(
          `Cannot say whether views are on disk: need an answer within ${deadlineMs} ms`,
        ),
      ),
    deadlineMs,
  );
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The ledger of views. What arrives while a commit is under way makes up the next one: no timer, one commit at a time
 * (docs/decisions/0004). A commit whose outcome is unknown is never cancelled; its views are told to come again, and
 * their ids tell whether they were there. While the database is away every view is turned away at once.
 */
export function createViewLedger(options: LedgerOptions): ViewLedger {
  const { pool, log } = options;
  const batchSize = options.batchSize ?? 500;
  const maxWaiting = options.maxWaiting ?? 10_000;
  const deadlineMs = options.deadlineMs ?? 3000;
  let waiting: Waiting[] = [];
  let writer: Writer | undefined;
  let slot: number | undefined;
  let isOpen = true;
  let stopping = false;
  let running: Promise<void> | undefined;
  let probing: Promise<void> | undefined;
  const stopped = new AbortController();
  let probeMs = FIRST_PROBE_MS;

  async function connect(): Promise<Writer> {
    if (writer !== undefined) return writer;
    slot ??= await options.slot();
    const client = await pool.connect();
    try {
      await prepareConnection(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
    const connected = { client, slot };
    client.once("error", () => disconnect(connected));
    writer = connected;
    return connected;
  }

  function disconnect(broken: Writer | undefined): void {
    if (broken === undefined || writer !== broken) return;
    writer = undefined;
    broken.client.release(true);
  }

  /** Gives the connection to whoever needs it next, as it was. */
  async function giveBack(): Promise<void> {
    const last = writer;
    writer = undefined;
    if (last === undefined) return;
    const isBroken = await last.client.query("RESET ALL").then(
      () => false,
      () => true,
    );
    last.client.release(isBroken);
  }

  function refuseWaiting(): void {
    const refused = waiting;
    waiting = [];
    for (const { settle } of refused) settle(busy());
  }

  /** Turns views away until the database answers again. */
  function open(error: unknown): void {
    disconnect(writer);
    if (isOpen)
      log.warn({ error }, "views cannot be written; turning them away until the database is back");
    isOpen = false;
    refuseWaiting();
    probing ??= probe();
  }

  async function probe(): Promise<void> {
    while (!isOpen && !stopped.signal.aborted) {
      await delay(probeMs, undefined, { signal: stopped.signal }).catch(() => {});
      probeMs = Math.min(probeMs * 2, LONGEST_PROBE_MS);
      try {
        await withinDeadline(connect(), deadlineMs);
        isOpen = true;
        log.info("views are being written again");
      } catch (error) {
        log.debug({ error }, "the database is still away");
      }
    }
    probing = undefined;
  }

  async function commit(views: readonly View[]): Promise<BatchResult> {
    const begun = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { client, slot } = await connect();
        return await commitViews(client, views, slot);
      } catch (error) {
        const isLate = performance.now() - begun > deadlineMs / 2;
        if (!(error instanceof DatabaseError) || attempt >= TRIES || isLate) throw error;
        if (error.code === CHECK_VIOLATION) await options.ensurePartitions();
        else if (!TRY_AGAIN.has(error.code ?? "")) throw error;
      }
    }
  }

  async function writeBatch(batch: readonly Waiting[]): Promise<void> {
    const views = new Map<string, View>();
    for (const { view } of batch) if (!views.has(view.id)) views.set(view.id, view);
    try {
      const result = await withinDeadline(commit([...views.values()]), deadlineMs);
      probeMs = FIRST_PROBE_MS;
      for (const { settle } of batch) settle(COMMITTED);
      if (result.fresh > 0) options.onCommitted?.(result);
    } catch (error) {
      for (const { settle } of batch) settle(busy());
      // A statement that the server refused as such says nothing about the next one; all else is a lost connection.
      if (error instanceof DatabaseError && !/^(?:08|53|57|25006)/.test(error.code ?? ""))
        log.error({ error, views: views.size }, "views were refused by the database");
      else open(error);
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.length <= batchSize ? waiting : waiting.slice(0, batchSize);
      waiting = waiting.length <= batchSize ? [] : waiting.slice(batchSize);
      await writeBatch(batch);
    }
    running = undefined;
  }

  return {
    record: (view) => {
      if (!isOpen || stopping || waiting.length >= maxWaiting) return Promise.resolve(busy());
      const { promise, resolve } = Promise.withResolvers<ViewOutcome>();
      waiting.push({ view, settle: resolve });
      running ??= run();
      return promise;
    },
    get isOpen() {
      return isOpen && !stopping;
    },
    stop: async () => {
      stopping = true;
      await running;
      stopped.abort();
      await probing;
      await giveBack();
    },
  };
}
