/** Where the time comes from: the system in production, a hand in tests. */
export type Clock = {
  /** The present instant. */
  now(): Date;
};

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved; for tests. */
export type HandClock = Clock & {
  /** Moves the clock to `instant` (a Date or an ISO 8601 text). */
  set(instant: Date | string): void;
  /** Moves the clock by `milliseconds`, forwards or backwards. */
  advance(milliseconds: number): void;
};

/** A clock at `instant` that only moves when told to. */
export function handClock(instant: Date | string): HandClock {
  let present = new Date(instant).getTime();
  return {
    now: () => new Date(present),
    set: (next) => {
      present = new Date(next).getTime();
    },
    advance: (milliseconds) => {
      present += milliseconds;
    },
  };
}
