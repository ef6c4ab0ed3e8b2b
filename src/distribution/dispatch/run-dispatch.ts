import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import type { Clock } from "#platform/clock.ts";
import { noteAndClaim, type CopyOutcome } from "./copies.ts";

/** How copies leave. */
export type DispatchPlan<Recipient> = {
  readonly dispatch: string;
  /** Those of `ids` who still are to get it. */
  readonly findRecipients: (ids: readonly string[]) => Promise<ReadonlyMap<string, Recipient>>;
  /** Sends one copy; it must end within a minute and not throw for what a server did. */
  readonly send: (recipient: Recipient, tries: number) => Promise<CopyOutcome>;
  /** Senders side by side, and copies that each claims at once: so many may be unknown after a crash. */
  readonly senders: number;
  readonly atOnce: number;
  /** Copies a second at most. */
  readonly perSecond: number;
};

/** A copy that could not be begun so long after it was claimed goes back: its claim must outlive its sending. */
const FRESH_MS = 60_000;

/** Gives turns, `perSecond` of them evenly spread; a moment without work is not made up for. */
export function createPace(perSecond: number): () => Promise<void> {
  const gapMs = 1000 / perSecond;
  let nextAt = 0;
  return async () => {
    const now = performance.now();
    nextAt = Math.max(nextAt + gapMs, now);
    const waitMs = nextAt - now;
    // Timers are no finer than a millisecond: what is due before that goes at once.
    if (waitMs >= 1) await delay(waitMs);
  };
}

/**
 * Sends the copies that are due until none is left or `signal` is given; what is under way is finished and noted.
 * @throws what the database threw: copies in hand then stay claimed, and are unknown after their lease
 */
export async function runDispatch<Recipient>(
  deps: { readonly pool: Pool; readonly clock: Clock },
  plan: DispatchPlan<Recipient>,
  signal: AbortSignal,
): Promise<void> {
  const { pool, clock } = deps;
  const pace = createPace(plan.perSecond);

  async function sendOne(recipient: Recipient, tries: number, claimed: Date): Promise<CopyOutcome> {
    await pace();
    const now = clock.now();
    if (now.getTime() - claimed.getTime() > FRESH_MS)
      return { kind: "waiting", at: now, answer: "" };
    return plan.send(recipient, tries);
  }

  async function work(): Promise<void> {
    let outcomes = new Map<string, CopyOutcome>();
    for (;;) {
      const claimed = clock.now();
      const limit = signal.aborted ? 0 : plan.atOnce;
      const copies = await noteAndClaim(pool, { ...plan, outcomes, limit }, claimed);
      if (copies.length === 0) return;
      const recipients = await plan.findRecipients(copies.map(({ recipient }) => recipient));
      outcomes = new Map(
        await Promise.all(
          copies.map(async ({ recipient: id, tries }): Promise<[string, CopyOutcome]> => {
            const recipient = recipients.get(id);
            if (recipient === undefined)
              return [id, { kind: "dropped", answer: "not wanted any more" }];
            return [id, await sendOne(recipient, tries, claimed)];
          }),
        ),
      );
    }
  }

  const results = await Promise.allSettled(Array.from({ length: plan.senders }, work));
  for (const result of results) if (result.status === "rejected") throw result.reason;
}
