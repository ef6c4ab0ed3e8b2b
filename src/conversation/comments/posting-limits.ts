import type { PoolClient } from "pg";
import { countPhraseAfter } from "#arabic/counts.ts";
import { Refusal } from "#platform/refusal.ts";

const SECOND = 1000;
const HOUR = 3_600 * SECOND;
/** Whose account is younger, or who has fewer published comments, is new here. */
const NEW_FOR_MS = 24 * HOUR;
const NEW_UNTIL_PUBLISHED = 3;

/** How often a reader may write. Source: Coral (1 in 3 s), Discourse (newcomers less). */
export const POSTING_LIMITS = {
  known: { everyMs: 3 * SECOND, anHour: 20 },
  newcomer: { everyMs: 10 * SECOND, anHour: 6 },
} as const;

const MINUTE_SECONDS = 60;

/** In how long something may be tried again, in words: «بعد 3 ثوانٍ». */
export function waitPhrase(seconds: number): string {
  const minutes = Math.ceil(seconds / MINUTE_SECONDS);
  if (minutes > 90)
    return `بعد ${countPhraseAfter(Math.ceil(minutes / MINUTE_SECONDS), "hour", "latn")}`;
  return seconds < MINUTE_SECONDS
    ? `بعد ${countPhraseAfter(seconds, "second", "latn")}`
    : `بعد ${countPhraseAfter(minutes, "minute", "latn")}`;
}

/**
 * Lets pass what a reader writes not too often, counted from what they have written; the reader's row must be locked.
 * @throws Refusal `tooMany` with the seconds to wait, told in words
 */
export async function demandPause(
  client: PoolClient,
  reader: { readonly id: string; readonly createdAt: Date },
  now: Date,
): Promise<void> {
  const { rows } = await client.query<{ times: Date[]; published: string }>({
    name: "comment_pause",
    text: `SELECT ARRAY(SELECT created_at FROM comment WHERE reader_id = $1 AND created_at > $2
                        ORDER BY created_at DESC LIMIT 20) AS times,
                  (SELECT count(*) FROM (SELECT FROM comment WHERE reader_id = $1 AND state = 'published' LIMIT 3) p) AS published`,
    values: [reader.id, new Date(now.getTime() - HOUR)],
  });
  const { times = [], published = "0" } = rows[0] ?? {};
  const isNew =
    now.getTime() - reader.createdAt.getTime() < NEW_FOR_MS ||
    Number(published) < NEW_UNTIL_PUBLISHED;
  const limit = isNew ? POSTING_LIMITS.newcomer : POSTING_LIMITS.known;
  const [last] = times;
  const full = times[limit.anHour - 1];
  const waitMs = Math.max(
    last === undefined ? 0 : last.getTime() + limit.everyMs - now.getTime(),
    full === undefined ? 0 : full.getTime() + HOUR - now.getTime(),
  );
  if (waitMs <= 0) return;
  const seconds = Math.ceil(waitMs / SECOND);
  throw new Refusal("tooMany", `Cannot post: need to wait ${seconds} s`, {
    retryAfterSeconds: seconds,
    told: {
      ar: `تكتب سريعًا. حاول ${waitPhrase(seconds)}، ونصّك محفوظ هنا.`,
      en: `You write fast. Try again in ${seconds} seconds; your text is kept here.`,
    },
  });
}
