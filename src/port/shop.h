#pragma once
// Port of a store: what the chassis asks of Magento. Implemented by magento/, faked in tests.
// Errors carry the table of ARCHITECTURE, "Seams": 401 auth, 404 not_found, 503/HTML/500-not-JSON
// http …

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/rng.h"
#include "base/secret.h"
#include "model/canonical.h"
#include "port/verb.h"

namespace byte8::port {

struct StoreAccess {
  std::string base_url;  // tidied, without a trailing slash
  std::string tenant_id;
  SecretText api_key;
};

struct Ping {
  std::string tenant_id;
  std::optional<Millis> server_time;
};

struct PaymentMethod {
  std::string code;
  std::optional<std::string> label;
  bool active = false;
};

struct PairRequest {
  std::string base_url;
  std::string pairing_code;
  std::string tenant_id;
  SecretText api_key;
  std::string ledger_base_url;
};

// The body of a sync-state report (spec/wire.md §7); times as "YYYY-MM-DDTHH:MM:SSZ".
struct SyncState {
  std::string entity_type;  // invoice | creditmemo | customer | product
  std::int64_t magento_entity_id = 0;
  std::string sync_status;  // synced | skipped | failed
  std::optional<std::string> provider_entity_id;
  std::optional<std::string> provider_reference;
  std::optional<std::string> provider_url;  // for our own module; the original ignores it
  std::optional<std::string> skip_reason;
  std::optional<std::string> error_code;
  std::string last_sync_at;
};

// What the store's own outbox has given up on, by why.
struct Outbox {
  std::int64_t dead_lettered = 0;
  std::vector<std::pair<std::string, std::int64_t>> by_cause;
};

class Shop {
 public:
  virtual ~Shop() = default;
  // The base URL as it is stored and compared: scheme, no trailing slash, no index.php; else
  // `invalid_url`.
  virtual Result<std::string> tidy(std::string_view base_url) const = 0;
  // "shop.example.com/sub": the store's part of every document key.
  virtual std::string store_key(std::string_view base_url) const = 0;
  // Each call mints a fresh token from `now` and `rng`: a verb is for one attempt only.
  virtual Verb<Nothing> pair(const PairRequest& request) const = 0;
  virtual Verb<Ping> ping(const StoreAccess& store, Now now, Rng& rng) const = 0;
  virtual Verb<std::vector<PaymentMethod>> payment_methods(const StoreAccess& store, Now now,
                                                           Rng& rng) const = 0;
  virtual Verb<model::Invoice> invoice(const StoreAccess& store, std::int64_t magento_id, Now now,
                                       Rng& rng) const = 0;
  virtual Verb<model::CreditMemo> credit_memo(const StoreAccess& store, std::int64_t magento_id,
                                              Now now, Rng& rng) const = 0;
  // Of an invoice, by its id.
  virtual Verb<model::Payment> payment(const StoreAccess& store, std::int64_t invoice_id, Now now,
                                       Rng& rng) const = 0;
  virtual Verb<model::Customer> customer(const StoreAccess& store, std::int64_t magento_id, Now now,
                                         Rng& rng) const = 0;
  virtual Verb<model::Product> product(const StoreAccess& store, std::int64_t magento_id, Now now,
                                       Rng& rng) const = 0;
  virtual Verb<Nothing> report(const StoreAccess& store, const SyncState& state, Now now,
                               Rng& rng) const = 0;
  // Our own module only: the original answers 404.
  virtual Verb<Outbox> outbox(const StoreAccess& store, Now now, Rng& rng) const = 0;
  // How many events are to be delivered once more; without a cause of every cause.
  virtual Verb<std::int64_t> requeue(const StoreAccess& store,
                                     const std::optional<std::string>& cause, std::int64_t limit,
                                     Now now, Rng& rng) const = 0;
};

}  // namespace byte8::port
