import type { PoolClient } from "pg";
import { written, type PostingList } from "./postings.ts";

/** Lets one transaction at a time change the index; any fixed number does. */
const LOCK_KEY = 7_201_450;
/** Postings of one statement. */
const CHUNK = 4000;

/** Waits until no other transaction changes the index; holds until the end of this one. */
export async function lockIndex(client: PoolClient): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK_KEY]);
}

/** Says that the index has changed: nodes look at it anew with their next query. */
export async function raiseGeneration(client: PoolClient): Promise<void> {
  await client.query("UPDATE search_state SET generation = generation + 1");
}

/** Takes stories out of the index. */
export async function markDead(
  client: PoolClient,
  documents: readonly { readonly id: string; readonly segment: number; readonly ordinal: number }[],
): Promise<void> {
  if (documents.length === 0) return;
  await client.query(
    `WITH gone AS (DELETE FROM search_document WHERE story_id = ANY($3::uuid[])),
     dead AS (INSERT INTO search_dead (segment, ordinal) SELECT * FROM unnest($1::integer[], $2::integer[])
              ON CONFLICT DO NOTHING RETURNING segment)
     UPDATE search_segment s SET dead = s.dead + more.count
     FROM (SELECT segment, count(*)::integer AS count FROM dead GROUP BY segment) AS more WHERE s.id = more.segment`,
    [
      documents.map(({ segment }) => segment),
      documents.map(({ ordinal }) => ordinal),
      documents.map(({ id }) => id),
    ],
  );
  await raiseGeneration(client);
}

/**
 * Writes a segment.
 * @param lists postings by the number of their form
 * @param live whether queries read it from the commit on
 * @returns its number
 */
export async function writeSegment(
  client: PoolClient,
  columns: Buffer,
  documents: number,
  lists: ReadonlyMap<number, PostingList>,
  live: boolean,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    "INSERT INTO search_segment (documents, columns, live) VALUES ($1, $2, $3) RETURNING id",
    [documents, columns, live],
  );
  const segment = rows[0]?.id;
  if (segment === undefined) throw new Error("Cannot write a segment: it got no number");
  await writePostings(client, segment, lists);
  if (live) await raiseGeneration(client);
  return segment;
}

/** Writes postings of a segment. */
export async function writePostings(
  client: PoolClient,
  segment: number,
  lists: ReadonlyMap<number, PostingList>,
): Promise<void> {
  const entries = [...lists].sort(([one], [other]) => one - other);
  for (let start = 0; start < entries.length; start += CHUNK) {
    const part = entries.slice(start, start + CHUNK);
    await client.query({
      name: "search_write_postings",
      text: `INSERT INTO search_posting (form, segment, documents, postings, positions)
             SELECT form, $1, documents, postings, positions
             FROM unnest($2::integer[], $3::integer[], $4::bytea[], $5::bytea[]) AS new (form, documents, postings, positions)`,
      values: [
        segment,
        part.map(([form]) => form),
        part.map(([, { documents }]) => documents),
        part.map(([, { postings }]) => written(postings)),
        part.map(([, { positions }]) => written(positions)),
      ],
    });
  }
}
