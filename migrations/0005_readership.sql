-- Views: their ids, their sums by quarter hour, who was counted lately, days that are final, slots of nodes.
-- Lock: none (new tables). Undo: DROP TABLE node_slot, story_day, final_day, visitor_view, story_views, view_id; loses
-- every count.

-- Ids of the last hours: an id that comes again is found here. UUIDv7 sorts by time, so a range of ids is a range of
-- time; partitions of one hour are made ahead and dropped by the keeper.
CREATE TABLE view_id (
  id uuid PRIMARY KEY
) PARTITION BY RANGE (id);

-- Views of a story in a quarter hour of UTC, as far as the node with that slot has written them. No reference to story:
-- a batch of 500 views must never fail for the sake of one story.
CREATE TABLE story_views (
  quarter  timestamptz NOT NULL,              -- first instant of the quarter hour
  story_id uuid        NOT NULL,
  slot     smallint    NOT NULL,
  raw      integer     NOT NULL CHECK (raw > 0),
  counted  integer     NOT NULL CHECK (counted BETWEEN 0 AND raw),
  PRIMARY KEY (quarter, story_id, slot)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

-- A row for each counted view, for as long as it can keep another from counting. Both keys are salted hashes over the
-- story too, so that no row tells what else its visitor read. Partitions of one day are UNLOGGED (not in the write-ahead
-- log, on no standby, in no backup, empty after a crash) and are dropped after their day.
CREATE TABLE visitor_view (
  day        date        NOT NULL,
  address    bigint      NOT NULL,            -- hash of address and story
  visitor    bigint      NOT NULL,            -- hash of address, user agent, the visitor's own text, and story
  counted_at timestamptz NOT NULL
) PARTITION BY LIST (day);
-- Not unique: two nodes that count the same visitor in the same instant are rarer than what a check would cost
-- (measured: a third of all the time that a view takes).
CREATE INDEX visitor_view_address ON visitor_view (address);

-- Days whose lists are final, with the bounds that they had, and their totals.
CREATE TABLE final_day (
  edition_code text        NOT NULL REFERENCES edition (code),
  day          date        NOT NULL,
  zone         text        NOT NULL,
  start_at     timestamptz NOT NULL,
  end_at       timestamptz NOT NULL,
  closed_at    timestamptz NOT NULL,
  PRIMARY KEY (edition_code, day)
);
CREATE TABLE story_day (
  edition_code text    NOT NULL,
  day          date    NOT NULL,
  story_id     uuid    NOT NULL,
  raw          integer NOT NULL CHECK (raw > 0),
  counted      integer NOT NULL CHECK (counted BETWEEN 0 AND raw),
  PRIMARY KEY (edition_code, day, story_id),
  FOREIGN KEY (edition_code, day) REFERENCES final_day (edition_code, day) ON DELETE CASCADE
);

-- Nodes that write sums: each has a row of its own to add to. Only a matter of speed: sums of one slot add up too.
CREATE TABLE node_slot (
  slot    smallint    PRIMARY KEY CHECK (slot >= 0),
  node    text        NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now()
);
