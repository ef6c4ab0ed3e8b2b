import type { Correction, Picture, Story, StoryCard } from "#stories/story.ts";

type Label = { slug: string; name: string };

/** A card as the database gives it. */
export type CardRow = {
  id: string;
  short_id: string;
  path: string;
  headline: string;
  standfirst: string;
  lang: string;
  direction: "rtl" | "ltr";
  word_count: number;
  published_at: Date;
  updated_at: Date | null;
  section_slug: string;
  section_name: string;
  authors: Label[] | null;
  picture_id: string | null;
  picture_width: number;
  picture_height: number;
  focus_x: number;
  focus_y: number;
  colour: string;
  picture_alt: string;
  picture_caption: string;
  picture_credit: string;
};

/** A whole story as the database gives it. */
export type StoryRow = CardRow & {
  body_html: string;
  body_text: string;
  agency: string;
  place: string;
  revision: number;
  topics: Label[] | null;
  corrections: { note: string; noted_at: string }[] | null;
};

/** Columns of a card; `s` is the story, `sec` its section, `p` its picture. */
export const CARD_COLUMNS = `s.id, s.short_id, s.path, s.headline, s.standfirst, s.lang, s.direction, s.word_count,
  s.published_at, s.updated_at, sec.slug AS section_slug, sec.name AS section_name,
  (SELECT json_agg(json_build_object('slug', a.slug, 'name', a.name) ORDER BY sa.position)
   FROM story_author sa JOIN author a ON a.id = sa.author_id WHERE sa.story_id = s.id) AS authors,
  p.id AS picture_id, p.width AS picture_width, p.height AS picture_height, p.focus_x, p.focus_y, p.colour,
  s.picture_alt, s.picture_caption, s.picture_credit`;

/** The tables of a card, to be joined to `story s`. */
export const CARD_JOINS = `JOIN section sec ON sec.id = s.section_id LEFT JOIN picture p ON p.id = s.picture_id`;

/** Columns of a whole story. */
export const STORY_COLUMNS = `${CARD_COLUMNS}, s.body_html, s.body_text, s.agency, s.place, s.revision,
  (SELECT json_agg(json_build_object('slug', t.slug, 'name', t.name) ORDER BY st.position)
   FROM story_topic st JOIN topic t ON t.id = st.topic_id WHERE st.story_id = s.id) AS topics,
  (SELECT json_agg(json_build_object('note', c.note, 'noted_at', c.noted_at) ORDER BY c.noted_at, c.id)
   FROM correction c WHERE c.story_id = s.id) AS corrections`;

function pictureOf(row: CardRow): Picture | undefined {
  if (row.picture_id === null) return undefined;
  return {
    id: row.picture_id,
    width: row.picture_width,
    height: row.picture_height,
    focus: { x: row.focus_x, y: row.focus_y },
    colour: row.colour,
    alt: row.picture_alt,
    caption: row.picture_caption,
    credit: row.picture_credit,
  };
}

/** A row as the card that lists show. */
export function cardOf(row: CardRow): StoryCard {
  return {
    id: row.id,
    shortId: row.short_id,
    path: row.path,
    headline: row.headline,
    standfirst: row.standfirst,
    lang: row.lang,
    direction: row.direction,
    section: { slug: row.section_slug, name: row.section_name },
    authors: row.authors ?? [],
    wordCount: row.word_count,
    publishedAt: row.published_at,
    updatedAt: row.updated_at ?? undefined,
    picture: pictureOf(row),
  };
}

/** A row as the whole story. */
export function storyOf(row: StoryRow): Story {
  return {
    ...cardOf(row),
    bodyHtml: row.body_html,
    bodyText: row.body_text,
    agency: row.agency,
    place: row.place,
    topics: row.topics ?? [],
    corrections: (row.corrections ?? []).map((correction): Correction => ({
      note: correction.note,
      notedAt: new Date(correction.noted_at),
    })),
    revision: row.revision,
  };
}
