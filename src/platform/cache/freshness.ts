import type { StoredPage } from "./stored-page.ts";

/** A page from further ahead than this was made before the clock was set back: nothing is known of its age. */
const MAX_CLOCK_STEP_MS = 2000;

/** Milliseconds since `page` was made. */
export function ageOf(page: StoredPage, nowMs: number): number {
  return nowMs - page.renderedAtMs;
}

/** Whether `page` may be shown as it is. */
export function isFresh(page: StoredPage, nowMs: number): boolean {
  return isWithin(page, nowMs, page.lifetimes?.freshMs);
}

/** Whether `page` may be shown while a new one is made: it only grew old, nothing is known to have changed. */
export function mayUpdateBehind(page: StoredPage, nowMs: number): boolean {
  const { lifetimes } = page;
  return isWithin(page, nowMs, lifetimes && lifetimes.freshMs + lifetimes.whileRevalidateMs);
}

/** Whether `page` is young enough to be shown because no new one can be made. */
export function maySurvive(page: StoredPage, nowMs: number): boolean {
  const { lifetimes } = page;
  return lifetimes !== undefined && ageOf(page, nowMs) < lifetimes.freshMs + lifetimes.ifErrorMs;
}

function isWithin(page: StoredPage, nowMs: number, lifetimeMs: number | undefined): boolean {
  if (page.outdated || lifetimeMs === undefined) return false;
  const age = ageOf(page, nowMs);
  return age < lifetimeMs && age > -MAX_CLOCK_STEP_MS;
}
