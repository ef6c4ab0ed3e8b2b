-- Lists by topic, author and language read one index range each; what an import brought last, to tell what changed.
-- Lock: ACCESS EXCLUSIVE on story_topic and story_author, SHARE on story while its index is built; short, as the tables
-- are. Undo: drop the columns, indexes and the table; imports then write every story once more.

-- Same as the story's while it is published, else NULL.
ALTER TABLE story_topic ADD COLUMN published_at timestamptz;
ALTER TABLE story_author ADD COLUMN published_at timestamptz;

UPDATE story_topic t SET published_at = s.published_at FROM story s WHERE s.id = t.story_id AND s.state = 'published';
UPDATE story_author a SET published_at = s.published_at FROM story s WHERE s.id = a.story_id AND s.state = 'published';

CREATE INDEX story_topic_newest ON story_topic (topic_id, published_at DESC, story_id DESC) WHERE published_at IS NOT NULL;
CREATE INDEX story_author_newest ON story_author (author_id, published_at DESC, story_id DESC) WHERE published_at IS NOT NULL;
DROP INDEX story_topic_topic;
DROP INDEX story_author_author;

CREATE INDEX story_lang_newest ON story (lang, published_at DESC, id DESC) WHERE state = 'published';

CREATE TABLE story_import (
  story_id    uuid PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
  sha256      bytea NOT NULL,                 -- of the line as it came last: the same again changes nothing
  imported_at timestamptz NOT NULL
);
