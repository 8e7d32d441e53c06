#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/rng.h"
#include "base/secret.h"

namespace byte8 {
namespace {

Result<std::string> half(int value) {
  if (value % 2 != 0) return Error::in_field("value", "is odd");
  return std::to_string(value / 2);
}

TEST(ResultTest, a_value_is_read_back) {
  const Result<std::string> result = half(8);
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(static_cast<bool>(result));
  EXPECT_EQ(*result, "4");
  EXPECT_EQ(result->size(), 1U);
  EXPECT_EQ(*half(6), "3");
}

TEST(ResultTest, an_error_keeps_its_fault_field_and_message) {
  const Result<std::string> result = half(7);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().fault, Fault::validation);
  EXPECT_EQ(result.error().effect, Effect::none);
  EXPECT_EQ(result.error().field, "value");
  EXPECT_EQ(result.error().message, "is odd");
}

TEST(ResultTest, what_can_only_be_moved_moves_out) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(5));
  const std::unique_ptr<int> out = *std::move(result);
  EXPECT_EQ(*out, 5);
}

TEST(ResultDeathTest, reading_the_wrong_side_stops_the_process) {
  EXPECT_DEATH({ static_cast<void>(half(7).value()); }, "broken promise");
  EXPECT_DEATH({ static_cast<void>(half(8).error()); }, "broken promise");
  EXPECT_DEATH({ static_cast<void>(Status().error()); }, "broken promise");
}

TEST(StatusTest, is_good_unless_made_of_an_error) {
  EXPECT_TRUE(Status().ok());
  const Status bad = Error::maybe(Fault::http, "timed out");
  EXPECT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().effect, Effect::maybe);
}

TEST(ErrorTest, every_fault_has_a_word_and_the_word_leads_back) {
  for (int i = 0; i <= static_cast<int>(Fault::needs_review); ++i) {
    const auto fault = static_cast<Fault>(i);
    EXPECT_EQ(fault_of(word(fault)), fault);
  }
  EXPECT_EQ(word(Fault::needs_review), "needs_review");
  EXPECT_EQ(word(Fault::rate_limited), "rate_limited");
  EXPECT_EQ(fault_of("nonsense"), std::nullopt);
  EXPECT_EQ(word(Effect::none), "none");
  EXPECT_EQ(word(Effect::maybe), "maybe");
}

TEST(ErrorTest, a_coded_error_keeps_its_code) {
  const Error error = Error::coded(Fault::auth, "invalid_grant", "connect again");
  EXPECT_EQ(error.code, "invalid_grant");
  EXPECT_EQ(error.fault, Fault::auth);
}

TEST(RngTest, the_same_seed_tells_the_same_story) {
  Rng a(42);
  Rng b(42);
  EXPECT_EQ(a.uuid(), b.uuid());
  EXPECT_EQ(a.hex32(), b.hex32());
  EXPECT_NE(a.next(), Rng(43).next());
}

TEST(RngTest, uuids_are_of_version_4_and_its_variant) {
  Rng rng(1);
  for (int i = 0; i < 1000; ++i) {
    const std::string uuid = rng.uuid();
    ASSERT_EQ(uuid.size(), 36U);
    for (std::size_t at = 0; at < uuid.size(); ++at) {
      const bool hyphen = at == 8 || at == 13 || at == 18 || at == 23;
      ASSERT_EQ(uuid[at] == '-', hyphen) << uuid;
      if (!hyphen) ASSERT_NE(std::string("0123456789abcdef").find(uuid[at]), std::string::npos);
    }
    ASSERT_EQ(uuid[14], '4');
    ASSERT_NE(std::string("89ab").find(uuid[19]), std::string::npos) << uuid;
  }
}

TEST(RngTest, an_id_has_32_digits_and_draws_stay_below_their_bound) {
  Rng rng(system_seed());
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(rng.hex32().find_first_not_of("0123456789abcdef"), std::string::npos);
    ASSERT_EQ(rng.hex32().size(), 32U);
    ASSERT_LT(rng.below(7), 7U);
    ASSERT_FALSE(rng.chance(0));
    ASSERT_TRUE(rng.chance(1000));
  }
}

TEST(SecretTest, is_revealed_only_when_asked) {
  EXPECT_EQ(SecretText("x").reveal(), "x");
  EXPECT_TRUE(SecretText().empty());
}

}  // namespace
}  // namespace byte8
