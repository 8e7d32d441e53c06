// The percentage behind each part's tax. The store's tax_rate is a ratio that discounts distort, so
// the percentage is found in pennies: net after discount first, then before it.

#include <algorithm>
#include <map>

#include "sync/plan_parts.h"

namespace byte8::sync {

namespace {

using model::Amount;
using model::Rate;

Amount magnitude(Amount amount) {
  return amount.negative() ? -amount : amount;
}

// The percentages nearest to the tax in pennies, if they are within the part's slack.
std::vector<Rate> nearest(const Part& part, Amount net, const TaxTable& rates) {
  std::vector<Rate> best;
  Amount least = part.slack;
  for (const Rate percentage : rates.percentages()) {
    const Amount distance = misfit(net, percentage, part.tax).pennies;
    if (distance > least) continue;
    if (distance < least) best.clear();
    least = distance;
    best.push_back(percentage);
  }
  return best;
}

bool taxed_before_discount(const std::vector<Part>& parts, const TaxTable& rates) {
  const auto fits = [&rates](Amount Part::* base) {
    return [&rates, base](const Part& part) {
      return !part.taxed() || part.percentage || !nearest(part, part.*base, rates).empty();
    };
  };
  return !std::ranges::all_of(parts, fits(&Part::net)) &&
         std::ranges::all_of(parts, fits(&Part::gross));
}

// Of percentages that fit equally: the one with most net in the document, then the nearest exactly.
Rate choose(const Part& part, const std::vector<Rate>& tied,
            const std::map<Rate, Amount>& weights) {
  const auto better = [&](Rate a, Rate b) {
    const auto weight_of = [&](Rate rate) {
      const auto found = weights.find(rate);
      return found == weights.end() ? Amount{} : found->second;
    };
    if (weight_of(a) != weight_of(b)) return weight_of(a) > weight_of(b);
    return misfit(part.net, a, part.tax).exact < misfit(part.net, b, part.tax).exact;
  };
  return *std::ranges::min_element(tied, better);
}

Hold not_found(const model::Document& document, const TaxTable& rates, const Part& part) {
  const std::string what = part.kind == PartKind::shipping ? "shipping" : "a row";
  const std::string charged =
      money_text(part.tax, document.currency) + " on " + money_text(part.net, document.currency);
  if (rates.abroad()) {
    return Hold{.code = "tax_charged_abroad",
                .message = "the store charged tax to a customer in " + rates.country() + " (" +
                           charged + ") for which no rule of that country fits",
                .sums = std::nullopt};
  }
  return Hold{.code = "tax_rate_not_found",
              .message = "the tax of " + what + ", " + charged +
                         ", fits no percentage of the tax-rate map or of the ledger",
              .sums = std::nullopt};
}

}  // namespace

Misfit misfit(Amount net, Rate percentage, Amount tax) {
  auto exact = model::percent_of(net, percentage, 4);
  // An amount out of range fits nothing.
  if (!exact) return Misfit{Amount{INT64_MAX}, Amount{INT64_MAX}};
  return Misfit{.pennies = magnitude(tax - model::round_to(*exact, 2)),
                .exact = magnitude(tax - *exact)};
}

std::optional<Rate> clear_percentage(const Part& part, const TaxTable& rates, bool before_discount,
                                     std::vector<Rate>& tied) {
  tied = nearest(part, before_discount ? part.gross : part.net, rates);
  if (tied.empty() && !before_discount) tied = nearest(part, part.gross, rates);
  if (tied.size() != 1) return std::nullopt;
  return tied.front();
}

std::optional<Hold> find_percentages(const model::Document& document, const TaxTable& rates,
                                     Parts& parts) {
  struct Open {
    Part* part;
    std::vector<Rate> tied;
  };
  std::vector<Open> open;
  const bool before_discount = taxed_before_discount(parts.list, rates);
  std::map<Rate, Amount> weights;
  for (Part& part : parts.list) {
    if (!part.taxed()) {
      part.percentage = Rate{};
      continue;
    }
    std::vector<Rate> tied;
    if (!part.percentage) part.percentage = clear_percentage(part, rates, before_discount, tied);
    if (part.percentage) {
      weights[*part.percentage] += part.net;
    } else if (tied.empty()) {
      return not_found(document, rates, part);
    } else {
      open.push_back({&part, std::move(tied)});
    }
  }
  for (Open& each : open) each.part->percentage = choose(*each.part, each.tied, weights);
  return std::nullopt;
}

}  // namespace byte8::sync
