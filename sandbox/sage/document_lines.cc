#include "sandbox/sage/document_lines.h"

#include <array>
#include <cctype>

namespace byte8::sandbox::sage {
namespace {

constexpr std::string_view prefix = "line_items.";

constexpr std::array<Field, 22> line_fields = {{{"description", Kind::text, true},
                                                {"ledger_account_id", Kind::id, true},
                                                {"unit_price", Kind::decimal, true},
                                                {"quantity", Kind::decimal, true},
                                                {"tax_rate_id", Kind::id, true},
                                                {"product_id", Kind::id},
                                                {"service_id", Kind::id},
                                                {"trade_of_asset", Kind::boolean},
                                                {"net_amount", Kind::decimal},
                                                {"tax_amount", Kind::decimal},
                                                {"currency_tax_amount", Kind::decimal},
                                                {"total_amount", Kind::decimal},
                                                {"unit_price_includes_tax", Kind::boolean},
                                                {"eu_goods_services_type_id", Kind::id},
                                                {"discount_amount", Kind::decimal},
                                                {"discount_percentage", Kind::decimal},
                                                {"eu_sales_description_id", Kind::id},
                                                {"base_currency_unit_price", Kind::decimal},
                                                {"base_currency_net_amount", Kind::decimal},
                                                {"base_currency_tax_amount", Kind::decimal},
                                                {"base_currency_total_amount", Kind::decimal},
                                                {"base_currency_discount_amount", Kind::decimal}}};

// "&trade;" or "&#".
bool has_entity(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    std::size_t end = at + 1;
    if (end < text.size() && text[end] == '#') return true;
    while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end]))) ++end;
    if (end > at + 1 && end < text.size() && text[end] == ';') return true;
  }
  return false;
}

bool differs(const json::Value& sent, std::string_view name, Cents computed) {
  const auto amount = cents_of(sent, name);
  return amount && *amount != computed;
}

void read_item(Call& call, const json::Value& sent, Line& line, Problems& problems) {
  const auto product = text_of(sent, "product_id");
  const auto service = text_of(sent, "service_id");
  if (product && service) problems.add("line_items.service_id", "is invalid");
  const auto check = [&](const std::string& id, bool is_service) {
    const Item* item = call.business.items.find(id);
    const bool kind_fits = item && (item->kind == ItemKind::service) == is_service;
    if (!kind_fits || item->deleted) {
      problems.add(is_service ? "line_items.service_id" : "line_items.product_id", "is invalid");
      return;
    }
    line.item_id = id;
    line.is_service = is_service;
  };
  if (product) check(*product, false);
  if (service) check(*service, true);
}

void compute(const json::Value& sent, Line& line, Problems& problems) {
  const auto quantity = fine_of(sent, "quantity");
  const auto price = cents_of(sent, "unit_price");
  if (!quantity && given(sent, "quantity")) problems.add("line_items.quantity", "is not a number");
  line.quantity = quantity.value_or(Fine{});
  line.unit_price = price.value_or(Cents{});
  const Cents gross = times(line.quantity, line.unit_price);
  const auto percentage = fine_of(sent, "discount_percentage");
  const auto amount = cents_of(sent, "discount_amount");
  line.discount_percentage = percentage.value_or(Fine{});
  line.discount = amount ? *amount : percentage ? percent_of(gross, *percentage) : Cents{};
  if (amount && percentage && percent_of(gross, *percentage) != *amount) {
    problems.add("line_items.discount_amount", "does not agree with the percentage");
  }
  if (line.discount < Cents{} ||
      (gross >= Cents{} ? line.discount > gross : !line.discount.zero())) {
    problems.add("line_items.discount_amount", "is invalid");
  }
  line.net = gross - line.discount;
  line.tax = cents_of(sent, "tax_amount").value_or(Cents{});
  line.total = line.net + line.tax;
  if (too_large(gross) || too_large(line.total))
    problems.add("line_items.unit_price", "is too large");
}

void check_tax(Call& call, const json::Value& sent, const Line& line, std::string_view date,
               Problems& problems) {
  const Switches& switches = call.switches();
  const TaxRate* rate = call.business.tax_rate(line.tax_rate_id);
  if (!rate) return;
  const Fine percentage = rate->at(date);
  if (!percentage.zero() && !given(sent, "tax_amount"))
    problems.add("line_items.tax_amount", required_message);
  if (switches.require_currency_tax_amount) {
    const auto currency_tax = cents_of(sent, "currency_tax_amount");
    if (!currency_tax || *currency_tax != line.tax) problems.umbrella();
  }
  if (switches.check_tax_amount == "off") return;
  const std::int64_t off = (line.tax - percent_of(line.net, percentage)).units;
  const std::int64_t allowed = switches.check_tax_amount == "penny" ? 1 : 0;
  if (off > allowed || off < -allowed)
    problems.add("line_items.tax_amount", "does not match the tax rate");
}

void check_line_ids(Call& call, const json::Value& sent, Line& line, Problems& problems) {
  const Business& business = call.business;
  line.ledger_account_id = text_of(sent, "ledger_account_id").value_or("");
  line.tax_rate_id = text_of(sent, "tax_rate_id").value_or("");
  line.eu_type = text_of(sent, "eu_goods_services_type_id").value_or("");
  const LedgerAccount* account = business.ledger_account(line.ledger_account_id);
  if (!line.ledger_account_id.empty() && (!account || !account->sales)) {
    problems.add("line_items.ledger_account_id",
                 account ? "is not visible in sales" : "is invalid");
  }
  if (!line.tax_rate_id.empty() && !business.tax_rate(line.tax_rate_id)) {
    problems.add("line_items.tax_rate_id", "is invalid");
  }
  if (!line.eu_type.empty() && line.eu_type != "GOODS" && line.eu_type != "SERVICES") {
    problems.add("line_items.eu_goods_services_type_id", "is invalid");
  }
}

void check_foreign(const Document& made, Problems& problems) {
  for (const Line& line : made.lines) {
    if (line.tax_rate_id != "GB_ZERO") {
      problems.add("line_items.tax_rate_id", "must be 'Zero Rated' for Customers outside the EU");
    }
    if (line.eu_type.empty()) {
      problems.add("line_items.eu_goods_services_type_id", required_message);
    } else if (line.eu_type != made.lines.front().eu_type) {
      problems.add("line_items.eu_goods_services_type_id", "must be the same");
    }
  }
}

Line build_line(Call& call, const json::Value& sent, std::string_view date, Problems& problems) {
  const Switches& switches = call.switches();
  check_fields(sent, line_fields, prefix, problems, call.world.counters);
  Line line;
  line.id = text_of(sent, "id").value_or("");
  line.description = text_of(sent, "description").value_or("");
  line.trade_of_asset = flag_of(sent, "trade_of_asset");
  if (switches.refuse_html_entities && has_entity(line.description)) problems.umbrella();
  // How Sage computes from gross prices is not established, so nobody may lean on it here.
  if (flag_of(sent, "unit_price_includes_tax")) {
    problems.add("line_items.unit_price_includes_tax", "is not supported");
  }
  check_line_ids(call, sent, line, problems);
  read_item(call, sent, line, problems);
  compute(sent, line, problems);
  check_tax(call, sent, line, date, problems);
  if (switches.check_totals &&
      (differs(sent, "net_amount", line.net) || differs(sent, "total_amount", line.total))) {
    problems.umbrella();
  }
  return line;
}

}  // namespace

void build_lines(Call& call, const json::Value& lines, bool foreign, Document& made,
                 Problems& problems) {
  if (!lines.is_array()) return;
  for (const json::Value& sent : lines.array()) {
    if (!sent.is_object()) {
      problems.umbrella();
      continue;
    }
    made.lines.push_back(build_line(call, sent, made.date, problems));
  }
  if (foreign) check_foreign(made, problems);
  for (const Line& line : made.lines) {
    made.net += line.net;
    made.tax += line.tax;
    made.discount_total += line.discount;
  }
}

}  // namespace byte8::sandbox::sage
