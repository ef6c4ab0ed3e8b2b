-- Words, rights and origin of pictures, where they are used, and uploads under way.
-- Lock: ACCESS EXCLUSIVE on picture for an instant (columns with constant defaults); story_picture is filled from the
-- stories without locking them. Undo: drop the tables and columns; loses words and rights.

ALTER TABLE picture
  ADD COLUMN name       text NOT NULL DEFAULT '',   -- of the file as it was sent
  ADD COLUMN alt        text NOT NULL DEFAULT '',
  ADD COLUMN caption    text NOT NULL DEFAULT '',
  ADD COLUMN credit     text NOT NULL DEFAULT '',
  ADD COLUMN rights     text NOT NULL DEFAULT '',   -- who allows what; for the newsroom only
  ADD COLUMN expires_at timestamptz,                -- from then on it is not offered
  ADD COLUMN key        text NOT NULL DEFAULT '',   -- folded name, alt, caption, credit and rights: what a search looks through
  ADD COLUMN version    integer NOT NULL DEFAULT 1,
  ADD COLUMN kept_by    text NOT NULL DEFAULT '',
  ADD COLUMN cut_from   uuid REFERENCES picture (id); -- the picture that this one is a cut of
CREATE INDEX picture_newest ON picture (created_at DESC, id DESC);

-- The pictures of a story's live text: lead and body.
CREATE TABLE story_picture (
  story_id   uuid NOT NULL REFERENCES story (id) ON DELETE CASCADE,
  picture_id uuid NOT NULL,
  PRIMARY KEY (picture_id, story_id)
);
CREATE INDEX story_picture_story ON story_picture (story_id);
INSERT INTO story_picture (story_id, picture_id)
  SELECT id, picture_id FROM story WHERE picture_id IS NOT NULL
  UNION
  SELECT s.id, m[1]::uuid FROM story s,
    regexp_matches(s.body_html, '/media/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/', 'g') AS m;

CREATE TABLE upload (
  id             uuid PRIMARY KEY,
  kept_by        text NOT NULL,               -- who sends it; nobody else may go on with it
  name           text NOT NULL,
  size_bytes     integer NOT NULL CHECK (size_bytes > 0),
  received_bytes integer NOT NULL DEFAULT 0 CHECK (received_bytes BETWEEN 0 AND size_bytes),
  parts          integer NOT NULL DEFAULT 0,
  picture_id     uuid REFERENCES picture (id), -- what became of it
  touched_at     timestamptz NOT NULL
);
CREATE INDEX upload_touched ON upload (touched_at);
