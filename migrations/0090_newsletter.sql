-- The newsletter: who gets it, its issues, and one row for each copy of what is sent to many.
-- Lock: none (new tables). Undo: DROP TABLE dispatch_copy, newsletter_click, newsletter_issue, newsletter_setting, subscriber;
-- loses every subscription and what was sent to whom.

CREATE TABLE subscriber (
  id           uuid        PRIMARY KEY,
  email        text        NOT NULL,            -- as it was typed
  email_key    text        NOT NULL UNIQUE,     -- in small letters: one address, one row
  state        text        NOT NULL CHECK (state IN ('pending', 'active', 'bounced', 'complained')), -- who leaves is deleted
  kinds        text[]      NOT NULL,            -- 'daily', 'weekly', 'issues'
  asks         integer     NOT NULL DEFAULT 1,  -- forms sent for this address within a day of the first
  asked_at     timestamptz NOT NULL,            -- the first of those
  confirmed_at timestamptz,
  ended_at     timestamptz,                     -- bounced or complained
  ended_why    text        NOT NULL DEFAULT ''
);
CREATE INDEX subscriber_pending ON subscriber (asked_at) WHERE state = 'pending';

CREATE TABLE newsletter_setting (
  edition_code text        PRIMARY KEY REFERENCES edition (code),
  version      integer     NOT NULL CHECK (version > 0),
  setting      jsonb       NOT NULL,            -- hours of the daily and the weekly mail, whether they are sent
  changed_at   timestamptz NOT NULL,
  changed_by   text        NOT NULL
);

CREATE TABLE newsletter_issue (
  id           uuid        PRIMARY KEY,
  edition_code text        NOT NULL REFERENCES edition (code),
  kind         text        NOT NULL CHECK (kind IN ('daily', 'weekly', 'issues')),
  period       text,                            -- day of a daily or weekly one: each is made once; NULL: made by hand
  state        text        NOT NULL CHECK (state IN ('draft', 'scheduled', 'sending', 'sent')),
  version      integer     NOT NULL CHECK (version > 0),
  content      jsonb       NOT NULL,            -- subject, words before the stories, stories in order
  send_at      timestamptz,                     -- of a scheduled one
  results      jsonb,                           -- of a sent one: copies by what became of them
  rendered     jsonb,                           -- from the beginning of the sending: the same for all copies
  created_at   timestamptz NOT NULL,
  created_by   text        NOT NULL,
  begun_at     timestamptz,
  ended_at     timestamptz,
  UNIQUE (edition_code, kind, period)
);
CREATE INDEX newsletter_issue_open ON newsletter_issue (send_at) WHERE state IN ('scheduled', 'sending');

-- Totals only: nobody can say who followed a link.
CREATE TABLE newsletter_click (
  issue_id uuid    NOT NULL REFERENCES newsletter_issue (id) ON DELETE CASCADE,
  place    integer NOT NULL,
  clicks   bigint  NOT NULL DEFAULT 0,
  PRIMARY KEY (issue_id, place)
);

-- A copy is claimed before it is sent: a sender that dies leaves it claimed, and nobody sends it again.
CREATE TABLE dispatch_copy (
  dispatch_id  uuid        NOT NULL,            -- an issue of the newsletter, an alert
  recipient_id uuid        NOT NULL,            -- no reference: who leaves is deleted, what was sent stays
  state        text        NOT NULL DEFAULT 'waiting'
               CHECK (state IN ('waiting', 'claimed', 'sent', 'refused', 'unknown', 'dropped')),
  tries        integer     NOT NULL DEFAULT 0,
  due_at       timestamptz NOT NULL,            -- waiting: not before; claimed: when its sender counts as dead
  answer       text        NOT NULL DEFAULT '',
  PRIMARY KEY (dispatch_id, recipient_id)
) WITH (fillfactor = 70);
CREATE INDEX dispatch_copy_open ON dispatch_copy (dispatch_id, due_at) WHERE state IN ('waiting', 'claimed');
