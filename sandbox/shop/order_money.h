#pragma once
// The money of an order as Magento computes it: prices excluding tax, tax after discount, TOTAL
// algorithm (each tax rate carries its rounding remainder from line to line), and the split of an
// order over invoices. Amounts are whole cents of the order's currency; rates are hundredths of a
// percent.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace byte8::sandbox::shop {

using Cents = std::int64_t;

// "25", "4.99", "-0.1": as PHP prints a float.
std::string number_text(Cents cents);
// "25.00"
std::string decimal_text(Cents cents);
// tax ÷ row rounded to four places, as text: "0.18". Both above zero.
std::string ratio_text(Cents tax, Cents row);
// amount × rate, rate in ten-thousandths; half away from zero.
Cents converted(Cents amount, std::int64_t rate);
// amount × part ÷ whole, half away from zero; part of whole is a quantity.
Cents share(Cents amount, std::int64_t part, std::int64_t whole);

struct Line {
  std::size_t product = 0;  // index into the catalogue
  std::string sku;
  std::string name;
  std::int64_t quantity = 0;
  Cents price = 0;
  std::int64_t tax_rate = 0;  // 2000 = 20 %
  bool dummy = false;         // a child row without amounts
  Cents row = 0;              // price × quantity
  Cents discount = 0;         // positive
  Cents tax = 0;
};

struct Totals {
  Cents subtotal = 0;
  Cents discount = 0;  // positive
  Cents shipping = 0;
  Cents shipping_tax = 0;
  Cents tax = 0;  // shipping tax included
  Cents grand_total() const { return subtotal + tax + shipping - discount; }
};

// Rounds each tax amount to cents and carries what that left over to the next of the same rate.
// Starts a millionth up, so that a half is always rounded up.
class DeltaRounding {
 public:
  Cents round(std::int64_t rate, std::int64_t millionths);

 private:
  std::map<std::int64_t, std::int64_t> left_;  // rate → millionths
};

// Fills row and tax of every line from price, quantity, discount and rate.
void compute_tax(std::vector<Line>& lines);
// A percentage off every line (hundredths of a percent), before compute_tax().
void discount_percent(std::vector<Line>& lines, std::int64_t percent);
// A fixed amount over the lines by their share, the last taking the rest, before compute_tax().
void discount_fixed(std::vector<Line>& lines, Cents amount);

Totals total(const std::vector<Line>& lines, Cents shipping, std::int64_t shipping_rate);

// The first of two invoices takes `first[i]` of line i and no more than all of it, the second the
// rest; what rounding leaves goes to the second.
std::vector<Line> first_part(const std::vector<Line>& lines,
                             const std::vector<std::int64_t>& first);
std::vector<Line> rest(const std::vector<Line>& lines, const std::vector<Line>& taken);

}  // namespace byte8::sandbox::shop
