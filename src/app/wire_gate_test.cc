#include "app/wire_gate.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/crypto.h"

namespace byte8::app {
namespace {

constexpr Now now{.wall = 1'779'012'700'000, .boot = 5'000'000};
const std::string tenant = "a8d4e2e0-1c4e-11ef-9262-0242ac120002";
const SecretText key("byte8_lk_example_master_key_0123456789");
const SecretText other_key("byte8_lk_another_master_key_9876543210");

std::string token(const SecretText& signed_with, std::string_view subject, std::string_view id) {
  const std::string head = crypto::base64url(R"({"alg":"HS256","typ":"JWT"})");
  const std::string claims = crypto::base64url(
      fmt::format(R"({{"iss":"magento","sub":"{}","aud":"byte8-ledger","iat":{},"nbf":{},)"
                  R"("exp":{},"jti":"{}"}})",
                  subject, now.unix_seconds(), now.unix_seconds(), now.unix_seconds() + 60, id));
  const crypto::Digest mac =
      crypto::hmac_sha256(magento::outbound_subkey(signed_with.reveal()), head + "." + claims);
  return head + "." + claims + "." +
         crypto::base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

std::string bearer(const std::string& text) {
  return "Bearer " + text;
}

class WireGateTest : public testing::Test {
 protected:
  void SetUp() override { gate_.put(tenant, {.account = 3, .store = 7}, key, {}); }

  std::string code(const std::string& authorization, const std::string& to = tenant) {
    auto passed = gate_.pass(&authorization, to, now);
    return passed ? "passed" : passed.error().code;
  }

  WireGate gate_;
};

TEST_F(WireGateTest, a_signed_token_passes_once_and_names_the_store) {
  const std::string authorization = bearer(token(key, tenant, "one"));
  auto passed = gate_.pass(&authorization, tenant, now);
  ASSERT_TRUE(passed.ok());
  EXPECT_EQ(passed->account, 3);
  EXPECT_EQ(passed->store, 7);
  EXPECT_EQ(code(authorization), "bad_token");
  EXPECT_EQ(code(bearer(token(key, tenant, "two"))), "passed");
}

TEST_F(WireGateTest, a_refused_token_does_not_use_up_its_id) {
  EXPECT_EQ(code(bearer(token(other_key, tenant, "one"))), "bad_token");
  EXPECT_EQ(code(bearer(token(key, tenant, "one"))), "passed");
}

TEST_F(WireGateTest, everything_else_is_a_bad_token) {
  EXPECT_EQ(gate_.pass(nullptr, tenant, now).error().code, "bad_token");
  EXPECT_EQ(code(""), "bad_token");
  EXPECT_EQ(code("Basic abc"), "bad_token");
  EXPECT_EQ(code("Bearer abc"), "bad_token");
  EXPECT_EQ(code(bearer(token(key, "somebody-else", "one"))), "bad_token");
  const Now later{.wall = now.wall + 600'000, .boot = now.boot + 600'000};
  const std::string old = bearer(token(key, tenant, "old"));
  EXPECT_EQ(gate_.pass(&old, tenant, later).error().code, "bad_token");
}

TEST_F(WireGateTest, a_tenant_that_is_not_known_is_told_so) {
  EXPECT_EQ(code(bearer(token(key, "nobody", "one")), "nobody"), "unknown_tenant");
  EXPECT_EQ(code(bearer(token(key, "", "one")), ""), "unknown_tenant");
}

TEST_F(WireGateTest, an_offered_key_is_good_beside_the_one_in_force_until_it_takes_its_place) {
  gate_.put(tenant, {.account = 3, .store = 7}, key, other_key);
  EXPECT_EQ(code(bearer(token(key, tenant, "one"))), "passed");
  EXPECT_EQ(code(bearer(token(other_key, tenant, "two"))), "passed");
  EXPECT_EQ(code(bearer(token(other_key, tenant, "one"))), "bad_token");
  gate_.put(tenant, {.account = 3, .store = 7}, other_key, {});
  EXPECT_EQ(code(bearer(token(key, tenant, "three"))), "bad_token");
  EXPECT_EQ(code(bearer(token(other_key, tenant, "four"))), "passed");
}

TEST_F(WireGateTest, the_subject_of_a_token_chooses_the_key_but_proves_nothing) {
  const std::string good = bearer(token(key, tenant, "one"));
  EXPECT_EQ(gate_.pass_subject(&good, now)->store, 7);
  const std::string forged = bearer(token(other_key, tenant, "two"));
  EXPECT_EQ(gate_.pass_subject(&forged, now).error().code, "bad_token");
  const std::string unknown = bearer(token(key, "nobody", "three"));
  EXPECT_EQ(gate_.pass_subject(&unknown, now).error().code, "unknown_tenant");
  for (const char* bad : {"Bearer a.b.c", "Bearer e30.e30", "Bearer e30.bnVsbA.e30", "x"}) {
    const std::string text = bad;
    EXPECT_EQ(gate_.pass_subject(&text, now).error().code, "bad_token") << bad;
  }
  EXPECT_EQ(gate_.pass_subject(nullptr, now).error().code, "bad_token");
}

}  // namespace
}  // namespace byte8::app
