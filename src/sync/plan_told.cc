// The terms of a total that our own module says and the original leaves out: nothing of them has to
// be derived.

#include <algorithm>

#include "sync/plan_parts.h"

namespace byte8::sync {

namespace {

using model::Amount;

Amount said(const std::optional<Amount>& amount) {
  const Amount value = amount.value_or(Amount{});
  return value.negative() ? -value : value;
}

void tell_items(Parts& parts) {
  for (Part& part : parts.list) {
    if (part.kind != PartKind::item) continue;
    const model::Line& line = *part.source;
    if (line.compensation) {
      part.compensation = *line.compensation;
      part.settle();
    }
    // Magento's own percentage; a row that bears no tax has none, whatever the rule said.
    if (line.tax_percent && part.taxed() && !line.tax_percent->zero()) {
      part.percentage = line.tax_percent;
    }
  }
}

void tell_shipping(const model::Terms& terms, Parts& parts) {
  const auto shipping = std::ranges::find(parts.list, PartKind::shipping, &Part::kind);
  if (shipping == parts.list.end()) return;
  if (terms.shipping_discount) shipping->discount = said(terms.shipping_discount);
  if (terms.shipping_compensation) shipping->compensation = *terms.shipping_compensation;
  shipping->settle();
}

// Fixed product taxes with their tax: what the header's tax has beyond rows and shipping.
void tell_fixed_taxes(const model::Document& document, Parts& parts) {
  const Amount charge = said(document.terms.fixed_product_tax);
  if (charge.zero()) return;
  Part part{.kind = PartKind::extra_charge, .gross = charge, .slack = Amount{100}};
  part.tax = document.tax_amount;
  for (const Part& other : parts.list) part.tax = part.tax - other.tax;
  // Without a complete header nothing is known of its tax: then it is derived or held later.
  if (!document.header_is_complete || part.tax.negative()) part.tax = Amount{};
  part.settle();
  parts.list.push_back(part);
}

void deduct(PartKind kind, const std::optional<Amount>& amount, Parts& parts) {
  if (said(amount).zero()) return;
  Part part{.kind = kind, .gross = -said(amount)};
  part.settle();
  parts.list.push_back(part);
}

}  // namespace

void apply_told_terms(const model::Document& document, Parts& parts) {
  tell_items(parts);
  tell_shipping(document.terms, parts);
  tell_fixed_taxes(document, parts);
  deduct(PartKind::gift_card, document.terms.gift_card, parts);
  deduct(PartKind::store_credit, document.terms.store_credit, parts);
}

}  // namespace byte8::sync
