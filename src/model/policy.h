#pragma once
// The merchant's policy of one binding, as a value. JSON shape and meanings: spec/openapi.yaml,
// Policy.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "model/money.h"
#include "model/reference.h"

namespace byte8::model {

struct FieldError {
  std::string field;  // path: "tax_rate_map.20.00"
  // required | not_in_reference | invalid_format | out_of_range | too_long | tier_limit_exceeded |
  // overlaps | unknown
  std::string code;
  std::string message;
};

struct TaxRateRule {
  std::optional<std::string> country_group;  // "GBIE" | "EU" | "US" | "CA" | "ALL"
  Rate percentage;
  std::optional<std::string> product_class;
  std::string tax_rate_id;
};

struct Consolidation {
  bool enabled = false;
  std::string fallback_contact_name = "Magento Web Sales";
  std::optional<std::string> fallback_contact_email;
  std::string fallback_contact_reference = "WEBSALES";
  Amount min_total_for_individual;
  bool always_individual_for_b2b = true;
};

struct Policy {
  bool sync_unpaid_invoices = true;
  bool sync_zero_value_invoices = true;
  std::optional<std::string>
      sync_since;  // "2026-05-17" (a day in time_zone, inclusive) or a date-time
  std::string time_zone = "Europe/London";  // empty: not chosen yet, and documents wait
  std::vector<std::int64_t> website_filter;
  std::vector<std::int64_t> store_filter;
  bool sync_products = false;
  bool sync_stock = false;
  std::optional<std::string> default_tax_rate_id;
  std::optional<std::string> zero_tax_rate_id;
  std::optional<std::string> default_ledger_account_id;
  std::optional<std::string> default_bank_account_id;
  std::optional<std::string> default_purchase_ledger_account_id;
  std::optional<std::string> shipping_ledger_account_id;
  std::optional<std::string> adjustment_ledger_account_id;
  std::optional<std::string> gift_card_ledger_account_id;
  std::optional<std::string> store_credit_ledger_account_id;
  std::optional<std::string> fixed_product_tax_ledger_account_id;
  std::optional<std::string> rounding_ledger_account_id;
  Amount rounding_tolerance = {200};  // 0.02
  std::map<std::string, std::optional<std::string>> payment_method_map;
  std::map<std::string, std::string> tax_rate_map;  // "20.00" → rate id
  std::vector<TaxRateRule> tax_rate_rules;
  std::optional<std::string> invoice_number_prefix;
  std::string customer_name_priority = "Company";  // | "Person"
  std::string default_eu_goods_services_type = "GOODS";
  std::map<std::string, std::string> product_type_eu_goods_map;
  Consolidation b2c_consolidation;
};

json::Value to_json(const Policy& policy);

// Reads a policy document. Every refused field is added to `errors` with its path and code, and has
// its default in what is returned, so that the rest can be judged too. An absent key keeps its
// default, "" is null, an unknown key is refused with the nearest known name.
Policy read_policy(const json::Value& value, std::vector<FieldError>& errors);
// The same for a document that must be sound: Fault::validation when a field was refused.
Result<Policy> parse_policy(const json::Value& value, std::vector<FieldError>& errors);

// What only the business can tell: references that must exist there, and what is required. Empty:
// sound.
std::vector<FieldError> validate(const Policy& policy, const Reference& reference,
                                 const BusinessFacts& business);

// A percentage as a key of tax_rate_map: at least two decimals ("20.00", "13.50", "17.125").
std::string percentage_key(Rate percentage);
// The same from a person's text (" 20.0 ", "20 %"); nothing for what is no percentage or is
// negative.
std::optional<std::string> percentage_key(std::string_view text);

}  // namespace byte8::model
