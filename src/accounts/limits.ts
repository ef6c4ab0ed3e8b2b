import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { Refusal } from "#platform/refusal.ts";

/** How often something may fail before one has to wait. */
export type TryLimit = {
  /** Tries that are free; the one after that waits. */
  readonly free: number;
  /** The first wait; every later one is twice as long, up to `maxWaitMs`. */
  readonly waitMs: number;
  readonly maxWaitMs: number;
  /** After so long without a try or a wait all is forgotten. */
  readonly forgetMs: number;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Limits on tries to get in. The figures for one address and account are those of Ghost (four tries, then ten minutes
 * growing to a week); the wide ones are ours: they stop somebody who tries many accounts, or from many addresses.
 */
export const TRY_LIMITS = {
  /** One account from one network address. */
  signIn: { free: 4, waitMs: 10 * MINUTE, maxWaitMs: 7 * DAY, forgetMs: 7 * DAY },
  /** One network address, whatever the account. */
  signInAddress: { free: 40, waitMs: 10 * MINUTE, maxWaitMs: DAY, forgetMs: HOUR },
  /** One account from anywhere: high, since strangers could shut out its owner. */
  signInAccount: { free: 100, waitMs: 10 * MINUTE, maxWaitMs: HOUR, forgetMs: DAY },
  /** The password of somebody who is signed in, asked for again. */
  ownPassword: { free: 5, waitMs: 10 * MINUTE, maxWaitMs: DAY, forgetMs: DAY },
  /** Codes of one person. */
  secondFactor: { free: 5, waitMs: 10 * MINUTE, maxWaitMs: DAY, forgetMs: DAY },
  /** Passkeys, from one network address. */
  passkeyAddress: { free: 40, waitMs: 10 * MINUTE, maxWaitMs: DAY, forgetMs: HOUR },
  /** Mails for a new password, asked for from one network address. */
  resetAddress: { free: 10, waitMs: 10 * MINUTE, maxWaitMs: DAY, forgetMs: HOUR },
  /** Mails for a new password to one account. */
  resetAccount: { free: 4, waitMs: HOUR, maxWaitMs: DAY, forgetMs: DAY },
  /** Readers: the same three for passwords, and mails with links. */
  readerSignIn: { free: 8, waitMs: 10 * MINUTE, maxWaitMs: 12 * HOUR, forgetMs: DAY },
  readerSignInAddress: { free: 60, waitMs: 10 * MINUTE, maxWaitMs: DAY, forgetMs: HOUR },
  readerSignInAccount: { free: 100, waitMs: 10 * MINUTE, maxWaitMs: HOUR, forgetMs: DAY },
  readerLinkAddress: { free: 10, waitMs: 10 * MINUTE, maxWaitMs: DAY, forgetMs: 10 * MINUTE },
  readerLinkAccount: { free: 4, waitMs: 10 * MINUTE, maxWaitMs: DAY, forgetMs: HOUR },
} as const satisfies Record<string, TryLimit>;

/** Names of the limits. */
export type TryLimitName = keyof typeof TRY_LIMITS;

const keyOf = (name: TryLimitName, of: string): Buffer =>
  createHash("sha256").update(`${name}\n${of}`).digest();

/**
 * Takes a try before it is made, so that a hundred at once are no more than one after the other. The last free try, and
 * each one after it, begins a wait.
 * @throws Refusal `tooMany` with the seconds to wait; such a try counts for nothing
 */
export async function takeTry(db: Pool, name: TryLimitName, of: string, now: Date): Promise<void> {
  const limit = TRY_LIMITS[name];
  const key = keyOf(name, of);
  const { rowCount } = await db.query({
    name: "take_try",
    text: `INSERT INTO sign_in_limit AS l (key, tries, last_at) VALUES ($1, 1, $2)
           ON CONFLICT (key) DO UPDATE SET
             tries = CASE WHEN greatest(l.last_at, l.blocked_until) + $4 * interval '1 ms' <= $2 THEN 1 ELSE l.tries + 1 END,
             blocked_until = CASE
               WHEN greatest(l.last_at, l.blocked_until) + $4 * interval '1 ms' <= $2 OR l.tries + 1 < $3 THEN '-infinity'
               ELSE $2::timestamptz + least($5 * power(2, least(l.tries + 1 - $3, 30)), $6) * interval '1 ms' END,
             last_at = $2
           WHERE l.blocked_until <= $2`,
    values: [key, now, limit.free, limit.forgetMs, limit.waitMs, limit.maxWaitMs],
  });
  if (rowCount === 1) return;
  const { rows } = await db.query<{ blocked_until: Date }>(
    "SELECT blocked_until FROM sign_in_limit WHERE key = $1",
    [key],
  );
  const waitMs = (rows[0]?.blocked_until.getTime() ?? now.getTime()) - now.getTime();
  throw new Refusal("tooMany", `Cannot try ${name} now: too many tries failed`, {
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  });
}

/** Gives a try back that did not fail; of `isForgiven` all earlier ones too. */
export async function giveBackTry(
  db: Pool,
  name: TryLimitName,
  of: string,
  options: { readonly isForgiven: boolean },
): Promise<void> {
  const key = keyOf(name, of);
  if (options.isForgiven) await db.query("DELETE FROM sign_in_limit WHERE key = $1", [key]);
  else
    await db.query(
      "UPDATE sign_in_limit SET tries = greatest(tries - 1, 0), blocked_until = '-infinity' WHERE key = $1",
      [key],
    );
}

/** Forgets tries that no limit remembers any more; gives how many rows went. */
export async function forgetOldTries(db: Pool, now: Date): Promise<number> {
  const { rowCount } = await db.query(
    "DELETE FROM sign_in_limit WHERE last_at < $1 AND blocked_until < $1",
    [new Date(now.getTime() - 8 * DAY)],
  );
  return rowCount ?? 0;
}
