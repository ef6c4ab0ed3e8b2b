-- Old names and addresses of topics and authors, portraits, and the settings of an edition that the newsroom changes.
-- Lock: ACCESS EXCLUSIVE on author and edition for an instant each (columns with constant defaults). Undo: drop the
-- tables and columns; old addresses of topics and authors then lead nowhere.

-- A name or slug that a topic had before it was renamed or merged: the address leads on, the name still finds it.
CREATE TABLE topic_alias (
  key      text PRIMARY KEY,                  -- folded name or slug
  slug     text UNIQUE,                       -- old address; NULL where only the name was another
  topic_id integer NOT NULL REFERENCES topic (id) ON DELETE CASCADE
);
CREATE INDEX topic_alias_topic ON topic_alias (topic_id);

CREATE TABLE author_alias (
  key       text PRIMARY KEY,
  slug      text UNIQUE,
  author_id integer NOT NULL REFERENCES author (id) ON DELETE CASCADE
);
CREATE INDEX author_alias_author ON author_alias (author_id);

ALTER TABLE author ADD COLUMN portrait_id uuid REFERENCES picture (id);

ALTER TABLE edition
  ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  ADD COLUMN logo_id uuid REFERENCES picture (id),
  ADD COLUMN reading_speed smallint CHECK (reading_speed BETWEEN 60 AND 400), -- words a minute; NULL: as measured for each language
  ADD COLUMN navigation jsonb,                -- NULL: the sections in their order
  ADD COLUMN social jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN require_second_factor boolean NOT NULL DEFAULT false;
