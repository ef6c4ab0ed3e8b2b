-- Servers outside that are told what happens to stories.
-- Lock: none (new table). Undo: DROP TABLE webhook; their messages stay in delivery and are given up.

CREATE TABLE webhook (
  id           uuid        PRIMARY KEY,
  name         text        NOT NULL,
  url          text        NOT NULL,
  kinds        text[]      NOT NULL,            -- such as 'story.published'; open for more
  is_on        boolean     NOT NULL,
  secret       text        NOT NULL,            -- signs each message
  old_secret   text,                            -- signs too until its time is over
  old_until    timestamptz,
  version      integer     NOT NULL CHECK (version > 0),
  created_at   timestamptz NOT NULL,
  created_by   text        NOT NULL
);
