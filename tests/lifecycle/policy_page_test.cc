// What the settings page needs beside the document: versions, values that are gone, the suggestion,
// limits, overlaps, counts, and which contact a document would go to.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/usage.h"
#include "tests/lifecycle/world.h"

namespace byte8::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

struct Page {
  World world;
  std::string id = world.connected();
  std::string base = "/v1/bindings/" + id + "/policy";

  json::Value policy() { return *world.get(base).body.find("policy"); }
  Answered put(const json::Value& policy) {
    const std::string etag = world.get(base).header("ETag");
    return world.call("PUT", base, json::write(policy), {{"If-Match", etag}});
  }
  Answered put_with(const std::string& key, json::Value value) {
    json::Value changed = policy();
    changed.set(key, std::move(value));
    return put(changed);
  }
  // What billing says of the account.
  void subscribe(const std::string& limits) {
    const std::string account = store::id_text("acct", world.binding(id).account_id);
    const Answered answered =
        world.call("PUT", "/v1/admin/accounts/" + account + "/subscription",
                   R"({"plan":"Basic","status":"active","limits":)" + limits + "}");
    ASSERT_EQ(answered.status, 200) << answered.text;
  }
};

std::string message_of(const Answered& answered, const std::string& field) {
  for (const json::Value& error : answered.body.find("errors")->array()) {
    if (error.text_or("field") == field) return error.text_or("message");
  }
  return "";
}

TEST(PolicyPage, lists_versions_newest_first_and_shows_each) {
  Page page;
  page.put_with("invoice_number_prefix", "A-");
  page.put_with("invoice_number_prefix", "B-");
  const Answered first = page.world.get(page.base + "/versions?limit=2");
  ASSERT_EQ(first.status, 200) << first.text;
  const json::Array& items = first.body.find("items")->array();
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].find("version")->integer(), 3);
  EXPECT_THAT(items[0].text_or("saved_by"), testing::StartsWith("token tok_"));
  EXPECT_EQ(items[0].find("policy"), nullptr);
  const Answered rest =
      page.world.get(page.base + "/versions?cursor=" + first.body.text_or("next_cursor"));
  ASSERT_EQ(rest.body.find("items")->array().size(), 1U);
  EXPECT_EQ(rest.body.find("items")->array()[0].text_or("saved_by"), "suggestion");
  EXPECT_TRUE(rest.body.find("next_cursor")->is_null());

  const Answered second = page.world.get(page.base + "/versions/2");
  EXPECT_EQ(second.body.find("policy")->text_or("invoice_number_prefix"), "A-");
  for (const char* none : {"/versions/9", "/versions/0", "/versions/x", "/versions/2x"}) {
    EXPECT_EQ(page.world.get(page.base + none).status, 404) << none;
  }
  EXPECT_EQ(page.world.get(page.base + "/versions?limit=0").status, 422);
}

TEST(PolicyPage, F062_every_fault_of_a_document_is_told_at_once_and_nothing_is_saved) {
  Page page;
  json::Value policy = page.policy();
  policy.set("rounding_tolerance", "2");               // cannot be read
  policy.set("default_tax_rate_id", 7);                // cannot be read, and told once
  policy.set("default_ledger_account_id", "nowhere");  // is not in Sage
  policy.set("default_tax_rat", "GB_STANDARD");        // is no setting
  policy.set("tax_rate_rules", json::Array{5});
  EXPECT_THAT(
      page.put(policy).refused(),
      UnorderedElementsAre("rounding_tolerance out_of_range", "default_tax_rate_id invalid_format",
                           "default_ledger_account_id not_in_reference", "default_tax_rat unknown",
                           "tax_rate_rules.0 invalid_format"));
  EXPECT_EQ(page.world.binding(page.id).policy_version, 1);
}

TEST(PolicyPage, F065_a_value_that_is_gone_from_sage_is_shown_and_cannot_be_saved_again) {
  Page page;
  EXPECT_TRUE(page.world.get(page.base).body.find("missing")->array().empty());
  page.world.script = [](const http::Call& call) -> std::optional<http::Outcome> {
    if (!call.url.contains("/tax_rates")) return std::nullopt;
    return json_outcome(200,
                        R"({"$total":1,"$page":1,"$next":null,"$itemsPerPage":200,"$items":[)"
                        R"({"id":"GB_ZERO","name":"ZERO","percentage":"0.0","is_visible":true}]})",
                        {{"X-Business", "biz1"}});
  };
  page.world.post("/v1/bindings/" + page.id + "/reference/refresh");
  page.world.settle();
  const Answered shown = page.world.get(page.base);
  EXPECT_EQ(shown.body.find("policy")->text_or("default_tax_rate_id"), "GB_STANDARD");
  std::vector<std::string> missing;
  for (const json::Value& field : shown.body.find("missing")->array()) {
    missing.push_back(field.string());
  }
  EXPECT_THAT(missing, UnorderedElementsAre("default_tax_rate_id", "tax_rate_map.20.00"));
  EXPECT_THAT(page.put(*shown.body.find("policy")).refused(),
              UnorderedElementsAre("default_tax_rate_id not_in_reference",
                                   "tax_rate_map.20.00 not_in_reference"));
}

TEST(PolicyPage, F078_keys_of_tax_are_kept_in_one_spelling) {
  Page page;
  const Answered saved =
      page.put_with("tax_rate_map", json::object({{" 20.0 ", "GB_STANDARD"}, {"0 %", "GB_ZERO"}}));
  ASSERT_EQ(saved.status, 200) << saved.text;
  EXPECT_EQ(json::write(*saved.body.find("policy")->find("tax_rate_map")),
            R"({"0.00":"GB_ZERO","20.00":"GB_STANDARD"})");
}

TEST(PolicyPage, a_save_is_audited_with_who_and_which_version) {
  Page page;
  ASSERT_EQ(page.put(page.policy()).status, 200);
  const auto rows = page.world.rows(
      "SELECT actor, object, before_value, after_value FROM audit WHERE action = 'policy.saved'");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(rows[0].text(0), testing::StartsWith("token tok_"));
  EXPECT_EQ(rows[0].text(1), page.id);
  EXPECT_EQ(rows[0].text(2), "1");
  EXPECT_EQ(rows[0].text(3), "2");
}

TEST(PolicyPage, an_idempotency_key_saves_once) {
  Page page;
  const std::string body = json::write(page.policy());
  const http::Headers headers = {{"If-Match", "\"1\""}, {"Idempotency-Key", "k"}};
  const Answered first = page.world.call("PUT", page.base, body, headers);
  const Answered second = page.world.call("PUT", page.base, body, headers);
  EXPECT_EQ(first.status, 200) << first.text;
  EXPECT_EQ(second.text, first.text);
  EXPECT_EQ(page.world.binding(page.id).policy_version, 2);
}

TEST(PolicyPage, needs_an_if_match_that_is_the_etag) {
  Page page;
  const std::string body = json::write(page.policy());
  for (const char* header : {"", "1", "*", "W/\"1\"", "\"\"", "\"1x\"", "\"2\""}) {
    http::Headers headers;
    if (*header != '\0') headers.push_back({"If-Match", header});
    EXPECT_EQ(page.world.call("PUT", page.base, body, headers).status, 412) << header;
  }
  EXPECT_EQ(page.world.binding(page.id).policy_version, 1);
}

TEST(PolicyPage, a_viewer_reads_and_does_not_save) {
  Page page;
  page.world.bearer = page.world.token("eve@example.com", "viewer", {"read", "operate", "admin"});
  for (const char* what : {"", "/versions", "/versions/1", "/suggestion", "/usage"}) {
    EXPECT_EQ(page.world.get(page.base + what).status, 200) << what;
  }
  EXPECT_EQ(page.put(page.policy()).status, 403);
}

TEST(PolicySuggestion, has_a_reason_for_every_key_and_can_be_saved_as_it_is) {
  Page page;
  const Answered made = page.world.get(page.base + "/suggestion");
  ASSERT_EQ(made.status, 200) << made.text;
  const json::Value& policy = *made.body.find("policy");
  EXPECT_EQ(json::write(policy), json::write(page.policy())) << "what the binding began with";
  for (const auto& [key, unused] : policy.object()) {
    EXPECT_FALSE(made.body.find("reasons")->text_or(key).empty()) << key;
  }
  EXPECT_EQ(page.put(policy).status, 200);
}

TEST(PolicySuggestion, needs_a_business) {
  World world;
  const std::string id = world.pair();
  EXPECT_EQ(world.get("/v1/bindings/" + id + "/policy/suggestion").code(), "conflict");
  EXPECT_EQ(world
                .post("/v1/bindings/" + id + "/policy/try-contact",
                      R"({"country":"GB","total":"1","currency":"GBP"})")
                .code(),
            "conflict");
  EXPECT_EQ(world.get("/v1/bindings/" + id + "/policy/usage").status, 200);
}

TEST(PolicyTimeZone, is_the_countrys_where_none_is_named_and_canada_is_asked) {
  Page page;
  json::Value policy = page.policy();
  std::erase_if(policy.object(), [](const json::Member& m) { return m.first == "time_zone"; });
  const Answered saved = page.put(policy);
  ASSERT_EQ(saved.status, 200) << saved.text;
  EXPECT_EQ(saved.body.find("policy")->text_or("time_zone"), "Europe/London");

  World world;
  world.sage.businesses[0].country = "CA";
  const std::string id = world.connected();
  const std::string base = "/v1/bindings/" + id + "/policy";
  json::Value canadian = *world.get(base).body.find("policy");
  EXPECT_TRUE(canadian.find("time_zone")->is_null());
  canadian.set("default_tax_rate_id", "GB_STANDARD");
  const auto put = [&world, &base](const json::Value& document) {
    return world.call("PUT", base, json::write(document), {{"If-Match", "\"1\""}});
  };
  EXPECT_THAT(put(canadian).refused(), ElementsAre("time_zone required"));
  std::erase_if(canadian.object(), [](const json::Member& m) { return m.first == "time_zone"; });
  EXPECT_THAT(put(canadian).refused(), ElementsAre("time_zone required"));
  canadian.set("time_zone", "America/Halifax");
  EXPECT_EQ(put(canadian).status, 200);
}

TEST(PolicyLimits, F145_a_setting_beyond_the_plan_is_refused_with_the_plan_named) {
  Page page;
  page.subscribe(R"({"websites":1,"features":["sync_products"]})");
  json::Value policy = page.policy();
  policy.set("website_filter", json::Array{1, 2});
  policy.set("tax_rate_rules",
             json::Array{json::object({{"percentage", "0"}, {"tax_rate_id", "GB_ZERO"}})});
  json::Value& shared = *policy.find("b2c_consolidation");
  shared.set("enabled", true);
  shared.set("fallback_contact_email", "sales@shop.example");
  const Answered refused = page.put(policy);
  EXPECT_THAT(refused.refused(),
              UnorderedElementsAre("website_filter tier_limit_exceeded",
                                   "tax_rate_rules tier_limit_exceeded",
                                   "b2c_consolidation.enabled tier_limit_exceeded"));
  EXPECT_THAT(message_of(refused, "tax_rate_rules"), HasSubstr("the plan Basic"));
  EXPECT_THAT(message_of(refused, "website_filter"), HasSubstr("the plan Basic"));

  page.subscribe(R"({"websites":2,"features":["tax_rate_rules","b2c_consolidation"]})");
  EXPECT_EQ(page.put(policy).status, 200);
  page.subscribe("{}");
  EXPECT_EQ(page.put_with("website_filter", json::Array()).status, 200)
      << "no limits, all websites";
}

TEST(PolicyLimits, F059_stock_needs_the_edition_that_has_it) {
  Page page;
  page.world.rows("UPDATE business SET facts = REPLACE(facts, 'ACCOUNTING', 'ACCOUNTING_10')");
  page.world.restart();
  const Answered refused = page.put_with("sync_stock", true);
  EXPECT_THAT(refused.refused(), testing::Contains("sync_stock tier_limit_exceeded"));
  EXPECT_THAT(message_of(refused, "sync_stock"), HasSubstr("Standard"));
}

TEST(PolicyOverlaps, name_the_website_and_the_other_business) {
  Page page;
  page.world.sage.businesses.push_back({.id = "biz2", .name = "Other Ltd"});
  const std::string store =
      page.world.get("/v1/stores").body.find("items")->array()[0].text_or("id");
  const std::string other =
      page.world.post("/v1/bindings", R"({"store_id":")" + store + "\"}").body.text_or("id");
  page.world.come_back(page.world.authorize(other));
  page.world.post("/v1/bindings/" + other + "/sage/business",
                  R"({"provider_business_id":"biz2","confirm_different_business":true})");
  page.world.settle();
  ASSERT_EQ(page.world.binding(other).status, "active");

  Answered refused = page.put(page.policy());
  EXPECT_THAT(refused.refused(), ElementsAre("website_filter overlaps"));
  EXPECT_THAT(message_of(refused, "website_filter"), HasSubstr("Other Ltd takes every website"));
  ASSERT_EQ(page.put_with("website_filter", json::Array{1, 3}).status, 200);

  const std::string base = "/v1/bindings/" + other + "/policy";
  json::Value theirs = *page.world.get(base).body.find("policy");
  const auto put = [&page, &base, &theirs](json::Array filter) {
    theirs.set("website_filter", std::move(filter));
    return page.world.call("PUT", base, json::write(theirs), {{"If-Match", "\"1\""}});
  };
  refused = put({});
  EXPECT_THAT(message_of(refused, "website_filter"), HasSubstr("takes websites 1, 3"));
  refused = put({2, 3});
  EXPECT_THAT(refused.refused(), ElementsAre("website_filter overlaps"));
  EXPECT_THAT(message_of(refused, "website_filter"), HasSubstr("website 3"));
  EXPECT_THAT(message_of(refused, "website_filter"), HasSubstr("Ada's Shop Ltd"));
  EXPECT_EQ(put({2}).status, 200);
}

TEST(PolicyUsage, sums_what_was_counted_within_the_days_asked_for) {
  Page page;
  const store::BindingRow binding = page.world.binding(page.id);
  const std::int64_t today = store::usage::day_of(page.world.now.wall);
  const auto add = [&](std::int64_t ago, const char* kind, const char* key, int seen) {
    page.world.rows("INSERT INTO policy_usage VALUES (" + std::to_string(binding.account_id) +
                    ", " + std::to_string(binding.id) + ", " + std::to_string(today - ago) + ", '" +
                    kind + "', '" + key + "', " + std::to_string(seen) + ")");
  };
  add(0, "method", "checkmo", 2);
  add(89, "method", "checkmo", 3);
  add(90, "method", "checkmo", 100);
  add(1, "method", "paypal", 9);
  add(0, "tax_key", "EU/0.00/Books", 4);
  add(0, "tax_key", "/20.00/", 7);
  add(0, "fallback", "default_tax_rate_id", 1);
  const Answered shown = page.world.get(page.base + "/usage");
  ASSERT_EQ(shown.status, 200) << shown.text;
  EXPECT_EQ(json::write(shown.body),
            R"({"days":90,"methods":[{"method":"paypal","seen":9,"last_seen":"2026-05-16"},)"
            R"({"method":"checkmo","seen":5,"last_seen":"2026-05-17"}],)"
            R"("tax_keys":[{"country_group":null,"percentage":"20.00","product_class":null,)"
            R"("seen":7,"last_seen":"2026-05-17"},{"country_group":"EU","percentage":"0.00",)"
            R"("product_class":"Books","seen":4,"last_seen":"2026-05-17"}],)"
            R"("fallbacks":[{"field":"default_tax_rate_id","seen":1,"last_seen":"2026-05-17"}]})");
  const Answered one_day = page.world.get(page.base + "/usage?days=1");
  EXPECT_EQ(one_day.body.find("methods")->array().size(), 1U);
  for (const char* bad : {"?days=0", "?days=367", "?days=x", "?days=", "?day=1"}) {
    EXPECT_EQ(page.world.get(page.base + "/usage" + bad).status, 422) << bad;
  }
}

TEST(PolicyUsage, adds_up_by_day_and_forgets_after_a_year) {
  const auto db = fresh_database();
  const auto count = [&db](std::int64_t day, const store::Usage& usage) {
    ASSERT_TRUE(db->begin().ok());
    for (const port::Query& write : store::usage::count(1, 2, day, usage)) db->write(0, write);
    ASSERT_TRUE(db->commit().ok());
  };
  const auto kept = [&db] {
    std::vector<std::string> all;
    for (const port::Row& row :
         rows_of(db->connection(),
                 "SELECT kind || ' ' || usage_key || ' ' || CAST(day AS TEXT) || "
                 "' ' || CAST(seen AS TEXT) FROM policy_usage ORDER BY 1")) {
      all.push_back(row.text(0));
    }
    return all;
  };
  const store::Usage one{.method = "paypal",
                         .tax_cases = {{.country_group = "EU", .percentage = "0.00"}},
                         .fallbacks = {"default_bank_account_id"}};
  count(1000, one);
  count(1000, one);
  count(1001, {.method = "paypal"});
  EXPECT_THAT(kept(), ElementsAre("fallback default_bank_account_id 1000 2", "method paypal 1000 2",
                                  "method paypal 1001 1", "tax_key EU/0.00/ 1000 2"));
  count(1000 + store::usage::days_max, {.method = "paypal"});
  EXPECT_EQ(kept().size(), 5U) << "the oldest day a question may reach";
  count(1001 + store::usage::days_max, {.method = "paypal"});
  EXPECT_THAT(kept(),
              ElementsAre("method paypal 1001 1", "method paypal 1366 1", "method paypal 1367 1"));
}

TEST(PolicyTryContact, tells_the_rule_and_the_contact) {
  Page page;
  json::Value policy = page.policy();
  json::Value& shared = *policy.find("b2c_consolidation");
  shared.set("enabled", true);
  shared.set("fallback_contact_email", "sales@shop.example");
  shared.set("min_total_for_individual", "100.00");
  const auto tried = [&page](const std::string& more) {
    return page.world.post(page.base + "/try-contact", R"({"country":"GB",)" + more + "}");
  };
  EXPECT_EQ(tried(R"("total":"1.00","currency":"GBP")").body.text_or("rule"), "off");
  ASSERT_EQ(page.put(policy).status, 200);

  const std::pair<const char*, const char*> rules[] = {
      {R"("company":"Example Ltd","total":"1.00","currency":"GBP")", "company"},
      {R"("known_customer":true,"total":"1.00","currency":"GBP")", "known_customer"},
      {R"("company":" ","total":"100.00","currency":"GBP")", "minimum_total"},
      {R"("company":null,"total":"99.99","currency":"GBP")", "fallback"},
      {R"("total":"120.00","currency":"EUR","base_to_order_rate":"1.2")", "minimum_total"},
      {R"("total":"119.98","currency":"EUR","base_to_order_rate":"1.2")", "fallback"}};
  for (const auto& [body, rule] : rules) {
    const Answered answered = tried(body);
    EXPECT_EQ(answered.body.text_or("rule"), rule) << body << answered.text;
  }
  EXPECT_EQ(json::write(tried(rules[0].first).body),
            R"({"contact":{"kind":"individual","name":null,"email":null,"reference":null},)"
            R"("rule":"company"})");
  EXPECT_EQ(json::write(*tried(rules[5].first).body.find("contact")),
            R"x({"kind":"fallback","name":"Magento Web Sales (EUR)",)x"
            R"x("email":"sales@shop.example","reference":"WEBSALESE"})x");
}

TEST(PolicyTryContact, refuses_what_it_cannot_judge_by_field) {
  Page page;
  const auto refused = [&page](const std::string& body) {
    return page.world.post(page.base + "/try-contact", body).refused();
  };
  EXPECT_THAT(refused("{}"),
              UnorderedElementsAre("country required", "currency required", "total required"));
  EXPECT_THAT(refused(R"({"country":"gb","currency":"pounds","total":"much","company":5,
                          "base_to_order_rate":"0","colour":"red"})"),
              UnorderedElementsAre("country invalid_format", "currency invalid_format",
                                   "total invalid_format", "company invalid_format",
                                   "base_to_order_rate invalid_format", "colour unknown"));
  EXPECT_THAT(refused(R"({"country":"FR","currency":"XAU","total":"5"})"),
              ElementsAre("currency out_of_range"));
  json::Value policy = page.policy();
  policy.find("b2c_consolidation")->set("min_total_for_individual", "100.00");
  ASSERT_EQ(page.put(policy).status, 200);
  EXPECT_THAT(refused(R"({"country":"FR","currency":"EUR","total":"5"})"),
              ElementsAre("base_to_order_rate required"));
}

}  // namespace
}  // namespace byte8::tests
