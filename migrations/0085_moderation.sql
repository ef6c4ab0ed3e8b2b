-- How conversations are moderated: settings, the word list, reports, sanctions, appeals, notes, and every decision.
-- Lock: SHARE ROW EXCLUSIVE on edition, section, story, comment, reader and person for an instant (foreign keys); the
-- tables are new. Undo: DROP TABLE moderation_decision, reader_note, moderation_appeal, reader_sanction,
-- comment_report, moderation_words, story_conversation, moderation_setting; loses settings, reports and sanctions.

CREATE TABLE moderation_setting (
  edition_code      text    NOT NULL REFERENCES edition (code),
  section_id        integer REFERENCES section (id) ON DELETE CASCADE, -- NULL: the whole site
  mode              text    NOT NULL CHECK (mode IN ('after', 'newcomersBefore', 'before', 'off')),
  closes_after_days integer CHECK (closes_after_days BETWEEN 1 AND 3650), -- NULL: never
  UNIQUE NULLS NOT DISTINCT (edition_code, section_id)
);

-- What an editor set for the conversation below one story.
CREATE TABLE story_conversation (
  story_id  uuid    PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
  mode      text    CHECK (mode IN ('after', 'newcomersBefore', 'before', 'off')), -- NULL: as section or site
  risk      text    NOT NULL DEFAULT 'none' CHECK (risk IN ('none', 'watch', 'high')),
  is_closed boolean NOT NULL DEFAULT false
);

-- The newsroom's own word list; without a row the one that comes with the product holds.
CREATE TABLE moderation_words (
  edition_code text        PRIMARY KEY REFERENCES edition (code),
  version      integer     NOT NULL CHECK (version > 0),
  list         text        NOT NULL CHECK (length(list) <= 100000),
  changed_at   timestamptz NOT NULL,
  changed_by   text        NOT NULL
);

CREATE TABLE comment_report (
  id          uuid        PRIMARY KEY,          -- UUIDv7
  comment_id  uuid        NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  reader_id   uuid        REFERENCES reader (id) ON DELETE SET NULL, -- null: reported without an account
  reporter    bytea       NOT NULL,             -- hash of the reader, or of address and day: one report each
  category    text        NOT NULL CHECK (category ~ '^[a-zA-Z]{3,20}$'),
  explanation text        NOT NULL DEFAULT '' CHECK (length(explanation) <= 3000),
  location    text        NOT NULL DEFAULT '' CHECK (length(location) <= 1000),
  name        text        CHECK (length(name) <= 200), -- of who reports illegal content and wants to be told
  email       text        CHECK (length(email) <= 254),
  created_at  timestamptz NOT NULL,
  decided_at  timestamptz,
  is_upheld   boolean,
  UNIQUE (comment_id, reporter),
  CHECK ((decided_at IS NULL) = (is_upheld IS NULL))
);
CREATE INDEX comment_report_open ON comment_report (created_at) WHERE decided_at IS NULL;
CREATE INDEX comment_report_reporter ON comment_report (reporter, created_at);
CREATE INDEX comment_report_reader ON comment_report (reader_id) WHERE reader_id IS NOT NULL;

CREATE TABLE reader_sanction (
  id              uuid        PRIMARY KEY,      -- UUIDv7
  reader_id       uuid        NOT NULL REFERENCES reader (id) ON DELETE CASCADE,
  kind            text        NOT NULL CHECK (kind IN ('warned', 'suspended', 'banned', 'mustWait')),
  told            jsonb       NOT NULL,         -- {ar, en}: why, as the reader reads it
  until           timestamptz,                  -- of a suspension
  created_at      timestamptz NOT NULL,
  created_by      text        NOT NULL,
  acknowledged_at timestamptz,                  -- of a warning: the reader has read it
  ended_at        timestamptz,                  -- taken back
  CHECK ((kind = 'suspended') = (until IS NOT NULL))
);
CREATE INDEX reader_sanction_reader ON reader_sanction (reader_id, created_at DESC);

CREATE TABLE moderation_appeal (
  id          uuid        PRIMARY KEY,          -- UUIDv7
  reader_id   uuid        NOT NULL REFERENCES reader (id) ON DELETE CASCADE,
  comment_id  uuid        UNIQUE REFERENCES comment (id) ON DELETE CASCADE,
  sanction_id uuid        UNIQUE REFERENCES reader_sanction (id) ON DELETE CASCADE,
  text        text        NOT NULL CHECK (length(text) <= 3000),
  created_at  timestamptz NOT NULL,
  decided_at  timestamptz,
  is_granted  boolean,
  answer      text        NOT NULL DEFAULT '' CHECK (length(answer) <= 2000),
  CHECK ((comment_id IS NULL) <> (sanction_id IS NULL)),
  CHECK ((decided_at IS NULL) = (is_granted IS NULL))
);
CREATE INDEX moderation_appeal_open ON moderation_appeal (created_at) WHERE decided_at IS NULL;
CREATE INDEX moderation_appeal_reader ON moderation_appeal (reader_id);

-- From moderator to moderator; readers never see it, but for their own export.
CREATE TABLE reader_note (
  id         uuid        PRIMARY KEY,           -- UUIDv7
  reader_id  uuid        NOT NULL REFERENCES reader (id) ON DELETE CASCADE,
  text       text        NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
  created_at timestamptz NOT NULL,
  created_by text        NOT NULL
);
CREATE INDEX reader_note_reader ON reader_note (reader_id, created_at);

-- Every decision, for the history of a comment and the numbers of the transparency page. No text of anybody.
CREATE TABLE moderation_decision (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at          timestamptz NOT NULL,
  actor       text        NOT NULL,
  kind        text        NOT NULL CHECK (kind ~ '^[a-zA-Z]{3,30}$'),
  reason      text        NOT NULL DEFAULT '',
  comment_id  uuid        REFERENCES comment (id) ON DELETE SET NULL,
  reader_id   uuid        REFERENCES reader (id) ON DELETE SET NULL,
  waited_ms   bigint      CHECK (waited_ms >= 0) -- since the comment, report or appeal came
);
CREATE INDEX moderation_decision_at ON moderation_decision (at);
CREATE INDEX moderation_decision_comment ON moderation_decision (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX moderation_decision_reader ON moderation_decision (reader_id) WHERE reader_id IS NOT NULL;
