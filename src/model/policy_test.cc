#include "model/policy.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace byte8::model {
namespace {

constexpr std::string_view document =
    R"({"sync_unpaid_invoices":true,"sync_zero_value_invoices":true,
"sync_since":null,"time_zone":"Europe/London","website_filter":[],"store_filter":[],
"sync_products":false,"sync_stock":false,"default_tax_rate_id":"GB_STANDARD",
"zero_tax_rate_id":"GB_ZERO","default_ledger_account_id":"sales","default_bank_account_id":null,
"default_purchase_ledger_account_id":null,"shipping_ledger_account_id":null,
"adjustment_ledger_account_id":null,"gift_card_ledger_account_id":null,
"store_credit_ledger_account_id":null,"fixed_product_tax_ledger_account_id":null,
"rounding_ledger_account_id":null,"rounding_tolerance":"0.02",
"payment_method_map":{"checkmo":null,"stripe_payments":"bank"},
"tax_rate_map":{"20.00":"GB_STANDARD"},
"tax_rate_rules":[{"country_group":"EU","percentage":"0.00","product_class":null,
"tax_rate_id":"GB_ZERO"}],
"invoice_number_prefix":null,"customer_name_priority":"Company",
"default_eu_goods_services_type":"GOODS",
"product_type_eu_goods_map":{"downloadable":"SERVICES","virtual":"SERVICES"},
"b2c_consolidation":{"enabled":false,"fallback_contact_name":"Magento Web Sales",
"fallback_contact_email":null,"fallback_contact_reference":"WEBSALES",
"min_total_for_individual":"0.00","always_individual_for_b2b":true}})";

json::Value sample() {
  return *json::parse(document);
}

Policy read(const json::Value& value) {
  std::vector<FieldError> errors;
  auto policy = parse_policy(value, errors);
  EXPECT_TRUE(policy.ok()) << (errors.empty() ? "" : errors[0].field + " " + errors[0].code);
  return policy ? *policy : Policy{};
}

// "field code", sorted.
std::vector<std::string> refusals(const std::vector<FieldError>& errors) {
  std::vector<std::string> list;
  for (const FieldError& error : errors) list.push_back(error.field + " " + error.code);
  std::ranges::sort(list);
  return list;
}

std::vector<std::string> refusals_of(std::string_view text) {
  std::vector<FieldError> errors;
  auto policy = parse_policy(*json::parse(text), errors);
  EXPECT_FALSE(policy.ok());
  return refusals(errors);
}

using Words = std::vector<std::string>;

TEST(Policy, the_document_survives_the_round_trip_in_its_written_form) {
  const json::Value value = sample();
  EXPECT_EQ(json::write(to_json(read(value))), json::write(value));
}

TEST(Policy, an_empty_document_is_the_defaults) {
  const Policy policy = read(*json::parse("{}"));
  EXPECT_TRUE(policy.sync_unpaid_invoices);
  EXPECT_EQ(text(policy.rounding_tolerance), "0.02");
  EXPECT_EQ(policy.b2c_consolidation.fallback_contact_reference, "WEBSALES");
}

TEST(Policy, empty_text_is_null_and_tax_keys_are_normalised) {
  const Policy policy = read(*json::parse(
      R"({"default_tax_rate_id":"","sync_since":" ","website_filter":null,
          "tax_rate_map":{" 20.0 ":"A","5":"B","13.5":"C","17.125":"D","0":""},
          "payment_method_map":{"checkmo":"","cash":"bank"}})"));
  EXPECT_FALSE(policy.default_tax_rate_id.has_value());
  EXPECT_FALSE(policy.sync_since.has_value());
  EXPECT_EQ(policy.tax_rate_map.at("20.00"), "A");
  EXPECT_EQ(policy.tax_rate_map.at("5.00"), "B");
  EXPECT_EQ(policy.tax_rate_map.at("13.50"), "C");
  EXPECT_EQ(policy.tax_rate_map.at("17.125"), "D");
  EXPECT_EQ(policy.tax_rate_map.size(), 4u);
  EXPECT_EQ(policy.payment_method_map.at("checkmo"), std::nullopt);
  EXPECT_EQ(policy.payment_method_map.at("cash"), "bank");
}

TEST(Policy, every_refused_field_is_reported_at_once) {
  EXPECT_EQ(
      refusals_of(R"({"sync_unpaid_invoices":1,"sync_since":"yesterday","time_zone":"Mars/Base",
     "website_filter":[1,"2",-3],"default_tax_rate_id":7,"rounding_tolerance":"1.01",
     "payment_method_map":{"cash":5},"tax_rate_map":{"-1":"A","abc":"B","20":"C","20.00":"D"},
     "tax_rate_rules":[{"country_group":"XX","percentage":"x","tax_rate_id":""},3],
     "invoice_number_prefix":"12345678901234567","customer_name_priority":"Firm",
     "default_eu_goods_services_type":"THINGS","product_type_eu_goods_map":{"simple":"goods"},
     "b2c_consolidation":{"fallback_contact_email":"nobody",
                          "fallback_contact_reference":"12345678901",
                          "min_total_for_individual":"-1"}})"),
      (Words{"b2c_consolidation.fallback_contact_email invalid_format",
             "b2c_consolidation.fallback_contact_reference too_long",
             "b2c_consolidation.min_total_for_individual out_of_range",
             "customer_name_priority out_of_range",
             "default_eu_goods_services_type out_of_range",
             "default_tax_rate_id invalid_format",
             "invoice_number_prefix too_long",
             "payment_method_map.cash invalid_format",
             "product_type_eu_goods_map.simple out_of_range",
             "rounding_tolerance out_of_range",
             "sync_since invalid_format",
             "sync_unpaid_invoices invalid_format",
             "tax_rate_map.-1 invalid_format",
             "tax_rate_map.20.00 invalid_format",
             "tax_rate_map.abc invalid_format",
             "tax_rate_rules.0.country_group out_of_range",
             "tax_rate_rules.0.percentage invalid_format",
             "tax_rate_rules.0.tax_rate_id required",
             "tax_rate_rules.1 invalid_format",
             "time_zone invalid_format",
             "website_filter.1 invalid_format",
             "website_filter.2 out_of_range"}));
}

TEST(Policy, an_unknown_field_is_refused_with_the_nearest_known_name) {
  std::vector<FieldError> errors;
  auto value = json::parse(R"({"default_tax_rate":"X","b2c_consolidation":{"enable":true}})");
  EXPECT_FALSE(parse_policy(*value, errors).ok());
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].field, "b2c_consolidation.enable");
  EXPECT_NE(errors[0].message.find("enabled"), std::string::npos);
  EXPECT_EQ(errors[1].code, "unknown");
  EXPECT_NE(errors[1].message.find("default_tax_rate_id"), std::string::npos);
}

TEST(Policy, what_is_refused_has_its_default_and_the_rest_is_read) {
  std::vector<FieldError> errors;
  const Policy policy = read_policy(
      *json::parse(R"({"rounding_tolerance":"9","invoice_number_prefix":"WEB-"})"), errors);
  EXPECT_EQ(refusals(errors), Words{"rounding_tolerance out_of_range"});
  EXPECT_EQ(text(policy.rounding_tolerance), "0.02");
  EXPECT_EQ(policy.invoice_number_prefix, "WEB-");
}

TEST(Policy, a_time_zone_may_still_be_to_choose) {
  const Policy policy = read(*json::parse(R"({"time_zone":null})"));
  EXPECT_EQ(policy.time_zone, "");
  EXPECT_TRUE(to_json(policy).find("time_zone")->is_null());
}

TEST(Policy, a_percentage_is_read_as_a_person_writes_it) {
  for (const char* written : {"20", " 20.0 ", "20 %", "20.00%", "2e1"}) {
    EXPECT_EQ(percentage_key(std::string_view(written)), "20.00") << written;
  }
  for (const char* written : {"", "%", "20%%", "-1", "abc", "1,5"}) {
    EXPECT_EQ(percentage_key(std::string_view(written)), std::nullopt) << written;
  }
}

TEST(Policy, an_id_counts_once_and_an_emptied_row_is_removed) {
  const Policy policy = read(*json::parse(
      R"({"website_filter":[2,1,2],
          "product_type_eu_goods_map":{"simple":"","virtual":"SERVICES"}})"));
  EXPECT_EQ(policy.website_filter, (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(policy.product_type_eu_goods_map.size(), 1U);
}

TEST(Policy, days_and_date_times_are_both_a_beginning) {
  for (const char* since : {"2026-05-17", "2026-05-17T10:11:12Z", "2026-05-17T10:11:12+01:00"}) {
    json::Value value = json::object({{"sync_since", since}});
    EXPECT_EQ(read(value).sync_since, since);
  }
  EXPECT_EQ(refusals_of(R"({"sync_since":"2026-13-01"})"), Words{"sync_since invalid_format"});
}

TEST(Policy, the_business_decides_what_exists_and_what_is_required) {
  Reference reference;
  reference.tax_rates = {{.id = "GB_STANDARD", .percentage = *parse_rate("20")}, {.id = "GB_ZERO"}};
  reference.ledger_accounts = {{.id = "sales", .visible_in_sales = true},
                               {.id = "costs", .visible_in_expenses = true}};
  reference.bank_accounts = {{.id = "bank"}};
  BusinessFacts business{.country = "GB", .base_currency = "GBP"};
  Policy policy = read(sample());
  EXPECT_EQ(refusals(validate(policy, reference, business)), Words{});

  policy.zero_tax_rate_id = "GB_STANDARD";
  policy.default_tax_rate_id.reset();
  policy.default_ledger_account_id = "costs";
  policy.shipping_ledger_account_id = "gone";
  policy.default_bank_account_id = "gone";
  policy.sync_stock = true;
  policy.payment_method_map["cash"] = "gone";
  policy.tax_rate_map["5.00"] = "gone";
  policy.tax_rate_rules[0].tax_rate_id = "gone";
  policy.b2c_consolidation.enabled = true;
  policy.b2c_consolidation.fallback_contact_name.clear();
  EXPECT_EQ(
      refusals(validate(policy, reference, business)),
      (Words{"b2c_consolidation.fallback_contact_email required",
             "b2c_consolidation.fallback_contact_name required",
             "default_bank_account_id not_in_reference",
             "default_ledger_account_id not_in_reference", "default_tax_rate_id required",
             "payment_method_map.cash not_in_reference",
             "shipping_ledger_account_id not_in_reference", "sync_products required",
             "tax_rate_map.5.00 not_in_reference", "tax_rate_rules.0.tax_rate_id not_in_reference",
             "zero_tax_rate_id out_of_range"}));
}

TEST(Policy, products_need_a_purchase_account_and_letters_need_room) {
  Reference reference;
  reference.tax_rates = {{.id = "GB_STANDARD"}, {.id = "GB_ZERO"}};
  reference.ledger_accounts = {{.id = "sales", .visible_in_sales = true}};
  reference.bank_accounts = {{.id = "bank"}};
  BusinessFacts business{.country = "GB", .base_currency = "GBP"};
  Policy policy = read(sample());
  policy.sync_products = true;
  policy.b2c_consolidation.fallback_contact_reference = "1234567890";
  EXPECT_EQ(refusals(validate(policy, reference, business)),
            Words{"default_purchase_ledger_account_id required"});
  business.multi_currency = true;
  EXPECT_EQ(refusals(validate(policy, reference, business)).front(),
            "b2c_consolidation.fallback_contact_reference too_long");
}

TEST(Reference, a_rate_has_the_percentage_of_the_day) {
  TaxRate rate{.id = "GB_STANDARD", .percentage = *parse_rate("20")};
  rate.percentages = {
      {.percentage = *parse_rate("17.5"), .from_date = "2010-01-01", .to_date = "2011-01-03"},
      {.percentage = *parse_rate("20"), .from_date = "2011-01-04", .to_date = std::nullopt}};
  EXPECT_EQ(text(rate.percentage_on("2011-01-03")), "17.5");
  EXPECT_EQ(text(rate.percentage_on("2011-01-04")), "20");
  EXPECT_EQ(text(rate.percentage_on("2009-12-31")), "20");
}

}  // namespace
}  // namespace byte8::model
