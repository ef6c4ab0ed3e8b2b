import type { Log } from "#platform/log.ts";

/** A value that is dear to make and may be a little old. */
export type Snapshot<T> = {
  /** The value; waits only where there is none yet, where it is stale by its own rule, or where making it anew is due. */
  get(): Promise<T>;
  /** Says that the value has changed at its source: it is made again soon. */
  stir(): void;
  /** Makes no more. */
  stop(): Promise<void>;
};

/** What a snapshot needs. */
export type SnapshotOptions<T> = {
  readonly name: string;
  readonly log: Log;
  readonly make: () => Promise<T>;
  /** Least time between two makings when stirred. Making takes at most a tenth of the time, but is never put off longer than twice this. */
  readonly everyMs: number;
  /** Time after which it is made again without being stirred. */
  readonly quietMs: number;
  /** Whether a value must not be shown any more. */
  readonly isStale: (value: T) => boolean;
  readonly onMade: (value: T, before: T | undefined) => void;
};

/**
 * Keeps a value of which one making at a time is under way, however many ask. Once it was asked for it is made again
 * without being asked, so that whoever is told of a change (`onMade`) is told in time. What fails leaves the old value.
 */
export function createSnapshot<T>(options: SnapshotOptions<T>): Snapshot<T> {
  const { make, isStale, everyMs, quietMs, log } = options;
  let held: { value: T } | undefined;
  let making: Promise<T> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStirred = false;
  let isStopped = false;
  let madeAt = -Infinity;
  let tookMs = 0;

  const restMs = (): number => Math.max(everyMs, Math.min(everyMs * 2, tookMs * 9));

  async function renew(): Promise<T> {
    const begun = performance.now();
    isStirred = false;
    clearTimeout(timer);
    try {
      const value = await make();
      const before = held?.value;
      held = { value };
      options.onMade(value, before);
      return value;
    } catch (error) {
      isStirred = true;
      throw error;
    } finally {
      madeAt = performance.now();
      tookMs = madeAt - begun;
      making = undefined;
      schedule();
    }
  }

  const renewOnce = (): Promise<T> => (making ??= renew());

  function schedule(): void {
    if (isStopped || making !== undefined) return;
    clearTimeout(timer);
    const dueAt = madeAt + (isStirred ? restMs() : quietMs);
    timer = setTimeout(
      () => {
        renewOnce().catch((error: unknown) => {
          log.warn({ error, list: options.name }, "a list cannot be made again; the old one stays");
        });
      },
      Math.max(0, dueAt - performance.now()),
    );
    timer.unref();
  }

  return {
    get: async () => {
      if (held === undefined) return renewOnce();
      const isDue = isStirred && performance.now() - madeAt >= restMs();
      if (!isDue && !isStale(held.value)) return held.value;
      try {
        return await renewOnce();
      } catch (error) {
        log.debug({ error, list: options.name }, "showing the list from before");
        return held.value;
      }
    },
    stir: () => {
      if (isStirred) return;
      isStirred = true;
      if (held !== undefined) schedule();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await making?.catch(() => {});
    },
  };
}
