import type { Pool, PoolClient } from "pg";
import { dayBounds, dayOf, isDay, quartersOf } from "#arabic/zone-days.ts";
import { Refusal } from "#platform/refusal.ts";
import { findFinalDay } from "./lists/final-days.ts";
import { rankFinalDay, rankStories } from "./lists/totals.ts";

/** A story whose totals in the day's list are not those of its quarter hours. */
export type Difference = {
  readonly story: string;
  /** As the list has it. */
  readonly listed: { readonly raw: number; readonly counted: number };
  /** As the quarter hours add up. */
  readonly hours: { readonly raw: number; readonly counted: number };
};

/** What a recount of a day found. */
export type Recount = {
  readonly day: string;
  readonly zone: string;
  readonly start: Date;
  readonly end: Date;
  /** Whether the day's totals are written down; else its list is made from the quarter hours when it is asked for. */
  readonly isFinal: boolean;
  /** Quarter hours of the day that have a view. */
  readonly quarters: number;
  readonly stories: number;
  readonly raw: number;
  readonly counted: number;
  /** Totals that differ; empty when the list follows from the hours. */
  readonly differences: readonly Difference[];
  /** Whether the list's order is that of the counts. */
  readonly isInOrder: boolean;
};

const EVERY_STORY = 1_000_000;
const NONE = { raw: 0, counted: 0 };

type Row = { quarter: Date; id: string; raw: number; counted: number };

/**
 * Proves that a day's list follows from its quarter hours: adds every row of the day up again, here and not in the
 * database, quarter by quarter as the zone's calendar has them, and compares the outcome with the list that readers see.
 * @param day yyyy-mm-dd, a past day or today
 * @throws Refusal `invalid` when `day` is no such day
 */
export async function recountDay(
  db: Pool | PoolClient,
  day: string,
  edition: { readonly code: string; readonly zone: string },
  now: Date,
): Promise<Recount> {
  if (!isDay(day) || day > dayOf(now, edition.zone))
    throw new Refusal(
      "invalid",
      `Cannot recount ${JSON.stringify(day)}: need a day until today, as 2026-11-23`,
    );
  const final = await findFinalDay(db, edition.code, day);
  const zone = final?.zone ?? edition.zone;
  const { start, end } = dayBounds(day, zone);
  const wanted = new Set(quartersOf(day, zone).map((quarter) => quarter.getTime()));

  // An hour more on each side, so that a wrong bound would show.
  const { rows } = await db.query<Row>(
    `SELECT quarter, story_id AS id, sum(raw)::integer AS raw, sum(counted)::integer AS counted FROM story_views
     WHERE quarter >= $1::timestamptz - interval '1 hour' AND quarter < $2::timestamptz + interval '1 hour'
     GROUP BY 1, 2`,
    [start, end],
  );
  const states = await db.query<{ id: string; isShown: boolean }>(
    `SELECT id, state = 'published' AS "isShown" FROM story WHERE edition_code = $1 AND id = ANY($2::uuid[])`,
    [edition.code, [...new Set(rows.map(({ id }) => id))]],
  );
  const isShown = new Map(states.rows.map((row) => [row.id, row.isShown]));
  const ofDay = rows.filter(({ id, quarter }) => isShown.has(id) && wanted.has(quarter.getTime()));
  const hours = new Map<string, { raw: number; counted: number }>();
  for (const { id, raw, counted } of ofDay) {
    const sum = hours.get(id) ?? NONE;
    hours.set(id, { raw: sum.raw + raw, counted: sum.counted + counted });
  }

  const list =
    final === undefined
      ? await rankStories(db, edition.code, { start, end }, EVERY_STORY)
      : await rankFinalDay(db, edition.code, day, EVERY_STORY);
  const kept = await db.query<{ id: string; raw: number; counted: number }>(
    "SELECT story_id AS id, raw, counted FROM story_day WHERE edition_code = $1 AND day = $2",
    [edition.code, day],
  );
  const listed = new Map((final === undefined ? list : kept.rows).map((row) => [row.id, row]));
  // A list that is made when asked for shows published stories with a counted view; totals written down hold them all.
  const compared = [...new Set([...hours.keys(), ...listed.keys()])].filter(
    (id) =>
      final !== undefined ||
      listed.has(id) ||
      (isShown.get(id) === true && (hours.get(id) ?? NONE).counted > 0),
  );
  const differences = compared.flatMap((story): Difference[] => {
    const one = { listed: pick(listed.get(story) ?? NONE), hours: hours.get(story) ?? NONE };
    return one.listed.raw === one.hours.raw && one.listed.counted === one.hours.counted
      ? []
      : [{ story, ...one }];
  });
  const sums = [...hours.values()];
  return {
    day,
    zone,
    start,
    end,
    isFinal: final !== undefined,
    quarters: new Set(ofDay.map(({ quarter }) => quarter.getTime())).size,
    stories: hours.size,
    raw: sums.reduce((total, { raw }) => total + raw, 0),
    counted: sums.reduce((total, { counted }) => total + counted, 0),
    differences,
    isInOrder: list.every(({ counted }, index) => counted <= (list[index - 1]?.counted ?? counted)),
  };
}

const pick = ({ raw, counted }: { raw: number; counted: number }) => ({ raw, counted });
