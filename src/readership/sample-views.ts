import type { Pool } from "pg";
import { quarterOf } from "#arabic/zone-days.ts";

/** A story of the sample edition that shall have been read. */
export type SampleViews = {
  readonly storyId: string;
  readonly publishedAt: Date;
  /** How much it is read beside the others, from 1 to 1,000: about a fifth of its views on its first day. */
  readonly weight: number;
};

const QUARTER_MS = 15 * 60_000;
const DAYS = 10;
/** Views in the first quarter hour for each unit of weight, at the busiest hour of the day. */
const FIRST_VIEWS = 0.25;
/** A story is read half as much every six hours, and never quite forgotten. */
const HALF_LIFE_MS = 6 * 3_600_000;
const LASTING_SHARE = 0.04;
/** Share of views that are no reader's, or a reader's again. */
const UNCOUNTED_SHARE = 0.12;
/** Share of the day's busiest hour, for each hour of the edition's day. */
const BUSYNESS = [
  0.55, 0.35, 0.2, 0.12, 0.1, 0.15, 0.3, 0.5, 0.65, 0.7, 0.7, 0.68, 0.7, 0.72, 0.7, 0.65, 0.65, 0.7,
  0.78, 0.86, 0.95, 1, 0.95, 0.78,
];

/** A number from 0 to 1 that follows from `seed`: the same edition gets the same views (mulberry32). */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Adds invented views to the stories of a sample edition, as if they had been read since they were published (the last
 * ten days at most): many at first, then fewer, more in the evening than before dawn.
 * @param hourOf hour (0 to 23) of an instant in the edition's zone
 */
export async function addSampleViews(
  pool: Pool,
  stories: readonly SampleViews[],
  now: Date,
  hourOf: (instant: Date) => number,
): Promise<void> {
  const random = pseudoRandom(20_261_123);
  const rows: { quarter: Date; story: string; raw: number; counted: number }[] = [];
  for (const { storyId, publishedAt, weight } of stories) {
    const first = Math.max(publishedAt.getTime(), now.getTime() - DAYS * 24 * 3_600_000);
    for (let at = quarterOf(new Date(first)).getTime(); at <= now.getTime(); at += QUARTER_MS) {
      const age = Math.max(0, at - publishedAt.getTime());
      const freshness = LASTING_SHARE + (1 - LASTING_SHARE) * 0.5 ** (age / HALF_LIFE_MS);
      const busyness = BUSYNESS[hourOf(new Date(at))] ?? 1;
      const expected = FIRST_VIEWS * weight * freshness * busyness;
      const counted = Math.floor(expected * (0.7 + 0.6 * random()) + random());
      const raw = counted + Math.floor(counted * UNCOUNTED_SHARE * 2 * random() + random() * 0.3);
      if (raw > 0) rows.push({ quarter: new Date(at), story: storyId, raw, counted });
    }
  }
  await pool.query(
    `INSERT INTO story_views AS sums (quarter, story_id, slot, raw, counted)
     SELECT quarter, story, 0, raw, counted FROM unnest($1::timestamptz[], $2::uuid[], $3::integer[], $4::integer[])
       AS r (quarter, story, raw, counted)
     ON CONFLICT (quarter, story_id, slot) DO UPDATE
       SET raw = sums.raw + excluded.raw, counted = sums.counted + excluded.counted`,
    [
      rows.map(({ quarter }) => quarter),
      rows.map(({ story }) => story),
      rows.map(({ raw }) => raw),
      rows.map(({ counted }) => counted),
    ],
  );
}
