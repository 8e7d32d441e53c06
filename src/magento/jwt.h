#pragma once
// The two kinds of token between a store and the chassis: compact JWS, HS256, one subkey per
// direction. Outbound is store → chassis, inbound is chassis → store. Source: spec/wire.md,
// "Tokens".

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/crypto.h"
#include "base/result.h"
#include "base/secret.h"

namespace byte8::magento {

inline constexpr std::string_view ledger_audience = "byte8-ledger";
inline constexpr std::string_view embed_audience = "byte8-embed";

// Both subkeys of one api key, derived once and shared by every copy. The derivation takes the
// key's text as it was delivered, trimmed; it is never decoded. Each direction has a MAC context of
// its own, so one thread may mint while another verifies; two threads may not use the same
// direction at once.
class WireKeys {
 public:
  explicit WireKeys(const SecretText& api_key);

  crypto::Digest sign_outbound(std::string_view data) const;
  crypto::Digest sign_inbound(std::string_view data) const;

 private:
  struct Contexts {
    crypto::Hmac outbound;
    crypto::Hmac inbound;
  };
  std::shared_ptr<const Contexts> contexts_;
};

// The raw 32-byte subkeys, for test vectors and for stores of our own.
std::string outbound_subkey(std::string_view api_key);
std::string inbound_subkey(std::string_view api_key);

// Seconds since 1970.
struct Claims {
  std::string issuer;
  std::string subject;
  std::string audience;
  std::int64_t issued_at = 0;
  std::int64_t not_before = 0;
  std::int64_t expires_at = 0;
  std::string token_id;
};

// A token for one request to the store; `token_id` must be new each time. It is dated a minute
// back, because a store accepts no not-before of the future, and lives the longest a store accepts.
std::string mint_inbound(const WireKeys& keys, std::string_view tenant_id, std::int64_t now_seconds,
                         std::string_view token_id);

// Checks a token of a store. Every refusal is Fault::auth with the code bad_token; the message says
// why, for our log only. Whether the token id was seen before is JtiCache's question.
Result<Claims> verify_outbound(std::string_view token, const WireKeys& keys,
                               std::string_view tenant_id, std::int64_t now_seconds,
                               std::string_view audience = ledger_audience);

// The token of an Authorization header ("Bearer …", any case), or nothing.
std::optional<std::string_view> bearer_token(std::string_view authorization);

}  // namespace byte8::magento
