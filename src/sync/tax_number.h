#pragma once
// VAT numbers: the ledger validates them and would refuse the whole contact, so a doubtful one is
// dropped.

#include <string>
#include <string_view>

namespace byte8::sync {

// The number without blanks, dots and hyphens, in upper case; empty when the ledger would refuse
// it. GB: 9 or 12 digits, with or without GB or XI; IE: seven digits and one or two letters, or the
// old form with a letter in second place; elsewhere a country prefix and 2 to 12 letters or digits.
std::string usable_tax_number(std::string_view raw, std::string_view country);

}  // namespace byte8::sync
