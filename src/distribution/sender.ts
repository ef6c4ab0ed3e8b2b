import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import type { Clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import { outboundPost, OutboundFetchError, type OutboundPolicy } from "#platform/outbound-fetch.ts";
import {
  claimDeliveries,
  noteTry,
  pruneDeliveries,
  type Delivery,
  type TryOutcome,
} from "./deliveries.ts";

/** Sends messages that are due, on each node. */
export type Sender = {
  start(): void;
  /** Looks for messages at once instead of at the next poll. */
  hurry(): void;
  /** Sends what is due now and resolves when it is done. */
  sendDue(): Promise<void>;
  /** Ends after the requests under way. */
  stop(): Promise<void>;
};

/** What a sender needs. */
export type SenderDeps = {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  /** Which servers may be asked; tests let it reach their own. */
  readonly policy?: OutboundPolicy;
  /**
   * Headers that a channel adds when a message is sent, such as a signature over its body with the secret of today;
   * undefined for a message that nobody wants any more.
   */
  readonly headersOf?: (
    delivery: Delivery,
  ) => Promise<Readonly<Record<string, string>> | undefined>;
};

/** Minutes before each next try: the last is given up after two days. */
const WAIT_MINUTES = [1, 5, 30, 120, 360, 720, 1440] as const;
const AT_ONCE = 4;
const POLL_MS = 10_000;
const KEPT_DAYS = 30;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Answers that may be others later: not yet ready, too many, or a fault of the server. */
const MAY_PASS = new Set([408, 425, 429]);

/** Seconds of a `Retry-After`, whole or as a date, at most a day. */
function retryAfterMs(value: string | undefined, now: Date): number {
  if (value === undefined) return 0;
  const ms = /^\d{1,9}$/.test(value.trim())
    ? Number(value) * 1000
    : new Date(value).getTime() - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), DAY_MS) : 0;
}

function later(
  delivery: Delivery,
  now: Date,
  leastMs: number = 0,
): Pick<TryOutcome, "state" | "nextTryAt"> {
  const minutes = WAIT_MINUTES[delivery.tries - 1];
  if (minutes === undefined) return { state: "failed" };
  return {
    state: "waiting",
    nextTryAt: new Date(now.getTime() + Math.max(minutes * MINUTE_MS, leastMs)),
  };
}

async function tryOnce(deps: SenderDeps, delivery: Delivery): Promise<TryOutcome> {
  const headers = deps.headersOf === undefined ? {} : await deps.headersOf(delivery);
  if (headers === undefined)
    return { state: "failed", status: undefined, answer: "nobody wants it any more" };
  try {
    const answer = await outboundPost(delivery.target, {
      body: delivery.body,
      contentType: delivery.contentType,
      headers,
      maxBytes: 65_536,
      timeoutMs: 15_000,
      ...(deps.policy === undefined ? {} : { policy: deps.policy }),
    });
    const { status } = answer;
    const said = { status, answer: answer.body.toString("utf8") };
    if (status >= 200 && status < 300) return { state: "done", ...said };
    const now = deps.clock.now();
    if (status >= 500 || MAY_PASS.has(status))
      return { ...later(delivery, now, retryAfterMs(answer.retryAfter, now)), ...said };
    return { state: "failed", ...said };
  } catch (error) {
    if (!(error instanceof OutboundFetchError)) throw error;
    return { ...later(delivery, deps.clock.now()), status: undefined, answer: error.message };
  }
}

/**
 * Makes a sender. A message is claimed before it is sent, so that of several nodes one sends it; a success is noted and
 * never sent again. A sender that dies between the answer and the note leaves it to be sent once more: whoever must not
 * count it twice finds the same body, or the id that its channel puts into a header.
 */
export function createSender(deps: SenderDeps): Sender {
  const { pool, clock, log } = deps;
  const stopping = new AbortController();
  let wake: () => void = () => {};
  let running: Promise<void> = Promise.resolve();
  let prunedAtMs = 0;

  async function sendDue(): Promise<void> {
    for (;;) {
      if (stopping.signal.aborted) return;
      const due = await claimDeliveries(pool, AT_ONCE, clock.now());
      await Promise.all(
        due.map(async (delivery) => {
          const outcome = await tryOnce(deps, delivery);
          await noteTry(pool, delivery.id, outcome, clock.now());
          if (outcome.state === "failed")
            log.warn(
              { channel: delivery.channel, target: delivery.target, answer: outcome.answer },
              "a message to a server outside was given up",
            );
        }),
      );
      if (due.length < AT_ONCE) return;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      try {
        await sendDue();
        const now = clock.now().getTime();
        if (now - prunedAtMs > DAY_MS) {
          prunedAtMs = now;
          await pruneDeliveries(pool, new Date(now - KEPT_DAYS * DAY_MS));
        }
      } catch (error) {
        // The database may be away: messages wait in it.
        log.warn({ error }, "messages to servers outside could not be sent; trying again");
      }
      await Promise.race([
        woken,
        delay(POLL_MS, undefined, { signal: stopping.signal }).catch(() => {}),
      ]);
    }
  }

  return {
    start: () => {
      running = run();
    },
    hurry: () => wake(),
    sendDue,
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
}
