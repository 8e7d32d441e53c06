// The policy document read with every fault of it, so that the page can show each at its field.

#include <algorithm>

#include "base/clock.h"
#include "base/text.h"
#include "model/policy.h"
#include "model/policy_reader.h"

namespace byte8::model {

namespace {

using Reader = PolicyReader;

// Nine digits is Magento's shortest increment id, 25 the longest reference of a document.
constexpr std::size_t prefix_limit = 16;

bool looks_like_email(std::string_view email) {
  const std::size_t at = email.find('@');
  if (at == std::string_view::npos || at == 0 ||
      email.find('@', at + 1) != std::string_view::npos) {
    return false;
  }
  const std::string_view domain = email.substr(at + 1);
  const bool dotted = domain.find('.') != std::string_view::npos;
  return dotted && domain.front() != '.' && domain.back() != '.' &&
         std::ranges::none_of(email, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

void read_since(Reader& reader, Policy& policy) {
  reader.optional_text("sync_since", policy.sync_since);
  if (!policy.sync_since) return;
  const std::string& since = *policy.sync_since;
  const bool sound = since.size() == 10 ? static_cast<bool>(start_of_day(since, "UTC"))
                                        : static_cast<bool>(parse_utc(since));
  if (!sound) reader.refuse("sync_since", "invalid_format", "must be a day or a date-time");
}

void read_time_zone(Reader& reader, Policy& policy) {
  std::optional<std::string> zone = policy.time_zone;
  reader.optional_text("time_zone", zone);
  if (zone && !known_time_zone(*zone)) {
    reader.refuse("time_zone", "invalid_format", "no such time zone");
  } else {
    policy.time_zone = zone.value_or("");
  }
}

void read_payment_methods(Reader& reader, Policy& policy) {
  const json::Object* members = reader.map("payment_method_map");
  if (members == nullptr) return;
  policy.payment_method_map.clear();
  for (const auto& [method, account] : *members) {
    if (!reader.row_name("payment_method_map", method)) continue;
    const std::string place = "payment_method_map." + method;
    if (!account.is_null() && !account.is_string()) {
      reader.refuse(place, "invalid_format", "must be a bank account or null");
    } else if (account.is_null() || text::trim(account.string()).empty()) {
      policy.payment_method_map[method] = std::nullopt;
    } else {
      policy.payment_method_map[method] = std::string(text::trim(account.string()));
    }
  }
}

void read_tax_rates(Reader& reader, Policy& policy) {
  const json::Object* members = reader.map("tax_rate_map");
  if (members == nullptr) return;
  policy.tax_rate_map.clear();
  for (const auto& [written, rate] : *members) {
    if (!reader.row_name("tax_rate_map", written)) continue;
    const auto key = percentage_key(std::string_view(written));
    const std::string place = "tax_rate_map." + key.value_or(written);
    if (!key) {
      reader.refuse(place, "invalid_format", "must be a percentage that is not negative");
    } else if (!rate.is_null() && !rate.is_string()) {
      reader.refuse(place, "invalid_format", "must be a tax rate");
    } else if (rate.is_null() || text::trim(rate.string()).empty()) {
      continue;  // an emptied row is a removed row
    } else if (!policy.tax_rate_map.emplace(*key, text::trim(rate.string())).second) {
      reader.refuse(place, "invalid_format", "the percentage stands here twice");
    }
  }
}

void read_rule(const json::Value& value, std::string path, std::vector<FieldError>& errors,
               TaxRateRule& rule) {
  Reader reader(value, std::move(path), errors);
  reader.optional_text("country_group", rule.country_group);
  reader.optional_text("product_class", rule.product_class);
  const auto rate = reader.required_text("tax_rate_id", "a rule needs a tax rate");
  const auto percentage = reader.required_text("percentage", "a rule needs a percentage");
  reader.refuse_unknown();
  static constexpr std::string_view groups[] = {"GBIE", "EU", "US", "CA", "ALL"};
  if (rule.country_group && std::ranges::find(groups, *rule.country_group) == std::end(groups)) {
    reader.refuse("country_group", "out_of_range", "must be one of GBIE EU US CA ALL");
  }
  rule.tax_rate_id = rate.value_or("");
  if (!percentage) return;
  if (const auto key = percentage_key(std::string_view(*percentage))) {
    rule.percentage = *parse_rate(*key);
  } else {
    reader.refuse("percentage", "invalid_format", "must be a percentage that is not negative");
  }
}

void read_rules(Reader& reader, std::vector<FieldError>& errors, Policy& policy) {
  const json::Array* items = reader.list("tax_rate_rules");
  if (items == nullptr) return;
  policy.tax_rate_rules.clear();
  for (std::size_t i = 0; i < items->size(); ++i) {
    const std::string path = "tax_rate_rules." + std::to_string(i);
    TaxRateRule& rule = policy.tax_rate_rules.emplace_back();
    if ((*items)[i].is_object()) {
      read_rule((*items)[i], path, errors, rule);
    } else {
      reader.refuse(path, "invalid_format", "must be an object");
    }
  }
}

void read_goods_types(Reader& reader, Policy& policy) {
  const json::Object* members = reader.map("product_type_eu_goods_map");
  if (members == nullptr) return;
  policy.product_type_eu_goods_map.clear();
  for (const auto& [type, word] : *members) {
    if (!reader.row_name("product_type_eu_goods_map", type)) continue;
    const std::string place = "product_type_eu_goods_map." + type;
    const bool text = word.is_string();
    if (word.is_null() || (text && text::trim(word.string()).empty())) {
      continue;  // an emptied row is a removed row
    } else if (!text) {
      reader.refuse(place, "invalid_format", "must be GOODS or SERVICES");
    } else if (word.string() != "GOODS" && word.string() != "SERVICES") {
      reader.refuse(place, "out_of_range", "must be one of GOODS SERVICES");
    } else {
      policy.product_type_eu_goods_map[type] = word.string();
    }
  }
}

void read_consolidation(Reader& outer, std::vector<FieldError>& errors, Policy& policy) {
  const json::Value* found = outer.member("b2c_consolidation");
  if (found == nullptr || found->is_null()) return;
  if (!found->is_object()) {
    return outer.refuse("b2c_consolidation", "invalid_format", "must be an object");
  }
  Consolidation& consolidation = policy.b2c_consolidation;
  Reader reader(*found, "b2c_consolidation", errors);
  reader.boolean("enabled", consolidation.enabled);
  reader.plain_text("fallback_contact_name", consolidation.fallback_contact_name, 100);
  reader.optional_text("fallback_contact_email", consolidation.fallback_contact_email, 100);
  reader.plain_text("fallback_contact_reference", consolidation.fallback_contact_reference, 10);
  reader.money("min_total_for_individual", std::nullopt, consolidation.min_total_for_individual);
  reader.boolean("always_individual_for_b2b", consolidation.always_individual_for_b2b);
  const auto& email = consolidation.fallback_contact_email;
  if (email && !looks_like_email(*email)) {
    reader.refuse("fallback_contact_email", "invalid_format", "must be an e-mail address");
  }
  reader.refuse_unknown();
}

}  // namespace

Policy read_policy(const json::Value& value, std::vector<FieldError>& errors) {
  Policy policy;
  if (!value.is_object()) {
    errors.push_back({"", "invalid_format", "the policy must be an object"});
    return policy;
  }
  Reader reader(value, "", errors);
  reader.boolean("sync_unpaid_invoices", policy.sync_unpaid_invoices);
  reader.boolean("sync_zero_value_invoices", policy.sync_zero_value_invoices);
  read_since(reader, policy);
  read_time_zone(reader, policy);
  reader.ids("website_filter", policy.website_filter);
  reader.ids("store_filter", policy.store_filter);
  reader.boolean("sync_products", policy.sync_products);
  reader.boolean("sync_stock", policy.sync_stock);
  reader.optional_text("default_tax_rate_id", policy.default_tax_rate_id);
  reader.optional_text("zero_tax_rate_id", policy.zero_tax_rate_id);
  reader.optional_text("default_ledger_account_id", policy.default_ledger_account_id);
  reader.optional_text("default_bank_account_id", policy.default_bank_account_id);
  reader.optional_text("default_purchase_ledger_account_id",
                       policy.default_purchase_ledger_account_id);
  reader.optional_text("shipping_ledger_account_id", policy.shipping_ledger_account_id);
  reader.optional_text("adjustment_ledger_account_id", policy.adjustment_ledger_account_id);
  reader.optional_text("gift_card_ledger_account_id", policy.gift_card_ledger_account_id);
  reader.optional_text("store_credit_ledger_account_id", policy.store_credit_ledger_account_id);
  reader.optional_text("fixed_product_tax_ledger_account_id",
                       policy.fixed_product_tax_ledger_account_id);
  reader.optional_text("rounding_ledger_account_id", policy.rounding_ledger_account_id);
  reader.money("rounding_tolerance", Amount{Amount::one}, policy.rounding_tolerance);
  read_payment_methods(reader, policy);
  read_tax_rates(reader, policy);
  read_rules(reader, errors, policy);
  reader.optional_text("invoice_number_prefix", policy.invoice_number_prefix, prefix_limit);
  reader.one_of("customer_name_priority", {"Company", "Person"}, policy.customer_name_priority);
  reader.one_of("default_eu_goods_services_type", {"GOODS", "SERVICES"},
                policy.default_eu_goods_services_type);
  read_goods_types(reader, policy);
  read_consolidation(reader, errors, policy);
  reader.refuse_unknown();
  return policy;
}

Result<Policy> parse_policy(const json::Value& value, std::vector<FieldError>& errors) {
  const std::size_t before = errors.size();
  Policy policy = read_policy(value, errors);
  if (errors.size() == before) return policy;
  Error error = Error::in_field(errors[before].field, "the policy has refused fields");
  error.code = errors[before].code;
  return error;
}

}  // namespace byte8::model
