#pragma once
// port::Shop over a store's REST routes, {base}/rest/V1/byte8/…, as the original and our own module
// answer them. Builds requests and reads answers; sends nothing. Source: spec/wire.md, "Routes".

#include <string_view>
#include <unordered_map>

#include "magento/jwt.h"
#include "port/shop.h"

namespace byte8::magento {

class MagentoShop final : public port::Shop {
 public:
  // Whether this installation wants https stores (`require_https_stores`); the network client
  // enforces it, the shop only names the refusal.
  explicit MagentoShop(bool require_https = true) : require_https_(require_https) {}

  Result<std::string> tidy(std::string_view base_url) const override;
  std::string store_key(std::string_view base_url) const override;
  port::Verb<port::Nothing> pair(const port::PairRequest& request) const override;
  port::Verb<port::Ping> ping(const port::StoreAccess& store, Now now, Rng& rng) const override;
  port::Verb<std::vector<port::PaymentMethod>> payment_methods(const port::StoreAccess& store,
                                                               Now now, Rng& rng) const override;
  port::Verb<model::Invoice> invoice(const port::StoreAccess& store, std::int64_t magento_id,
                                     Now now, Rng& rng) const override;
  port::Verb<model::CreditMemo> credit_memo(const port::StoreAccess& store, std::int64_t magento_id,
                                            Now now, Rng& rng) const override;
  port::Verb<model::Payment> payment(const port::StoreAccess& store, std::int64_t invoice_id,
                                     Now now, Rng& rng) const override;
  port::Verb<model::Customer> customer(const port::StoreAccess& store, std::int64_t magento_id,
                                       Now now, Rng& rng) const override;
  port::Verb<model::Product> product(const port::StoreAccess& store, std::int64_t magento_id,
                                     Now now, Rng& rng) const override;
  port::Verb<port::Nothing> report(const port::StoreAccess& store, const port::SyncState& state,
                                   Now now, Rng& rng) const override;
  // shop_outbox.cc
  port::Verb<port::Outbox> outbox(const port::StoreAccess& store, Now now, Rng& rng) const override;
  port::Verb<std::int64_t> requeue(const port::StoreAccess& store,
                                   const std::optional<std::string>& cause, std::int64_t limit,
                                   Now now, Rng& rng) const override;

 private:
  // Deriving both subkeys costs more than signing with them, and a busy store is asked again and
  // again. Calls are built on the core's thread only.
  struct Derived {
    SecretText api_key;
    WireKeys keys;
  };
  http::Call signed_call(std::string_view method, const port::StoreAccess& store,
                         std::string_view route, Now now, Rng& rng) const;
  const WireKeys& keys_of(const port::StoreAccess& store) const;

  bool require_https_;
  mutable std::unordered_map<std::string, Derived> derived_;  // by tenant
};

}  // namespace byte8::magento
