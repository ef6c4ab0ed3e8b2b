-- Lists of the newsroom read what changed last from an index.
-- Lock: SHARE on story while the index is built: writers wait, readers do not. Undo: DROP INDEX story_changed.
CREATE INDEX story_changed ON story (changed_at DESC, id DESC);
