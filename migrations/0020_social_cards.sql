-- Social cards that are kept as files: one for each story, the newest revision's.
-- Lock: none (new table). Undo: DROP TABLE social_card; files below cards/ in the media store are then made anew.

CREATE TABLE social_card (
  story_id   uuid        PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
  file       text        NOT NULL,            -- key in the media store
  size_bytes integer     NOT NULL CHECK (size_bytes > 0),
  made_at    timestamptz NOT NULL
);
CREATE INDEX social_card_made ON social_card (made_at); -- the oldest go first when there are too many
