-- Ways into the newsroom beside the password: links that work once, second factors; limits on tries; the house's rule.
-- Lock: session (ADD COLUMN with a constant default: an instant). Undo: DROP TABLE first_owner_link, invitation,
-- password_reset, totp, recovery_code, passkey, passkey_challenge, sign_in_limit, house_rule; ALTER TABLE session DROP
-- COLUMN confirmed_at; loses second factors and open invitations.

-- When the person last gave everything that a sign-in needs; changes of factors ask for it anew.
ALTER TABLE session ADD COLUMN confirmed_at timestamptz NOT NULL DEFAULT '-infinity';

-- The link that makes the first owner: at most one, gone once there is an owner.
CREATE TABLE first_owner_link (
  one        boolean     PRIMARY KEY DEFAULT true CHECK (one),
  token_hash bytea       NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE invitation (
  id         uuid        PRIMARY KEY,
  email      text        NOT NULL,
  email_key  text        NOT NULL UNIQUE,     -- a new invitation of an address takes the place of the old one
  name       text        NOT NULL,            -- '' where whoever invited did not say
  role       text        NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'journalist', 'contributor', 'moderator')),
  token_hash bytea       NOT NULL UNIQUE,
  invited_by uuid        NOT NULL REFERENCES person (id),
  created_at timestamptz NOT NULL
);
CREATE INDEX invitation_invited_by ON invitation (invited_by);

CREATE TABLE password_reset (
  person_id  uuid        PRIMARY KEY REFERENCES person (id),  -- a new link takes the place of the old one
  token_hash bytea       NOT NULL UNIQUE,
  created_at timestamptz NOT NULL
);

-- One-time codes by the clock (RFC 6238). A code is good once: its step must be later than the last one.
CREATE TABLE totp (
  person_id  uuid        PRIMARY KEY REFERENCES person (id),
  secret     bytea       NOT NULL,
  enabled_at timestamptz,                     -- null: set up, no code given yet
  last_step  bigint      NOT NULL DEFAULT 0
);

CREATE TABLE recovery_code (
  person_id uuid  NOT NULL REFERENCES person (id),
  code_hash bytea NOT NULL,
  PRIMARY KEY (person_id, code_hash)
);

CREATE TABLE passkey (
  id            uuid        PRIMARY KEY,
  person_id     uuid        NOT NULL REFERENCES person (id),
  credential_id text        NOT NULL UNIQUE CHECK (length(credential_id) <= 1400),
  public_key    bytea       NOT NULL,
  counter       bigint      NOT NULL,
  transports    text[]      NOT NULL,
  name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  created_at    timestamptz NOT NULL,
  used_at       timestamptz
);
CREATE INDEX passkey_person ON passkey (person_id);

-- Questions that a passkey is to answer; each is answered once, within minutes. person_id null: to sign in.
CREATE TABLE passkey_challenge (
  challenge_hash bytea       PRIMARY KEY,
  person_id      uuid        REFERENCES person (id),
  created_at     timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_created ON passkey_challenge (created_at);

-- Tries that failed, by a hash of what they are counted for.
CREATE TABLE sign_in_limit (
  key           bytea       PRIMARY KEY,
  tries         integer     NOT NULL,
  blocked_until timestamptz NOT NULL DEFAULT '-infinity',
  last_at       timestamptz NOT NULL
);
CREATE INDEX sign_in_limit_last ON sign_in_limit (last_at);

-- What the house demands of everybody who works in it: one row.
CREATE TABLE house_rule (
  one                   boolean PRIMARY KEY DEFAULT true CHECK (one),
  require_second_factor boolean NOT NULL DEFAULT false
);
INSERT INTO house_rule DEFAULT VALUES;
