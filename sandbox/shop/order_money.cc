#include "sandbox/shop/order_money.h"

#include <algorithm>

namespace byte8::sandbox::shop {

namespace {

// Half away from zero; `by` above zero.
std::int64_t divided(std::int64_t amount, std::int64_t by) {
  const std::int64_t half = amount < 0 ? -(by / 2) : by / 2;
  return (amount + half) / by;
}

// Digits after the point, trailing zeros left out.
std::string decimals(std::int64_t value, std::int64_t one, bool keep_zeros) {
  std::string text = value < 0 ? "-" : "";
  const std::int64_t size = value < 0 ? -value : value;
  text += std::to_string(size / one);
  std::string fraction = std::to_string(one + size % one).substr(1);
  while (!keep_zeros && !fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() ? text : text + '.' + fraction;
}

}  // namespace

std::string number_text(Cents cents) {
  return decimals(cents, 100, false);
}
std::string decimal_text(Cents cents) {
  return decimals(cents, 100, true);
}
std::string ratio_text(Cents tax, Cents row) {
  return decimals(divided(tax * 10'000, row), 10'000, false);
}
Cents converted(Cents amount, std::int64_t rate) {
  return divided(amount * rate, 10'000);
}
Cents share(Cents amount, std::int64_t part, std::int64_t whole) {
  return divided(amount * part, whole);
}

Cents DeltaRounding::round(std::int64_t rate, std::int64_t millionths) {
  if (millionths == 0) return 0;
  std::int64_t& left = left_.try_emplace(rate, 1).first->second;
  const std::int64_t wanted = millionths + left;
  const Cents rounded = divided(wanted, 10'000);
  left = wanted - rounded * 10'000;
  return rounded;
}

void compute_tax(std::vector<Line>& lines) {
  DeltaRounding rounding;
  for (Line& line : lines) {
    line.row = line.dummy ? 0 : line.price * line.quantity;
    const Cents net = std::max<Cents>(line.row - line.discount, 0);
    line.tax = rounding.round(line.tax_rate, net * line.tax_rate);
  }
}

void discount_percent(std::vector<Line>& lines, std::int64_t percent) {
  for (Line& line : lines) {
    if (!line.dummy) line.discount = share(line.price * line.quantity, percent, 10'000);
  }
}

void discount_fixed(std::vector<Line>& lines, Cents amount) {
  Cents whole = 0;
  Line* last = nullptr;
  for (Line& line : lines) {
    if (line.dummy) continue;
    whole += line.price * line.quantity;
    last = &line;
  }
  if (last == nullptr) return;
  Cents left = std::min(amount, whole);
  const Cents all = left;
  for (Line& line : lines) {
    if (line.dummy) continue;
    line.discount = &line == last ? left : share(all, line.price * line.quantity, whole);
    left -= line.discount;
  }
}

Totals total(const std::vector<Line>& lines, Cents shipping, std::int64_t shipping_rate) {
  Totals totals;
  totals.shipping = shipping;
  totals.shipping_tax = DeltaRounding().round(shipping_rate, shipping * shipping_rate);
  totals.tax = totals.shipping_tax;
  for (const Line& line : lines) {
    totals.subtotal += line.row;
    totals.discount += line.discount;
    totals.tax += line.tax;
  }
  return totals;
}

std::vector<Line> first_part(const std::vector<Line>& lines,
                             const std::vector<std::int64_t>& first) {
  std::vector<Line> taken;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    Line line = lines[at];
    const std::int64_t quantity = std::min(first[at], line.quantity);
    if (quantity == 0) continue;
    line.row = share(line.row, quantity, line.quantity);
    line.discount = share(line.discount, quantity, line.quantity);
    line.tax = share(line.tax, quantity, line.quantity);
    line.quantity = quantity;
    taken.push_back(line);
  }
  return taken;
}

std::vector<Line> rest(const std::vector<Line>& lines, const std::vector<Line>& taken) {
  std::vector<Line> left;
  for (Line line : lines) {
    for (const Line& part : taken) {
      if (part.product != line.product || part.dummy != line.dummy) continue;
      line.quantity -= part.quantity;
      line.row -= part.row;
      line.discount -= part.discount;
      line.tax -= part.tax;
    }
    if (line.quantity > 0) left.push_back(line);
  }
  return left;
}

}  // namespace byte8::sandbox::shop
