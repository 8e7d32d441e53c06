// Brings every amount to the minor unit so that nets and taxes add up to the store's total and tax
// exactly.

#include <algorithm>

#include "sync/plan_parts.h"

namespace byte8::sync {

namespace {

using model::Amount;

Amount magnitude(Amount amount) {
  return amount.negative() ? -amount : amount;
}

// Rounds the amounts half up, then moves single units where rounding took most, never past the
// exact value's neighbours. Returns what still misses from the target: 0 whenever the exact amounts
// add up to it.
Amount round_to_sum(const std::vector<Amount*>& amounts, Amount target, int digits) {
  struct Rounded {
    Amount* amount;
    Amount lost;
  };
  Amount unit{Amount::one};
  for (int i = 0; i < digits; ++i) unit.units /= 10;
  std::vector<Rounded> rounded;
  Amount missing = target;
  for (Amount* amount : amounts) {
    const Amount exact = *amount;
    *amount = model::round_to(exact, digits);
    missing = missing - *amount;
    if (*amount != exact) rounded.push_back({amount, exact - *amount});
  }
  const bool more = !missing.negative();
  std::ranges::sort(rounded, [more](const Rounded& a, const Rounded& b) {
    if (a.lost != b.lost) return more ? a.lost > b.lost : a.lost < b.lost;
    return a.amount < b.amount;  // both in one list: the earlier part first
  });
  for (const Rounded& each : rounded) {
    const bool useful = more ? each.lost.units > 0 : each.lost.negative();
    if (magnitude(missing) < unit || !useful) break;
    *each.amount = more ? *each.amount + unit : *each.amount - unit;
    missing = more ? missing - unit : missing + unit;
  }
  return missing;
}

Hold differ(const model::Document& document, const Parts& parts, Amount planned) {
  return Hold{.code = "totals_differ",
              .message = "the store's total is " + money_text(parts.total, document.currency) +
                         ", the ledger would have " + money_text(planned, document.currency),
              .sums = Sums{.store = parts.total, .planned = planned}};
}

std::optional<Hold> refuse_negative_nets(const Parts& parts) {
  for (const Part& part : parts.list) {
    if (part.kind == PartKind::rounding || part.deduction() || !part.net.negative()) continue;
    return Hold{.code = "negative_amount",
                .message = "a discount of the store's document is larger than what it is taken off",
                .sums = std::nullopt};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Hold> close_parts(const model::Document& document, Amount rounding_tolerance,
                                Parts& parts) {
  if (auto hold = refuse_negative_nets(parts)) return hold;
  const int digits = std::min(model::minor_digits(document.currency), 2);
  std::vector<Amount*> nets;
  std::vector<Amount*> taxes;
  bool whole = parts.total == document.grand_total;
  for (Part& part : parts.list) {
    whole = whole && model::round_to(part.net, digits) == part.net;
    nets.push_back(&part.net);
    taxes.push_back(&part.tax);
  }
  if (!whole) add_note(parts.notes, "rounded_to_minor_unit");
  const Amount tax_missing = round_to_sum(taxes, parts.tax, digits);
  const Amount net_missing = round_to_sum(nets, parts.total - parts.tax, digits);
  if (!tax_missing.zero() || !net_missing.zero()) {
    return differ(document, parts, parts.total - net_missing - tax_missing);
  }
  std::erase_if(parts.list, [](const Part& part) {
    return part.kind == PartKind::rounding && part.net.zero();
  });
  const auto rounding = std::ranges::find(parts.list, PartKind::rounding, &Part::kind);
  if (rounding == parts.list.end()) return std::nullopt;
  if (magnitude(rounding->net) > rounding_tolerance) {
    return differ(document, parts, parts.total - rounding->net);
  }
  add_note(parts.notes, "rounding_line");
  return std::nullopt;
}

}  // namespace byte8::sync
