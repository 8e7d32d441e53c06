-- The first schema: who signs in, what is bound to what, what came in, what was done about it, and
-- what we know of the ledger. Every table of an account has account_id first in its key, so that it
-- can be sharded.
-- Words are checked with OR where rows are many: SQLite builds a table for every IN of three or
-- more.
-- Times are milliseconds since 1970 UTC. BYTEA holds sealed values and is untyped in SQLite.

CREATE TABLE account (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  is_host BIGINT NOT NULL CHECK (is_host IN (0, 1)),
  time_zone TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE "user" (
  id BIGINT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT,
  created_at BIGINT NOT NULL
);

CREATE TABLE membership (
  account_id BIGINT NOT NULL REFERENCES account (id),
  user_id BIGINT NOT NULL REFERENCES "user" (id),
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'operator', 'viewer')),
  PRIMARY KEY (account_id, user_id)
);

CREATE TABLE api_token (
  account_id BIGINT NOT NULL REFERENCES account (id),
  id BIGINT NOT NULL,
  user_id BIGINT NOT NULL REFERENCES "user" (id),
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  revoked_at BIGINT,
  PRIMARY KEY (account_id, id)
);

CREATE TABLE store (
  account_id BIGINT NOT NULL REFERENCES account (id),
  id BIGINT NOT NULL,
  tenant_id TEXT NOT NULL UNIQUE,
  base_url TEXT NOT NULL,
  sealed_key BYTEA NOT NULL,
  -- A key offered to the store and not known to be taken; the one in force stays until it is.
  offered_key BYTEA,
  status TEXT NOT NULL CHECK (status IN ('pairing', 'pending', 'active', 'token_revoked', 'gone')),
  last_contact_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, base_url)
);

CREATE TABLE business (
  account_id BIGINT NOT NULL REFERENCES account (id),
  id BIGINT NOT NULL,
  provider TEXT NOT NULL,
  provider_business_id TEXT NOT NULL,
  name TEXT NOT NULL,
  facts TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, provider, provider_business_id)
);

CREATE TABLE binding (
  account_id BIGINT NOT NULL REFERENCES account (id),
  id BIGINT NOT NULL,
  store_id BIGINT NOT NULL,
  business_id BIGINT,
  status TEXT NOT NULL CHECK (status IN ('pending', 'active', 'revoked')),
  reason TEXT CHECK (reason IN ('disconnected_in_magento', 'disconnected_in_dashboard',
                                'store_rejected_key', 'subscription_ended', 'replaced')),
  hold TEXT CHECK (hold IN ('paused', 'sage_access_removed')),
  paused_by TEXT,
  paused_at BIGINT,
  policy_version BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  activated_at BIGINT,
  revoked_at BIGINT,
  lists_fetched_at BIGINT,
  PRIMARY KEY (account_id, id),
  CHECK ((status = 'revoked') = (reason IS NOT NULL)),
  CHECK (status <> 'active' OR business_id IS NOT NULL)
);

CREATE TABLE policy (
  account_id BIGINT NOT NULL,
  binding_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  document TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, binding_id, version)
);

CREATE TABLE oauth_state (
  state_hash TEXT PRIMARY KEY,
  account_id BIGINT NOT NULL,
  binding_id BIGINT NOT NULL,
  sealed_verifier BYTEA NOT NULL,
  made_by TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE oauth_tokens (
  account_id BIGINT NOT NULL,
  binding_id BIGINT NOT NULL,
  sealed_access BYTEA NOT NULL,
  sealed_refresh BYTEA NOT NULL,
  access_expires_at BIGINT NOT NULL,
  access_renew_at BIGINT NOT NULL,
  refresh_expires_at BIGINT NOT NULL,
  refresh_started_at BIGINT,
  -- JSON of what came of the last refresh that gave no new tokens.
  refresh_error TEXT,
  requested_by TEXT NOT NULL,
  renewed_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, binding_id)
);

-- A grant still to be revoked at the provider: the only copy of a token that outlives a binding.
CREATE TABLE revocation (
  account_id BIGINT NOT NULL,
  binding_id BIGINT NOT NULL,
  sealed_refresh BYTEA NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'given_up', 'kept_for_other_binding')),
  tries BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, binding_id)
);

CREATE TABLE reference (
  account_id BIGINT NOT NULL,
  business_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'reading', 'done', 'refused')),
  items TEXT NOT NULL,
  item_count BIGINT NOT NULL,
  fetched_at BIGINT,
  error TEXT,
  PRIMARY KEY (account_id, business_id, kind)
);

-- The inbox. A key comes again on every retry and requeue; it points at the run it made last.
CREATE TABLE event (
  account_id BIGINT NOT NULL,
  store_id BIGINT NOT NULL,
  idempotency_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  run_id BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, store_id, idempotency_key)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE run (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  binding_id BIGINT NOT NULL,
  store_id BIGINT NOT NULL,
  event TEXT NOT NULL,
  lane TEXT NOT NULL
    CHECK (lane = 'live' OR lane = 'retry' OR lane = 'backfill' OR lane = 'reconcile'),
  entity_kind TEXT NOT NULL
    CHECK (entity_kind = 'invoice' OR entity_kind = 'creditmemo'
           OR entity_kind = 'customer' OR entity_kind = 'product'),
  magento_id BIGINT NOT NULL,
  magento_reference TEXT,
  payload TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  status TEXT NOT NULL
    CHECK (status = 'queued' OR status = 'running' OR status = 'waiting'
           OR status = 'succeeded' OR status = 'skipped_by_policy' OR status = 'failed'
           OR status = 'needs_review' OR status = 'cancelled'),
  reason TEXT,
  skip_reason TEXT,
  error_code TEXT,
  error_message TEXT,
  detail_code TEXT,
  policy_version BIGINT NOT NULL,
  notes TEXT,
  result TEXT,
  retries BIGINT NOT NULL,
  crashes BIGINT NOT NULL,
  next_attempt_at BIGINT,
  actor TEXT,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  PRIMARY KEY (account_id, id),
  CHECK ((status = 'skipped_by_policy') = (skip_reason IS NOT NULL)),
  CHECK (status NOT IN ('failed', 'needs_review') OR error_code IS NOT NULL),
  CHECK (status <> 'waiting' OR reason IS NOT NULL),
  CHECK ((finished_at IS NULL) = (status = 'queued' OR status = 'running' OR status = 'waiting'))
)
-- sqlite:
WITHOUT ROWID
-- both:
;

-- All that is open, in the order it came: read once at start, in one pass over the index alone.
CREATE INDEX run_open ON run (id, account_id, binding_id, lane, entity_kind, magento_id, status,
                              next_attempt_at, reason)
  WHERE finished_at IS NULL;

-- The open runs of one binding: a stop or a disconnect must not read a merchant's whole history.
CREATE INDEX run_open_of_binding ON run (binding_id) WHERE finished_at IS NULL;

-- What went wrong, for the numbers on the store's tile and on the binding's page.
CREATE INDEX run_trouble ON run (account_id, store_id, binding_id, status, finished_at)
  WHERE status IN ('failed', 'needs_review');

CREATE TABLE attempt (
  account_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  n BIGINT NOT NULL,
  step TEXT NOT NULL,
  outcome TEXT NOT NULL,
  effect TEXT NOT NULL CHECK (effect = 'none' OR effect = 'maybe' OR effect = 'done'),
  method TEXT NOT NULL,
  url TEXT NOT NULL,
  status BIGINT,
  request_id TEXT,
  started_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, run_id, n)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

CREATE TABLE posting (
  account_id BIGINT NOT NULL,
  operation_key TEXT NOT NULL,
  generation BIGINT NOT NULL,
  -- 1000 while the generation is in force, its own number once it was refused: so the key itself
  -- lets one be in force, reads newest first, and needs no second index that every change of state
  -- rewrites.
  standing BIGINT NOT NULL DEFAULT 1000,
  binding_id BIGINT NOT NULL,
  business_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  marker TEXT NOT NULL,
  idempotency_id TEXT NOT NULL,
  sealed_body BYTEA,
  sealed_plan BYTEA,
  body_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state = 'intended' OR state = 'acted' OR state = 'settled'
           OR state = 'refused' OR state = 'held'),
  act_no BIGINT NOT NULL,
  first_acted_at BIGINT,
  acted_at BIGINT,
  doubted BIGINT NOT NULL CHECK (doubted IN (0, 1)),
  provider_id TEXT,
  record TEXT,
  error_code TEXT,
  error TEXT,
  created_at BIGINT NOT NULL,
  settled_at BIGINT,
  PRIMARY KEY (account_id, operation_key, standing),
  CHECK (standing = CASE WHEN state = 'refused' THEN generation ELSE 1000 END),
  CHECK ((state = 'settled') = (provider_id IS NOT NULL)),
  CHECK (state <> 'acted' OR acted_at IS NOT NULL)
);

-- Bodies that are to be forgotten a week after they were settled.
CREATE INDEX posting_bodies ON posting (settled_at)
  WHERE sealed_body IS NOT NULL AND state <> 'held';

CREATE TABLE entity_xref (
  account_id BIGINT NOT NULL,
  store_id BIGINT NOT NULL,
  business_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  magento_key TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  reference TEXT NOT NULL,
  displayed_as TEXT NOT NULL,
  url TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, store_id, business_id, kind, magento_key)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

-- What the store should be told, a row per Magento entity: sent while version > sent_version.
CREATE TABLE report (
  account_id BIGINT NOT NULL,
  store_id BIGINT NOT NULL,
  entity_type TEXT NOT NULL,
  magento_id BIGINT NOT NULL,
  body TEXT NOT NULL,
  version BIGINT NOT NULL,
  sent_version BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  reported_at BIGINT,
  PRIMARY KEY (account_id, store_id, entity_type, magento_id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
CREATE INDEX report_owed ON report (account_id, store_id, tries, entity_type, magento_id)
  WHERE version > sent_version;

CREATE TABLE audit (
  account_id BIGINT NOT NULL,
  n BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  before_value TEXT NOT NULL,
  after_value TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (account_id, n)
);

-- Unsafe calls of our own interface with an Idempotency-Key: the answer, kept a day.
CREATE TABLE idempotency (
  account_id BIGINT NOT NULL,
  idempotency_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  status BIGINT NOT NULL,
  answer TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, idempotency_key)
);

-- How this node ended last time, and which run was being resumed alone when it did.
CREATE TABLE node_state (
  node TEXT PRIMARY KEY,
  clean BIGINT NOT NULL CHECK (clean IN (0, 1)),
  suspect_account BIGINT,
  suspect_run BIGINT,
  starts BIGINT NOT NULL
);
