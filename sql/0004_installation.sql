-- Facts about the whole installation, by name.
-- restored_at: when the database was last put back to an earlier time (milliseconds). What it can
-- have forgotten is looked for in the ledger before it is posted.
CREATE TABLE installation (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
