-- Readers with an account, their sessions and links, what they write below stories, and what they are told.
-- Lock: SHARE ROW EXCLUSIVE on story for an instant (foreign keys); the tables are new. Undo: DROP TABLE reader_notice,
-- comment_request, comment_like, conversation, comment, reader_link, reader_session, reader; loses every comment and
-- every reader's account.

-- Whoever takes part in the conversation. Nothing else is kept of them; who leaves is deleted.
CREATE TABLE reader (
  id               uuid        PRIMARY KEY,
  name             text        NOT NULL CHECK (length(name) BETWEEN 2 AND 60),
  name_key         text        NOT NULL UNIQUE, -- what two names have in common that look alike
  email            text        NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  email_key        text        NOT NULL UNIQUE, -- NFC, lower case
  password_hash    text,                        -- argon2id, with its parameters; null: signs in by links
  digest           text        NOT NULL DEFAULT 'daily' CHECK (digest IN ('daily', 'off')),
  digest_at        timestamptz NOT NULL DEFAULT '-infinity', -- when the last digest went out
  unsubscribe_hash bytea       UNIQUE,          -- of the token in the last digest
  created_at       timestamptz NOT NULL,
  name_changed_at  timestamptz NOT NULL
);

-- A browser that is signed in. Of the token only the hash is kept, of the place nothing but the browser's name.
CREATE TABLE reader_session (
  id         uuid        PRIMARY KEY,
  reader_id  uuid        NOT NULL REFERENCES reader (id) ON DELETE CASCADE,
  token_hash bytea       NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL,
  agent      text        NOT NULL
);
CREATE INDEX reader_session_reader ON reader_session (reader_id);
CREATE INDEX reader_session_seen ON reader_session (seen_at);

-- A link that was mailed to an address: it signs in whoever has an account there, and lets others make one.
CREATE TABLE reader_link (
  token_hash bytea       PRIMARY KEY,
  email      text        NOT NULL,
  email_key  text        NOT NULL UNIQUE,       -- the newest link of an address is the only one
  back       text        NOT NULL,              -- root-relative address to go on at
  created_at timestamptz NOT NULL
);
CREATE INDEX reader_link_created ON reader_link (created_at);

CREATE TABLE comment (
  id          uuid        PRIMARY KEY,          -- UUIDv7
  story_id    uuid        NOT NULL REFERENCES story (id) ON DELETE CASCADE,
  reader_id   uuid        REFERENCES reader (id) ON DELETE SET NULL, -- null: the account is gone, or never was
  author_name text,                             -- of comments that came from another system
  source_id   text        UNIQUE,               -- id in the system it came from
  parent_id   uuid        REFERENCES comment (id),
  root_id     uuid        NOT NULL,             -- the comment that began the thread: its own id
  state       text        NOT NULL CHECK (state IN ('published', 'held', 'rejected', 'deleted')),
  body        text        NOT NULL CHECK (length(body) <= 5000), -- plain text; empty once deleted
  quote       text        NOT NULL DEFAULT '' CHECK (length(quote) <= 1000), -- words of the story that it is about
  created_at  timestamptz NOT NULL,
  edited_at   timestamptz,
  decided_at  timestamptz,                      -- when a moderator decided last
  shown_at    timestamptz,                      -- when readers could first see it
  featured_at timestamptz,
  revision    integer     NOT NULL DEFAULT 1 CHECK (revision > 0),
  likes       integer     NOT NULL DEFAULT 0 CHECK (likes >= 0),
  replies     integer     NOT NULL DEFAULT 0 CHECK (replies >= 0), -- published ones below a root
  verdicts    jsonb       NOT NULL DEFAULT '[]',
  similarity  text        NOT NULL DEFAULT '',  -- the same for texts that are nearly the same
  CHECK (state <> 'deleted' OR (body = '' AND quote = ''))
);
-- Roots stay on the page while anything is below them.
CREATE INDEX comment_roots_newest ON comment (story_id, created_at, id)
  WHERE parent_id IS NULL AND (state = 'published' OR replies > 0);
CREATE INDEX comment_roots_liked ON comment (story_id, likes, created_at, id)
  WHERE parent_id IS NULL AND (state = 'published' OR replies > 0);
CREATE INDEX comment_featured ON comment (story_id, featured_at, id)
  WHERE featured_at IS NOT NULL AND state = 'published';
CREATE INDEX comment_below ON comment (root_id, created_at, id) WHERE parent_id IS NOT NULL;
CREATE INDEX comment_parent ON comment (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX comment_reader ON comment (reader_id, created_at) WHERE reader_id IS NOT NULL;
CREATE INDEX comment_state ON comment (state, created_at);
CREATE INDEX comment_similarity ON comment (similarity) WHERE similarity <> '';

-- How many comments readers see below a story.
CREATE TABLE conversation (
  story_id uuid    PRIMARY KEY REFERENCES story (id) ON DELETE CASCADE,
  comments integer NOT NULL DEFAULT 0 CHECK (comments >= 0)
);

CREATE TABLE comment_like (
  comment_id uuid NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  reader_id  uuid NOT NULL REFERENCES reader (id) ON DELETE CASCADE,
  PRIMARY KEY (comment_id, reader_id)
);
CREATE INDEX comment_like_reader ON comment_like (reader_id);

-- What was posted already, by the key that came with it: the same request again makes nothing new for a day.
CREATE TABLE comment_request (
  reader_id  uuid        NOT NULL REFERENCES reader (id) ON DELETE CASCADE,
  key        text        NOT NULL CHECK (length(key) BETWEEN 8 AND 100),
  comment_id uuid        NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
  digest     bytea       NOT NULL,              -- of what was asked: another request may not have the same key
  created_at timestamptz NOT NULL,
  PRIMARY KEY (reader_id, key)
);
CREATE INDEX comment_request_comment ON comment_request (comment_id);
CREATE INDEX comment_request_created ON comment_request (created_at);

-- What a reader is told: a reply, a decision, a word of the moderators.
CREATE TABLE reader_notice (
  id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reader_id  uuid        NOT NULL REFERENCES reader (id) ON DELETE CASCADE,
  kind       text        NOT NULL CHECK (kind ~ '^[a-z][A-Za-z]{1,40}$'),
  comment_id uuid        REFERENCES comment (id) ON DELETE CASCADE,
  told       jsonb       NOT NULL,              -- {ar, en}
  created_at timestamptz NOT NULL,
  seen_at    timestamptz,
  mailed_at  timestamptz
);
CREATE INDEX reader_notice_reader ON reader_notice (reader_id, id);
CREATE INDEX reader_notice_unseen ON reader_notice (reader_id) WHERE seen_at IS NULL;
CREATE INDEX reader_notice_comment ON reader_notice (comment_id) WHERE comment_id IS NOT NULL;
CREATE INDEX reader_notice_unmailed ON reader_notice (reader_id) WHERE mailed_at IS NULL;
