-- What a newsroom works on before readers see it: drafts, their place in the workflow, why a revision was kept.
-- Lock: ACCESS EXCLUSIVE on story and story_revision, short: no table is rewritten; the check reads story once.
-- Undo: DROP TABLE story_draft; DELETE FROM story WHERE section_id IS NULL; ALTER TABLE story ALTER section_id SET NOT NULL,
-- DROP CONSTRAINT story_section_known; ALTER TABLE story_revision DROP COLUMN reason, DROP COLUMN draft_version; loses unpublished work.

-- A story that is still being written may have no section yet.
ALTER TABLE story ALTER COLUMN section_id DROP NOT NULL;
ALTER TABLE story ADD CONSTRAINT story_section_known CHECK (state = 'draft' OR section_id IS NOT NULL) NOT VALID;
ALTER TABLE story VALIDATE CONSTRAINT story_section_known;

ALTER TABLE story_revision ADD COLUMN reason text NOT NULL DEFAULT 'published'
  CHECK (reason IN ('published', 'updated', 'corrected', 'imported', 'saved', 'moved', 'scheduled', 'restored', 'previewed'));
-- The version of the draft that it holds; NULL: it came without a draft, such as by an import.
ALTER TABLE story_revision ADD COLUMN draft_version integer;

-- The text that is being worked on, one for each story that somebody opened. The live story is never read from here.
-- Whoever changes a row locks the row of its story first (src/stories/desk/lock-story.ts).
CREATE TABLE story_draft (
  story_id     uuid PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
  content      jsonb NOT NULL,                -- as story_revision.content; any field may be empty
  version      integer NOT NULL CHECK (version > 0), -- counts every save: the optimistic lock
  saved_at     timestamptz NOT NULL,
  saved_by     text NOT NULL,
  created_at   timestamptz NOT NULL,
  created_by   text NOT NULL,
  live_version integer,                       -- the version whose text readers see; NULL: they see none of it
  kept_version integer NOT NULL DEFAULT 0,    -- newest version that is a revision too
  kept_at      timestamptz NOT NULL,          -- when a revision was kept last
  work_state   text NOT NULL DEFAULT 'draft' CHECK (work_state IN ('draft', 'inReview', 'ready', 'scheduled', 'published')),
  worked_at    timestamptz NOT NULL,          -- last save or act
  worked_by    text NOT NULL,
  assignee     uuid,
  embargo_at   timestamptz,                   -- not published before
  embargo_wall text,                          -- as it was typed, on the edition's clock
  CHECK ((embargo_at IS NULL) = (embargo_wall IS NULL))
);
CREATE INDEX story_draft_worked ON story_draft (worked_at DESC, story_id DESC);
CREATE INDEX story_draft_assignee ON story_draft (assignee) WHERE assignee IS NOT NULL;
CREATE INDEX story_draft_created_by ON story_draft (created_by);
