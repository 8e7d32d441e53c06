-- Reconnecting, status reconciliation, subscriptions: what must be remembered between a disconnect
-- and the way back.

-- Since when nobody answered there, and when it began to refuse our key (spec/wire.md §6).
ALTER TABLE store ADD COLUMN no_contact_since BIGINT;
ALTER TABLE store ADD COLUMN rejected_at BIGINT;
ALTER TABLE store ADD COLUMN clock_offset_s BIGINT;

-- A binding may have several grants to give back (a consent that came too late is one more), so
-- each has a number of its own. Rows from before keep their binding's number, which seals them.
ALTER TABLE revocation RENAME TO revocation_before;
CREATE TABLE revocation (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  binding_id BIGINT NOT NULL,
  sealed_refresh BYTEA NOT NULL,
  -- The renewal that brought the token: one that was under way is followed by it. 0: not known.
  generation BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'given_up', 'kept_for_other_binding')),
  tries BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
INSERT INTO revocation (account_id, id, binding_id, sealed_refresh, generation, state, tries,
                        created_at)
  SELECT account_id, binding_id, binding_id, sealed_refresh, 0, state, tries, created_at
  FROM revocation_before;
DROP TABLE revocation_before;

-- A grant that outlives its binding for a while: the binding can come back without a consent.
CREATE TABLE kept_grant (
  account_id BIGINT NOT NULL,
  binding_id BIGINT NOT NULL,
  sealed_refresh BYTEA NOT NULL,
  requested_by TEXT NOT NULL,
  refresh_expires_at BIGINT NOT NULL,
  refresh_started_at BIGINT,
  renewed_at BIGINT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('store_rejected_key', 'subscription_ended')),
  kept_until BIGINT NOT NULL,
  PRIMARY KEY (account_id, binding_id)
);

-- Lets somebody without a login finish the Sage side of one binding.
CREATE TABLE consent_link (
  account_id BIGINT NOT NULL,
  binding_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  made_by TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, binding_id)
);

-- What the operator's billing says of an account. No row: no billing.
CREATE TABLE subscription (
  account_id BIGINT PRIMARY KEY,
  plan TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('trial', 'active', 'cancelling', 'ended')),
  period_ends_at BIGINT,
  -- Set when it ended; the data go at that time and are gone when purged_at is set.
  purge_at BIGINT,
  purged_at BIGINT,
  limits TEXT NOT NULL,
  CHECK (status <> 'cancelling' OR period_ends_at IS NOT NULL),
  CHECK ((status = 'ended') = (purge_at IS NOT NULL))
);

-- What a disconnect cancelled comes back with its binding: found without reading the whole history.
CREATE INDEX run_cancelled ON run (account_id, binding_id, id) WHERE status = 'cancelled';

-- A consent that a signed-in browser began is finished by that browser only.
ALTER TABLE oauth_state ADD COLUMN session_hash TEXT;
