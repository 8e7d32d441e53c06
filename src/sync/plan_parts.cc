#include "sync/plan_parts.h"

#include <algorithm>

namespace byte8::sync {

namespace {

using model::Amount;
using model::Quantity;
using model::Rate;

constexpr Amount penny{100};

// How far rounding in the store can move a part's tax: half a penny for each unit (the UNIT
// algorithm rounds there), a penny for what the TOTAL algorithm carries over, more where amounts
// were converted.
Amount rounding_slack(Quantity quantity, Rate conversion) {
  const Quantity one{Quantity::one};
  const Quantity units = std::max(quantity, one);
  const Rate factor = std::max(conversion, Rate{Rate::one});
  auto half_pennies = model::multiply(Amount{50}, units, 4);
  if (!half_pennies) return penny;
  auto converted = model::multiply(*half_pennies, factor, 4);
  return converted ? *converted + penny : penny;
}

Hold negative(std::string_view what) {
  return Hold{.code = "negative_amount",
              .message = "the store's document has a negative " + std::string(what),
              .sums = std::nullopt};
}

std::optional<Hold> refuse_negative(const model::Line& line) {
  if (line.qty.negative()) return negative("quantity");
  if (line.line_subtotal.negative()) return negative("row amount");
  if (line.line_tax.negative()) return negative("row tax");
  if (line.discount().negative()) return negative("row discount");
  if (line.qty.zero() && !line.empty()) {
    return Hold{.code = "zero_quantity",
                .message = "a row of the store's document has an amount but no quantity",
                .sums = std::nullopt};
  }
  return std::nullopt;
}

std::optional<Hold> refuse_negative(const model::Document& document) {
  if (document.grand_total.negative()) return negative("total");
  if (document.tax_amount.negative()) return negative("tax");
  if (document.shipping_amount.negative()) return negative("shipping amount");
  if (document.shipping_tax_amount.negative()) return negative("shipping tax");
  if (document.adjustment_positive.negative() || document.adjustment_negative.negative()) {
    return negative("adjustment");
  }
  return std::nullopt;
}

// Helper rows of configurables and bundles are empty; so is a gift, unless the whole document is
// one.
std::optional<Hold> add_items(const model::Document& document, Rate conversion, Parts& parts) {
  const bool all_empty = std::ranges::all_of(document.lines, &model::Line::empty);
  for (const model::Line& line : document.lines) {
    if (line.empty() && !all_empty) continue;
    if (auto hold = refuse_negative(line)) return hold;
    Part part{.kind = PartKind::item,
              .source = &line,
              .quantity = line.qty.zero() ? Quantity{Quantity::one} : line.qty,
              .gross = line.line_subtotal,
              .discount = line.discount_amount.value_or(line.discount()),
              .tax = line.line_tax,
              .slack = rounding_slack(line.qty, conversion)};
    part.settle();
    parts.list.push_back(part);
  }
  return std::nullopt;
}

void add_single(PartKind kind, Amount net, Parts& parts) {
  if (net.zero()) return;
  Part part{.kind = kind, .gross = net};
  part.settle();
  parts.list.push_back(part);
}

// A memo's adjustments carry no tax.
void add_adjustments(const model::Document& document, Parts& parts) {
  add_single(PartKind::adjustment_refund, document.adjustment_positive, parts);
  add_single(PartKind::adjustment_fee, -document.adjustment_negative, parts);
}

void add_shipping(const model::Document& document, Rate conversion, Parts& parts) {
  if (document.shipping_amount.zero() && document.shipping_tax_amount.zero()) return;
  Part part{.kind = PartKind::shipping,
            .gross = document.shipping_amount,
            .tax = document.shipping_tax_amount,
            .slack = rounding_slack(Quantity{Quantity::one}, conversion)};
  part.settle();
  parts.list.push_back(part);
}

}  // namespace

void add_note(std::vector<std::string>& notes, std::string_view note) {
  if (std::ranges::find(notes, note) == notes.end()) notes.emplace_back(note);
}

std::string money_text(Amount amount, std::string_view currency) {
  return model::text(amount) + " " + std::string(currency.substr(0, 3));
}

Amount sum_of(const std::vector<Part>& parts) {
  Amount sum;
  for (const Part& part : parts) sum += part.net + part.tax;
  return sum;
}

PartsOrHold plan_parts(const model::Document& document, const TaxTable& rates,
                       Amount rounding_tolerance) {
  Parts parts;
  const int digits = std::min(model::minor_digits(document.currency), 2);
  parts.total = model::round_to(document.grand_total, digits);
  parts.tax = model::round_to(document.tax_amount, digits);
  const Rate conversion = document.base_to_order_rate.value_or(Rate{Rate::one});
  if (auto hold = refuse_negative(document)) return *hold;
  if (auto hold = add_items(document, conversion, parts)) return *hold;
  add_shipping(document, conversion, parts);
  add_adjustments(document, parts);
  apply_told_terms(document, parts);
  if (auto hold = derive_hidden_terms(document, rates, rounding_tolerance, parts)) return *hold;
  if (auto hold = find_percentages(document, rates, parts)) return *hold;
  if (auto hold = close_parts(document, rounding_tolerance, parts)) return *hold;
  if (parts.list.empty()) {
    return Hold{.code = "no_lines",
                .message = "the store's document has neither rows nor shipping",
                .sums = std::nullopt};
  }
  return parts;
}

}  // namespace byte8::sync
