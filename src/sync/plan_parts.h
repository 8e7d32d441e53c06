#pragma once
// The money of one invoice on its way from the store's rows to ledger lines: what the header hides
// is derived, every part gets its tax percentage, and all amounts are brought to the minor unit.
// Used by plan.cc only.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/canonical.h"
#include "sync/plan.h"
#include "sync/tax_table.h"

namespace byte8::sync {

enum class PartKind : std::uint8_t {
  item,
  shipping,
  extra_charge,  // fixed product taxes
  gift_card,     // taken off the total, as store_credit
  store_credit,
  adjustment_refund,
  adjustment_fee,  // kept back of a memo
  rounding
};

// One future line. Amounts are exact (four places) until close_parts() rounds net and tax.
struct Part {
  PartKind kind = PartKind::item;
  const model::Line* source = nullptr;  // items only
  model::Quantity quantity{model::Quantity::one};
  model::Amount gross;         // before discount, without tax
  model::Amount discount;      // as the store says it
  model::Amount compensation;  // tax inside a discount of gross prices, derived
  model::Amount net;           // gross - discount + compensation
  model::Amount tax;
  model::Amount slack;                    // how far the store's own rounding can move the tax
  std::optional<model::Rate> percentage;  // set once known; 0 for a part without tax

  bool taxed() const { return !tax.zero(); }
  // These are taken off the total and have a negative net.
  bool deduction() const {
    return kind == PartKind::gift_card || kind == PartKind::store_credit ||
           kind == PartKind::adjustment_fee;
  }
  void settle() { net = gross - discount + compensation; }
};

struct Parts {
  std::vector<Part> list;
  model::Amount total;  // the store's, rounded to the minor unit
  model::Amount tax;
  std::vector<std::string> notes;
};

using PartsOrHold = std::variant<Parts, Hold>;

// Rows and shipping as parts, hidden terms derived, percentages found, everything rounded so that
// the parts add up to total and tax exactly; or the hold that says why this cannot be done.
PartsOrHold plan_parts(const model::Document& document, const TaxTable& rates,
                       model::Amount rounding_tolerance);

// The steps, each in a file of its own.
// What our own module says of the terms that the original leaves out.
void apply_told_terms(const model::Document& document, Parts& parts);
std::optional<Hold> derive_hidden_terms(const model::Document& document, const TaxTable& rates,
                                        model::Amount rounding_tolerance, Parts& parts);
std::optional<Hold> find_percentages(const model::Document& document, const TaxTable& rates,
                                     Parts& parts);
std::optional<Hold> close_parts(const model::Document& document, model::Amount rounding_tolerance,
                                Parts& parts);

// The distance between a part's tax and a percentage of a net amount: exact, and in whole pennies.
struct Misfit {
  model::Amount pennies;
  model::Amount exact;
};
Misfit misfit(model::Amount net, model::Rate percentage, model::Amount tax);

// The percentage that a part's tax shows, when exactly one known percentage fits best. `tied`
// receives all that fit equally well. The net after discount is tried first, unless the shop taxes
// before discount.
std::optional<model::Rate> clear_percentage(const Part& part, const TaxTable& rates,
                                            bool before_discount, std::vector<model::Rate>& tied);

void add_note(std::vector<std::string>& notes, std::string_view note);
// "12.50 GBP"
std::string money_text(model::Amount amount, std::string_view currency);
// The total of what is known: nets and taxes of all parts.
model::Amount sum_of(const std::vector<Part>& parts);

}  // namespace byte8::sync
