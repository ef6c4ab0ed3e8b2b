/** Calls that found the sign-in expired wait here until whoever works has signed in again. */
type Waiting = { readonly resolve: () => void; readonly reject: (why: Error) => void };

let waiting: Waiting[] = [];
const listeners = new Set<() => void>();

const tell = (): void => {
  for (const listener of listeners) listener();
};

/** Whether a call waits for a sign-in, for `useSyncExternalStore`. */
export const signInGate = {
  isWaiting: (): boolean => waiting.length > 0,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Resolves once signed in; rejects when whoever works gives it up. */
  wait: (): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      tell();
    }),
  open: (): void => {
    const passed = waiting;
    waiting = [];
    for (const { resolve } of passed) resolve();
    tell();
  },
  giveUp: (): void => {
    const passed = waiting;
    waiting = [];
    for (const { reject } of passed) reject(new Error("the sign-in was given up"));
    tell();
  },
};
