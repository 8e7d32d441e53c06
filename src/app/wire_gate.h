#pragma once
// Who a store is, decided on the I/O thread: tenant → account, store and keys. Filled from the
// store rows at start and by notices after a pairing. Tokens are verified and their ids remembered
// here, so that a forged request never costs a turn. Source: spec/wire.md, "Tokens".

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "magento/jti_cache.h"
#include "magento/jwt.h"

namespace byte8::app {

class WireGate {
 public:
  struct Store {
    std::int64_t account = 0;
    std::int64_t store = 0;
  };

  // Any thread. Replaces what was known of the tenant. An offered key is accepted beside the one in
  // force, because a store signs with a new key before we hear that it took it; either may be
  // empty.
  void put(const std::string& tenant, Store store, const SecretText& api_key,
           const SecretText& offered_key);

  // I/O thread only. The Authorization header's token, for this tenant: its store, or Fault::auth
  // with the code unknown_tenant or bad_token. A token is good once.
  Result<Store> pass(const std::string* authorization, const std::string& tenant, Now now);
  // The same for routes that do not name the tenant: the token's own subject does.
  Result<Store> pass_subject(const std::string* authorization, Now now);

 private:
  struct Entry {
    Store store;
    std::vector<magento::WireKeys> keys;
  };

  std::optional<Entry> find(const std::string& tenant) const;

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
  magento::JtiCache seen_;  // I/O thread
};

}  // namespace byte8::app
