-- What editors arrange around stories: fronts, the breaking strip, static pages.
-- Lock: none (new tables). Undo: DROP TABLE static_page, breaking_strip, front; loses every arrangement and static page.

CREATE TABLE front (
  edition_code text NOT NULL REFERENCES edition (code),
  key          text NOT NULL,                 -- 'home' or the slug of a section
  version      integer NOT NULL CHECK (version > 0), -- of the draft: who saves names the one that he saw
  draft        jsonb NOT NULL,                -- places in order, filling
  saved_at     timestamptz NOT NULL,
  saved_by     text NOT NULL,
  published    jsonb,                         -- as readers see it; NULL: never published, all places are filled by themselves
  published_at timestamptz,
  published_by text,
  PRIMARY KEY (edition_code, key),
  CHECK ((published IS NULL) = (published_at IS NULL))
);

CREATE TABLE breaking_strip (
  edition_code text PRIMARY KEY REFERENCES edition (code),
  version      integer NOT NULL CHECK (version > 0),
  items        jsonb NOT NULL,                -- id, text, story, until, since; the newest first
  changed_at   timestamptz NOT NULL,
  changed_by   text NOT NULL
);

CREATE TABLE static_page (
  id           uuid PRIMARY KEY,
  edition_code text NOT NULL REFERENCES edition (code),
  slug         text NOT NULL,
  position     integer NOT NULL,
  version      integer NOT NULL CHECK (version > 0),
  draft        jsonb NOT NULL,                -- title, description, body document, whether the footer links to it
  saved_at     timestamptz NOT NULL,
  saved_by     text NOT NULL,
  title        text NOT NULL DEFAULT '',      -- from here on as readers see it
  description  text NOT NULL DEFAULT '',
  body_html    text NOT NULL DEFAULT '',
  body_text    text NOT NULL DEFAULT '',
  in_footer    boolean NOT NULL DEFAULT true,
  published_at timestamptz,                   -- NULL: readers do not see it
  published_version integer,                  -- of the draft that readers see
  updated_at   timestamptz,
  UNIQUE (edition_code, slug)
);
