// What the store's payload does not say: discounts of shipping, the tax inside a discount of gross
// prices, fixed product taxes. Derived where header and rows leave one answer, else the document is
// held.

#include <algorithm>

#include "sync/plan_parts.h"

namespace byte8::sync {

namespace {

using model::Amount;
using model::Rate;

constexpr Amount penny{100};

Amount magnitude(Amount amount) {
  return amount.negative() ? -amount : amount;
}

// What remains unexplained after rows, shipping and discounts.
struct Remainder {
  Amount net;  // in the total, on no row
  Amount tax;  // in the header's tax, on no row
};

Hold hidden(const model::Document& document, const Parts& parts, const std::string& term) {
  const Amount planned = sum_of(parts.list);
  return Hold{.code = "hidden_term",
              .message = "the store's total is " + money_text(parts.total, document.currency) +
                         ", its rows and header add up to " +
                         money_text(planned, document.currency) + ": " +
                         money_text(parts.total - planned, document.currency) + " (" + term +
                         ") is in no field of the document",
              .sums = Sums{.store = parts.total, .planned = planned}};
}

// The discount that is in the header but on no row belongs to shipping.
std::optional<Hold> discount_shipping(const model::Document& document, Parts& parts) {
  Amount missing = -document.discount_amount;
  for (const Part& part : parts.list) missing = missing - part.discount;
  if (missing.zero()) return std::nullopt;
  const auto shipping = std::ranges::find(parts.list, PartKind::shipping, &Part::kind);
  // With gross prices the discount may contain tax, which the compensation gives back later.
  if (missing.negative() || shipping == parts.list.end() ||
      missing > shipping->gross + shipping->tax) {
    return hidden(document, parts, "a discount that is on no row");
  }
  shipping->discount = missing;
  shipping->settle();
  add_note(parts.notes, "shipping_discount_derived");
  return std::nullopt;
}

Remainder remainder_of(const model::Document& document, const Parts& parts) {
  Remainder rest{.net = document.grand_total - document.tax_amount, .tax = document.tax_amount};
  for (const Part& part : parts.list) {
    rest.net = rest.net - part.net;
    rest.tax = rest.tax - part.tax;
  }
  return rest;
}

bool any_discount(const Parts& parts) {
  return std::ranges::any_of(parts.list, [](const Part& part) { return !part.discount.zero(); });
}

// The least distance in pennies between the part's tax and a known percentage of its net.
Amount misfit_of_best(const Part& part, const TaxTable& rates) {
  Amount least{INT64_MAX};
  for (const Rate percentage : rates.percentages()) {
    least = std::min(least, misfit(part.net, percentage, part.tax).pennies);
  }
  return least;
}

// Gives each taxed part its share of the compensation: discount × rate ÷ (100 + rate), in pennies,
// the pennies that remain going where rounding took most. False when the sum cannot be that.
bool share_compensation(Amount whole, Rate percentage, std::vector<Part>& parts) {
  struct Share {
    Part* part;
    Amount lost;  // exact share less the rounded one
  };
  std::vector<Share> shares;
  Amount rest = whole;
  Amount allowed = penny;
  const Rate gross_percentage{percentage.units + Rate::one * 100};
  for (Part& part : parts) {
    if (!part.taxed() || part.discount.zero()) continue;
    auto tax_of_all = model::multiply(part.discount, percentage, 4);
    if (!tax_of_all) return false;
    auto exact = model::divide(*tax_of_all, gross_percentage, 4);
    if (!exact) return false;
    part.compensation = model::round_to(*exact, 2);
    shares.push_back({&part, *exact - part.compensation});
    rest = rest - part.compensation;
    allowed += part.slack;
  }
  if (shares.empty() || magnitude(rest) > allowed || rest.units % penny.units != 0) return false;
  const bool more = !rest.negative();
  std::ranges::sort(shares, [more](const Share& a, const Share& b) {
    if (a.lost != b.lost) return more ? a.lost > b.lost : a.lost < b.lost;
    return a.part < b.part;  // both in one list: the earlier part first
  });
  for (std::size_t i = 0; !rest.zero(); i = (i + 1) % shares.size()) {
    Amount& compensation = shares[i].part->compensation;
    compensation = more ? compensation + penny : compensation - penny;
    rest = more ? rest - penny : rest + penny;
  }
  for (const Share& share : shares) share.part->settle();
  return true;
}

// Whether all taxed parts fit this one percentage, and better than they would without compensation.
bool compensation_fits(Rate percentage, const std::vector<Part>& parts) {
  Amount with;
  Amount without;
  for (const Part& part : parts) {
    if (!part.taxed()) continue;
    const Misfit fit = misfit(part.net, percentage, part.tax);
    if (fit.pennies > part.slack || part.net.negative()) return false;
    with += fit.exact;
    without += misfit(part.gross - part.discount, percentage, part.tax).exact;
  }
  return with < without;
}

// Where all taxed parts bear one percentage, the net at that percentage is certain, and so is the
// compensation as a whole. With several percentages it is not, and nothing is derived.
bool derive_compensation(const Remainder& rest, const TaxTable& rates, Parts& parts) {
  if (!rest.tax.zero() || !any_discount(parts)) return false;
  std::optional<std::vector<Part>> derived;
  for (const Rate percentage : rates.percentages()) {
    std::vector<Part> attempt = parts.list;
    if (!share_compensation(rest.net, percentage, attempt)) continue;
    if (!compensation_fits(percentage, attempt)) continue;
    if (derived) return false;  // two percentages explain it: none does
    for (Part& part : attempt) {
      if (part.taxed()) part.percentage = percentage;
    }
    derived = std::move(attempt);
  }
  if (!derived) return false;
  parts.list = std::move(*derived);
  add_note(parts.notes, "discount_tax_compensation_derived");
  return true;
}

// Net and tax are both missing and nothing is discounted: one more charge, taxed like all that is
// taxed.
bool derive_extra_charge(const Remainder& rest, const TaxTable& rates, Parts& parts) {
  if (any_discount(parts) || rest.net.negative() || rest.net.zero() || rest.tax.negative() ||
      rest.tax.zero()) {
    return false;
  }
  std::optional<Rate> percentage;
  for (const Part& part : parts.list) {
    if (!part.taxed()) continue;
    std::vector<Rate> tied;
    const auto found = clear_percentage(part, rates, false, tied);
    if (!found || (percentage && *percentage != *found)) return false;
    percentage = found;
  }
  if (!percentage || misfit(rest.net, *percentage, rest.tax).pennies > penny) return false;
  Part charge{.kind = PartKind::extra_charge,
              .gross = rest.net,
              .tax = rest.tax,
              .slack = penny,
              .percentage = percentage};
  charge.settle();
  parts.list.push_back(charge);
  add_note(parts.notes, "fixed_product_tax_derived");
  return true;
}

std::string name_of(const Remainder& rest, const Parts& parts) {
  if (!rest.tax.zero()) return "a fixed product tax or another charge with its tax";
  if (rest.net.negative()) return "a gift card, store credit or reward points";
  return any_discount(parts) ? "discount tax compensation" : "a charge without tax";
}

// The original module's memo has no header discount: shipping is shown before its discount, with
// the tax after it. What the total lacks is that discount when the tax fits what then remains.
bool derive_memo_shipping(const model::Document& document, const Remainder& rest,
                          const TaxTable& rates, Parts& parts) {
  if (document.header_is_complete || !rest.net.negative() || !rest.tax.zero()) return false;
  const auto shipping = std::ranges::find(parts.list, PartKind::shipping, &Part::kind);
  if (shipping == parts.list.end() || -rest.net > shipping->net) return false;
  Part reduced = *shipping;
  reduced.discount = reduced.discount - rest.net;
  reduced.settle();
  if (reduced.taxed()) {
    // The tax must say it: near a percentage of what remains, and of nothing before.
    if (misfit_of_best(reduced, rates) > penny || misfit_of_best(*shipping, rates) <= penny) {
      return false;
    }
  } else if (!reduced.net.zero()) {
    return false;  // untaxed and still charged: any amount would fit
  }
  *shipping = reduced;
  add_note(parts.notes, "shipping_discount_derived");
  return true;
}

}  // namespace

std::optional<Hold> derive_hidden_terms(const model::Document& document, const TaxTable& rates,
                                        Amount rounding_tolerance, Parts& parts) {
  if (auto hold = discount_shipping(document, parts)) return hold;
  const Remainder rest = remainder_of(document, parts);
  if (rest.net.zero() && rest.tax.zero()) return std::nullopt;
  if (derive_memo_shipping(document, rest, rates, parts)) return std::nullopt;
  if (derive_compensation(rest, rates, parts)) return std::nullopt;
  if (derive_extra_charge(rest, rates, parts)) return std::nullopt;
  if (!rest.tax.zero() || magnitude(rest.net) > rounding_tolerance) {
    return hidden(document, parts, name_of(rest, parts));
  }
  Part rounding{.kind = PartKind::rounding, .gross = rest.net};
  rounding.settle();
  parts.list.push_back(rounding);
  return std::nullopt;
}

}  // namespace byte8::sync
