#include "sync/plan_lines.h"

#include <algorithm>

#include "sync/clean_text.h"

namespace byte8::sync {

namespace {

using model::Amount;
using model::LedgerLine;
using model::Quantity;

constexpr std::size_t description_limit = 255;

using Stop = std::variant<Hold, Incomplete>;

Hold hold_for(const Error& error) {
  return Hold{.code = error.code, .message = error.message, .sums = std::nullopt};
}

// Price and discount of an item: the store's price and real discount where they come out exactly,
// else the price before discount rounded up, with the rest as discount.
Status price_item(const Part& part, LedgerLine& line) {
  line.quantity = part.quantity;
  line.unit_price = model::round_to(part.source->unit_price, 2);
  auto gross = model::multiply(line.unit_price, line.quantity, 2);
  const Amount real = model::round_to(part.discount - part.compensation, 2);
  if (gross && *gross - part.net == real) {
    line.discount = real;
    return {};
  }
  auto price = model::divide_up(std::max(part.gross, part.net), part.quantity, 2);
  if (!price) return price.error();
  line.unit_price = *price;
  gross = model::multiply(line.unit_price, line.quantity, 2);
  if (!gross) return gross.error();
  line.discount = *gross - part.net;
  return {};
}

// Shipping and the like are one unit.
void price_single(const Part& part, LedgerLine& line) {
  line.quantity = Quantity{Quantity::one};
  line.unit_price =
      part.discount.zero() ? part.net : std::max(model::round_to(part.gross, 2), part.net);
  line.discount = line.unit_price - part.net;
}

// GOODS or SERVICES for the whole document: the types' common word, or the default when they
// differ.
std::string goods_services_type(const PlanInput& input, const Parts& parts,
                                std::vector<std::string>& notes) {
  const std::string& fallback = input.policy.default_eu_goods_services_type;
  std::optional<std::string> common;
  for (const Part& part : parts.list) {
    if (part.kind != PartKind::item) continue;
    const auto& map = input.policy.product_type_eu_goods_map;
    const auto mapped = map.find(part.source->product_type.value_or(""));
    const std::string& word = mapped == map.end() ? fallback : mapped->second;
    if (common && *common != word) {
      add_note(notes, "mixed_eu_goods_services_coerced_to_default");
      return fallback;
    }
    common = word;
  }
  return common.value_or(fallback);
}

class Lines {
 public:
  Lines(const PlanInput& input, const TaxTable& rates, Plan& plan)
      : input_(input), rates_(rates), plan_(plan) {}

  std::optional<Stop> add(const Part& part, const std::optional<std::string>& goods_type) {
    LedgerLine line;
    line.goods_services_type = goods_type;
    line.tax = part.tax;
    describe(part, line);
    if (auto stop = choose_rate(part, line)) return stop;
    if (auto stop = choose_account(part, line)) return stop;
    if (part.kind == PartKind::item) {
      if (auto priced = price_item(part, line); !priced) return hold_for(priced.error());
    } else {
      price_single(part, line);
    }
    auto net = predicted_net(line);
    if (!net) return hold_for(net.error());
    line.net = *net;
    plan_.invoice.net += line.net;
    plan_.invoice.tax += model::round_to(line.tax, 2);
    plan_.invoice.lines.push_back(std::move(line));
    return std::nullopt;
  }

 private:
  void describe(const Part& part, LedgerLine& line) {
    switch (part.kind) {
      case PartKind::item: {
        line.kind = "item";
        const std::string sku = clean_text(part.source->sku, description_limit, "Item").text;
        CleanText name = clean_text(part.source->name, description_limit, sku);
        if (name.shortened) add_note(plan_.notes, "description_shortened");
        line.description = std::move(name.text);
        return;
      }
      case PartKind::shipping:
        line.kind = "shipping";
        line.description = "Shipping";
        return;
      case PartKind::extra_charge:
        line.kind = "fixed_product_tax";
        line.description = "Fixed product tax or surcharge";
        return;
      case PartKind::rounding:
        line.kind = "rounding";
        line.description = "Rounding";
        return;
    }
  }

  std::optional<Stop> choose_rate(const Part& part, LedgerLine& line) {
    if (part.percentage && !part.percentage->zero()) {
      auto chosen = rates_.rate_for(*part.percentage);
      if (!chosen) return hold_for(chosen.error());
      if (chosen->defaulted) add_note(plan_.notes, "tax_rate_defaulted");
      line.tax_rate_id = chosen->id;
      return std::nullopt;
    }
    if (!zero_rate_) {
      auto zero = rates_.zero_rate();
      if (!zero) return hold_for(zero.error());
      if (!*zero) return Incomplete{.field = "zero_tax_rate_id"};
      zero_rate_ = **zero;
    }
    line.tax_rate_id = *zero_rate_;
    return std::nullopt;
  }

  std::optional<Stop> choose_account(const Part& part, LedgerLine& line) {
    const model::Policy& policy = input_.policy;
    const std::optional<std::string> standard = policy.default_ledger_account_id;
    const auto& own = part.kind == PartKind::shipping ? policy.shipping_ledger_account_id
                      : part.kind == PartKind::extra_charge
                          ? policy.fixed_product_tax_ledger_account_id
                      : part.kind == PartKind::rounding ? policy.rounding_ledger_account_id
                                                        : standard;
    line.ledger_account_id = own ? *own : standard.value_or("");
    const auto* account = input_.reference.ledger_account(line.ledger_account_id);
    if (account != nullptr && account->visible_in_sales) return std::nullopt;
    return Hold{.code = "not_in_reference",
                .message = "the ledger has no sales account " + line.ledger_account_id +
                           ", which the settings name for " + line.kind + " lines",
                .sums = std::nullopt};
  }

  const PlanInput& input_;
  const TaxTable& rates_;
  Plan& plan_;
  std::optional<std::string> zero_rate_;
};

}  // namespace

Result<Amount> predicted_net(const LedgerLine& line) {
  auto gross = model::multiply(model::round_to(line.unit_price, 2), line.quantity, 2);
  if (!gross) return gross.error();
  return *gross - line.discount;
}

std::optional<Stop> plan_lines(const PlanInput& input, const Parts& parts, const TaxTable& rates,
                               Plan& plan) {
  Lines lines(input, rates, plan);
  std::optional<std::string> goods_type;
  if (rates.abroad()) goods_type = goods_services_type(input, parts, plan.notes);
  for (const Part& part : parts.list) {
    if (auto stop = lines.add(part, goods_type)) return stop;
  }
  plan.invoice.total = plan.invoice.net + plan.invoice.tax;
  if (plan.invoice.total == parts.total && plan.invoice.tax == parts.tax) return std::nullopt;
  return Hold{.code = "totals_differ",
              .message = "the ledger would make " +
                         money_text(plan.invoice.total, plan.invoice.currency) +
                         " of the store's " + money_text(parts.total, plan.invoice.currency),
              .sums = Sums{.store = parts.total, .planned = plan.invoice.total}};
}

}  // namespace byte8::sync
