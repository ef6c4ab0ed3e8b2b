import { setImmediate as breathe } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { inTransaction } from "#platform/db.ts";
import { decodeColumns, encodeColumns, factsAt, type DocumentFacts } from "./indexing/columns.ts";
import { noPostings, type PostingList } from "./indexing/postings.ts";
import { lockIndex, raiseGeneration, writePostings, writeSegment } from "./indexing/segments.ts";
import { appendPostings, type Moved } from "./indexing/append-postings.ts";

/** Segments of like size that are merged into one. */
const TOGETHER = 6;
/** Segments of so many stories are only written anew, never merged: that would take too long at once. */
const LARGE = 30_000;
/** Share of dead stories from which a segment is written anew. */
const MOSTLY_DEAD = 0.25;
/** Queries under way may still read a segment for so long after it was merged into another. */
const KEPT_SECONDS = 60;
const ROWS = 500;
/** Lets one node at a time merge; any fixed number does. */
const MERGE_KEY = 7_201_451;

type SegmentRow = { id: number; documents: number; dead: number };
type PostingsRow = {
  form: number;
  segment: number;
  documents: number;
  postings: Buffer;
  positions: Buffer;
};

/**
 * Merges what is worth merging, and clears away what was merged a while ago. Queries go on meanwhile.
 * @returns whether something was merged, so that more may be worth it
 */
export async function mergeSegments(pool: Pool, signal: AbortSignal): Promise<boolean> {
  await clearRetired(pool);
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>(
      "SELECT pg_try_advisory_xact_lock($1) AS mine",
      [MERGE_KEY],
    );
    if (rows[0]?.mine !== true) return false;
    const segments = await client.query<SegmentRow>(
      "SELECT id, documents, dead FROM search_segment WHERE live ORDER BY id",
    );
    const chosen = worthMerging(segments.rows);
    if (chosen.length === 0) return false;
    return merge(client, chosen, signal);
  });
}

/** Segments that are worth merging: one that is mostly dead, or enough of like size; none when all is well. */
export function worthMerging(segments: readonly SegmentRow[]): readonly SegmentRow[] {
  const waste = segments.find(({ documents, dead }) => dead > 0 && dead >= documents * MOSTLY_DEAD);
  if (waste !== undefined) return [waste];
  const byLevel = new Map<number, SegmentRow[]>();
  for (const segment of segments) {
    const alive = segment.documents - segment.dead;
    if (alive >= LARGE) continue;
    const level = Math.floor(Math.log(Math.max(1, alive)) / Math.log(TOGETHER));
    const list = byLevel.get(level) ?? [];
    byLevel.set(level, list);
    list.push(segment);
    if (list.length === TOGETHER) return list;
  }
  return [];
}

async function merge(
  client: PoolClient,
  chosen: readonly SegmentRow[],
  signal: AbortSignal,
): Promise<boolean> {
  const ids = chosen.map(({ id }) => id);
  const { moved, documents } = await layOut(client, ids);
  const segment = await writeSegment(
    client,
    encodeColumns(documents),
    documents.length,
    new Map(),
    false,
  );
  await client.query(
    `DECLARE merged NO SCROLL CURSOR FOR
     SELECT form, segment, documents, postings, positions FROM search_posting
     WHERE segment IN (${ids.join(", ")}) ORDER BY form, segment`,
  );
  let lists = new Map<number, PostingList>();
  for (;;) {
    const { rows } = await client.query<PostingsRow>(`FETCH ${ROWS} FROM merged`);
    const last = rows.at(-1)?.form;
    // A form whose rows may go on in the next fetch stays open.
    const open = last === undefined ? undefined : lists.get(last);
    const done = lists;
    lists = new Map(last === undefined || open === undefined ? [] : [[last, open]]);
    if (last !== undefined && open !== undefined) done.delete(last);
    const finished = new Map(done);
    for (const row of rows) {
      const place = moved.get(row.segment);
      if (place === undefined) continue;
      const target = row.form === last ? lists : finished;
      const list = target.get(row.form) ?? noPostings();
      target.set(row.form, list);
      appendPostings(list, row, place);
    }
    for (const [form, list] of finished) if (list.documents === 0) finished.delete(form);
    await writePostings(client, segment, finished);
    if (last === undefined) break;
    if (signal.aborted) throw new Error("stopped while segments of the index were merged");
    await breathe();
  }
  await client.query("CLOSE merged");
  return takeOver(client, { ids, segment, moved, documents });
}

/** Where the stories of these segments go in the new one; the dead go nowhere. */
async function layOut(
  client: PoolClient,
  ids: readonly number[],
): Promise<{ moved: Map<number, Moved>; documents: DocumentFacts[] }> {
  const { rows } = await client.query<{ id: number; documents: number; columns: Buffer }>(
    "SELECT id, documents, columns FROM search_segment WHERE id = ANY($1) ORDER BY id",
    [ids],
  );
  const dead = await deadOf(client, ids);
  const moved = new Map<number, Moved>();
  const documents: DocumentFacts[] = [];
  for (const row of rows) {
    const columns = decodeColumns(row.columns, row.documents);
    const gone = dead.get(row.id) ?? new Set();
    const places = new Int32Array(row.documents).fill(-1);
    const base = documents.length;
    for (let ordinal = 0; ordinal < row.documents; ordinal += 1) {
      if (gone.has(ordinal)) continue;
      places[ordinal] = documents.length;
      documents.push(factsAt(columns, ordinal));
    }
    moved.set(row.id, gone.size === 0 ? { base, places } : { base: undefined, places });
  }
  return { moved, documents };
}

async function deadOf(
  client: PoolClient,
  ids: readonly number[],
): Promise<Map<number, Set<number>>> {
  const { rows } = await client.query<{ segment: number; ordinals: number[] }>(
    "SELECT segment, array_agg(ordinal) AS ordinals FROM search_dead WHERE segment = ANY($1) GROUP BY segment",
    [ids],
  );
  return new Map(rows.map(({ segment, ordinals }) => [segment, new Set(ordinals)]));
}

/** Puts the new segment in the place of the old ones, with what has died since it was laid out. */
async function takeOver(
  client: PoolClient,
  made: {
    readonly ids: readonly number[];
    readonly segment: number;
    readonly moved: ReadonlyMap<number, Moved>;
    readonly documents: readonly DocumentFacts[];
  },
): Promise<true> {
  const { ids, segment, moved, documents } = made;
  await lockIndex(client);
  const died = [...(await deadOf(client, ids))].flatMap(([id, ordinals]) =>
    [...ordinals]
      .map((ordinal) => moved.get(id)?.places[ordinal] ?? -1)
      .filter((place) => place !== -1),
  );
  await client.query(
    "INSERT INTO search_dead (segment, ordinal) SELECT $1, unnest($2::integer[])",
    [segment, died],
  );
  await client.query(
    `UPDATE search_document d SET segment = $1, ordinal = m.place - 1
     FROM unnest($2::uuid[]) WITH ORDINALITY AS m (id, place) WHERE d.story_id = m.id AND d.segment = ANY($3::integer[])`,
    [segment, documents.map(({ storyId }) => storyId), ids],
  );
  await client.query(
    `UPDATE search_segment SET live = (id = $1), changed_at = clock_timestamp(),
       dead = CASE WHEN id = $1 THEN $2 ELSE dead END WHERE id = ANY($3::integer[]) OR id = $1`,
    [segment, died.length, ids],
  );
  await raiseGeneration(client);
  return true;
}

/** Clears away segments that no query reads any more. Forms stay: somebody will write the word again. */
async function clearRetired(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ id: number }>(
    `SELECT id FROM search_segment WHERE NOT live AND changed_at < clock_timestamp() - interval '${KEPT_SECONDS} seconds'`,
  );
  for (const { id } of rows)
    await pool.query(
      `WITH p AS (DELETE FROM search_posting WHERE segment = $1), d AS (DELETE FROM search_dead WHERE segment = $1)
       DELETE FROM search_segment WHERE id = $1 AND NOT live`,
      [id],
    );
}
