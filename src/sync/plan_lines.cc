#include "sync/plan_lines.h"

#include <algorithm>
#include <array>

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

// What a line that is no item is called, and the setting that names its account.
struct LineWord {
  PartKind part;
  const char* kind;
  const char* description;
  std::optional<std::string> model::Policy::* account;
};
constexpr std::array<LineWord, 7> line_words = {
    {{PartKind::shipping, "shipping", "Shipping", &model::Policy::shipping_ledger_account_id},
     {PartKind::extra_charge, "fixed_product_tax", "Fixed product tax or surcharge",
      &model::Policy::fixed_product_tax_ledger_account_id},
     {PartKind::gift_card, "gift_card", "Gift card", &model::Policy::gift_card_ledger_account_id},
     {PartKind::store_credit, "store_credit", "Store credit",
      &model::Policy::store_credit_ledger_account_id},
     {PartKind::adjustment_refund, "adjustment_refund", "Adjustment refund",
      &model::Policy::adjustment_ledger_account_id},
     {PartKind::adjustment_fee, "adjustment_fee", "Adjustment fee",
      &model::Policy::adjustment_ledger_account_id},
     {PartKind::rounding, "rounding", "Rounding", &model::Policy::rounding_ledger_account_id}}};

const LineWord& word_of(PartKind kind) {
  return *std::ranges::find(line_words, kind, &LineWord::part);
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

std::string class_of(const Part& part) {
  return part.source == nullptr ? "" : part.source->tax_class.value_or("");
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
    plan_.document.net += line.net;
    plan_.document.tax += model::round_to(line.tax, 2);
    plan_.document.lines.push_back(std::move(line));
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
      default:
        line.kind = word_of(part.kind).kind;
        line.description = word_of(part.kind).description;
        return;
    }
  }

  std::optional<Stop> choose_rate(const Part& part, LedgerLine& line) {
    if (part.percentage && !part.percentage->zero()) {
      auto chosen = rates_.rate_for(*part.percentage, class_of(part));
      if (!chosen) return hold_for(chosen.error());
      if (chosen->defaulted) add_note(plan_.notes, "tax_rate_defaulted");
      line.tax_rate_id = chosen->id;
      return std::nullopt;
    }
    auto zero = rates_.zero_rate(class_of(part));
    if (!zero) return hold_for(zero.error());
    if (!*zero) return Incomplete{.field = "zero_tax_rate_id"};
    line.tax_rate_id = **zero;
    return std::nullopt;
  }

  std::optional<Stop> choose_account(const Part& part, LedgerLine& line) {
    const model::Policy& policy = input_.policy;
    const std::optional<std::string> standard = policy.default_ledger_account_id;
    const auto& own = part.kind == PartKind::item ? standard : policy.*word_of(part.kind).account;
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
  plan.document.total = plan.document.net + plan.document.tax;
  if (plan.document.total == parts.total && plan.document.tax == parts.tax) return std::nullopt;
  return Hold{.code = "totals_differ",
              .message = "the ledger would make " +
                         money_text(plan.document.total, plan.document.currency) +
                         " of the store's " + money_text(parts.total, plan.document.currency),
              .sums = Sums{.store = parts.total, .planned = plan.document.total}};
}

}  // namespace byte8::sync
