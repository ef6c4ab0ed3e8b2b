-- The index of search: vocabulary, segments of stories with their postings, and which story stands where.
-- Lock: none (new tables). Undo: DROP TABLE in reverse order; search then finds nothing until `warraq reindex`.

-- Every written form of a word, once, with the keys by which queries reach it. Postings name the form only, so keys that
-- change (a lexicon that has learned) are a matter of this table and no story is read again.
CREATE TABLE search_form (
  id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  form      text COLLATE "C" NOT NULL UNIQUE,   -- as written, without vowel marks
  folded    text COLLATE "C" NOT NULL,          -- arabic/fold
  keys      text[] NOT NULL,                    -- stem keys
  name_keys text[] NOT NULL                     -- sound keys shared with the Latin spelling
);
CREATE INDEX search_form_folded ON search_form (folded);
CREATE INDEX search_form_keys ON search_form USING gin (keys) WITH (gin_pending_list_limit = 256);
CREATE INDEX search_form_names ON search_form USING gin (name_keys) WITH (gin_pending_list_limit = 256);

-- A set of stories that is written once and never changed: what leaves it is marked dead, and merges write new ones.
CREATE TABLE search_segment (
  id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  documents  integer NOT NULL CHECK (documents >= 0),
  columns    bytea NOT NULL,                    -- of each story: id, time, section, lengths, topics, authors
  dead       integer NOT NULL DEFAULT 0,        -- how many of search_dead are of it
  live       boolean NOT NULL,                  -- false while a merge writes it, and once it was merged into another
  changed_at timestamptz NOT NULL DEFAULT now() -- of `live`
);
ALTER TABLE search_segment ALTER COLUMN columns SET STORAGE EXTERNAL;

CREATE TABLE search_posting (
  form      integer NOT NULL,
  segment   integer NOT NULL,
  documents integer NOT NULL,                   -- stories of the segment that hold the form
  postings  bytea NOT NULL,                     -- for each: distance to the one before, fields
  positions bytea NOT NULL,                     -- for each: how many places, distances between them
  PRIMARY KEY (form, segment)
);
ALTER TABLE search_posting ALTER COLUMN postings SET STORAGE EXTERNAL;
ALTER TABLE search_posting ALTER COLUMN positions SET STORAGE EXTERNAL;
CREATE INDEX search_posting_segment ON search_posting (segment);

CREATE TABLE search_document (
  story_id   uuid PRIMARY KEY,
  segment    integer NOT NULL,
  ordinal    integer NOT NULL,
  changed_at timestamptz NOT NULL,              -- the story's, as it was indexed
  tokens     text NOT NULL                      -- version of the rules that part texts into words
);

CREATE TABLE search_dead (
  segment integer NOT NULL,
  ordinal integer NOT NULL,
  PRIMARY KEY (segment, ordinal)
);

-- One row. The generation counts what was written, so that a node knows in one look whether what it holds is still true.
CREATE TABLE search_state (
  is_only      boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  generation   bigint NOT NULL DEFAULT 0,
  keys_version text NOT NULL DEFAULT ''         -- of the lexicon that the keys of the vocabulary are by
);
INSERT INTO search_state DEFAULT VALUES;

-- What an archive has taught: folded forms and how often they were seen.
CREATE TABLE search_learned_form (
  form  text COLLATE "C" PRIMARY KEY,
  count integer NOT NULL CHECK (count > 0)
);

-- Stories to read beside a story, as they were chosen then.
CREATE TABLE search_related (
  story_id uuid PRIMARY KEY,
  related  uuid[] NOT NULL,
  made_at  timestamptz NOT NULL
);
