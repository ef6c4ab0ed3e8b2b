-- Scheduled publications, notes between colleagues, who is at a story, who holds it.
-- Lock: none (new tables). Undo: DROP TABLE story_lock, story_presence, story_note, story_schedule; what is scheduled is
-- then not published, notes are lost.

-- One row for each story that is to be published at a time. It is there until that has happened or was called off; nothing
-- else has to be remembered or registered anywhere.
CREATE TABLE story_schedule (
  story_id     uuid PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
  due_at       timestamptz NOT NULL,
  wall         text NOT NULL,                 -- as it was typed, on the clock of `zone`
  zone         text NOT NULL,                 -- IANA zone of the edition when it was scheduled
  revision     integer NOT NULL,              -- the text that was approved, and no other, is published
  scheduled_at timestamptz NOT NULL,
  scheduled_by text NOT NULL,
  try_at       timestamptz NOT NULL,          -- due_at, or later after a try that failed for a passing reason
  tries        integer NOT NULL DEFAULT 0,
  failed_at    timestamptz,                   -- given up; the desk shows it
  failure      text,
  FOREIGN KEY (story_id, revision) REFERENCES story_revision (story_id, number) ON DELETE CASCADE,
  CHECK ((failed_at IS NULL) OR (failure IS NOT NULL))
);
CREATE INDEX story_schedule_try ON story_schedule (try_at) WHERE failed_at IS NULL;

CREATE TABLE story_note (
  id          uuid PRIMARY KEY,
  story_id    uuid NOT NULL REFERENCES story (id) ON DELETE CASCADE,
  text        text NOT NULL,
  quote       text NOT NULL,                  -- the words that it is about; empty: the whole story
  block       integer CHECK (block BETWEEN 0 AND 20000), -- where they stood
  created_at  timestamptz NOT NULL,
  created_by  text NOT NULL,
  resolved_at timestamptz,
  resolved_by text,
  CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
);
CREATE INDEX story_note_story ON story_note (story_id, created_at);

-- Both are gone after a crash of the database, and nothing is lost by it: browsers say again where they are.
CREATE UNLOGGED TABLE story_presence (
  story_id  uuid NOT NULL,
  person_id uuid NOT NULL,
  tab       text NOT NULL,                    -- one of the person's browser tabs
  state     text NOT NULL CHECK (state IN ('reading', 'writing', 'away')),
  seen_at   timestamptz NOT NULL,             -- on the database's clock
  PRIMARY KEY (story_id, person_id, tab)
);
CREATE INDEX story_presence_seen ON story_presence (seen_at);

CREATE UNLOGGED TABLE story_lock (
  story_id  uuid PRIMARY KEY,
  person_id uuid NOT NULL,
  tab       text NOT NULL,
  taken_at  timestamptz NOT NULL,
  seen_at   timestamptz NOT NULL
);
