#include "sync/contact_reference.h"

#include <gtest/gtest.h>

#include <set>

#include "base/crypto.h"

namespace byte8::sync {
namespace {

Result<ContactReference> reference_of(std::int64_t id, std::string email, std::string_view currency,
                                      std::string_view store = "shop.example.com/uk") {
  const model::Customer customer{.magento_id = id, .email = std::move(email)};
  return ContactReference::of(customer, currency, "GBP", store);
}

std::string plain(std::int64_t id, std::string_view currency, std::size_t n = 0) {
  return reference_of(id, "", currency)->candidate(n).value_or("none");
}

std::string guest(std::string_view currency, std::size_t n = 0) {
  return reference_of(0, " Ada@Example.COM ", currency)->candidate(n).value_or("none");
}

TEST(ContactReference, customers_are_named_by_id_with_the_letter_of_a_foreign_currency) {
  EXPECT_EQ(plain(57, "GBP"), "M57");
  EXPECT_EQ(plain(57, "EUR"), "M57E");
  EXPECT_EQ(plain(57, "KRW"), "M57W");
  EXPECT_EQ(plain(99'999'999, "EUR"), "M99999999E");
}

TEST(ContactReference, ids_from_a_hundred_million_are_in_base_36) {
  EXPECT_EQ(plain(100'000'000, "GBP"), "N1NJCHS");
  EXPECT_EQ(plain(100'000'000, "EUR"), "N1NJCHS-E");
  EXPECT_EQ(plain(4'294'967'295, "EUR"), "N1Z141Z3-E");
}

TEST(ContactReference, a_taken_reference_gets_the_next_suffix_within_ten_characters) {
  EXPECT_EQ(plain(5, "GBP", 1), "M5-2");
  EXPECT_EQ(plain(5, "GBP", 2), "M5-3");
  EXPECT_EQ(plain(5, "EUR", 1), "M5E-2");
  EXPECT_EQ(plain(99'999'999, "GBP", 1), "N1NJCHR-2");
  EXPECT_EQ(plain(99'999'999, "EUR", 1), "N1NJCHR-E2");
  EXPECT_EQ(plain(4'294'967'295, "EUR", 1), "none");
}

TEST(ContactReference, guests_are_named_by_the_hash_of_their_normal_email) {
  const std::string hash = crypto::sha256_hex("ada@example.com");
  EXPECT_EQ(guest("GBP"), "G" + hash.substr(0, 9));
  EXPECT_EQ(guest("EUR"), "G" + hash.substr(0, 8) + "E");
  EXPECT_EQ(guest("GBP", 1), "G" + hash.substr(0, 7) + "-2");
  EXPECT_EQ(guest("EUR", 1), "G" + hash.substr(0, 6) + "E-2");
  EXPECT_EQ(guest("GBP", 9), "G" + hash.substr(0, 6) + "-10");
}

TEST(ContactReference, no_candidate_is_longer_than_ten_or_comes_twice) {
  for (const std::int64_t id :
       {0L, 1L, 57L, 12'345'678L, 99'999'999L, 100'000'000L, 4'294'967'295L}) {
    for (const char* currency : {"GBP", "EUR"}) {
      auto reference = reference_of(id, "ada@example.com", currency);
      std::set<std::string> seen;
      for (std::size_t n = 0; n < 200; ++n) {
        const auto candidate = reference->candidate(n);
        if (!candidate) continue;
        EXPECT_LE(candidate->size(), 10u) << *candidate;
        EXPECT_TRUE(seen.insert(*candidate).second) << *candidate;
      }
      EXPECT_GE(seen.size(), 1u);
    }
  }
}

TEST(ContactReference, the_full_key_is_the_proof_of_identity) {
  EXPECT_EQ(reference_of(57, "ada@example.com", "EUR")->source_guid(),
            "m2:shop.example.com/uk:customer:57:EUR");
  EXPECT_EQ(reference_of(0, "Ada@example.com", "GBP")->source_guid(),
            "m2:shop.example.com/uk:customer:" + crypto::sha256_hex("ada@example.com") + ":GBP");
  EXPECT_LE(reference_of(0, "a@b.c", "GBP", std::string(1000, 'x'))->source_guid().size(), 255u);
  EXPECT_EQ(document_key("shop.example.com", "invoice", 42), "m2:shop.example.com:invoice:42");
}

TEST(ContactReference, what_cannot_be_named_is_held_with_its_code) {
  EXPECT_EQ(reference_of(57, "", "THB").error().code, "currency_not_listed");
  EXPECT_EQ(reference_of(0, " ", "GBP").error().code, "guest_without_email");
  EXPECT_EQ(reference_of(57, "", "THB").error().fault, Fault::needs_review);
}

TEST(ContactReference, a_listed_currency_has_a_letter_of_its_own) {
  std::set<char> letters;
  for (const char* currency : {"EUR", "USD", "GBP", "CAD", "AUD", "NZD", "CHF", "SEK", "NOK",
                               "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "JPY", "CNY", "HKD",
                               "SGD", "INR", "ILS", "TRY", "MXN", "BRL", "ZAR", "KRW"}) {
    ASSERT_TRUE(currency_letter(currency).has_value()) << currency;
    EXPECT_TRUE(letters.insert(*currency_letter(currency)).second) << currency;
  }
}

}  // namespace
}  // namespace byte8::sync
