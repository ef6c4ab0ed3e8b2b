-- Messages to servers outside, one for each event and target, with what became of them; keys that the site is known by.
-- Lock: none (new tables). Undo: DROP TABLE delivery, site_key; pings under way and all receipts are lost.

CREATE TABLE delivery (
  id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel       text        NOT NULL,           -- 'websub', 'indexnow', …: whoever makes the request knows how
  target        text        NOT NULL,           -- address that is asked with POST
  event         text        NOT NULL,           -- what is told: seq of the outbox; with channel and target, told once
  event_kind    text        NOT NULL,
  story_id      uuid,                           -- no reference: receipts outlive what they tell of
  content_type  text        NOT NULL,
  body          text        NOT NULL,
  state         text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
  tries         integer     NOT NULL DEFAULT 0 CHECK (tries >= 0),
  next_try_at   timestamptz NOT NULL,           -- while it is being sent: when it counts as lost
  created_at    timestamptz NOT NULL,
  ended_at      timestamptz,
  answer_status integer,                        -- of the last try; NULL: no answer
  answer        text        NOT NULL DEFAULT '', -- beginning of the last answer, or why there was none
  UNIQUE (channel, target, event)
);
CREATE INDEX delivery_due ON delivery (next_try_at) WHERE state = 'waiting';
CREATE INDEX delivery_ended ON delivery (ended_at) WHERE state <> 'waiting';

-- The same on every node: made when first needed, never changed.
CREATE TABLE site_key (
  name       text        PRIMARY KEY,
  value      text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
