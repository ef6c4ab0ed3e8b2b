import { randomUUIDv7 } from "node:crypto";
import type { Pool } from "pg";
import { z } from "zod";

/** What one may subscribe to. */
export const NEWSLETTER_KINDS = ["daily", "weekly", "issues"] as const;
/** A kind of newsletter: the most read of the day, that of the week, what editors write by hand. */
export type NewsletterKind = (typeof NEWSLETTER_KINDS)[number];

/** The kinds of a form, each once, in their order. */
export const Kinds = z
  .array(z.enum(NEWSLETTER_KINDS))
  .max(20)
  .transform((kinds) => NEWSLETTER_KINDS.filter((kind) => kinds.includes(kind)));

/** An address for mail as people type it. */
export const Email = z.string().trim().max(254).pipe(z.email());

/** Who gets the newsletter, or is about to. */
export type Subscriber = {
  readonly id: string;
  readonly email: string;
  readonly state: "pending" | "active" | "bounced" | "complained";
  readonly kinds: readonly NewsletterKind[];
};

/** Mails that one address is sent within a day, however often a form is sent for it. */
const MAILS_A_DAY = 3;
/** An address that was not confirmed is forgotten after that. */
const PENDING_DAYS = 7;
const DAY_MS = 86_400_000;

const keyOf = (email: string): string => email.normalize("NFC").toLowerCase();

/**
 * Takes a form. Whatever is known of the address, the same one statement is run, so that an answer tells nothing of it.
 * @returns who is to be sent a mail about it; undefined where that address was sent enough of them today
 */
export async function askToSubscribe(
  pool: Pool,
  input: { readonly email: string; readonly kinds: readonly NewsletterKind[] },
  now: Date,
): Promise<Subscriber | undefined> {
  const { rows } = await pool.query<Subscriber & { asks: number }>(
    `INSERT INTO subscriber AS s (id, email, email_key, state, kinds, asked_at)
     VALUES ($1, $2, $3, 'pending', $4, $5)
     ON CONFLICT (email_key) DO UPDATE SET
       asks = CASE WHEN s.asked_at < $6 THEN 1 ELSE s.asks + 1 END,
       asked_at = CASE WHEN s.asked_at < $6 THEN excluded.asked_at ELSE s.asked_at END,
       kinds = CASE WHEN s.state = 'active' THEN s.kinds ELSE excluded.kinds END
     RETURNING id, email, state, kinds, asks`,
    [
      randomUUIDv7(),
      input.email,
      keyOf(input.email),
      input.kinds,
      now,
      new Date(now.getTime() - DAY_MS),
    ],
  );
  const [row] = rows;
  return row === undefined || row.asks > MAILS_A_DAY ? undefined : row;
}

/** Confirms a subscription; false where there is none to confirm any more. Doing it again changes nothing. */
export async function confirmSubscription(pool: Pool, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE subscriber SET state = 'active', confirmed_at = CASE WHEN state = 'active' THEN confirmed_at ELSE $2 END,
       ended_at = NULL, ended_why = '' WHERE id = $1`,
    [id, now],
  );
  return rowCount === 1;
}

/** Who `id` is; undefined for nobody. */
export async function findSubscriber(pool: Pool, id: string): Promise<Subscriber | undefined> {
  const { rows } = await pool.query<Subscriber>(
    "SELECT id, email, state, kinds FROM subscriber WHERE id = $1",
    [id],
  );
  return rows[0];
}

/** Ends a subscription and forgets the address. Doing it again changes nothing. */
export async function unsubscribe(pool: Pool, id: string): Promise<void> {
  await pool.query("DELETE FROM subscriber WHERE id = $1", [id]);
}

/** Changes what a subscriber gets; nothing at all ends the subscription. @returns whether there was one */
export async function changeKinds(
  pool: Pool,
  id: string,
  kinds: readonly NewsletterKind[],
): Promise<boolean> {
  const { rowCount } = await pool.query(
    kinds.length === 0
      ? "DELETE FROM subscriber WHERE id = $1 AND cardinality($2::text[]) = 0"
      : "UPDATE subscriber SET kinds = $2 WHERE id = $1",
    [id, kinds],
  );
  return rowCount === 1;
}

/** Stops mail to an address that there is not, or whose holder called a mail of ours spam. */
export async function endSubscription(
  pool: Pool,
  input: {
    /** The subscriber, or the address of one. */
    readonly id?: string | undefined;
    readonly email?: string | undefined;
    readonly kind: "bounced" | "complained";
    readonly why: string;
  },
  now: Date,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE subscriber SET state = $3, ended_at = $4, ended_why = $5
     WHERE (id = $1 OR email_key = $2) AND state <> 'complained'`,
    [
      input.id ?? null,
      input.email === undefined ? null : keyOf(input.email),
      input.kind,
      now,
      input.why.slice(0, 300).toWellFormed().replaceAll("\0", ""),
    ],
  );
  return rowCount === 1;
}

/** Forgets addresses that were never confirmed. */
export async function forgetUnconfirmed(pool: Pool, now: Date): Promise<void> {
  await pool.query("DELETE FROM subscriber WHERE state = 'pending' AND asked_at < $1", [
    new Date(now.getTime() - PENDING_DAYS * DAY_MS),
  ]);
}

/** How many subscribers there are, by state, and how many of the active ones get each kind. */
export type SubscriberCounts = Readonly<
  Record<Subscriber["state"], number> & { byKind: Readonly<Record<NewsletterKind, number>> }
>;

/** Counts the subscribers. One query. */
export async function countSubscribers(pool: Pool): Promise<SubscriberCounts> {
  const { rows } = await pool.query<Record<string, number>>(
    `SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending, count(*) FILTER (WHERE state = 'active')::int AS active,
       count(*) FILTER (WHERE state = 'bounced')::int AS bounced, count(*) FILTER (WHERE state = 'complained')::int AS complained,
       count(*) FILTER (WHERE state = 'active' AND 'daily' = ANY(kinds))::int AS daily,
       count(*) FILTER (WHERE state = 'active' AND 'weekly' = ANY(kinds))::int AS weekly,
       count(*) FILTER (WHERE state = 'active' AND 'issues' = ANY(kinds))::int AS issues
     FROM subscriber`,
  );
  const of = (name: string): number => rows[0]?.[name] ?? 0;
  return {
    pending: of("pending"),
    active: of("active"),
    bounced: of("bounced"),
    complained: of("complained"),
    byKind: { daily: of("daily"), weekly: of("weekly"), issues: of("issues") },
  };
}
