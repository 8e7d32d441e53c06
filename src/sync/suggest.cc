#include "sync/suggest.h"

#include <algorithm>

namespace byte8::sync {

namespace {

using model::Rate;
using model::Reference;
using model::TaxRate;

std::optional<std::string> visible_rate(const Reference& reference, const std::string& id) {
  const TaxRate* rate = reference.tax_rate(id);
  if (rate == nullptr || !rate->visible) return std::nullopt;
  return id;
}

// Several rates can have one percentage (zero, exempt, no tax); the ordinary one has the lower
// number.
int rank(const TaxRate& rate) {
  if (rate.id.ends_with("_STANDARD")) return 0;
  if (rate.id.ends_with("_LOWER") || rate.id.ends_with("_REDUCED")) return 1;
  return rate.id.ends_with("_ZERO") ? 2 : 3;
}

void map_tax_rates(const Reference& reference, std::string_view day, model::Policy& policy) {
  std::map<std::string, const TaxRate*> best;
  for (const TaxRate& rate : reference.tax_rates) {
    if (!rate.visible || rate.combined) continue;
    const auto [entry, added] = best.try_emplace(percentage_key(rate.percentage_on(day)), &rate);
    if (!added && rank(rate) < rank(*entry->second)) entry->second = &rate;
  }
  for (const auto& [percentage, rate] : best) policy.tax_rate_map[percentage] = rate->id;
}

std::optional<std::string> sales_account(const Reference& reference) {
  std::optional<std::string> first;
  for (const model::LedgerAccount& account : reference.ledger_accounts) {
    if (!account.visible_in_sales) continue;
    if (account.name.contains("(4000)")) return account.id;
    if (!first) first = account.id;
  }
  return first;
}

std::optional<std::string> bank_account(const Reference& reference, const std::string& currency) {
  for (const std::string_view type : {"CHECKING", ""}) {
    for (const model::BankAccount& account : reference.bank_accounts) {
      if (account.type == type && account.currency == currency) return account.id;
    }
  }
  return std::nullopt;
}

// Writes a suggestion field by field, each with its reason.
class Suggesting {
 public:
  Suggesting(const Reference& reference, const model::BusinessFacts& business, Millis since)
      : reference_(reference), business_(business) {
    out_.policy.sync_since = utc_text(since);
  }

  Suggestion take() {
    because("sync_since",
            "documents from before the connection stay out; clear it to take all of them");
    time_zone();
    rates();
    accounts();
    out_.policy.product_type_eu_goods_map = {{"simple", "GOODS"},     {"configurable", "GOODS"},
                                             {"bundle", "GOODS"},     {"grouped", "GOODS"},
                                             {"virtual", "SERVICES"}, {"downloadable", "SERVICES"}};
    because("product_type_eu_goods_map",
            "what Magento's own product types are: virtual and downloadable ones are services");
    because("website_filter",
            "all websites; where the store has another binding, each names its own");
    because("payment_method_map",
            "nothing is mapped yet: payments go to the default bank account, or documents stay "
            "unpaid when there is none");
    const json::Value document = to_json(out_.policy);
    for (const auto& [key, unused] : document.object()) {
      out_.reasons.try_emplace(key, "as usual; nothing in the business says otherwise");
    }
    return std::move(out_);
  }

 private:
  void because(const char* key, std::string reason) { out_.reasons[key] = std::move(reason); }

  void time_zone() {
    out_.policy.time_zone = default_time_zone(business_.country);
    because("time_zone", out_.policy.time_zone.empty()
                             ? "the country has several: choose the one of your documents"
                             : "the time zone of the business's country");
  }

  void rate(const char* key, const std::string& id, std::optional<std::string>& into) {
    into = visible_rate(reference_, id);
    because(key, into ? "the country's own rate, " + id : "the business shows no rate " + id);
  }

  void rates() {
    rate("default_tax_rate_id", business_.country + "_STANDARD", out_.policy.default_tax_rate_id);
    rate("zero_tax_rate_id", business_.country + "_ZERO", out_.policy.zero_tax_rate_id);
    map_tax_rates(reference_, out_.policy.sync_since->substr(0, 10), out_.policy);
    because("tax_rate_map", "one visible rate of the business for each percentage of today");
  }

  void accounts() {
    model::Policy& policy = out_.policy;
    policy.default_ledger_account_id = sales_account(reference_);
    because("default_ledger_account_id",
            policy.default_ledger_account_id
                ? "the sales account 4000, else the first one visible in sales"
                : "the business shows no account in sales");
    policy.default_bank_account_id = bank_account(reference_, business_.base_currency);
    because("default_bank_account_id", policy.default_bank_account_id
                                           ? "a current account in " + business_.base_currency
                                           : "no bank account in " + business_.base_currency);
    because("default_purchase_ledger_account_id", "only needed when products are synced");
    for (const char* key : {"shipping_ledger_account_id", "adjustment_ledger_account_id",
                            "gift_card_ledger_account_id", "store_credit_ledger_account_id",
                            "fixed_product_tax_ledger_account_id", "rounding_ledger_account_id"}) {
      because(key, "the default sales account takes these lines until another one is chosen");
    }
  }

  const Reference& reference_;
  const model::BusinessFacts& business_;
  Suggestion out_;
};

}  // namespace

Suggestion explained_suggestion(const Reference& reference, const model::BusinessFacts& business,
                                Millis since) {
  return Suggesting(reference, business, since).take();
}

model::Policy suggest(const Reference& reference, const model::BusinessFacts& business,
                      Millis since) {
  return explained_suggestion(reference, business, since).policy;
}

std::string default_time_zone(std::string_view country) {
  if (country == "IE") return "Europe/Dublin";
  return country == "CA" ? "" : "Europe/London";
}

}  // namespace byte8::sync
