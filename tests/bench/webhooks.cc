#include "tests/bench/webhooks.h"

#include <fmt/format.h>

#include "base/clock.h"

namespace byte8::bench {

std::string event_body(std::int64_t id) {
  return R"({"magento_entity_id":)" + std::to_string(id) +
         R"(,"website_id":1,"store_id":1,"occurred_at":"2026-11-24T09:00:00Z","payload":)" +
         R"({"increment_id":")" + std::to_string(100'000'000 + id) + R"(","paid":true}})";
}

Webhooks::Webhooks(std::string tenant, std::string_view outbound_key)
    : tenant_(std::move(tenant)), key_(outbound_key), rng_(system_seed()) {}

std::string Webhooks::created(std::int64_t id, std::string_view body) {
  return fmt::format(
      "POST /webhooks/magento/{}/invoice.created HTTP/1.1\r\nHost: 127.0.0.1\r\n"
      "Accept: */*\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n"
      "Idempotency-Key: invoice.created:{}\r\nContent-Length: {}\r\n\r\n{}",
      tenant_, token(), id, body.size(), body);
}

std::string Webhooks::token() {
  const std::int64_t now = read_clocks().unix_seconds();
  const std::string claims = fmt::format(
      R"({{"iss":"magento","sub":"{0}","aud":"byte8-ledger","iat":{1},"nbf":{1},"exp":{2},)"
      R"("jti":"{3}"}})",
      tenant_, now, now + 60, rng_.uuid());
  const std::string text =
      crypto::base64url(R"({"alg":"HS256","typ":"JWT"})") + "." + crypto::base64url(claims);
  const crypto::Digest mac = key_.sign(text);
  return text + "." + crypto::base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

}  // namespace byte8::bench
