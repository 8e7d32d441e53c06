#include "store/facts.h"

#include <optional>

#include "base/json.h"

namespace byte8::store {
namespace {

std::optional<std::string> filled(std::string text) {
  if (text.empty()) return std::nullopt;
  return text;
}

json::Value parsed(const BusinessRow& business) {
  auto value = json::parse(business.facts);
  return value ? *std::move(value) : json::Value();
}

}  // namespace

std::string facts_text(const model::BusinessFacts& facts, std::string_view subscription) {
  return json::write(json::object({{"country", facts.country},
                                   {"base_currency", facts.base_currency},
                                   {"multi_currency", facts.multi_currency},
                                   {"accounts_start_date", facts.accounts_start_date},
                                   {"year_end_lockdown_date", facts.year_end_lockdown_date},
                                   {"subscription", subscription}}));
}

model::BusinessFacts facts_of(const BusinessRow& business) {
  const json::Value value = parsed(business);
  const json::Value* multi = value.find("multi_currency");
  return {.country = value.text_or("country"),
          .base_currency = value.text_or("base_currency"),
          .multi_currency = multi != nullptr && multi->is_bool() && multi->boolean(),
          .accounts_start_date = filled(value.text_or("accounts_start_date")),
          .year_end_lockdown_date = filled(value.text_or("year_end_lockdown_date"))};
}

std::string subscription_of(const BusinessRow& business) {
  return parsed(business).text_or("subscription");
}

}  // namespace byte8::store
