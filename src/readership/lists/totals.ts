import type { Pool, PoolClient } from "pg";
import { prepareQuery } from "#platform/db.ts";

type Database = Pool | PoolClient;

/** Views of one story in a window of time. */
export type StoryTotals = { readonly id: string; readonly raw: number; readonly counted: number };

/** A window of quarter hours: from `start` (included) to `end` (not included), by the beginnings of quarters. */
export type Window = { readonly start: Date; readonly end: Date };

// The newer story goes first where counts are equal.
const ORDER = "v.counted DESC, s.published_at DESC, s.id DESC";
// One look-up by key for each story that was read: left to itself the planner, which knows nothing of a table that was
// just filled, compares every story with every sum.
const SHOWN = `LATERAL (
    SELECT id, published_at FROM story
    WHERE story.id = v.story_id AND story.state = 'published' AND story.edition_code = $1 OFFSET 0
  ) s`;

const inWindow = prepareQuery<StoryTotals>("views_in_window", {
  sql: `WITH v AS MATERIALIZED (
          SELECT story_id, sum(raw)::integer AS raw, sum(counted)::integer AS counted
          FROM story_views WHERE quarter >= $2 AND quarter < $3 GROUP BY story_id HAVING sum(counted) > 0
        )
        SELECT s.id, v.raw, v.counted FROM v, ${SHOWN} ORDER BY ${ORDER} LIMIT $4`,
});

const ofStories = prepareQuery<StoryTotals>("views_of_stories", {
  sql: `SELECT story_id AS id, sum(raw)::integer AS raw, sum(counted)::integer AS counted
        FROM story_views WHERE quarter >= $1 AND quarter < $2 AND story_id = ANY($3::uuid[]) GROUP BY 1`,
});

const onFinalDay = prepareQuery<StoryTotals>("views_on_final_day", {
  sql: `SELECT s.id, v.raw, v.counted FROM story_day v, ${SHOWN}
        WHERE v.edition_code = $1 AND v.day = $2 AND v.counted > 0 ORDER BY ${ORDER} LIMIT $3`,
});

/** The stories of an edition that have a counted view in `window`, most read first, the newer where counts are equal. */
export function rankStories(
  db: Database,
  editionCode: string,
  { start, end }: Window,
  limit: number,
): Promise<StoryTotals[]> {
  return inWindow.run(db, [editionCode, start, end, limit]);
}

/** As `rankStories`, for a day whose totals are final. */
export function rankFinalDay(
  db: Database,
  editionCode: string,
  day: string,
  limit: number,
): Promise<StoryTotals[]> {
  return onFinalDay.run(db, [editionCode, day, limit]);
}

/** Views of these stories in `window`; those without a view are left out. */
export async function findTotals(
  db: Database,
  ids: readonly string[],
  { start, end }: Window,
): Promise<Map<string, StoryTotals>> {
  const rows = await ofStories.run(db, [start, end, ids]);
  return new Map(rows.map((row) => [row.id, row]));
}
