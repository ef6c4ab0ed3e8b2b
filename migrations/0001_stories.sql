-- Editions, sections, topics, authors, pictures, stories with their revisions, addresses and corrections.
-- Lock: none (new tables). Undo: DROP TABLE in reverse order; loses every story.

CREATE TABLE edition (
  code         text PRIMARY KEY,              -- 'ar'; the first edition lives at the root of the site
  name         text NOT NULL,
  tagline      text NOT NULL DEFAULT '',
  description  text NOT NULL DEFAULT '',
  lang         text NOT NULL,
  zone         text,                          -- IANA zone; NULL: the setting EDITION_ZONE
  digits       text NOT NULL DEFAULT 'latn' CHECK (digits IN ('latn', 'arab')),
  months       text NOT NULL DEFAULT 'gulf' CHECK (months IN ('gulf', 'levant', 'maghreb')),
  hijri_offset smallint CHECK (hijri_offset BETWEEN -1 AND 1), -- NULL: no Hijri date on the page
  accent       text NOT NULL DEFAULT '#a5201b' CHECK (accent ~ '^#[0-9a-f]{6}$')
);

CREATE TABLE section (
  id           integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  edition_code text NOT NULL REFERENCES edition (code),
  slug         text NOT NULL,
  name         text NOT NULL,
  key          text NOT NULL,                 -- folded name: finds a section by any spelling
  description  text NOT NULL DEFAULT '',
  position     integer NOT NULL,
  UNIQUE (edition_code, slug),
  UNIQUE (edition_code, key)
);

CREATE TABLE topic (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug        text NOT NULL UNIQUE,
  name        text NOT NULL,
  key         text NOT NULL UNIQUE,           -- folded name
  description text NOT NULL DEFAULT ''
);

CREATE TABLE author (
  id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  key  text NOT NULL UNIQUE,                  -- folded name
  bio  text NOT NULL DEFAULT ''
);

CREATE TABLE picture (
  id         uuid PRIMARY KEY,
  sha256     bytea NOT NULL UNIQUE,           -- of the original as it came in: the same picture is kept once
  file       text NOT NULL,                   -- key in the file store
  format     text NOT NULL,
  width      integer NOT NULL CHECK (width > 0),
  height     integer NOT NULL CHECK (height > 0),
  size_bytes bigint NOT NULL CHECK (size_bytes > 0),
  focus_x    real NOT NULL DEFAULT 0.5 CHECK (focus_x BETWEEN 0 AND 1),
  focus_y    real NOT NULL DEFAULT 0.5 CHECK (focus_y BETWEEN 0 AND 1),
  colour     text NOT NULL DEFAULT '#d9cbb0' CHECK (colour ~ '^#[0-9a-f]{6}$'), -- shown until the picture has come
  created_at timestamptz NOT NULL
);

CREATE TABLE story (
  id             uuid PRIMARY KEY,            -- UUIDv7
  short_id       text NOT NULL UNIQUE,        -- /s/{short id}
  edition_code   text NOT NULL REFERENCES edition (code),
  source_id      text UNIQUE,                 -- id in the system it came from: makes an import idempotent
  state          text NOT NULL CHECK (state IN ('draft', 'published', 'unpublished', 'taken_down')),
  lang           text NOT NULL,
  direction      text NOT NULL CHECK (direction IN ('rtl', 'ltr')),
  section_id     integer NOT NULL REFERENCES section (id),
  path           text UNIQUE,                 -- current address, decoded: /{section}/{yyyy}/{mm}/{dd}/{slug}; NULL until first published
  revision       integer,                     -- number of the live revision; NULL until first published
  headline       text NOT NULL,
  standfirst     text NOT NULL DEFAULT '',
  body_html      text NOT NULL DEFAULT '',    -- rendered once, at publish
  body_text      text NOT NULL DEFAULT '',
  word_count     integer NOT NULL DEFAULT 0 CHECK (word_count >= 0),
  agency         text NOT NULL DEFAULT '',
  place          text NOT NULL DEFAULT '',
  picture_id     uuid REFERENCES picture (id),
  picture_alt    text NOT NULL DEFAULT '',
  picture_caption text NOT NULL DEFAULT '',
  picture_credit text NOT NULL DEFAULT '',
  published_at   timestamptz,                 -- first publication, as readers see it
  updated_at     timestamptz,                 -- last change that matters to readers; NULL: none
  changed_at     timestamptz NOT NULL,        -- last change of any kind, silent fixes too
  CHECK (state = 'draft' OR (path IS NOT NULL AND revision IS NOT NULL AND published_at IS NOT NULL))
);
CREATE INDEX story_newest ON story (published_at DESC, id DESC) WHERE state = 'published';
CREATE INDEX story_section_newest ON story (section_id, published_at DESC, id DESC) WHERE state = 'published';

CREATE TABLE story_revision (
  story_id   uuid NOT NULL REFERENCES story (id) ON DELETE CASCADE,
  number     integer NOT NULL CHECK (number > 0),
  content    jsonb NOT NULL,                  -- everything an editor can change: headline, standfirst, body document, section, topics, authors, picture, …
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (story_id, number)
);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME;
END $$;
CREATE TRIGGER story_revision_immutable BEFORE UPDATE ON story_revision
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE story_topic (
  story_id     uuid NOT NULL REFERENCES story (id) ON DELETE CASCADE,
  topic_id     integer NOT NULL REFERENCES topic (id),
  position     smallint NOT NULL,
  PRIMARY KEY (story_id, topic_id)
);
CREATE INDEX story_topic_topic ON story_topic (topic_id, story_id);

CREATE TABLE story_author (
  story_id     uuid NOT NULL REFERENCES story (id) ON DELETE CASCADE,
  author_id    integer NOT NULL REFERENCES author (id),
  position     smallint NOT NULL,
  PRIMARY KEY (story_id, author_id)
);
CREATE INDEX story_author_author ON story_author (author_id, story_id);

-- Every address that a story ever had, its own old ones and those of the system it came from.
CREATE TABLE story_address (
  key        text NOT NULL,                   -- folded address (arabic/slugs): one key for all its encodings
  story_id   uuid NOT NULL REFERENCES story (id) ON DELETE CASCADE,
  address    text NOT NULL,                   -- as it was
  PRIMARY KEY (key, story_id)
);
CREATE INDEX story_address_prefix ON story_address (key text_pattern_ops); -- addresses that another system cut short
CREATE INDEX story_address_story ON story_address (story_id);

CREATE TABLE correction (
  id       uuid PRIMARY KEY,
  story_id uuid NOT NULL REFERENCES story (id) ON DELETE CASCADE,
  note     text NOT NULL,
  noted_at timestamptz NOT NULL
);
CREATE INDEX correction_story ON correction (story_id, noted_at);
