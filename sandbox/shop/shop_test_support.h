#pragma once
// What the tests of the store share: the recordings, requests made of them, and a pairing.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "sandbox/shop/shop.h"
#include "sandbox/shop/token.h"

namespace byte8::sandbox::shop {

inline constexpr Millis noon = Millis{1'795'521'600} * 1000;  // 2026-11-24 12:00:00 UTC
inline const std::string tenant = "a8d4e2e0-1c4e-11ef-9262-0242ac120002";
inline const std::string api_key =
    "byte8_lk_bench_0123456789abcdef0123456789abcdef0123456789abcdef";
inline const std::string chassis_url = "http://127.0.0.1:8820";

std::string fixtures();  // folder of the recordings; defined in conformance_test.cc

inline json::Value read_json(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  Result<json::Value> value = json::parse(text, {.depth = 64});
  EXPECT_TRUE(value.ok()) << path;
  return value ? std::move(*value) : json::Value();
}

inline json::Value protocol(const std::string& name) {
  return read_json(fixtures() + "/protocol/" + name + ".json");
}

inline const json::Value& member(const json::Value& object, std::string_view key) {
  const json::Value* found = object.find(key);
  EXPECT_NE(found, nullptr) << key;
  static const json::Value nothing;
  return found == nullptr ? nothing : *found;
}

inline http::Request post(std::string target, std::string body) {
  return {.method = "POST",
          .target = std::move(target),
          .headers = {{"Content-Type", "application/json"}},
          .body = std::move(body)};
}

inline http::Request get(std::string target) {
  return {.method = "GET", .target = std::move(target)};
}

inline std::string header_of(const http::Headers& headers, std::string_view name) {
  const std::string* value = http::find_header(headers, name);
  return value == nullptr ? "" : *value;
}

// A token of the chassis.
inline std::string inbound_token(std::int64_t now, const std::string& jti,
                                 std::int64_t life = 300) {
  const std::string claims = R"({"iss":"byte8-ledger","sub":")" + tenant +
                             R"(","aud":"magento","iat":)" + std::to_string(now) + R"(,"nbf":)" +
                             std::to_string(now) + R"(,"exp":)" + std::to_string(now + life) +
                             R"(,"jti":")" + jti + "\"}";
  const std::string text =
      token::base64url(R"({"alg":"HS256","typ":"JWT"})") + '.' + token::base64url(claims);
  const std::string key = token::derive(api_key, token::inbound_purpose);
  return text + '.' + token::base64url(token::hmac_sha256(key, text));
}

inline http::Request signed_get(std::string target, Millis now) {
  static int count = 0;
  http::Request request = get(std::move(target));
  request.headers.push_back(
      {"Authorization", "Bearer " + inbound_token(now / 1000, "test-" + std::to_string(++count))});
  return request;
}

inline void pair(Shop& shop, Millis now, const std::string& url = chassis_url) {
  shop.offer_pairing_code("0123456789abcdef0123456789abcdef", now);
  const http::Response answer = shop.handle(
      post("/rest/V1/byte8/setup/pair",
           json::write(json::object({{"pairing_code", "0123456789abcdef0123456789abcdef"},
                                     {"tenant_id", tenant},
                                     {"byte8_api_key", api_key},
                                     {"ledger_base_url", url}}))),
      now);
  ASSERT_EQ(answer.status, 200) << answer.body;
}

inline http::Outcome answered(int status, std::string body = "") {
  http::Outcome outcome;
  outcome.sent = true;
  outcome.response.status = status;
  outcome.response.body = std::move(body);
  return outcome;
}

// The next delivery of a tick that is forced at `now`.
inline Delivery next_delivery(Shop& shop, Millis now) {
  if (!shop.draining()) shop.tick();
  std::vector<Delivery> deliveries = shop.due(now);
  EXPECT_EQ(deliveries.size(), 1U);
  return deliveries.empty() ? Delivery{} : std::move(deliveries.front());
}

// Sends everything that is due and answers 202; returns the keys in order.
inline std::vector<std::string> drain(Shop& shop, Millis now) {
  std::vector<std::string> keys;
  shop.tick();
  for (;;) {
    const std::vector<Delivery> deliveries = shop.due(now);
    if (deliveries.empty()) return keys;
    keys.push_back(header_of(deliveries.front().call.headers, "Idempotency-Key"));
    shop.delivered(deliveries.front().row_id, answered(202), now);
  }
}

}  // namespace byte8::sandbox::shop
