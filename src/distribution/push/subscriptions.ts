import { randomUUIDv7 } from "node:crypto";
import type { Pool } from "pg";
import { z } from "zod";
import { isZone, offsetMs } from "#arabic/zone-days.ts";

/** What alerts are about: breaking news, the most read of the day, news of a section. */
export const PushTopic = z
  .string()
  .regex(/^(?:breaking|daily|section:[^\p{Cc}:]{1,200})$/u, "breaking, daily or section:…");

const Minutes = z.int().min(0).max(1439);
const isPublicHost = (host: string): boolean =>
  /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*$/.test(host) && !/\.(?:local|internal|localhost)$/.test(host);

/** Whether `text` may be the address of a push service; where it really is, is checked when it is asked. */
export function fitsEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, port, hostname } = new URL(text);
  return (
    protocol === "https:" &&
    username === "" &&
    password === "" &&
    port === "" &&
    isPublicHost(hostname)
  );
}

/** The length in bytes of base64url that a key must have. */
const key = (bytes: number) =>
  z
    .string()
    .max(200)
    .regex(/^[\w-]+=*$/)
    .refine((text) => Buffer.from(text, "base64url").length === bytes, `${bytes} bytes`);

/** What a browser gives of its subscription, and what its reader chose. */
export const PushSubscriptionInput = z.strictObject({
  endpoint: z.string().max(1000),
  // RFC 8291: a point of P-256 without compression, and 16 random bytes.
  keys: z.strictObject({ p256dh: key(65), auth: key(16) }),
  topics: z.array(PushTopic).min(1).max(60),
  zone: z.string().max(64).refine(isZone, "an IANA time zone"),
  /** Minutes of the day between which nothing comes; null: at any time. */
  quiet: z.strictObject({ from: Minutes, to: Minutes }).nullable(),
  mayWake: z.boolean(),
});
export type PushSubscriptionInput = z.infer<typeof PushSubscriptionInput>;

/** Keeps the subscription of a browser, or what its reader has changed of it. */
export async function keepSubscription(
  pool: Pool,
  input: PushSubscriptionInput,
  now: Date,
): Promise<void> {
  const { endpoint, keys, topics, zone, quiet, mayWake } = input;
  await pool.query(
    `INSERT INTO push_subscription (id, endpoint, p256dh, auth, topics, zone, quiet_from, quiet_to, may_wake, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (endpoint) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth, topics = excluded.topics,
       zone = excluded.zone, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
       may_wake = excluded.may_wake, changed_at = excluded.changed_at`,
    [
      randomUUIDv7(),
      endpoint,
      keys.p256dh,
      keys.auth,
      [...new Set(topics)],
      zone,
      quiet?.from ?? null,
      quiet?.to ?? null,
      mayWake,
      now,
    ],
  );
}

/** Forgets a subscription. Doing it again changes nothing. */
export async function forgetSubscription(pool: Pool, endpoint: string): Promise<void> {
  await pool.query("DELETE FROM push_subscription WHERE endpoint = $1", [endpoint]);
}

/** How many browsers want each topic, and how many there are. One query. */
export async function countPushTopics(
  pool: Pool,
): Promise<{ readonly all: number; readonly byTopic: Readonly<Record<string, number>> }> {
  const { rows } = await pool.query<{ topic: string | null; count: number }>(
    `SELECT topic, count(*)::int AS count FROM push_subscription CROSS JOIN LATERAL unnest(topics) AS topic GROUP BY topic
     UNION ALL SELECT NULL, count(*)::int FROM push_subscription`,
  );
  const all = rows.find(({ topic }) => topic === null)?.count ?? 0;
  return {
    all,
    byTopic: Object.fromEntries(
      rows.flatMap(({ topic, count }) => (topic === null ? [] : [[topic, count]])),
    ),
  };
}

/** Quiet hours on the clock of a zone. */
export type QuietHours = { readonly zone: string; readonly from: number; readonly to: number };

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** When quiet hours that hold at `now` are over; undefined where they do not hold. */
export function quietUntil(now: Date, { zone, from, to }: QuietHours): Date | undefined {
  const minute = Math.floor((now.getTime() + offsetMs(now, zone)) / MINUTE_MS) % DAY_MINUTES;
  const isQuiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return undefined;
  const left = (to - minute + DAY_MINUTES) % DAY_MINUTES;
  return new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS + left * MINUTE_MS);
}
