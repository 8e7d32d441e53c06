-- How often a binding's documents needed a payment method, a case of tax, or fell back to a
-- default: a count a day, for the settings page. Days since 1970 UTC; after a year it is forgotten.
CREATE TABLE policy_usage (
  account_id BIGINT NOT NULL,
  binding_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'method' OR kind = 'tax_key' OR kind = 'fallback'),
  usage_key TEXT NOT NULL,
  seen BIGINT NOT NULL,
  PRIMARY KEY (account_id, binding_id, day, kind, usage_key)
)
-- sqlite:
WITHOUT ROWID
-- both:
;
