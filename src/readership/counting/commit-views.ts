import type { PoolClient } from "pg";
import { ADDRESS_LIMIT, REPEAT_MS, type View } from "../view.ts";

const QUARTER_MS = 15 * 60_000;
const REPEAT = `interval '${REPEAT_MS} milliseconds'`;

/**
 * One statement for a batch, so that ids, visitors and sums are committed together or not at all. Rows are written in
 * the order of their keys, so that two nodes can never wait for each other in a ring.
 *
 * - fresh: ids that were not there yet; all else is a view that came again.
 * - candidate: of the fresh views that may count, the earliest of each visitor and story in this batch.
 * - recent: what was counted from their addresses on their stories in the last hour.
 * - counted: those whose visitor was not counted in the last 30 minutes, as many as the address has left of its 60.
 */
const COMMIT = `
WITH input AS MATERIALIZED (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::float8[], $4::date[], $5::bigint[], $6::bigint[])
    AS i (id, story_id, at_seconds, day, address, visitor)
), fresh AS (
  INSERT INTO view_id (id) SELECT id FROM input ORDER BY id ON CONFLICT DO NOTHING RETURNING id
), arrived AS MATERIALIZED (
  SELECT i.id, i.story_id, to_timestamp(i.at_seconds) AS at,
    to_timestamp(floor(i.at_seconds / ${QUARTER_MS / 1000}) * ${QUARTER_MS / 1000}) AS quarter,
    i.day, i.address, i.visitor
  FROM fresh f JOIN input i ON i.id = f.id
), candidate AS MATERIALIZED (
  SELECT DISTINCT ON (day, address, visitor) id, day, address, visitor, at FROM arrived WHERE visitor IS NOT NULL
  ORDER BY day, address, visitor, at, id
), recent AS MATERIALIZED (
  SELECT g.day, g.address, v.visitor, v.counted_at
  FROM (SELECT day, address, min(at) - interval '1 hour' AS since FROM candidate GROUP BY 1, 2) g,
  LATERAL (
    SELECT visitor, counted_at FROM visitor_view
    WHERE visitor_view.day = g.day AND visitor_view.address = g.address AND visitor_view.counted_at > g.since OFFSET 0
  ) v
), used AS (
  SELECT day, address, count(*) AS times FROM recent GROUP BY 1, 2
), counted AS MATERIALIZED (
  SELECT id, day, address, visitor, at FROM (
    SELECT c.*, row_number() OVER (PARTITION BY c.day, c.address ORDER BY c.at, c.id) + coalesce(u.times, 0) AS place
    FROM candidate c LEFT JOIN used u ON u.day = c.day AND u.address = c.address
    WHERE NOT EXISTS (
      SELECT FROM recent r WHERE r.day = c.day AND r.address = c.address AND r.visitor = c.visitor
        AND r.counted_at > c.at - ${REPEAT})
  ) eligible WHERE place <= ${ADDRESS_LIMIT}
), noted AS (
  INSERT INTO visitor_view (day, address, visitor, counted_at) SELECT day, address, visitor, at FROM counted
), added AS (
  INSERT INTO story_views AS sums (quarter, story_id, slot, raw, counted)
  SELECT a.quarter, a.story_id, $7::smallint, count(*), count(c.id)
  FROM arrived a LEFT JOIN counted c ON c.id = a.id GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (quarter, story_id, slot) DO UPDATE
    SET raw = sums.raw + excluded.raw, counted = sums.counted + excluded.counted
)
SELECT (SELECT count(*) FROM arrived)::integer AS fresh, (SELECT count(*) FROM counted)::integer AS counted`;

/** An array in PostgreSQL's notation, of values that need no quotes: ids, numbers and days that were parsed at the door. */
const arrayOf = (values: readonly (string | number | undefined)[]): string =>
  `{${values.map((value) => value ?? "NULL").join(",")}}`;

/** What a batch changed: views that were not there yet, and how many of them count. */
export type BatchResult = { readonly fresh: number; readonly counted: number };

/**
 * Sets up a connection for `commitViews`. The statement is planned once, while the tables are small or empty: it must
 * take the indexes that it will need when they are large.
 */
export async function prepareConnection(client: PoolClient): Promise<void> {
  await client.query(
    "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; SET jit = off",
  );
}

/**
 * Writes a batch in one transaction of one statement. When it returns, all of it is on disk.
 * @param views each id at most once
 * @param slot number of this node among those that write
 */
export async function commitViews(
  client: PoolClient,
  views: readonly View[],
  slot: number,
): Promise<BatchResult> {
  const { rows } = await client.query<BatchResult>({
    name: "views_commit",
    text: COMMIT,
    values: [
      arrayOf(views.map(({ id }) => id)),
      arrayOf(views.map(({ story }) => story)),
      arrayOf(views.map(({ atMs }) => atMs / 1000)),
      arrayOf(views.map(({ visitor }) => visitor?.day)),
      arrayOf(views.map(({ visitor }) => visitor?.address)),
      arrayOf(views.map(({ visitor }) => visitor?.visitor)),
      slot,
    ],
  });
  return rows[0] ?? { fresh: 0, counted: 0 };
}
