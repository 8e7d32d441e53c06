#include "sage/provider.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace byte8::sage {
namespace {

const port::LedgerAccess access{.access_token = SecretText("to.ken"),
                                .business_id = "b1f0c0de000000000000000000000001"};

SageProvider provider() {
  return SageProvider({.client_id = "c", .client_secret = SecretText("s")});
}

http::Outcome answered(std::string body) {
  return {
      .sent = true,
      .response = {
          .status = 200, .headers = {{"X-Business", access.business_id}}, .body = std::move(body)}};
}

TEST(SageProvider, says_what_it_is) {
  const SageProvider sage = provider();
  EXPECT_EQ(sage.facts().key, "sage_accounting");
  EXPECT_EQ(sage.facts().contact_reference_max, 10U);
  EXPECT_EQ(sage.facts().document_reference_max, 25U);
  EXPECT_EQ(sage.facts().countries.size(), 3U);
}

TEST(SageProvider, every_call_about_a_business_names_it) {
  const SageProvider sage = provider();
  for (const http::Call& call :
       {sage.business(access).call, sage.business_facts(access).call,
        sage.reference_page(access, "tax_rates", 1).call, sage.find_contacts(access, "M57").call,
        sage.find_deleted_contacts(access, "2026-01-01T00:00:00Z").call,
        sage.find_contacts_by_email(access, "a@b.example").call,
        sage.find_invoices(access, "000000042").call, sage.post(access, "contact", "", "{}"),
        sage.post(access, "sales_invoice", "", "{}")}) {
    EXPECT_EQ(*http::find_header(call.headers, "X-Business"), access.business_id) << call.url;
    EXPECT_EQ(*http::find_header(call.headers, "Authorization"), "Bearer to.ken") << call.url;
    EXPECT_EQ(*http::find_header(call.headers, "Accept"), "application/json") << call.url;
    EXPECT_TRUE(call.url.starts_with("https://api.accounting.sage.com/v3.1/")) << call.url;
  }
  EXPECT_EQ(http::find_header(sage.businesses(SecretText("t")).call.headers, "X-Business"),
            nullptr);
}

TEST(SageProvider, searches_ask_for_all_they_compare_and_for_full_pages) {
  const SageProvider sage = provider();
  EXPECT_EQ(sage.find_contacts(access, "G0 a&b").call.url,
            "https://api.accounting.sage.com/v3.1/contacts?search=G0%20a%26b&contact_type_id="
            "CUSTOMER&attributes=reference,source_guid,currency,email,deleted_at,links"
            "&items_per_page=200");
  EXPECT_EQ(sage.find_deleted_contacts(access, "2026-01-01T00:00:00Z").call.url,
            "https://api.accounting.sage.com/v3.1/contacts?deleted_since=2026-01-01T00%3A00%3A00Z"
            "&attributes=reference,source_guid,currency,email,deleted_at,links"
            "&items_per_page=200");
  EXPECT_EQ(sage.find_contacts_by_email(access, " Ada@Example.COM ").call.url,
            "https://api.accounting.sage.com/v3.1/contacts?email=ada%40example.com"
            "&contact_type_id=CUSTOMER"
            "&attributes=reference,source_guid,currency,email,deleted_at,links"
            "&items_per_page=200");
  EXPECT_EQ(sage.find_invoices(access, "000000042").call.url,
            "https://api.accounting.sage.com/v3.1/sales_invoices?search=000000042&attributes="
            "reference,contact,date,status,currency,notes,total_amount,tax_amount,"
            "outstanding_amount,base_currency_total_amount,deleted_at,links&items_per_page=200");
}

TEST(SageProvider, a_find_is_only_what_matches_exactly) {
  const SageProvider sage = provider();
  const http::Outcome contacts = answered(R"({"$total":4,"$items":[
{"id":"1","reference":"M57"},{"id":"2","reference":"M570"},{"id":"3","reference":"m57"},
{"id":"4","reference":null}]})");
  auto found = sage.find_contacts(access, "M57").read(contacts);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().id, "1");
  EXPECT_EQ(found->front().kind, "contact");

  const http::Outcome invoices = answered(R"({"$total":2,"$items":[
{"id":"1","reference":"000000042","total_amount":"5.0","tax_amount":"1.0"},
{"id":"2","reference":"1000000042"}]})");
  auto documents = sage.find_invoices(access, "000000042").read(invoices);
  ASSERT_TRUE(documents);
  ASSERT_EQ(documents->size(), 1U);
}

TEST(SageProvider, an_exact_match_that_cannot_be_read_is_no_absence) {
  auto found = provider()
                   .find_invoices(access, "42")
                   .read(answered(R"({"$total":1,"$items":[{"id":"1","reference":"42"}]})"));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, "unreadable_answer");
  EXPECT_EQ(found.error().effect, Effect::none);
}

TEST(SageProvider, contacts_by_email_are_compared_without_case) {
  auto found = provider()
                   .find_contacts_by_email(access, "Ada@Example.com")
                   .read(answered(R"({"$total":3,"$items":[{"id":"1","email":"ADA@example.com"},
{"id":"2","email":"ada@example.com.au"},{"id":"3","email":null}]})"));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().id, "1");
}

TEST(SageProvider, deleted_contacts_are_only_those_that_say_so) {
  auto found = provider()
                   .find_deleted_contacts(access, "2026-01-01T00:00:00Z")
                   .read(answered(R"({"$total":2,"$items":[{"id":"1","reference":"M57"},
{"id":"2","reference":"M58","deleted_at":"2026-02-01T00:00:00Z"}]})"));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_TRUE(found->front().deleted);
  EXPECT_EQ(found->front().reference, "M58");
}

TEST(SageProvider, a_look_answered_by_another_business_is_not_used) {
  http::Outcome outcome = answered(R"({"$total":0,"$items":[]})");
  outcome.response.headers[0].value = "ffffffffffffffffffffffffffffffff";
  auto found = provider().find_invoices(access, "42").read(outcome);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, "wrong_business");
}

TEST(SageProvider, posting_sends_exactly_the_body_it_was_given) {
  const http::Call call = provider().post(access, "sales_invoice", "", R"({"sales_invoice":{}})");
  EXPECT_EQ(call.method, "POST");
  EXPECT_EQ(call.url, "https://api.accounting.sage.com/v3.1/sales_invoices");
  EXPECT_EQ(call.body, R"({"sales_invoice":{}})");
  EXPECT_EQ(*http::find_header(call.headers, "Content-Type"), "application/json");
}

TEST(SageProvider, what_was_posted_is_judged_with_the_business_that_was_meant) {
  const SageProvider sage = provider();
  http::Outcome outcome = answered(R"({"id":"7","reference":"M57"})");
  outcome.response.status = 201;
  EXPECT_TRUE(sage.posted("contact", access.business_id, outcome));
  auto other = sage.posted("contact", "ffffffffffffffffffffffffffffffff", outcome);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, "wrong_business");
  EXPECT_EQ(other.error().effect, Effect::maybe);
}

TEST(SageProvider, another_business_than_the_one_asked_for_is_refused) {
  auto detail = provider().business(access).read(answered(R"({"id":"other","name":"X"})"));
  ASSERT_FALSE(detail);
  EXPECT_EQ(detail.error().code, "unreadable_answer");
}

}  // namespace
}  // namespace byte8::sage
