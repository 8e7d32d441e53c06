// Documents that are in Sage already: found, compared, linked; a reinstalled shop; and what went
// over the wire.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/runs/plenty.h"

namespace byte8::tests {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* store_invoice = R"({"magento_id":42,"increment_id":"000000042","order_id":61,
 "order_increment_id":"000000061","website_id":1,"store_id":3,"currency":"GBP","state":"open",
 "customer":{"magento_id":57,"email":"ada@example.com","first_name":"Ada","last_name":"Lovelace",
   "website_id":1,"addresses":[],"created_at":"","updated_at":""},"lines":[],
 "subtotal":100,"tax_amount":20,"shipping_amount":0,"shipping_tax_amount":0,"discount_amount":0,
 "grand_total":120,"created_at":"2026-05-17T10:11:12Z"})";

// A store with that invoice, and a Sage with one of that total under its number.
void there_is(World& world, const std::string& total) {
  world.script = [total](const http::Call& call) -> std::optional<http::Outcome> {
    if (call.url.find("/byte8/invoice/42") != std::string::npos) {
      return json_outcome(200, store_invoice);
    }
    if (call.url.find("/sales_invoices?") == std::string::npos) return std::nullopt;
    return json_outcome(
        200,
        R"({"$total":1,"$page":1,"$next":null,"$itemsPerPage":200,"$items":[{"id":"doc1",
        "displayed_as":"SI-27","reference":"000000042","date":"2026-05-17",
        "contact":{"id":"c1"},"status":{"id":"UNPAID"},"currency":{"id":"GBP"},"notes":"",
        "tax_amount":"20.00","base_currency_total_amount":")" +
            total + R"(","total_amount":")" + total + R"("}]})",
        {{"X-Business", "biz1"}});
  };
}

std::string held_run(World& world, const std::string& binding, const std::string& code) {
  return put_run(world, binding,
                 {.status = "needs_review",
                  .error_code = "needs_review",
                  .detail_code = code,
                  .magento_id = 42});
}

TEST(Adopt, an_equal_document_is_linked_and_the_run_has_succeeded) {
  World world;
  const std::string binding = world.connected();
  const std::string run = held_run(world, binding, "differs_in_ledger");
  there_is(world, "120.00");
  const Answered candidates = world.get("/v1/runs/" + run + "/candidates");
  ASSERT_EQ(candidates.status, 200) << candidates.text;
  ASSERT_EQ(candidates.body.find("items")->array().size(), 1U) << candidates.text;
  EXPECT_TRUE(candidates.body.find("items")->array()[0].find("adoptable")->boolean())
      << candidates.text;
  const Answered adopted = world.post("/v1/runs/" + run + "/adopt", R"({"provider_id":"doc1"})");
  EXPECT_EQ(adopted.status, 200) << adopted.text;
  EXPECT_EQ(adopted.body.text_or("status"), "succeeded");
  EXPECT_EQ(adopted.body.find("provider")->text_or("id"), "doc1");
  const auto mapped = world.rows(
      "SELECT provider_id FROM entity_xref WHERE kind = 'sales_invoice' AND magento_key = '42'");
  ASSERT_EQ(mapped.size(), 1U);
  EXPECT_EQ(mapped[0].text(0), "doc1");
  EXPECT_EQ(world.rows("SELECT 1 FROM audit WHERE action = 'run.adopted'").size(), 1U);
  EXPECT_EQ(world.post("/v1/runs/" + run + "/adopt", R"({"provider_id":"doc1"})").status, 409);
}

TEST(Adopt, a_document_that_differs_is_refused_with_what_differs) {
  World world;
  const std::string binding = world.connected();
  const std::string run = held_run(world, binding, "differs_in_ledger");
  there_is(world, "119.00");
  const Answered refused = world.post("/v1/runs/" + run + "/adopt", R"({"provider_id":"doc1"})");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "does_not_match");
  EXPECT_THAT(refused.refused(), Contains("total differs"));
  EXPECT_EQ(world.post("/v1/runs/" + run + "/adopt", R"({"provider_id":"other"})").code(),
            "does_not_match");
  EXPECT_TRUE(world.rows("SELECT 1 FROM entity_xref").empty());
}

TEST(Resolve, the_same_document_keeps_its_mapping_and_a_new_one_makes_room) {
  for (const char* as : {"same", "new"}) {
    World world;
    const std::string binding = world.connected();
    there_is(world, "120.00");
    world.rows(
        "INSERT INTO entity_xref SELECT account_id, store_id, business_id, 'sales_invoice', '42', "
        "'old1', '000000042', 'SI-1', '', '000000042 2025-03-04T00:00:00Z', 1 FROM binding");
    const std::string run = held_run(world, binding, "reinstalled_store");
    const Answered resolved =
        world.post("/v1/runs/" + run + "/resolve", std::string(R"({"as":")") + as + "\"}");
    EXPECT_EQ(resolved.status, 202) << resolved.text;
    const auto rows = world.rows("SELECT magento_key, fingerprint FROM entity_xref");
    ASSERT_EQ(rows.size(), 1U);
    if (std::string_view(as) == "same") {
      EXPECT_EQ(rows[0].text(0), "42");
      EXPECT_THAT(rows[0].text(1), HasSubstr("2026-05-17"));
    } else {
      EXPECT_THAT(rows[0].text(0), HasSubstr("before-"));
    }
    EXPECT_EQ(world.post("/v1/runs/" + run + "/resolve", R"({"as":"new"})").status, 409);
  }
}

TEST(Exchanges, are_shown_by_number_and_only_to_their_account) {
  World world;
  const std::string binding = world.connected();
  const std::string run = put_run(world, binding, {});
  world.rows(
      "INSERT INTO attempt SELECT account_id, id, 3, 'post_sales_invoice', '422', 'none', 'POST', "
      "'https://x', 422, NULL, 1, 2 FROM run");
  world.rows(
      "INSERT INTO exchange SELECT account_id, id, 3, '{\"method\":\"POST\"}', "
      "'{\"status\":422}', 5 FROM run");
  const Answered shown = world.get("/v1/runs/" + run);
  EXPECT_EQ(number_in(shown.body, "exchanges"), 1);
  EXPECT_EQ(number_in(shown.body.find("attempts")->array()[0], "exchange"), 1);
  const Answered exchange = world.get("/v1/runs/" + run + "/exchange/1");
  EXPECT_EQ(number_in(*exchange.body.find("response"), "status"), 422);
  EXPECT_EQ(world.get("/v1/runs/" + run + "/exchange/2").status, 404);
  EXPECT_EQ(world.get("/v1/runs/" + run + "/exchange/x").status, 404);
  world.restart();
  EXPECT_EQ(world.get("/v1/runs/" + run + "/exchange/1").status, 404) << "a week is over";
  world.become_stranger();
  EXPECT_EQ(world.get("/v1/runs/" + run + "/exchange/1").status, 404);
}

}  // namespace
}  // namespace byte8::tests
