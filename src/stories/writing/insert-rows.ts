import type { PoolClient } from "pg";
import { contentJson } from "../content.ts";
import { picturesIn } from "../rendering.ts";
import type { StoryRows } from "./write-stories.ts";

const STORY_COLUMNS =
  "id uuid, short_id text, source_id text, lang text, direction text, section_id integer, path text, revision integer, " +
  "headline text, standfirst text, body_html text, body_text text, word_count integer, agency text, place text, " +
  "picture_id uuid, picture_alt text, picture_caption text, picture_credit text, published_at timestamptz, updated_at timestamptz";

const UPSERT_STORIES = `INSERT INTO story (id, short_id, edition_code, source_id, state, lang, direction, section_id, path,
    revision, headline, standfirst, body_html, body_text, word_count, agency, place,
    picture_id, picture_alt, picture_caption, picture_credit, published_at, updated_at, changed_at)
  SELECT id, short_id, $2, source_id, 'published', lang, direction, section_id, path,
    revision, headline, standfirst, body_html, body_text, word_count, agency, place,
    picture_id, picture_alt, picture_caption, picture_credit, published_at, updated_at, $3
  FROM json_to_recordset($1) AS r (${STORY_COLUMNS})
  ON CONFLICT (id) DO UPDATE SET state = 'published', lang = excluded.lang, direction = excluded.direction,
    section_id = excluded.section_id, path = excluded.path, revision = excluded.revision, headline = excluded.headline,
    standfirst = excluded.standfirst, body_html = excluded.body_html, body_text = excluded.body_text,
    word_count = excluded.word_count, agency = excluded.agency, place = excluded.place, picture_id = excluded.picture_id,
    picture_alt = excluded.picture_alt, picture_caption = excluded.picture_caption, picture_credit = excluded.picture_credit,
    published_at = excluded.published_at, updated_at = excluded.updated_at, changed_at = excluded.changed_at`;

/** Writes the rows of stories, a statement for each table whatever their number. */
export async function insertRows(
  client: PoolClient,
  editionCode: string,
  rows: readonly StoryRows[],
  by: string,
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const known = rows.filter((row) => !row.isNew).map((row) => row.id);
  await client.query(UPSERT_STORIES, [JSON.stringify(rows.map(storyRow)), editionCode, now]);
  await client.query(
    `INSERT INTO story_revision (story_id, number, content, created_at, created_by, reason)
     SELECT id, number, content, $2, $3, reason
     FROM json_to_recordset($1) AS r (id uuid, number integer, content jsonb, reason text)`,
    [
      JSON.stringify(
        rows.map((row) => ({
          id: row.id,
          number: row.revision,
          content: contentJson(row.write.content),
          reason: row.write.reason,
        })),
      ),
      now,
      by,
    ],
  );
  if (known.length > 0) await settleDrafts(client, rows, by, now);
  if (known.length > 0) {
    await client.query("DELETE FROM story_topic WHERE story_id = ANY($1)", [known]);
    await client.query("DELETE FROM story_author WHERE story_id = ANY($1)", [known]);
    await client.query("DELETE FROM story_picture WHERE story_id = ANY($1)", [known]);
  }
  const pictures = rows.flatMap(pictureRows);
  if (pictures.length > 0)
    await client.query(
      `INSERT INTO story_picture (story_id, picture_id)
       SELECT id, picture FROM json_to_recordset($1) AS r (id uuid, picture uuid)`,
      [JSON.stringify(pictures)],
    );
  await client.query(
    `INSERT INTO story_topic (story_id, topic_id, position, published_at)
     SELECT id, label, place, published_at
     FROM json_to_recordset($1) AS r (id uuid, label integer, place smallint, published_at timestamptz)`,
    [JSON.stringify(rows.flatMap((row) => labelRows(row, row.topicIds)))],
  );
  await client.query(
    `INSERT INTO story_author (story_id, author_id, position, published_at)
     SELECT id, label, place, published_at
     FROM json_to_recordset($1) AS r (id uuid, label integer, place smallint, published_at timestamptz)`,
    [JSON.stringify(rows.flatMap((row) => labelRows(row, row.authorIds)))],
  );
  await client.query(
    `INSERT INTO story_address (key, story_id, address)
     SELECT key, id, address FROM json_to_recordset($1) AS r (id uuid, key text, address text)
     ON CONFLICT (key, story_id) DO NOTHING`,
    [
      JSON.stringify(
        rows.flatMap((row) => row.addresses.map((address) => ({ id: row.id, ...address }))),
      ),
    ],
  );
  await client.query(
    `INSERT INTO story_import (story_id, sha256, imported_at)
     SELECT id, decode(sha256, 'hex'), $2 FROM json_to_recordset($1) AS r (id uuid, sha256 text)
     ON CONFLICT (story_id) DO UPDATE SET sha256 = excluded.sha256, imported_at = excluded.imported_at`,
    [
      JSON.stringify(
        rows.flatMap(({ id, write }) =>
          write.importSha256 === undefined
            ? []
            : [{ id, sha256: write.importSha256.toString("hex") }],
        ),
      ),
      now,
    ],
  );
}

/** A draft on which nobody has gone on since the story was shown follows what is shown now; any other stays as it is. */
async function settleDrafts(
  client: PoolClient,
  rows: readonly StoryRows[],
  by: string,
  now: Date,
): Promise<void> {
  await client.query(
    `UPDATE story_draft d SET content = r.content, version = d.version + 1, live_version = d.version + 1,
       kept_version = d.version + 1, saved_at = $2, saved_by = $3, kept_at = $2, worked_at = $2, worked_by = $3
     FROM json_to_recordset($1) AS r (id uuid, content jsonb)
     WHERE d.story_id = r.id AND d.live_version = d.version`,
    [
      JSON.stringify(
        rows
          .filter((row) => !row.isNew)
          .map((row) => ({ id: row.id, content: contentJson(row.write.content) })),
      ),
      now,
      by,
    ],
  );
  // Lists are in the order of the last work, which a change of the live story is too.
  await client.query(
    "UPDATE story_draft SET worked_at = $2 WHERE story_id = ANY($1) AND worked_at < $2",
    [rows.map((row) => row.id), now],
  );
}

const labelRows = (row: StoryRows, labels: readonly number[]) =>
  labels.map((label, place) => ({ id: row.id, label, place, published_at: row.write.publishedAt }));

/** The pictures of a story's live text, each once. */
function pictureRows({ id, write: { content } }: StoryRows): { id: string; picture: string }[] {
  const lead = content.picture === undefined ? [] : [content.picture.id.toLowerCase()];
  return [...new Set([...lead, ...picturesIn(content.body)])].map((picture) => ({ id, picture }));
}

function storyRow(row: StoryRows) {
  const { content, rendered, publishedAt, updatedAt, sourceId } = row.write;
  return {
    id: row.id,
    short_id: row.shortId,
    source_id: sourceId ?? null,
    lang: content.lang,
    direction: rendered.direction,
    section_id: row.sectionId,
    path: row.path,
    revision: row.revision,
    headline: content.headline,
    standfirst: content.standfirst,
    body_html: rendered.bodyHtml,
    body_text: rendered.bodyText,
    word_count: rendered.wordCount,
    agency: content.agency,
    place: content.place,
    picture_id: content.picture?.id ?? null,
    picture_alt: content.picture?.alt ?? "",
    picture_caption: content.picture?.caption ?? "",
    picture_credit: content.picture?.credit ?? "",
    published_at: publishedAt,
    updated_at: updatedAt ?? null,
  };
}
