/** Why a call waits: the sign-in has expired, or what is asked for wants the password again. */
export type GateReason = "expired" | "confirmation";

/** A call that waits here until whoever works has signed in again. */
type Waiting = {
  readonly reason: GateReason;
  readonly resolve: () => void;
  readonly reject: (why: Error) => void;
};

let waiting: readonly Waiting[] = [];
const listeners = new Set<() => void>();

function put(next: readonly Waiting[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

/** Where calls wait for a sign-in; `reason` and `subscribe` are for `useSyncExternalStore`. */
export const signInGate = {
  /** Why the first of them waits; undefined when none does. */
  reason: (): GateReason | undefined => waiting[0]?.reason,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Resolves once signed in; rejects when whoever works gives it up. */
  wait: (reason: GateReason): Promise<void> =>
    new Promise((resolve, reject) => {
      put([...waiting, { reason, resolve, reject }]);
    }),
  open: (): void => {
    const passed = waiting;
    put([]);
    for (const { resolve } of passed) resolve();
  },
  giveUp: (): void => {
    const passed = waiting;
    put([]);
    for (const { reject } of passed) reject(new Error("the sign-in was given up"));
  },
};
