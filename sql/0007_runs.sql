-- Runs as people work with them: lists that stay fast with a million of them, what was said to Sage
-- and to the store, causes of trouble with their numbers, and acts on many runs at once.
-- Times are milliseconds since 1970 UTC.

-- Why it failed or is held: names a row of problem while it counts there.
ALTER TABLE run ADD COLUMN problem TEXT;
-- The difference that a person has seen and accepted with the last retry, as "0.03".
ALTER TABLE run ADD COLUMN accepted_difference TEXT;

-- Whatever a list is filtered by leads it by an index that holds ids in order. What succeeds costs
-- three entries, written once: the words of its status stand in none of them.
CREATE INDEX run_of_binding ON run (account_id, binding_id, id, event);
CREATE INDEX run_of_entity ON run (account_id, magento_id, id);
CREATE INDEX run_of_reference ON run (account_id, magento_reference, id)
  WHERE magento_reference IS NOT NULL;
-- The other events are so many that the list finds them without.
CREATE INDEX run_of_rare_event ON run (account_id, event, id)
  WHERE event <> 'invoice.created' AND event <> 'invoice.paid';
CREATE INDEX run_notable ON run (account_id, id, status, binding_id, event, error_code,
                                 detail_code, reason, skip_reason)
  WHERE status <> 'succeeded' AND status <> 'queued' AND status <> 'running';
CREATE INDEX run_of_problem ON run (account_id, problem, id) WHERE problem IS NOT NULL;
-- Trouble that was written down without being counted (before this migration, or by the engine
-- itself): looked for at each start.
CREATE INDEX run_uncounted ON run (id, account_id)
  WHERE problem IS NULL AND (status = 'failed' OR status = 'needs_review');

-- What went over the wire in an attempt, masked before it was written. Kept a week.
CREATE TABLE exchange (
  account_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  n BIGINT NOT NULL,  -- of the attempt
  request TEXT NOT NULL,
  response TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (account_id, run_id, n)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
CREATE INDEX exchange_by_time ON exchange (at);

-- How often something happened within a quarter of an hour: no time zone cuts one in two.
CREATE TABLE counter (
  account_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  slot BIGINT NOT NULL,  -- when it begins
  binding_id BIGINT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (account_id, name, slot, binding_id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
CREATE INDEX counter_by_time ON counter (slot);

-- A cause of failed and held runs. `count` is how many runs count here now.
CREATE TABLE problem (
  account_id BIGINT NOT NULL,
  fingerprint TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'acknowledged', 'ignored', 'resolved')),
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  count BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  last_run_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, fingerprint)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
CREATE TABLE problem_binding (
  account_id BIGINT NOT NULL,
  fingerprint TEXT NOT NULL,
  binding_id BIGINT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (account_id, fingerprint, binding_id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;

-- One act on many runs. Which ones was decided when it began.
CREATE TABLE bulk (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('retry', 'ignore')),
  filter TEXT NOT NULL,
  reason TEXT,
  actor TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'stopped')),
  stopped_because TEXT,
  total BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  PRIMARY KEY (account_id, id),
  CHECK ((status = 'running') = (finished_at IS NULL))
);
CREATE INDEX bulk_running ON bulk (id) WHERE status = 'running';
-- What became of each: refused when it could not be done (any more), failed with its cause.
CREATE TABLE bulk_run (
  account_id BIGINT NOT NULL,
  bulk_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  state TEXT NOT NULL
    CHECK (state = 'pending' OR state = 'sent' OR state = 'done' OR state = 'failed'
           OR state = 'refused'),
  problem TEXT,
  PRIMARY KEY (account_id, bulk_id, run_id)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
CREATE INDEX bulk_run_pending ON bulk_run (account_id, bulk_id, run_id) WHERE state = 'pending';
CREATE INDEX bulk_run_sent ON bulk_run (account_id, run_id, bulk_id) WHERE state = 'sent';
