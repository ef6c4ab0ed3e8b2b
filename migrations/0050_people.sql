-- People of the newsroom, their sessions, and the log of what they did.
-- Lock: none (new tables). Undo: DROP TABLE audit_seal, audit_entry, session, person; DROP FUNCTION only_added_to,
-- audit_digest, seal_audit_entry; loses every account and the log.

-- Whoever can sign in at the newsroom. Nobody is ever deleted: names stay in the log and in revisions.
CREATE TABLE person (
  id            uuid        PRIMARY KEY,
  email         text        NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  email_key     text        NOT NULL UNIQUE,  -- NFC, lower case: what sign-in looks for
  name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  role          text        NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'journalist', 'contributor', 'moderator')),
  language      text        NOT NULL DEFAULT 'ar' CHECK (language IN ('ar', 'en')),
  password_hash text,                         -- argon2id, with its parameters; null: none set
  disabled_at   timestamptz,
  created_at    timestamptz NOT NULL
);

-- A browser that is signed in, or half signed in. Of the token only the hash is kept.
CREATE TABLE session (
  id         uuid        PRIMARY KEY,
  person_id  uuid        NOT NULL REFERENCES person (id),
  token_hash bytea       NOT NULL UNIQUE,
  stage      text        NOT NULL CHECK (stage IN ('secondFactor', 'enrolment', 'signedIn')),
  created_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL,
  address    text        NOT NULL,            -- as the person is shown it in the list of their sessions
  agent      text        NOT NULL
);
CREATE INDEX session_person ON session (person_id);

-- Who did what to what, and when. Only ever added to.
CREATE TABLE audit_entry (
  id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at           timestamptz NOT NULL,
  person_id    uuid        REFERENCES person (id),  -- null: a part of the product, or the administrator's terminal
  actor        text        NOT NULL,
  act          text        NOT NULL,
  subject_kind text        NOT NULL,
  subject_id   text        NOT NULL,
  before       jsonb,
  after        jsonb
);
CREATE INDEX audit_entry_person ON audit_entry (person_id, id);
CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject_id, id);
CREATE INDEX audit_entry_act ON audit_entry (act, id);
CREATE INDEX audit_entry_at ON audit_entry (at);

-- The chain over the log: each hash covers its entry and the hash before it, so that no entry can be changed, left out
-- or put in between without all later hashes telling.
CREATE TABLE audit_seal (
  position bigint PRIMARY KEY CHECK (position > 0),
  entry_id bigint NOT NULL UNIQUE REFERENCES audit_entry (id),
  hash     bytea  NOT NULL
);

CREATE FUNCTION audit_digest(previous bytea, entry audit_entry) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT sha256(previous || convert_to(jsonb_build_array(
    entry.id, extract(epoch FROM entry.at), entry.person_id, entry.actor, entry.act,
    entry.subject_kind, entry.subject_id, entry.before, entry.after)::text, 'UTF8'))
$$;

-- Runs at the commit, after every other lock of the transaction is taken: whoever waits here holds up nobody who could
-- hold it up.
CREATE FUNCTION seal_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last audit_seal;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_seal'));
  SELECT * INTO last FROM audit_seal ORDER BY position DESC LIMIT 1;
  INSERT INTO audit_seal (position, entry_id, hash)
  VALUES (coalesce(last.position, 0) + 1, NEW.id, audit_digest(coalesce(last.hash, ''), NEW));
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER seal AFTER INSERT ON audit_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION seal_audit_entry();

CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
  FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
