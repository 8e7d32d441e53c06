#include "magento/jwt.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/crypto.h"
#include "magento/jti_cache.h"

namespace byte8::magento {
namespace {

const std::string master = "byte8_lk_example_master_key_0123456789";
const std::string tenant = "a8d4e2e0-1c4e-11ef-9262-0242ac120002";
constexpr std::int64_t issued = 1779012672;

const std::string outbound_vector =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpc3MiOiJtYWdlbnRvIiwic3ViIjoiYThkNGUyZTAtMWM0ZS0xMWVmLTkyNjItMDI0MmFjMTIwMDAyIiwiYXVkIjoiYn"
    "l0"
    "ZTgtbGVkZ2VyIiwiaWF0IjoxNzc5MDEyNjcyLCJuYmYiOjE3NzkwMTI2NzIsImV4cCI6MTc3OTAxMjczMiwianRpIjoiNm"
    "Yx"
    "YzJhMzQtNWI2Ny00Yzg5LTlkMDEtMjM0NTY3ODlhYmNkIn0."
    "FrwTZl1zvUzCovHkcPx_n9KivDIBiX2Drn0h8M-NfxI";

const std::string inbound_vector =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpc3MiOiJieXRlOC1sZWRnZXIiLCJzdWIiOiJhOGQ0ZTJlMC0xYzRlLTExZWYtOTI2Mi0wMjQyYWMxMjAwMDIiLCJhdW"
    "Qi"
    "OiJtYWdlbnRvIiwiaWF0IjoxNzc5MDEyNjcyLCJuYmYiOjE3NzkwMTI2NzIsImV4cCI6MTc3OTAxMjk3MiwianRpIjoiMG"
    "Iw"
    "YzVmMGUtN2Q1NS00ZjZjLThhMzktNmYyZjRjMWQ5ZTc3In0."
    "mdYOA_sXV_i1Jmd_xgNMNa48Qvt58CQ8mnCrcGWxT_Y";

WireKeys keys() {
  return WireKeys(SecretText(master));
}

std::string sealed(const std::string& header, const std::string& payload, const WireKeys& with) {
  const std::string data = crypto::base64url(header) + "." + crypto::base64url(payload);
  const crypto::Digest mac = with.sign_outbound(data);
  return data + "." + crypto::base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

const std::string good_header = R"({"alg":"HS256","typ":"JWT"})";

struct Parts {
  std::string iss = R"("magento")";
  std::string sub = "\"" + tenant + "\"";
  std::string aud = R"("byte8-ledger")";
  std::string iat = "1779012672";
  std::string nbf = "1779012672";
  std::string exp = "1779012732";
  std::string jti = R"("6f1c2a34-5b67-4c89-9d01-23456789abcd")";
  std::string json() const {
    return R"({"iss":)" + iss + R"(,"sub":)" + sub + R"(,"aud":)" + aud + R"(,"iat":)" + iat +
           R"(,"nbf":)" + nbf + R"(,"exp":)" + exp + R"(,"jti":)" + jti + "}";
  }
};

std::string why(const Result<Claims>& result) {
  return result ? "accepted" : result.error().code + ": " + result.error().message;
}

TEST(Jwt, F007_derives_the_published_subkeys) {
  EXPECT_EQ(crypto::hex(outbound_subkey(master)),
            "c2d11063b258339530eec8920c6f14340ee1a7ae5f05ed3502adb0bae066fbad");
  EXPECT_EQ(crypto::hex(inbound_subkey(master)),
            "cf42dbe104f775cd862a31a75d8530a93afa2bbc5377b31e26042fe6a406600f");
}

TEST(Jwt, white_space_around_the_api_key_is_not_part_of_it) {
  EXPECT_EQ(outbound_subkey(" " + master + "\n"), outbound_subkey(master));
}

TEST(Jwt, F007_mints_the_published_inbound_token_byte_for_byte) {
  EXPECT_EQ(mint_inbound(keys(), tenant, issued + 60, "0b0c5f0e-7d55-4f6c-8a39-6f2f4c1d9e77"),
            inbound_vector);
}

TEST(Jwt, F007_accepts_the_published_outbound_token) {
  auto claims = verify_outbound(outbound_vector, keys(), tenant, issued + 1);
  ASSERT_TRUE(claims) << why(claims);
  EXPECT_EQ(claims->token_id, "6f1c2a34-5b67-4c89-9d01-23456789abcd");
  EXPECT_EQ(claims->issued_at, issued);
  EXPECT_EQ(claims->not_before, issued);
  EXPECT_EQ(claims->expires_at, issued + 60);
  EXPECT_EQ(claims->subject, tenant);
}

TEST(Jwt, a_copy_of_the_keys_verifies_as_well) {
  const WireKeys original = keys();
  const WireKeys copy = original;  // NOLINT: the copy is the point
  EXPECT_TRUE(verify_outbound(outbound_vector, copy, tenant, issued));
  EXPECT_TRUE(verify_outbound(outbound_vector, original, tenant, issued));
}

TEST(Jwt, F007_refuses_the_other_directions_subkey_and_the_api_key_itself) {
  auto other_way = verify_outbound(inbound_vector, keys(), tenant, issued);
  ASSERT_FALSE(other_way);
  EXPECT_EQ(why(other_way), "bad_token: signature does not match");

  const std::string data = crypto::base64url(good_header) + "." + crypto::base64url(Parts().json());
  const crypto::Digest mac = crypto::hmac_sha256(master, data);
  const std::string token =
      data + "." + crypto::base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
  EXPECT_EQ(why(verify_outbound(token, keys(), tenant, issued)),
            "bad_token: signature does not match");
}

TEST(Jwt, every_changed_byte_of_a_token_is_refused) {
  for (std::size_t i = 0; i < outbound_vector.size(); ++i) {
    std::string changed = outbound_vector;
    // The last character of the signature carries two bits that mean nothing; change the others.
    changed[i] = changed[i] == 'A' ? 'Q' : 'A';
    EXPECT_FALSE(verify_outbound(changed, keys(), tenant, issued)) << "byte " << i;
  }
}

TEST(Jwt, extra_header_members_and_another_order_are_accepted) {
  const std::string token =
      sealed(R"({"typ":"JWT","kid":"1","alg":"HS256"})", Parts().json(), keys());
  auto claims = verify_outbound(token, keys(), tenant, issued);
  EXPECT_TRUE(claims) << why(claims);
}

struct Refusal {
  std::string what;
  std::string header = good_header;
  Parts parts;
  std::string message;
  std::int64_t now = issued;
};

std::vector<Refusal> refusals() {
  return {
      {.what = "alg none",
       .header = R"({"alg":"none","typ":"JWT"})",
       .message = "alg is not HS256"},
      {.what = "alg in lower case",
       .header = R"({"alg":"hs256","typ":"JWT"})",
       .message = "alg is not HS256"},
      {.what = "alg 384",
       .header = R"({"alg":"HS384","typ":"JWT"})",
       .message = "alg is not HS256"},
      {.what = "no typ", .header = R"({"alg":"HS256"})", .message = "typ is not JWT"},
      {.what = "typ in lower case",
       .header = R"({"alg":"HS256","typ":"jwt"})",
       .message = "typ is not JWT"},
      {.what = "critical members",
       .header = R"({"alg":"HS256","typ":"JWT","crit":["x"]})",
       .message = "header has critical members"},
      {.what = "header list", .header = R"(["HS256"])", .message = "header is not a JSON object"},
      {.what = "issuer", .parts = {.iss = R"("byte8-ledger")"}, .message = "iss is not magento"},
      {.what = "tenant", .parts = {.sub = R"("another")"}, .message = "sub is another tenant"},
      {.what = "audience", .parts = {.aud = R"("magento")"}, .message = "aud is another one"},
      {.what = "audience list",
       .parts = {.aud = R"(["byte8-ledger"])"},
       .message = "aud is another one"},
      {.what = "embed audience",
       .parts = {.aud = R"("byte8-embed")"},
       .message = "aud is another one"},
      {.what = "float time",
       .parts = {.exp = "1779012732.0"},
       .message = "times are not whole seconds"},
      {.what = "text time",
       .parts = {.exp = R"("1779012732")"},
       .message = "times are not whole seconds"},
      {.what = "exponent time", .parts = {.iat = "1e9"}, .message = "times are not whole seconds"},
      {.what = "huge time",
       .parts = {.exp = "9223372036854775807"},
       .message = "times are not whole seconds"},
      {.what = "negative time", .parts = {.iat = "-5"}, .message = "times are not whole seconds"},
      {.what = "no token id", .parts = {.jti = R"("")"}, .message = "jti is missing or too long"},
      {.what = "numeric token id", .parts = {.jti = "7"}, .message = "jti is missing or too long"},
      {.what = "301 seconds",
       .parts = {.exp = std::to_string(issued + 301)},
       .message = "lives too long"},
      {.what = "backwards",
       .parts = {.exp = std::to_string(issued - 1)},
       .message = "expires before it was issued"},
      {.what = "expired", .message = "expired", .now = issued + 60 + 120},
      {.what = "issued ahead", .message = "issued in the future", .now = issued - 121},
      {.what = "not yet",
       .parts = {.nbf = std::to_string(issued + 121)},
       .message = "not valid yet"},
  };
}

TEST(Jwt, every_kind_of_wrong_token_is_refused_with_its_reason) {
  for (const Refusal& refusal : refusals()) {
    const std::string token = sealed(refusal.header, refusal.parts.json(), keys());
    EXPECT_EQ(why(verify_outbound(token, keys(), tenant, refusal.now)),
              "bad_token: " + refusal.message)
        << refusal.what;
  }
}

TEST(Jwt, the_ends_of_every_window_are_accepted) {
  const auto accepted = [](const Parts& parts, std::int64_t now) {
    auto claims = verify_outbound(sealed(good_header, parts.json(), keys()), keys(), tenant, now);
    return claims.ok();
  };
  EXPECT_TRUE(accepted({}, issued + 60 + 119));
  EXPECT_TRUE(accepted({}, issued - 120));
  EXPECT_TRUE(accepted({.exp = std::to_string(issued + 300)}, issued));
  EXPECT_TRUE(accepted({.nbf = std::to_string(issued + 120)}, issued));
}

TEST(Jwt, the_audience_of_the_frame_is_checked_when_it_is_asked_for) {
  const std::string token = sealed(good_header, Parts{.aud = R"("byte8-embed")"}.json(), keys());
  EXPECT_TRUE(verify_outbound(token, keys(), tenant, issued, embed_audience));
  EXPECT_FALSE(verify_outbound(outbound_vector, keys(), tenant, issued, embed_audience));
}

TEST(Jwt, what_is_no_token_is_refused) {
  for (const std::string& token : std::vector<std::string>{
           "", ".", "..", "...", "a.b", "a.b.c.d", "a.b.c", std::string(5000, 'a'),
           outbound_vector + ".", "." + outbound_vector,
           outbound_vector.substr(0, outbound_vector.rfind('.') + 1)}) {
    auto claims = verify_outbound(token, keys(), tenant, issued);
    ASSERT_FALSE(claims) << token;
    EXPECT_EQ(claims.error().code, "bad_token");
    EXPECT_EQ(claims.error().fault, Fault::auth);
  }
}

TEST(Jwt, the_bearer_word_is_read_in_any_case) {
  EXPECT_EQ(bearer_token("Bearer abc"), "abc");
  EXPECT_EQ(bearer_token("bearer  abc "), "abc");
  EXPECT_EQ(bearer_token("Basic abc"), std::nullopt);
  EXPECT_EQ(bearer_token("Bearer "), std::nullopt);
  EXPECT_EQ(bearer_token(""), std::nullopt);
}

TEST(JtiCache, a_token_id_is_new_once_per_tenant) {
  JtiCache cache;
  EXPECT_TRUE(cache.first_use(tenant, "a", 10));
  EXPECT_FALSE(cache.first_use(tenant, "a", 11));
  EXPECT_TRUE(cache.first_use("other", "a", 11));
  EXPECT_TRUE(cache.first_use(tenant, "b", 11));
}

TEST(JtiCache, an_id_is_kept_as_long_as_its_token_can_be_valid) {
  constexpr std::int64_t life = JtiCache::generation_seconds;
  for (const std::int64_t start : {std::int64_t{1}, life / 2, life - 1}) {
    JtiCache cache;
    EXPECT_TRUE(cache.first_use(tenant, "warm-up", life));
    EXPECT_TRUE(cache.first_use(tenant, "a", life + start));
    EXPECT_TRUE(cache.first_use(tenant, "b", life + start + life / 2));
    EXPECT_FALSE(cache.first_use(tenant, "a", life + start + life - 1)) << start;
  }
}

TEST(JtiCache, forgets_what_is_out_of_date) {
  JtiCache cache;
  EXPECT_TRUE(cache.first_use(tenant, "a", 1));
  EXPECT_TRUE(cache.first_use(tenant, "b", 1 + 10 * JtiCache::generation_seconds));
  EXPECT_EQ(cache.size(), 1U);
}

TEST(JtiCache, never_holds_more_than_two_full_generations) {
  JtiCache cache(100);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(cache.first_use(tenant, std::to_string(i), 5));
    EXPECT_LE(cache.size(), 200U);
  }
  EXPECT_FALSE(cache.first_use(tenant, "999", 5));
}

}  // namespace
}  // namespace byte8::magento
