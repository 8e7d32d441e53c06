#pragma once
// The credentials that pairing brought, and the pairing code that waits for it (the module's rows
// of core_config_data).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace byte8::sandbox::shop {

inline constexpr Millis pairing_code_life = Millis{1800} * 1000;

class Connection {
 public:
  // Replaces a code that waits. Only its SHA-256 is kept.
  void offer(std::string_view code, Millis now);
  // Whether the code is the one that waits and young enough (a life divided by the clock factor).
  bool code_fits(std::string_view code, Millis now, std::int64_t clock_factor) const;
  // Saves the credentials and forgets the code.
  void connect(std::string tenant, std::string api_key, std::string base_url);
  // Forgets all but the base URL.
  void disconnect();

  bool connected() const { return !tenant_.empty() && !api_key_.empty(); }
  bool code_waits() const { return code_.has_value(); }
  const std::string& tenant() const { return tenant_; }
  const std::string& base_url() const { return base_url_; }  // no trailing slash
  const std::string& api_key() const { return api_key_; }
  const std::string& outbound_key() const { return outbound_key_; }  // 32 raw bytes
  const std::string& inbound_key() const { return inbound_key_; }

 private:
  struct Code {
    std::string sha256;
    Millis issued_at = 0;
  };
  std::string tenant_;
  std::string api_key_;
  std::string base_url_ = "https://ledger.byte8.io";  // the module's default before pairing
  std::string outbound_key_;
  std::string inbound_key_;
  std::optional<Code> code_;
};

}  // namespace byte8::sandbox::shop
