#pragma once
// The ids of the seed: the same in every run, so that tests and the demo can name them.

#include <string>
#include <string_view>

namespace byte8::sandbox::sage::fixed {

inline constexpr std::string_view gb_plus = "b1f0c0de000000000000000000000001";
inline constexpr std::string_view gb_start = "b1f0c0de000000000000000000000002";
inline constexpr std::string_view ie_standard = "b1f0c0de000000000000000000000003";
inline constexpr std::string_view ca_plus = "b1f0c0de000000000000000000000004";

// Users (`sim_user` of the authorise page takes these words).
inline constexpr std::string_view owner = "owner";      // all four businesses, every right
inline constexpr std::string_view partner = "partner";  // gb_start, ca_plus
inline constexpr std::string_view sales = "sales";  // gb_plus, rights in Sales and Contacts only

// A business is written by its number, 1 to 4, in the ids of its own records.
// account(1, 4000) = "a1000000000000000000000000004000"
std::string account(int business, int nominal_code);
// bank(1, 1200) = "ba100000000000000000000000001200"; 1200 current, 1230 cash in hand, 1210 EUR
// (gb_plus)
std::string bank(int business, int nominal_code);
// price_type(1, 0) = "ca100000000000000000000000000000"; 0 Sales Price, 1 Trade, 2 Wholesale
std::string price_type(int business, int index);
std::string rate_type(int business);       // "cb1…": "Rate"
std::string system_contact(int business);  // "cc1…": the tax authority, a VENDOR
std::string tax_rate_ca(
    int index);  // GUIDs in Canada: 0 HST 13 %, 1 GST 5 %, 2 zero, 3 exempt, 4 none

}  // namespace byte8::sandbox::sage::fixed
