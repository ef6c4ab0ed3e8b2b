import type { Pool, PoolClient } from "pg";
import { dayBounds, dayOf, nextDay } from "#arabic/zone-days.ts";
import { prepareQuery } from "#platform/db.ts";

/** A day's list is final this long after the day ended: no id of the day is taken any more, and all are written. */
export const FINAL_AFTER_MS = 15 * 60_000;

/** Days closed in one round at most: a year of them after an import of old views. */
const MOST_DAYS = 400;

type EditionDays = { readonly code: string; readonly zone: string };

const finalDay = prepareQuery<{ zone: string; start_at: Date; end_at: Date }>("views_final_day", {
  sql: "SELECT zone, start_at, end_at FROM final_day WHERE edition_code = $1 AND day = $2",
});

/** The zone and bounds that a day was closed with; undefined while it is not final. */
export async function findFinalDay(
  db: Pool | PoolClient,
  editionCode: string,
  day: string,
): Promise<{ zone: string; start: Date; end: Date } | undefined> {
  const [row] = await finalDay.run(db, [editionCode, day]);
  return row === undefined ? undefined : { zone: row.zone, start: row.start_at, end: row.end_at };
}

/** The last day of a zone whose list can be final at `now`. */
export function lastFinalDay(now: Date, zone: string): string {
  const notYet = dayOf(new Date(now.getTime() - FINAL_AFTER_MS), zone);
  return dayOf(new Date(dayBounds(notYet, zone).start.getTime() - 1), zone);
}

const CLOSE = `
WITH closed AS (
  INSERT INTO final_day (edition_code, day, zone, start_at, end_at, closed_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (edition_code, day) DO NOTHING RETURNING 1
), sums AS MATERIALIZED (
  SELECT story_id, sum(raw) AS raw, sum(counted) AS counted FROM story_views
  WHERE quarter >= $4 AND quarter < $5 AND EXISTS (SELECT FROM closed) GROUP BY 1
)
INSERT INTO story_day (edition_code, day, story_id, raw, counted)
SELECT $1, $2, s.story_id, s.raw, s.counted
FROM sums s, LATERAL (SELECT FROM story WHERE story.id = s.story_id AND story.edition_code = $1 OFFSET 0) own`;

/**
 * Writes the totals of each day that became final: the days after the last one that was closed, or since the first view.
 * A day is written once, in one statement; so a day keeps its list when the edition's zone is changed later.
 * @returns the days that were closed now, oldest first
 */
export async function closeDays(
  db: Pool | PoolClient,
  { code, zone }: EditionDays,
  now: Date,
): Promise<string[]> {
  const { rows } = await db.query<{ last: string | null; first: Date | null }>(
    `SELECT (SELECT max(day)::text FROM final_day WHERE edition_code = $1) AS last,
       (SELECT min(quarter) FROM story_views) AS first`,
    [code],
  );
  const { last = null, first = null } = rows[0] ?? {};
  if (last === null && first === null) return [];
  const end = lastFinalDay(now, zone);
  const closed: string[] = [];
  let day = last === null ? dayOf(first ?? now, zone) : nextDay(last);
  for (; day <= end && closed.length < MOST_DAYS; day = nextDay(day)) {
    const bounds = dayBounds(day, zone);
    await db.query(CLOSE, [code, day, zone, bounds.start, bounds.end, now]);
    closed.push(day);
  }
  return closed;
}
