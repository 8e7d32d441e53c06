// One row for every setting and every value that is refused: the field that is named, and the code.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "model/policy_limits.h"

namespace byte8::model {
namespace {

struct Refusal {
  std::string_view document;
  std::string_view field;
  std::string_view code;
};

std::ostream& operator<<(std::ostream& out, const Refusal& refusal) {
  return out << refusal.document << " → " << refusal.field << " " << refusal.code;
}

Reference lists() {
  Reference reference;
  reference.tax_rates = {{.id = "GB_STANDARD", .percentage = *parse_rate("20")}, {.id = "GB_ZERO"}};
  reference.ledger_accounts = {{.id = "sales", .visible_in_sales = true},
                               {.id = "costs", .visible_in_expenses = true}};
  reference.bank_accounts = {{.id = "bank"}};
  return reference;
}

// What a document needs so that nothing but the row's own fault is refused.
json::Value sound() {
  return json::object({{"default_tax_rate_id", "GB_STANDARD"},
                       {"default_ledger_account_id", "sales"},
                       {"default_purchase_ledger_account_id", "costs"}});
}

// The faults of a sound document with these members replaced, by reading and by the business.
std::vector<FieldError> faults_of(std::string_view members) {
  json::Value document = sound();
  const auto changes = json::parse(members);
  EXPECT_TRUE(changes.ok()) << members;
  for (const auto& [key, value] : changes->object()) document.set(key, value);
  std::vector<FieldError> errors;
  const Policy policy = read_policy(document, errors);
  if (!errors.empty()) return errors;
  return validate(policy, lists(),
                  {.country = "GB", .base_currency = "GBP", .multi_currency = true});
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, F062_names_the_field_and_the_code_and_nothing_else) {
  const std::vector<FieldError> errors = faults_of(GetParam().document);
  ASSERT_EQ(errors.size(), 1U) << GetParam();
  EXPECT_EQ(errors[0].field, GetParam().field);
  EXPECT_EQ(errors[0].code, GetParam().code);
  EXPECT_FALSE(errors[0].message.empty());
}

const Refusal behaviour[] = {
    {R"({"sync_unpaid_invoices":"yes"})", "sync_unpaid_invoices", "invalid_format"},
    {R"({"sync_unpaid_invoices":null})", "sync_unpaid_invoices", "invalid_format"},
    {R"({"sync_zero_value_invoices":0})", "sync_zero_value_invoices", "invalid_format"},
    {R"({"sync_since":"yesterday"})", "sync_since", "invalid_format"},
    {R"({"sync_since":"2026-02-30"})", "sync_since", "invalid_format"},
    {R"({"sync_since":1779012732})", "sync_since", "invalid_format"},
    {R"({"time_zone":"Mars/Base"})", "time_zone", "invalid_format"},
    {R"({"time_zone":null})", "time_zone", "required"},
    {R"({"time_zone":" "})", "time_zone", "required"},
    {R"({"website_filter":"1"})", "website_filter", "invalid_format"},
    {R"({"website_filter":[1,"2"]})", "website_filter.1", "invalid_format"},
    {R"({"website_filter":[1.5]})", "website_filter.0", "invalid_format"},
    {R"({"website_filter":[-1]})", "website_filter.0", "out_of_range"},
    {R"({"store_filter":{}})", "store_filter", "invalid_format"},
    {R"({"store_filter":[-7]})", "store_filter.0", "out_of_range"},
    {R"({"sync_products":"on"})", "sync_products", "invalid_format"},
    {R"({"sync_stock":1,"sync_products":true})", "sync_stock", "invalid_format"},
    {R"({"sync_stock":true})", "sync_products", "required"},
};
INSTANTIATE_TEST_SUITE_P(card_1, Refused, testing::ValuesIn(behaviour));

const Refusal mappings[] = {
    {R"({"default_tax_rate_id":null})", "default_tax_rate_id", "required"},
    {R"({"default_tax_rate_id":""})", "default_tax_rate_id", "required"},
    {R"({"default_tax_rate_id":5})", "default_tax_rate_id", "invalid_format"},
    {R"({"default_tax_rate_id":"GONE"})", "default_tax_rate_id", "not_in_reference"},
    {R"({"zero_tax_rate_id":"GONE"})", "zero_tax_rate_id", "not_in_reference"},
    {R"({"zero_tax_rate_id":"GB_STANDARD"})", "zero_tax_rate_id", "out_of_range"},
    {R"({"default_ledger_account_id":null})", "default_ledger_account_id", "required"},
    {R"({"default_ledger_account_id":"gone"})", "default_ledger_account_id", "not_in_reference"},
    {R"({"default_ledger_account_id":"costs"})", "default_ledger_account_id", "not_in_reference"},
    {R"({"default_bank_account_id":"gone"})", "default_bank_account_id", "not_in_reference"},
    {R"({"default_bank_account_id":[]})", "default_bank_account_id", "invalid_format"},
    {R"({"sync_products":true,"default_purchase_ledger_account_id":null})",
     "default_purchase_ledger_account_id", "required"},
    {R"({"default_purchase_ledger_account_id":"sales"})", "default_purchase_ledger_account_id",
     "not_in_reference"},
    {R"({"shipping_ledger_account_id":"costs"})", "shipping_ledger_account_id", "not_in_reference"},
    {R"({"adjustment_ledger_account_id":"gone"})", "adjustment_ledger_account_id",
     "not_in_reference"},
    {R"({"gift_card_ledger_account_id":"gone"})", "gift_card_ledger_account_id",
     "not_in_reference"},
    {R"({"store_credit_ledger_account_id":"gone"})", "store_credit_ledger_account_id",
     "not_in_reference"},
    {R"({"fixed_product_tax_ledger_account_id":"gone"})", "fixed_product_tax_ledger_account_id",
     "not_in_reference"},
    {R"({"rounding_ledger_account_id":"gone"})", "rounding_ledger_account_id", "not_in_reference"},
    {R"({"rounding_tolerance":"1.01"})", "rounding_tolerance", "out_of_range"},
    {R"({"rounding_tolerance":"-0.01"})", "rounding_tolerance", "out_of_range"},
    {R"({"rounding_tolerance":"0.005"})", "rounding_tolerance", "invalid_format"},
    {R"({"rounding_tolerance":"0.000001"})", "rounding_tolerance", "invalid_format"},
    {R"({"rounding_tolerance":"a penny"})", "rounding_tolerance", "invalid_format"},
    {R"({"rounding_tolerance":null})", "rounding_tolerance", "required"},
};
INSTANTIATE_TEST_SUITE_P(card_2, Refused, testing::ValuesIn(mappings));

const Refusal tables[] = {
    {R"({"payment_method_map":[]})", "payment_method_map", "invalid_format"},
    {R"({"payment_method_map":{"cash":5}})", "payment_method_map.cash", "invalid_format"},
    {R"({"payment_method_map":{"cash":"gone"}})", "payment_method_map.cash", "not_in_reference"},
    {R"({"payment_method_map":{" ":"bank"}})", "payment_method_map. ", "invalid_format"},
    {R"({"tax_rate_map":"none"})", "tax_rate_map", "invalid_format"},
    {R"({"tax_rate_map":{"-1":"GB_ZERO"}})", "tax_rate_map.-1", "invalid_format"},
    {R"({"tax_rate_map":{"abc":"GB_ZERO"}})", "tax_rate_map.abc", "invalid_format"},
    {R"({"tax_rate_map":{"20":"GB_STANDARD"," 20.0 ":"GB_STANDARD"}})", "tax_rate_map.20.00",
     "invalid_format"},
    {R"({"tax_rate_map":{"20":true}})", "tax_rate_map.20.00", "invalid_format"},
    {R"({"tax_rate_map":{"5":"GONE"}})", "tax_rate_map.5.00", "not_in_reference"},
    {R"({"tax_rate_rules":{}})", "tax_rate_rules", "invalid_format"},
    {R"({"tax_rate_rules":[1]})", "tax_rate_rules.0", "invalid_format"},
    {R"({"tax_rate_rules":[{"tax_rate_id":"GB_ZERO"}]})", "tax_rate_rules.0.percentage",
     "required"},
    {R"({"tax_rate_rules":[{"percentage":20,"tax_rate_id":"GB_ZERO"}]})",
     "tax_rate_rules.0.percentage", "invalid_format"},
    {R"({"tax_rate_rules":[{"percentage":"-5","tax_rate_id":"GB_ZERO"}]})",
     "tax_rate_rules.0.percentage", "invalid_format"},
    {R"({"tax_rate_rules":[{"percentage":"0"}]})", "tax_rate_rules.0.tax_rate_id", "required"},
    {R"({"tax_rate_rules":[{"percentage":"0","tax_rate_id":"GONE"}]})",
     "tax_rate_rules.0.tax_rate_id", "not_in_reference"},
    {R"({"tax_rate_rules":[{"country_group":"FR","percentage":"0","tax_rate_id":"GB_ZERO"}]})",
     "tax_rate_rules.0.country_group", "out_of_range"},
    {R"({"tax_rate_rules":[{"product_class":7,"percentage":"0","tax_rate_id":"GB_ZERO"}]})",
     "tax_rate_rules.0.product_class", "invalid_format"},
    {R"({"tax_rate_rules":[{"rate":"0","percentage":"0","tax_rate_id":"GB_ZERO"}]})",
     "tax_rate_rules.0.rate", "unknown"},
    {R"({"tax_rate_rules":[{"country_group":"EU","percentage":"0","tax_rate_id":"GB_ZERO"},
        {"country_group":"EU","percentage":"0.00","tax_rate_id":"GB_STANDARD"}]})",
     "tax_rate_rules.1", "invalid_format"},
};
INSTANTIATE_TEST_SUITE_P(cards_3_and_4, Refused, testing::ValuesIn(tables));

const Refusal commercial[] = {
    {R"({"invoice_number_prefix":5})", "invoice_number_prefix", "invalid_format"},
    {R"({"invoice_number_prefix":"12345678901234567"})", "invoice_number_prefix", "too_long"},
    {R"({"customer_name_priority":"Firm"})", "customer_name_priority", "out_of_range"},
    {R"({"customer_name_priority":""})", "customer_name_priority", "required"},
    {R"({"customer_name_priority":1})", "customer_name_priority", "invalid_format"},
    {R"({"default_eu_goods_services_type":"goods"})", "default_eu_goods_services_type",
     "out_of_range"},
    {R"({"default_eu_goods_services_type":null})", "default_eu_goods_services_type", "required"},
    {R"({"product_type_eu_goods_map":[]})", "product_type_eu_goods_map", "invalid_format"},
    {R"({"product_type_eu_goods_map":{"simple":"THINGS"}})", "product_type_eu_goods_map.simple",
     "out_of_range"},
    {R"({"product_type_eu_goods_map":{"simple":1}})", "product_type_eu_goods_map.simple",
     "invalid_format"},
    {R"({"default_tax_rate":"GB_STANDARD"})", "default_tax_rate", "unknown"},
};
INSTANTIATE_TEST_SUITE_P(cards_5_and_6, Refused, testing::ValuesIn(commercial));

const Refusal consolidation[] = {
    {R"({"b2c_consolidation":true})", "b2c_consolidation", "invalid_format"},
    {R"({"b2c_consolidation":{"enabled":"on"}})", "b2c_consolidation.enabled", "invalid_format"},
    {R"({"b2c_consolidation":{"enabled":true}})", "b2c_consolidation.fallback_contact_email",
     "required"},
    {R"({"b2c_consolidation":{"enabled":true,"fallback_contact_email":"a@b.example",
        "fallback_contact_name":" "}})",
     "b2c_consolidation.fallback_contact_name", "required"},
    {R"({"b2c_consolidation":{"enabled":true,"fallback_contact_email":"a@b.example",
        "fallback_contact_reference":null}})",
     "b2c_consolidation.fallback_contact_reference", "required"},
    {R"({"b2c_consolidation":{"fallback_contact_email":"nobody"}})",
     "b2c_consolidation.fallback_contact_email", "invalid_format"},
    {R"({"b2c_consolidation":{"fallback_contact_email":"a@b@c.example"}})",
     "b2c_consolidation.fallback_contact_email", "invalid_format"},
    {R"({"b2c_consolidation":{"fallback_contact_reference":"1234567890"}})",
     "b2c_consolidation.fallback_contact_reference", "too_long"},
    {R"({"b2c_consolidation":{"fallback_contact_reference":"12345678901"}})",
     "b2c_consolidation.fallback_contact_reference", "too_long"},
    {R"({"b2c_consolidation":{"min_total_for_individual":"-1"}})",
     "b2c_consolidation.min_total_for_individual", "out_of_range"},
    {R"({"b2c_consolidation":{"min_total_for_individual":"1.005"}})",
     "b2c_consolidation.min_total_for_individual", "invalid_format"},
    {R"({"b2c_consolidation":{"min_total_for_individual":""}})",
     "b2c_consolidation.min_total_for_individual", "required"},
    {R"({"b2c_consolidation":{"always_individual_for_b2b":null}})",
     "b2c_consolidation.always_individual_for_b2b", "invalid_format"},
    {R"({"b2c_consolidation":{"minimum":"1"}})", "b2c_consolidation.minimum", "unknown"},
};
INSTANTIATE_TEST_SUITE_P(card_7, Refused, testing::ValuesIn(consolidation));

// Texts and tables that are too long are made, not written.
TEST(RefusedLengths, stop_at_the_limits_of_a_row) {
  const auto refusal = [](const std::string& document) {
    const auto errors = faults_of(document);
    return errors.size() == 1 ? errors[0].field.substr(0, 40) + " " + errors[0].code : "none";
  };
  const std::string long_text = repeated("ü", 256);
  EXPECT_EQ(refusal(R"({"default_bank_account_id":")" + long_text + "\"}"),
            "default_bank_account_id too_long");
  EXPECT_EQ(
      refusal(R"({"b2c_consolidation":{"fallback_contact_name":")" + repeated("a", 101) + "\"}}"),
      "b2c_consolidation.fallback_contact_name too_long");
  EXPECT_EQ(refusal(R"({"payment_method_map":{")" + repeated("a", 256) + R"(":null}})"),
            "payment_method_map." + repeated("a", 21) + " too_long");
  EXPECT_EQ(refusal(R"({"website_filter":[1)" + repeated(",1", 1000) + "]}"),
            "website_filter too_long");
  EXPECT_EQ(refusal(R"({"website_filter":[1)" + repeated(",1", 999) + "]}"), "none");
  EXPECT_EQ(refusal(R"({"tax_rate_rules":[1)" + repeated(",1", 1000) + "]}"),
            "tax_rate_rules too_long");
  std::string methods = R"("m0":null)";
  for (int i = 1; i <= 1000; ++i) methods += ",\"m" + std::to_string(i) + "\":null";
  EXPECT_EQ(refusal(R"({"payment_method_map":{)" + methods + "}}"), "payment_method_map too_long");
}

TEST(RefusedLimits, name_the_plan_or_the_edition) {
  const PolicyLimits limits{.plan = "Basic",
                            .websites = 1,
                            .left_out = {{"sync_products", "the plan Basic"},
                                         {"sync_stock", "the Sage edition Standard"},
                                         {"tax_rate_rules", "the plan Basic"},
                                         {"b2c_consolidation", "the plan Basic"}}};
  Policy policy;
  policy.website_filter = {1};
  EXPECT_TRUE(exceeded(policy, limits).empty()) << "what is off exceeds nothing";

  policy.website_filter = {1, 2};
  policy.sync_products = true;
  policy.sync_stock = true;
  policy.tax_rate_rules.resize(1);
  policy.b2c_consolidation.enabled = true;
  std::map<std::string, std::string> told;
  for (const FieldError& error : exceeded(policy, limits)) {
    EXPECT_EQ(error.code, "tier_limit_exceeded");
    told[error.field] = error.message;
  }
  const std::map<std::string, std::string> expected = {
      {"website_filter", "the plan Basic includes 1 website"},
      {"sync_products", "not included in the plan Basic"},
      {"sync_stock", "not included in the Sage edition Standard"},
      {"tax_rate_rules", "not included in the plan Basic"},
      {"b2c_consolidation.enabled", "not included in the plan Basic"}};
  EXPECT_EQ(told, expected);

  policy = Policy{};
  ASSERT_EQ(exceeded(policy, limits).size(), 1U) << "an empty filter is every website";
  EXPECT_TRUE(exceeded(policy, PolicyLimits{}).empty());
}

// Every setting has its row: a new one without a refused value would go unnoticed.
TEST(RefusedTables, covers_every_key_of_the_document) {
  std::set<std::string> seen;
  const auto note = [&seen](const auto& rows) {
    for (const Refusal& row : rows) seen.insert(std::string(row.field));
  };
  note(behaviour);
  note(mappings);
  note(tables);
  note(commercial);
  note(consolidation);
  const auto covered = [&seen](const std::string& key) {
    return std::ranges::any_of(seen, [&key](const std::string& field) {
      return field == key || field.starts_with(key + ".");
    });
  };
  const json::Value document = to_json(Policy{});
  for (const auto& [key, value] : document.object()) {
    EXPECT_TRUE(covered(key)) << key;
    if (!value.is_object()) continue;
    for (const auto& [inner, unused] : value.object()) {
      EXPECT_TRUE(covered(key + "." + inner)) << key << "." << inner;
    }
  }
}

}  // namespace
}  // namespace byte8::model
