import type { Pool } from "pg";

/** A story of the sample edition and how much it is liked: 1 to 1000. */
export type SampleInterest = {
  readonly storyId: string;
  readonly publishedAt: Date;
  readonly weight: number;
};

const QUARTER_MS = 15 * 60_000;
/** Hours after which a story is read half as much. */
const HALF_LIFE_HOURS = 14;
const PER_WEIGHT = 0.9;

/** Share of the day's readers in each hour of the edition's clock: a quiet night, a morning and a long evening. */
const HOURS = [
  5, 3, 2, 1.5, 1.5, 2.5, 5, 8, 9, 8.5, 8, 7.5, 7, 7, 6.5, 6.5, 7, 7.5, 8.5, 10, 11, 10.5, 9, 7,
] as const;

/** A number from 0 to 1 that is the same for the same story and quarter hour (FNV-1a). */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) / 4_294_967_296;
}

/**
 * Writes the views that make the lists of the sample edition alive on the first start: invented sums by quarter hour,
 * from each story's publication until `now`. Only for a database that has no views yet; a real view then adds to them.
 * @param hourOf hour (0 to 23) of an instant on the edition's clock
 * @returns how many rows were written
 */
export async function addSampleViews(
  pool: Pool,
  interests: readonly SampleInterest[],
  now: Date,
  hourOf: (instant: Date) => number,
): Promise<number> {
  const rows = {
    quarter: [] as Date[],
    story: [] as string[],
    raw: [] as number[],
    counted: [] as number[],
  };
  const last = Math.floor(now.getTime() / QUARTER_MS) * QUARTER_MS;
  for (const { storyId, publishedAt, weight } of interests) {
    const first = Math.floor(publishedAt.getTime() / QUARTER_MS) * QUARTER_MS;
    for (let at = first; at <= last; at += QUARTER_MS) {
      const hours = (at - publishedAt.getTime()) / 3_600_000;
      const fading = 0.5 ** (Math.max(0, hours) / HALF_LIFE_HOURS);
      const hour = HOURS[hourOf(new Date(at))] ?? 1;
      const counted = Math.round(
        weight * PER_WEIGHT * fading * (hour / 7) * (0.7 + 0.6 * chance(`${storyId}${at}`)),
      );
      if (counted === 0) continue;
      rows.quarter.push(new Date(at));
      rows.story.push(storyId);
      rows.counted.push(counted);
      rows.raw.push(Math.round(counted * (1.18 + 0.2 * chance(`${at}${storyId}`))) + 1);
    }
  }
  await pool.query(
    `INSERT INTO story_views (quarter, story_id, slot, raw, counted)
     SELECT quarter, story_id, 0, raw, counted
     FROM unnest($1::timestamptz[], $2::uuid[], $3::integer[], $4::integer[]) AS v (quarter, story_id, raw, counted)
     WHERE NOT EXISTS (SELECT FROM story_views)
     ORDER BY quarter, story_id`,
    [rows.quarter, rows.story, rows.raw, rows.counted],
  );
  return rows.quarter.length;
}
