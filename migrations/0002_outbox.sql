-- Events of a transaction, written inside it, and how far each listener has read them on each node.
-- Lock: none (new tables). Undo: DROP TABLE outbox_cursor, outbox; listeners then miss what was not yet delivered.

-- A sequence number alone would let a listener step over an event whose transaction commits later than a younger one,
-- so the order is (xid, seq), and a listener reads only below the oldest transaction that is still running.
CREATE TABLE outbox (
  xid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq        bigint GENERATED ALWAYS AS IDENTITY,
  kind       text NOT NULL,
  payload    jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (xid, seq)
);

CREATE TABLE outbox_cursor (
  listener text NOT NULL,
  node     text NOT NULL,
  xid      xid8 NOT NULL,
  seq      bigint NOT NULL,
  seen_at  timestamptz NOT NULL DEFAULT now(), -- the node's last sign of life
  PRIMARY KEY (listener, node)
);
