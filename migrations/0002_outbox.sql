-- Events of a transaction, written inside it, and how far each listener has read them on each node.
-- Lock: none (new tables). Undo: DROP TABLE outbox_cursor, outbox; listeners then miss what was not yet delivered.

-- Whoever writes an event holds a lock until its commit (src/platform/outbox.ts), so the order of the numbers is that of
-- the commits, and a listener never steps over an event whose transaction is still running.
CREATE TABLE outbox (
  seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind       text NOT NULL,
  payload    jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE outbox_cursor (
  listener text NOT NULL,
  node     text NOT NULL,
  seq      bigint NOT NULL,
  seen_at  timestamptz NOT NULL DEFAULT now(), -- the node's last sign of life
  PRIMARY KEY (listener, node)
);
