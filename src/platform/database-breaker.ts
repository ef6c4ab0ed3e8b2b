import type { Pool, PoolClient } from "pg";
import type { Clock } from "#platform/clock.ts";
import { systemClock } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";

/** Keeps a database that is away from costing each request the wait for its failure. */
export type Breaker = {
  /**
   * Runs `work`, unless the database is known to be away.
   * @throws Refusal `busy` at once while open, else what `work` threw
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** True while open and no probe is due: nothing that needs the database can be done now. */
  isAway(): boolean;
};

const CUT =
  /^(?:08|57P0[1-5]$|53300$|ECONN|EPIPE$|ENOENT$|ETIMEDOUT$|EHOSTUNREACH$|ENETUNREACH$|EAI_AGAIN$|ENOTFOUND$)/;
const CUT_MESSAGE =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/;

/** Whether `error` says that the database cannot be reached, and not that it refused a query. */
export function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string" && CUT.test(error.code)) return true;
  return CUT_MESSAGE.test(error.message) || isConnectionFailure(error.cause);
}

/**
 * A closed breaker. It opens after `failures` connection failures within `withinMs` and then lets one probe a second
 * through, until one succeeds.
 */
export function createBreaker(
  options: {
    readonly clock?: Clock;
    readonly failures?: number;
    readonly withinMs?: number;
    readonly probeMs?: number;
    /** Told when it opens or closes. */
    readonly onChange?: (isOpen: boolean) => void;
  } = {},
): Breaker {
  const { clock = systemClock, failures = 5, withinMs = 10_000, probeMs = 1000 } = options;
  let failedAt: number[] = [];
  let isOpen = false;
  let probedAt = 0;

  const nowMs = (): number => clock.now().getTime();
  /** A step of the clock backwards must not keep the probes away. */
  const isProbeDue = (now: number): boolean => Math.abs(now - probedAt) >= probeMs;

  function change(next: boolean): void {
    if (isOpen === next) return;
    isOpen = next;
    options.onChange?.(next);
  }

  function noteFailure(): void {
    const now = nowMs();
    failedAt = [...failedAt.filter((at) => Math.abs(now - at) < withinMs), now].slice(-failures);
    if (isOpen || failedAt.length < failures) return;
    probedAt = now;
    change(true);
  }

  return {
    run: async (work) => {
      if (isOpen) {
        const now = nowMs();
        if (!isProbeDue(now))
          throw new Refusal("busy", "Cannot ask the database: it is away", {
            retryAfterSeconds: 1,
          });
        probedAt = now;
      }
      try {
        const result = await work();
        failedAt = [];
        change(false);
        return result;
      } catch (error) {
        if (isConnectionFailure(error)) noteFailure();
        else change(false);
        throw error;
      }
    },
    isAway: () => isOpen && !isProbeDue(nowMs()),
  };
}

/**
 * Lets `pool` connect only through `breaker`. A pool that has to connect anew is what notices a database that went away;
 * what is guarded is the connecting, so a page that needs no database says nothing about it.
 */
export function guardPool(pool: Pool, breaker: Breaker): void {
  const original = Reflect.get(pool, "connect");
  const connect = (): Promise<PoolClient> => Reflect.apply(original, pool, []);
  type OnConnect = (
    error: Error | undefined,
    client: PoolClient | undefined,
    done: (release?: Error | boolean) => void,
  ) => void;
  Object.defineProperty(pool, "connect", {
    configurable: true,
    value: (onConnect?: OnConnect): Promise<PoolClient> | undefined => {
      const connected = breaker.run(connect);
      if (onConnect === undefined) return connected;
      connected.then(
        (client) => onConnect(undefined, client, (release) => client.release(release)),
        (error: unknown) =>
          onConnect(error instanceof Error ? error : new Error(String(error)), undefined, () => {}),
      );
      return undefined;
    },
  });
}

/** Whether `error` says that the database could not be asked now: it did not answer, or the breaker did not try. */
export function isDatabaseAway(error: unknown): boolean {
  return isConnectionFailure(error) || (error instanceof Refusal && error.kind === "busy");
}
