import type { Pool } from "pg";
import { pictureUrl } from "#media/picture-url.ts";

/** A story in the form that an import takes (contract, section 4). */
export type ExportedStory = Readonly<Record<string, unknown>>;

type Row = {
  id: string;
  source_id: string | null;
  path: string;
  lang: string;
  headline: string;
  standfirst: string;
  body_html: string;
  agency: string;
  place: string;
  section: string;
  topics: string[];
  authors: string[];
  picture_id: string | null;
  picture_alt: string;
  picture_caption: string;
  picture_credit: string;
  published_at: Date;
  updated_at: Date | null;
};

const PAGE = 200;

/**
 * Every published story, the oldest first, a page of rows in memory at a time. Names stand for sections, topics and
 * authors; `url` is the present address.
 * @param options.siteUrl origin for the addresses of pictures; without it pictures are left out
 */
export async function* exportStories(
  pool: Pool,
  options: { siteUrl?: string | undefined },
): AsyncGenerator<ExportedStory> {
  let after: Pick<Row, "published_at" | "id"> | undefined;
  for (;;) {
    const { rows } = await pool.query<Row>(
      `SELECT s.id, s.source_id, s.path, s.lang, s.headline, s.standfirst, s.body_html, s.agency, s.place,
         sec.name AS section, s.picture_id, s.picture_alt, s.picture_caption, s.picture_credit, s.published_at, s.updated_at,
         ARRAY(SELECT t.name FROM story_topic st JOIN topic t ON t.id = st.topic_id
               WHERE st.story_id = s.id ORDER BY st.position) AS topics,
         ARRAY(SELECT a.name FROM story_author sa JOIN author a ON a.id = sa.author_id
               WHERE sa.story_id = s.id ORDER BY sa.position) AS authors
       FROM story s JOIN section sec ON sec.id = s.section_id
       WHERE s.state = 'published' AND ($1::timestamptz IS NULL OR (s.published_at, s.id) > ($1, $2::uuid))
       ORDER BY s.published_at, s.id LIMIT ${PAGE}`,
      [after?.published_at ?? null, after?.id ?? null],
    );
    for (const row of rows) yield exported(row, options.siteUrl);
    after = rows.at(-1);
    if (rows.length < PAGE) return;
  }
}

function exported(row: Row, siteUrl: string | undefined): ExportedStory {
  const { picture_id: picture } = row;
  return {
    id: row.source_id ?? row.id,
    headline: row.headline,
    ...(row.standfirst === "" ? {} : { standfirst: row.standfirst }),
    body_html:
      siteUrl === undefined
        ? row.body_html
        : row.body_html.replaceAll('<img src="/media/', `<img src="${siteUrl}/media/`),
    section: row.section,
    topics: row.topics,
    authors: row.authors,
    ...(row.agency === "" ? {} : { source: row.agency }),
    ...(row.place === "" ? {} : { place: row.place }),
    slug: row.path.slice(row.path.lastIndexOf("/") + 1),
    published_at: row.published_at.toISOString(),
    ...(row.updated_at === null ? {} : { updated_at: row.updated_at.toISOString() }),
    lang: row.lang,
    url: row.path,
    ...(picture === null || siteUrl === undefined
      ? {}
      : {
          image: {
            url: siteUrl + pictureUrl(picture, 1600, "jpg"),
            alt: row.picture_alt,
            caption: row.picture_caption,
            credit: row.picture_credit,
          },
        }),
  };
}
