-- Drafts that were discarded, and the filters that people name in the list of stories.
-- Lock: ACCESS EXCLUSIVE on story_draft, short: the check is added without reading the table, then read under a weaker lock.
-- Undo: DROP TABLE story_view; UPDATE story_draft SET work_state = 'draft' WHERE work_state = 'discarded'; the old check again.

ALTER TABLE story_draft DROP CONSTRAINT story_draft_work_state_check;
ALTER TABLE story_draft ADD CONSTRAINT story_draft_work_state_check
  CHECK (work_state IN ('draft', 'inReview', 'ready', 'scheduled', 'published', 'discarded')) NOT VALID;
ALTER TABLE story_draft VALIDATE CONSTRAINT story_draft_work_state_check;

-- What somebody has named to find it again. The filter is read by the list's own rules each time.
CREATE TABLE story_view (
  person     uuid        NOT NULL,
  name       text        NOT NULL CHECK (name <> ''),
  filter     jsonb       NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (person, name)
);
