import { setImmediate as breathe } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import type { Lexicon } from "#arabic/analysis/lexicon.ts";
import { inTransaction } from "#platform/db.ts";
import { encodeColumns, type DocumentFacts } from "./columns.ts";
import { addPosting, noPostings, type PostingList } from "./postings.ts";
import { lockIndex, markDead, writeSegment } from "./segments.ts";
import { storyWords, WORDS_VERSION } from "./story-words.ts";
import { numbersOfForms } from "./vocabulary.ts";

/**
 * Stories of one transaction and segment at most, and letters of their texts: about two seconds, for which a story that
 * is published while an archive is indexed has to wait. Smaller segments would have the forms of a language over and over.
 */
const BATCH = 1000;
const BATCH_LETTERS = 3_000_000;
/** Stories after which other work of the process gets a turn. */
const TURN = 20;

type StoryRow = {
  id: string;
  is_published: boolean;
  changed_at: string;
  section_id: number;
  published_at: Date;
  headline: string;
  standfirst: string;
  body_text: string;
  picture_caption: string;
  place: string;
  agency: string;
  topics: { id: number; name: string }[] | null;
  authors: { id: number; name: string }[] | null;
  segment: number | null;
  ordinal: number | null;
};

const STALE = `((s.state = 'published') IS TRUE AND (d.story_id IS NULL OR d.changed_at <> s.changed_at OR d.tokens <> $2))
  OR ((s.state = 'published') IS NOT TRUE AND d.story_id IS NOT NULL)`;

const READ_STALE = `SELECT i.id, (s.state = 'published') IS TRUE AS is_published, s.changed_at::text, s.section_id, s.published_at,
    s.headline, s.standfirst, s.body_text, s.picture_caption, s.place, s.agency,
    (SELECT json_agg(json_build_object('id', t.id, 'name', t.name) ORDER BY st.position)
     FROM story_topic st JOIN topic t ON t.id = st.topic_id WHERE st.story_id = s.id) AS topics,
    (SELECT json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY sa.position)
     FROM story_author sa JOIN author a ON a.id = sa.author_id WHERE sa.story_id = s.id) AS authors,
    d.segment, d.ordinal
  FROM unnest($1::uuid[]) AS i (id) LEFT JOIN story s ON s.id = i.id LEFT JOIN search_document d ON d.story_id = i.id
  WHERE ${STALE} ORDER BY s.published_at, i.id`;

/** Ids, after `after`, of stories whose place in the index is not what it should be; at most `limit`. */
export async function listStale(pool: Pool, after: string, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT i.id FROM (SELECT id FROM story WHERE id > $1 UNION SELECT story_id FROM search_document WHERE story_id > $1) AS i
     LEFT JOIN story s ON s.id = i.id LEFT JOIN search_document d ON d.story_id = i.id
     WHERE ${STALE} ORDER BY i.id LIMIT $3`,
    [after, WORDS_VERSION, limit],
  );
  return rows.map(({ id }) => id);
}

/** How many stories `listStale` would name. */
export async function countStale(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM story s FULL JOIN search_document d ON d.story_id = s.id
     WHERE $1::text IS NOT NULL AND (${STALE})`,
    ["", WORDS_VERSION],
  );
  return rows[0]?.count ?? 0;
}

/**
 * Brings the index up to date for these stories: published ones are found by their present text, others not at all. What
 * is up to date already costs one look, so that several nodes may be told of the same story.
 * @returns how many were written or taken out
 */
export async function indexStories(
  pool: Pool,
  ids: readonly string[],
  lexicon: Lexicon,
): Promise<number> {
  let changed = 0;
  for (let start = 0; start < ids.length; start += BATCH) {
    let left = ids.slice(start, start + BATCH);
    while (left.length > 0) {
      const batch = left;
      const done = await inTransaction(pool, (client) => indexBatch(client, batch, lexicon));
      changed += done.changed;
      left = done.left;
      await breathe();
    }
  }
  return changed;
}

async function indexBatch(
  client: PoolClient,
  ids: readonly string[],
  lexicon: Lexicon,
): Promise<{ changed: number; left: string[] }> {
  await lockIndex(client);
  const { rows } = await client.query<StoryRow>(READ_STALE, [ids, WORDS_VERSION]);
  let letters = 0;
  const fits = rows.filter((row, index) => {
    letters += row.body_text?.length ?? 0;
    return index === 0 || letters <= BATCH_LETTERS;
  });
  const left = rows.slice(fits.length).map(({ id }) => id);
  if (fits.length === 0) return { changed: 0, left };
  await markDead(
    client,
    fits.flatMap(({ id, segment, ordinal }) =>
      segment === null || ordinal === null ? [] : [{ id, segment, ordinal }],
    ),
  );
  const published = fits.filter((row) => row.is_published);
  if (published.length > 0) await writeStories(client, published, lexicon);
  return { changed: fits.length, left };
}

async function writeStories(
  client: PoolClient,
  rows: readonly StoryRow[],
  lexicon: Lexicon,
): Promise<void> {
  const documents: DocumentFacts[] = [];
  const lists = new Map<string, PostingList>();
  for (const [ordinal, row] of rows.entries()) {
    if (ordinal % TURN === TURN - 1) await breathe();
    const { forms, headlineWords, bodyWords } = storyWords(textsOf(row));
    for (const [form, { fields, places }] of forms) {
      const known = lists.get(form);
      const list = known ?? noPostings();
      if (known === undefined) lists.set(form, list);
      addPosting(list, ordinal, fields, places);
    }
    documents.push({
      storyId: row.id,
      time: row.published_at.getTime(),
      section: row.section_id,
      headlineWords,
      bodyWords,
      topics: (row.topics ?? []).map(({ id }) => id),
      authors: (row.authors ?? []).map(({ id }) => id),
    });
  }
  const numbers = await numbersOfForms(client, [...lists.keys()], lexicon);
  const byNumber = new Map<number, PostingList>();
  for (const [form, list] of lists) {
    const number = numbers.get(form);
    if (number === undefined) throw new Error("Cannot index a story: a form has no number");
    byNumber.set(number, list);
  }
  const segment = await writeSegment(client, encodeColumns(documents), rows.length, byNumber, true);
  await client.query(
    `INSERT INTO search_document (story_id, segment, ordinal, changed_at, tokens)
     SELECT id, $1, place - 1, changed_at::timestamptz, $4
     FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS new (id, changed_at, place)`,
    [segment, rows.map(({ id }) => id), rows.map((row) => row.changed_at), WORDS_VERSION],
  );
}

const textsOf = (row: StoryRow) => ({
  headline: row.headline,
  standfirst: row.standfirst,
  body: row.body_text,
  topics: (row.topics ?? []).map(({ name }) => name),
  authors: (row.authors ?? []).map(({ name }) => name),
  captions: [row.picture_caption, row.place, row.agency],
});
