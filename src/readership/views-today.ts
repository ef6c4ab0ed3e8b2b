import type { Pool } from "pg";
import { dayBounds, dayOf, quartersOf } from "#arabic/zone-days.ts";
import { prepareQuery } from "#platform/db.ts";
import type { Edition } from "#stories/story.ts";
import { findTotals } from "./lists/totals.ts";

/** Counted views of these stories on the edition's present day; those without a view are left out. One query. */
export async function viewsTodayOf(
  db: Pool,
  ids: readonly string[],
  edition: Pick<Edition, "zone">,
  now: Date,
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const totals = await findTotals(db, ids, dayBounds(dayOf(now, edition.zone), edition.zone));
  return new Map([...totals].map(([id, { counted }]) => [id, counted]));
}

/** Counted views of the edition's present day, one number for each quarter hour from its first to the present one. */
export type ViewsByQuarter = { readonly total: number; readonly byQuarter: readonly number[] };

type QuarterRow = { quarter: Date; counted: number };

const ofAll = prepareQuery<QuarterRow>("views_by_quarter", {
  sql: `SELECT quarter, sum(counted)::integer AS counted FROM story_views
        WHERE quarter >= $1 AND quarter < $2 GROUP BY 1`,
});
const ofEach = prepareQuery<QuarterRow & { id: string }>("views_of_stories_by_quarter", {
  sql: `SELECT story_id AS id, quarter, sum(counted)::integer AS counted FROM story_views
        WHERE quarter >= $1 AND quarter < $2 AND story_id = ANY($3::uuid[]) GROUP BY 1, 2`,
});

function dayTo(now: Date, zone: string) {
  const day = dayOf(now, zone);
  const quarters = quartersOf(day, zone).filter((at) => at.getTime() <= now.getTime());
  const lineOf = (rows: readonly QuarterRow[]): ViewsByQuarter => {
    const counts = new Map(rows.map((row) => [row.quarter.getTime(), row.counted]));
    const byQuarter = quarters.map((at) => counts.get(at.getTime()) ?? 0);
    return { total: byQuarter.reduce((sum, one) => sum + one, 0), byQuarter };
  };
  return { ...dayBounds(day, zone), lineOf };
}

/** How all counted views of the edition's present day came, by quarter hours. One query. */
export async function viewsByQuarter(
  db: Pool,
  edition: Pick<Edition, "zone">,
  now: Date,
): Promise<ViewsByQuarter> {
  const { start, end, lineOf } = dayTo(now, edition.zone);
  return lineOf(await ofAll.run(db, [start, end]));
}

/** The same for each of these stories. One query. */
export async function viewLinesOf(
  db: Pool,
  ids: readonly string[],
  edition: Pick<Edition, "zone">,
  now: Date,
): Promise<Map<string, ViewsByQuarter>> {
  const { start, end, lineOf } = dayTo(now, edition.zone);
  const rows = ids.length === 0 ? [] : await ofEach.run(db, [start, end, ids]);
  return new Map(ids.map((id) => [id, lineOf(rows.filter((row) => row.id === id))]));
}
