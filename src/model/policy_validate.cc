// The policy against the business it is for: what must exist there and what is required.

#include <algorithm>

#include "base/text.h"
#include "model/policy.h"

namespace byte8::model {

namespace {

using Id = std::optional<std::string>;

class Check {
 public:
  Check(const Policy& policy, const Reference& reference)
      : policy_(policy), reference_(reference) {}

  void refuse(std::string field, std::string code, std::string message) {
    errors_.push_back({std::move(field), std::move(code), std::move(message)});
  }

  void required(const char* field, bool present, std::string message) {
    if (!present) refuse(field, "required", std::move(message));
  }

  void tax_rate(const std::string& field, const Id& id) {
    if (id && reference_.tax_rate(*id) == nullptr) {
      refuse(field, "not_in_reference", "the business has no such tax rate");
    }
  }

  void bank_account(const std::string& field, const Id& id) {
    if (id && reference_.bank_account(*id) == nullptr) {
      refuse(field, "not_in_reference", "the business has no such bank account");
    }
  }

  void account(const char* field, const Id& id, bool LedgerAccount::* visible, const char* where) {
    if (!id) return;
    const LedgerAccount* found = reference_.ledger_account(*id);
    if (found == nullptr || !(found->*visible)) {
      refuse(field, "not_in_reference",
             std::string("no ledger account that is visible in ") + where);
    }
  }

  void sales_account(const char* field, const Id& id) {
    account(field, id, &LedgerAccount::visible_in_sales, "sales");
  }

  void zero_rate() {
    const Id& id = policy_.zero_tax_rate_id;
    tax_rate("zero_tax_rate_id", id);
    const TaxRate* rate = id ? reference_.tax_rate(*id) : nullptr;
    if (rate != nullptr && !rate->percentage.zero()) {
      refuse("zero_tax_rate_id", "out_of_range", "a rate of 0 % is needed here");
    }
  }

  // Two rules for the same case would leave it to chance which one counts.
  void rules() {
    const std::vector<TaxRateRule>& all = policy_.tax_rate_rules;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string path = "tax_rate_rules." + std::to_string(i);
      tax_rate(path + ".tax_rate_id", all[i].tax_rate_id);
      const auto same = [&rule = all[i]](const TaxRateRule& other) {
        return other.country_group == rule.country_group && other.percentage == rule.percentage &&
               other.product_class == rule.product_class;
      };
      if (std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), same)) {
        refuse(path, "invalid_format", "a rule for this case stands here already");
      }
    }
  }

  void consolidation(const BusinessFacts& business) {
    const Consolidation& settings = policy_.b2c_consolidation;
    if (settings.enabled) {
      const char* needed = "is needed while consolidation is on";
      required("b2c_consolidation.fallback_contact_name", !settings.fallback_contact_name.empty(),
               needed);
      required("b2c_consolidation.fallback_contact_email",
               settings.fallback_contact_email.has_value(), needed);
      required("b2c_consolidation.fallback_contact_reference",
               !settings.fallback_contact_reference.empty(), needed);
    }
    // Foreign currencies add a letter to the reference, which holds ten characters.
    const std::size_t limit = business.multi_currency ? 9 : 10;
    if (text::code_points(settings.fallback_contact_reference) > limit) {
      refuse("b2c_consolidation.fallback_contact_reference", "too_long",
             "at most " + std::to_string(limit) + " characters");
    }
  }

  std::vector<FieldError> take() { return std::move(errors_); }

 private:
  const Policy& policy_;
  const Reference& reference_;
  std::vector<FieldError> errors_;
};

}  // namespace

std::vector<FieldError> validate(const Policy& policy, const Reference& reference,
                                 const BusinessFacts& business) {
  Check check(policy, reference);
  check.required("time_zone", !policy.time_zone.empty(),
                 "a time zone is needed for the date of documents");
  check.required("default_tax_rate_id", policy.default_tax_rate_id.has_value(),
                 "documents wait until there is a default tax rate");
  check.tax_rate("default_tax_rate_id", policy.default_tax_rate_id);
  check.zero_rate();
  check.required("default_ledger_account_id", policy.default_ledger_account_id.has_value(),
                 "documents wait until there is a default sales account");
  check.sales_account("default_ledger_account_id", policy.default_ledger_account_id);
  check.bank_account("default_bank_account_id", policy.default_bank_account_id);
  check.required("default_purchase_ledger_account_id",
                 !policy.sync_products || policy.default_purchase_ledger_account_id.has_value(),
                 "products need a purchase account");
  check.account("default_purchase_ledger_account_id", policy.default_purchase_ledger_account_id,
                &LedgerAccount::visible_in_expenses, "expenses");
  check.required("sync_products", !policy.sync_stock || policy.sync_products,
                 "stock needs products to be on");
  check.sales_account("shipping_ledger_account_id", policy.shipping_ledger_account_id);
  check.sales_account("adjustment_ledger_account_id", policy.adjustment_ledger_account_id);
  check.sales_account("gift_card_ledger_account_id", policy.gift_card_ledger_account_id);
  check.sales_account("store_credit_ledger_account_id", policy.store_credit_ledger_account_id);
  check.sales_account("fixed_product_tax_ledger_account_id",
                      policy.fixed_product_tax_ledger_account_id);
  check.sales_account("rounding_ledger_account_id", policy.rounding_ledger_account_id);
  for (const auto& [method, account] : policy.payment_method_map) {
    check.bank_account("payment_method_map." + method, account);
  }
  for (const auto& [percentage, rate] : policy.tax_rate_map) {
    check.tax_rate("tax_rate_map." + percentage, rate);
  }
  check.rules();
  check.consolidation(business);
  return check.take();
}

}  // namespace byte8::model
