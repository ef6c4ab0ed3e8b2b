import { monitorEventLoopDelay } from "node:perf_hooks";
import type { RequestClass } from "#platform/cache/cache-key.ts";
import { Refusal } from "#platform/refusal.ts";

/** How much of a class may be under way, and how long more may wait for its turn. */
export type ClassLimit = {
  readonly concurrent: number;
  readonly waiting: number;
  readonly waitMs: number;
};

/** Lets in what can be done in time and turns the rest away early. */
export type Shedding = {
  /**
   * Waits for a turn of `kind`; what it gives must be called when done.
   * @throws Refusal `busy` with the seconds after which to try again
   */
  enter(kind: RequestClass): Promise<() => void>;
  /** Whether requests of `kind` are turned away because the process is too slow. */
  isShed(kind: RequestClass): boolean;
  /** Mean delay of the event loop in the last quarter second, in milliseconds. */
  delayMs(): number;
  /** Requests turned away, by class. */
  readonly turnedAway: Readonly<Record<RequestClass, number>>;
  stop(): void;
};

/** From the bottom: what goes first when the process is too slow. Health and cached pages cost nothing and always stay. */
const FIRST_TO_GO: readonly RequestClass[] = ["live", "picture", "search", "api", "view", "page"];

/** The limits of the product. A page takes a millisecond or two, so 64 at once is a tenth of a second of work. */
export const CLASS_LIMITS: Readonly<Record<RequestClass, ClassLimit>> = {
  health: { concurrent: 100, waiting: 0, waitMs: 0 },
  cachedPage: { concurrent: 100_000, waiting: 0, waitMs: 0 },
  // The newsroom's work is never shed; it may wait a second.
  newsroom: { concurrent: 128, waiting: 512, waitMs: 1000 },
  // Streams of events stay open for as long as somebody works.
  stream: { concurrent: 2000, waiting: 0, waitMs: 0 },
  // Readers who follow a conversation: the first who can wait.
  live: { concurrent: 4000, waiting: 0, waitMs: 0 },
  page: { concurrent: 64, waiting: 256, waitMs: 100 },
  view: { concurrent: 8192, waiting: 0, waitMs: 0 },
  api: { concurrent: 32, waiting: 128, waitMs: 250 },
  search: { concurrent: 8, waiting: 32, waitMs: 250 },
  picture: { concurrent: 16, waiting: 64, waitMs: 1000 },
};

const SLOW_MS = 100;
const CALM_MS = 50;
const SAMPLE_MS = 250;
/** Slow for a second before anything is shed, calm for as long before it is let in again. */
const SAMPLES_TO_CHANGE = 4;

/** Mean delay of the event loop since it was last asked, in milliseconds. */
function watchEventLoop(): { readMs: () => number; stop: () => void } {
  const histogram = monitorEventLoopDelay({ resolution: 20 });
  histogram.enable();
  return {
    readMs: () => {
      const meanMs = Number.isNaN(histogram.mean) ? 0 : Math.max(0, histogram.mean / 1e6 - 20);
      histogram.reset();
      return meanMs;
    },
    stop: () => {
      histogram.disable();
    },
  };
}

type Gate = { active: number; readonly queue: Set<() => void> };

/**
 * Doors for the classes of requests.
 * @param options.readDelayMs delay of the event loop since the last reading; the real one unless told
 * @param options.random from 0 to 1, spreads the times at which clients come back
 */
export function createShedding(
  options: {
    readonly limits?: Partial<Record<RequestClass, ClassLimit>>;
    readonly readDelayMs?: () => number;
    readonly sampleMs?: number;
    readonly random?: () => number;
  } = {},
): Shedding {
  const limits = { ...CLASS_LIMITS, ...options.limits };
  const random = options.random ?? Math.random;
  const loop = options.readDelayMs === undefined ? watchEventLoop() : undefined;
  const readMs = options.readDelayMs ?? loop?.readMs ?? (() => 0);
  const gates = new Map<RequestClass, Gate>();
  const turnedAway = {
    health: 0,
    cachedPage: 0,
    newsroom: 0,
    stream: 0,
    live: 0,
    page: 0,
    view: 0,
    api: 0,
    search: 0,
    picture: 0,
  };
  let shedClasses = 0;
  let streak = 0;
  let delayMs = 0;

  const timer = setInterval(() => {
    delayMs = readMs();
    if (delayMs > SLOW_MS) streak = Math.max(1, streak + 1);
    else if (delayMs < CALM_MS) streak = Math.min(-1, streak - 1);
    else streak = 0;
    if (streak >= SAMPLES_TO_CHANGE && shedClasses < FIRST_TO_GO.length) shedClasses += 1;
    else if (streak <= -SAMPLES_TO_CHANGE && shedClasses > 0) shedClasses -= 1;
    else return;
    streak = 0;
  }, options.sampleMs ?? SAMPLE_MS);
  timer.unref();

  const gateOf = (kind: RequestClass): Gate => {
    const gate = gates.get(kind) ?? { active: 0, queue: new Set() };
    gates.set(kind, gate);
    return gate;
  };

  function busy(kind: RequestClass, why: string): Refusal {
    turnedAway[kind] += 1;
    return new Refusal("busy", `Cannot answer now: ${why}`, {
      retryAfterSeconds: 1 + Math.floor(random() * 5),
    });
  }

  const isShed = (kind: RequestClass): boolean => {
    const at = FIRST_TO_GO.indexOf(kind);
    return at !== -1 && at < shedClasses;
  };

  function leaver(gate: Gate): () => void {
    let isGone = false;
    return () => {
      if (isGone) return;
      isGone = true;
      // The youngest waits for an answer; the oldest have likely gone away.
      const next = [...gate.queue].at(-1);
      if (next === undefined) gate.active -= 1;
      else next();
    };
  }

  return {
    turnedAway,
    delayMs: () => delayMs,
    isShed,
    enter: (kind) => {
      if (isShed(kind)) return Promise.reject(busy(kind, "the process is too slow"));
      const gate = gateOf(kind);
      const limit = limits[kind];
      if (gate.active < limit.concurrent) {
        gate.active += 1;
        return Promise.resolve(leaver(gate));
      }
      if (gate.queue.size >= limit.waiting)
        return Promise.reject(busy(kind, `too many ${kind} requests wait`));
      return new Promise((resolve, reject) => {
        const start = (): void => {
          clearTimeout(tooLate);
          gate.queue.delete(start);
          resolve(leaver(gate));
        };
        const tooLate = setTimeout(() => {
          gate.queue.delete(start);
          reject(busy(kind, `waited ${limit.waitMs} ms for other ${kind} requests`));
        }, limit.waitMs);
        gate.queue.add(start);
      });
    },
    stop: () => {
      clearInterval(timer);
      loop?.stop();
    },
  };
}
