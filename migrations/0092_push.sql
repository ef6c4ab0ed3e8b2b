-- Alerts on readers' devices: subscriptions of browsers, and what was sent to them (its copies are in dispatch_copy).
-- Lock: none (new tables). Undo: DROP TABLE push_alert, push_subscription; readers must subscribe anew.

CREATE TABLE push_subscription (
  id         uuid        PRIMARY KEY,
  endpoint   text        NOT NULL UNIQUE,       -- address at the push service of the browser: whoever knows it can send
  p256dh     text        NOT NULL,
  auth       text        NOT NULL,
  topics     text[]      NOT NULL,              -- 'breaking', 'daily', 'section:{slug}'
  zone       text        NOT NULL,              -- IANA zone of the device
  quiet_from smallint    CHECK (quiet_from BETWEEN 0 AND 1439), -- minutes of the day; NULL: no quiet hours
  quiet_to   smallint    CHECK (quiet_to BETWEEN 0 AND 1439),
  may_wake   boolean     NOT NULL,              -- urgent alerts come in quiet hours too
  changed_at timestamptz NOT NULL,
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
CREATE INDEX push_subscription_topics ON push_subscription USING gin (topics);

CREATE TABLE push_alert (
  id           uuid        PRIMARY KEY,
  edition_code text        NOT NULL REFERENCES edition (code),
  topic        text        NOT NULL,
  period       text,                            -- day of one that writes itself: made once; NULL: sent by an editor
  title        text        NOT NULL,
  body         text        NOT NULL,
  path         text        NOT NULL,            -- root-relative: where a tap leads
  story_id     uuid,
  is_urgent    boolean     NOT NULL,
  state        text        NOT NULL CHECK (state IN ('sending', 'sent')),
  results      jsonb,                           -- of a sent one: copies by what became of them
  created_at   timestamptz NOT NULL,
  created_by   text        NOT NULL,
  expires_at   timestamptz NOT NULL,            -- nobody is told after that
  ended_at     timestamptz,
  UNIQUE (edition_code, topic, period)
);
CREATE INDEX push_alert_open ON push_alert (created_at) WHERE state = 'sending';
