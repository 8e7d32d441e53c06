-- Signing in: sessions, invitations, links that work once, second factors, mail that is still to be
-- sent. Whatever lets somebody in is kept as a hash, or sealed where we must be able to read it.
-- Times are milliseconds since 1970 UTC. BYTEA holds sealed values and is untyped in SQLite.

ALTER TABLE "user" ADD COLUMN time_zone TEXT;
ALTER TABLE "user" ADD COLUMN theme TEXT;
ALTER TABLE "user" ADD COLUMN density TEXT;
-- The shared secret of the second factor, and one that was offered and not confirmed yet.
ALTER TABLE "user" ADD COLUMN sealed_totp BYTEA;
ALTER TABLE "user" ADD COLUMN pending_totp BYTEA;
-- The step of the newest code that was used: each works once, and none before it works any more.
ALTER TABLE "user" ADD COLUMN totp_step BIGINT;
-- The account that was looked at last, where the next sign-in leads.
ALTER TABLE "user" ADD COLUMN last_account_id BIGINT;

ALTER TABLE api_token ADD COLUMN last_used_at BIGINT;

CREATE TABLE session (
  account_id BIGINT NOT NULL REFERENCES account (id),
  id BIGINT NOT NULL,
  user_id BIGINT NOT NULL REFERENCES "user" (id),
  token_hash TEXT NOT NULL UNIQUE,
  address TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX session_of_user ON session (user_id);

CREATE TABLE invitation (
  account_id BIGINT NOT NULL REFERENCES account (id),
  id BIGINT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'operator', 'viewer')),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, email)
);

-- setup: the first user of an empty installation; reset: a new password for a user.
CREATE TABLE one_time_link (
  token_hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('setup', 'reset')),
  user_id BIGINT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  CHECK ((kind = 'reset') = (user_id IS NOT NULL))
);
CREATE INDEX one_time_link_of_user ON one_time_link (user_id);

CREATE TABLE recovery_code (
  user_id BIGINT NOT NULL,
  code_hash TEXT NOT NULL,
  PRIMARY KEY (user_id, code_hash)
);

-- Tries to sign in that were not good, by e-mail and by address; only the last minutes are kept.
CREATE TABLE sign_in_failure (
  subject TEXT NOT NULL,
  id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (subject, id)
);
CREATE INDEX sign_in_failure_by_time ON sign_in_failure (at);

-- Sealed, because its text holds links that let somebody in.
CREATE TABLE mail (
  id BIGINT PRIMARY KEY,
  sealed_mail BYTEA NOT NULL,
  tries BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
