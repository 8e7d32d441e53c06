#include "sync/plan_product.h"

#include "base/text.h"
#include "sync/clean_text.h"
#include "sync/contact_reference.h"
#include "sync/filters.h"
#include "sync/plan_parts.h"

namespace byte8::sync {

namespace {

constexpr std::size_t description_limit = 255;
constexpr std::size_t code_limit = 255;
constexpr std::size_t stock_code_limit = 30;

// The kind of article; empty for what is no article of its own.
std::string kind_of(const model::Product& product, const model::Policy& policy) {
  const std::string& type = product.product_type;
  if (type == "virtual" || type == "downloadable") return "service";
  if (type != "simple") return "";
  return policy.sync_stock && product.manage_stock ? "stock_item" : "product";
}

std::string first_of(const std::vector<std::string>& ids) {
  return ids.empty() ? "" : ids.front();
}

// The same price for all: neither special nor tier prices are sent.
void plan_price(const model::Product& product, const PlanGround& ground, ItemPlan& plan) {
  if (!product.price) return;
  const bool foreign = product.currency && *product.currency != ground.business.base_currency;
  if (foreign) {
    add_note(plan.notes, "price_in_other_currency");
    return;
  }
  plan.item.price = model::round_to(*product.price, 2);
  plan.item.price_includes_tax = product.price_includes_tax;
  plan.item.price_type_id = first_of(plan.item.kind == "service" ? ground.reference.rate_types
                                                                 : ground.reference.price_types);
  if (plan.item.price_type_id.empty()) add_note(plan.notes, "no_price_type");
}

void plan_stock(const model::Product& product, ItemPlan& plan) {
  const auto& quantity = product.salable_qty ? product.salable_qty : product.stock_qty;
  if (!quantity) return;
  plan.stock = quantity->negative() ? model::Amount{} : *quantity;
  if (quantity->negative()) add_note(plan.notes, "negative_stock_as_zero");
}

std::optional<Hold> plan_code(const model::Product& product, ItemPlan& plan) {
  plan.item.item_code = clean_text(product.sku, code_limit + 1).text;
  const std::size_t limit = plan.item.kind == "stock_item" ? stock_code_limit : code_limit;
  if (plan.item.item_code.empty() || text::code_points(plan.item.item_code) > limit) {
    // A cut code would be another article's.
    return Hold{.code = "sku_too_long",
                .message = "the SKU does not fit the ledger's item code of " +
                           std::to_string(limit) + " characters",
                .sums = std::nullopt};
  }
  return std::nullopt;
}

}  // namespace

ItemOutcome plan_product(const model::Product& product, const PlanGround& ground,
                         const std::string& known_kind) {
  const model::Policy& policy = ground.policy;
  if (own_websites_filtered_out(product.website_ids, policy)) {
    return Skip{.reason = "website_not_in_filter"};
  }
  if (!policy.sync_products) return Skip{.reason = "products_disabled"};
  ItemPlan plan;
  plan.item.kind = kind_of(product, policy);
  if (plan.item.kind.empty()) return Skip{.reason = "PRODUCT_TYPE_NOT_SUPPORTED"};
  if (!known_kind.empty()) plan.item.kind = known_kind;
  if (!policy.default_ledger_account_id) return Incomplete{.field = "default_ledger_account_id"};
  if (!policy.default_purchase_ledger_account_id) {
    return Incomplete{.field = "default_purchase_ledger_account_id"};
  }
  if (auto hold = plan_code(product, plan)) return *hold;
  CleanText name = clean_text(product.name, description_limit, plan.item.item_code);
  if (name.shortened) add_note(plan.notes, "description_shortened");
  plan.item.description = std::move(name.text);
  plan.item.source_guid = document_key(ground.store_key, "product", product.magento_id);
  plan.item.sales_ledger_account_id = *policy.default_ledger_account_id;
  plan.item.purchase_ledger_account_id = *policy.default_purchase_ledger_account_id;
  plan.item.sales_tax_rate_id = policy.default_tax_rate_id.value_or("");
  plan.item.active = product.enabled;
  plan.item.barcode = product.barcode.value_or("");
  if (product.cost) plan.item.cost = model::round_to(*product.cost, 2);
  plan_price(product, ground, plan);
  if (plan.item.kind == "stock_item" && policy.sync_stock && product.manage_stock) {
    plan_stock(product, plan);
  }
  return plan;
}

}  // namespace byte8::sync
