#include "model/policy.h"

#include "base/text.h"

namespace byte8::model {

namespace {

json::Value ids_json(const std::vector<std::int64_t>& ids) {
  json::Array list;
  for (std::int64_t id : ids) list.emplace_back(id);
  return list;
}

template <typename Map>
json::Value map_json(const Map& map) {
  json::Object object;
  for (const auto& [key, value] : map) object.emplace_back(key, json::Value(value));
  return object;
}

json::Value rules_json(const std::vector<TaxRateRule>& rules) {
  json::Array list;
  for (const TaxRateRule& rule : rules) {
    list.push_back(json::object({{"country_group", rule.country_group},
                                 {"percentage", percentage_key(rule.percentage)},
                                 {"product_class", rule.product_class},
                                 {"tax_rate_id", rule.tax_rate_id}}));
  }
  return list;
}

json::Value consolidation_json(const Consolidation& consolidation) {
  return json::object({{"enabled", consolidation.enabled},
                       {"fallback_contact_name", consolidation.fallback_contact_name},
                       {"fallback_contact_email", consolidation.fallback_contact_email},
                       {"fallback_contact_reference", consolidation.fallback_contact_reference},
                       {"min_total_for_individual", text2(consolidation.min_total_for_individual)},
                       {"always_individual_for_b2b", consolidation.always_individual_for_b2b}});
}

}  // namespace

std::string percentage_key(Rate percentage) {
  std::string key = text(percentage);
  const std::size_t point = key.find('.');
  if (point == std::string::npos) return key + ".00";
  if (key.size() - point == 2) key += '0';
  return key;
}

std::optional<std::string> percentage_key(std::string_view text) {
  std::string_view number = text::trim(text);
  if (number.ends_with('%')) number = text::trim(number.substr(0, number.size() - 1));
  auto rate = parse_rate(number);
  if (!rate || rate->negative()) return std::nullopt;
  return percentage_key(*rate);
}

json::Value to_json(const Policy& policy) {
  return json::object(
      {{"sync_unpaid_invoices", policy.sync_unpaid_invoices},
       {"sync_zero_value_invoices", policy.sync_zero_value_invoices},
       {"sync_since", policy.sync_since},
       {"time_zone", policy.time_zone.empty() ? json::Value() : json::Value(policy.time_zone)},
       {"website_filter", ids_json(policy.website_filter)},
       {"store_filter", ids_json(policy.store_filter)},
       {"sync_products", policy.sync_products},
       {"sync_stock", policy.sync_stock},
       {"default_tax_rate_id", policy.default_tax_rate_id},
       {"zero_tax_rate_id", policy.zero_tax_rate_id},
       {"default_ledger_account_id", policy.default_ledger_account_id},
       {"default_bank_account_id", policy.default_bank_account_id},
       {"default_purchase_ledger_account_id", policy.default_purchase_ledger_account_id},
       {"shipping_ledger_account_id", policy.shipping_ledger_account_id},
       {"adjustment_ledger_account_id", policy.adjustment_ledger_account_id},
       {"gift_card_ledger_account_id", policy.gift_card_ledger_account_id},
       {"store_credit_ledger_account_id", policy.store_credit_ledger_account_id},
       {"fixed_product_tax_ledger_account_id", policy.fixed_product_tax_ledger_account_id},
       {"rounding_ledger_account_id", policy.rounding_ledger_account_id},
       {"rounding_tolerance", text2(policy.rounding_tolerance)},
       {"payment_method_map", map_json(policy.payment_method_map)},
       {"tax_rate_map", map_json(policy.tax_rate_map)},
       {"tax_rate_rules", rules_json(policy.tax_rate_rules)},
       {"invoice_number_prefix", policy.invoice_number_prefix},
       {"customer_name_priority", policy.customer_name_priority},
       {"default_eu_goods_services_type", policy.default_eu_goods_services_type},
       {"product_type_eu_goods_map", map_json(policy.product_type_eu_goods_map)},
       {"b2c_consolidation", consolidation_json(policy.b2c_consolidation)}});
}

}  // namespace byte8::model
