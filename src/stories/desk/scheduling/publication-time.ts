/** Later than this after its time, a story carries the time at which it really came out. */
const ON_TIME_MS = 60_000;

/** The time of publication that readers see of a story that was due at `dueAt` and comes out at `now`. */
export function publicationTime(dueAt: Date, now: Date): Date {
  return now.getTime() - dueAt.getTime() <= ON_TIME_MS ? dueAt : now;
}
