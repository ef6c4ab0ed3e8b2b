import type { ColumnType, Generated } from "kysely";

/** States of a story (glossary in ARCHITECTURE.md). */
export type StoryState = "draft" | "published" | "unpublished" | "taken_down";

type EditionTable = {
  code: string;
  name: string;
  tagline: string;
  description: string;
  lang: string;
  zone: string | null;
  digits: "latn" | "arab";
  months: "gulf" | "levant" | "maghreb";
  hijri_offset: -1 | 0 | 1 | null;
  accent: string;
};

type SectionTable = {
  id: Generated<number>;
  edition_code: string;
  slug: string;
  name: string;
  key: string;
  description: string;
  position: number;
};

type TopicTable = {
  id: Generated<number>;
  slug: string;
  name: string;
  key: string;
  description: string;
};

type AuthorTable = { id: Generated<number>; slug: string; name: string; key: string; bio: string };

type PictureTable = {
  id: string;
  sha256: Buffer;
  file: string;
  format: string;
  width: number;
  height: number;
  size_bytes: ColumnType<string, number, number>;
  focus_x: number;
  focus_y: number;
  colour: string;
  created_at: Date;
};

type StoryTable = {
  id: string;
  short_id: string;
  edition_code: string;
  source_id: string | null;
  state: StoryState;
  lang: string;
  direction: "rtl" | "ltr";
  section_id: number;
  path: string | null;
  revision: number | null;
  headline: string;
  standfirst: string;
  body_html: string;
  body_text: string;
  word_count: number;
  agency: string;
  place: string;
  picture_id: string | null;
  picture_alt: string;
  picture_caption: string;
  picture_credit: string;
  published_at: Date | null;
  updated_at: Date | null;
  changed_at: Date;
};

type StoryRevisionTable = {
  story_id: string;
  number: number;
  content: ColumnType<unknown, string, never>;
  created_at: Date;
  created_by: string;
};

type StoryTopicTable = { story_id: string; topic_id: number; position: number };
type StoryAuthorTable = { story_id: string; author_id: number; position: number };
type StoryAddressTable = { key: string; story_id: string; address: string };
type CorrectionTable = { id: string; story_id: string; note: string; noted_at: Date };

/** The tables of `stories` (migrations/0001_stories.sql). */
export type StoriesTables = {
  edition: EditionTable;
  section: SectionTable;
  topic: TopicTable;
  author: AuthorTable;
  picture: PictureTable;
  story: StoryTable;
  story_revision: StoryRevisionTable;
  story_topic: StoryTopicTable;
  story_author: StoryAuthorTable;
  story_address: StoryAddressTable;
  correction: CorrectionTable;
};
