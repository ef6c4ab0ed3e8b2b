import type { Clock } from "#platform/clock.ts";

/** A clock that looks at another only once in a while. */
export type CoarseClock = Clock & { stop(): void };

/**
 * A clock that is up to `stepMs` behind `clock`: asking the system for each cached page is a noticeable part of what
 * answering one costs, and nothing about a page is decided within so short a time.
 */
export function createCoarseClock(clock: Clock, stepMs: number): CoarseClock {
  let present = clock.now();
  const timer = setInterval(() => {
    present = clock.now();
  }, stepMs);
  timer.unref();
  return { now: () => present, stop: () => clearInterval(timer) };
}
