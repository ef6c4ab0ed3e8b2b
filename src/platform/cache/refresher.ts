/** Work in the background, a few at once, each key once. */
export type Refresher = {
  /** Adds work for `key` unless some waits or runs; the oldest waiting goes when there is no room. */
  add(key: string, work: () => Promise<void>): void;
  /** Drops what waits and returns when what runs is done. */
  stop(): Promise<void>;
};

/** A refresher without work. A failure of work is the worker's to note: here it only ends. */
export function createRefresher(options: {
  readonly concurrency: number;
  readonly maxWaiting: number;
}): Refresher {
  const waiting = new Map<string, () => Promise<void>>();
  const running = new Map<string, Promise<void>>();
  let isStopped = false;

  function next(): void {
    while (running.size < options.concurrency) {
      const first = waiting.entries().next();
      if (first.done === true) return;
      const [key, work] = first.value;
      waiting.delete(key);
      const run = work().finally(() => {
        running.delete(key);
        next();
      });
      running.set(key, run);
      run.catch(() => {});
    }
  }

  return {
    add: (key, work) => {
      if (isStopped || waiting.has(key) || running.has(key)) return;
      waiting.set(key, work);
      if (waiting.size > options.maxWaiting) {
        const oldest = waiting.keys().next();
        if (oldest.done !== true) waiting.delete(oldest.value);
      }
      next();
    },
    stop: async () => {
      isStopped = true;
      waiting.clear();
      await Promise.allSettled(running.values());
    },
  };
}
