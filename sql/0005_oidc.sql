-- Single sign-on that was begun and not finished: which browser may come back, and with what. What
-- is handed out (the state, the browser's cookie, the nonce) is known here by its SHA-256 only; the
-- PKCE verifier is sealed, because the provider wants it back. A row is taken once and lives ten
-- minutes. Times are milliseconds since 1970 UTC. BYTEA is untyped in SQLite.
CREATE TABLE oidc_state (
  state_hash TEXT PRIMARY KEY,
  provider TEXT NOT NULL,
  browser_hash TEXT NOT NULL,
  nonce_hash TEXT NOT NULL,
  sealed_verifier BYTEA NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX oidc_state_by_time ON oidc_state (expires_at);
