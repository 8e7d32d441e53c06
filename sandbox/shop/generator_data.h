#pragma once
// The words that the generator draws from. Invented people; telephone numbers of Ofcom's ranges for
// drama.

#include <array>
#include <string_view>

namespace byte8::sandbox::shop::data {

inline constexpr std::array<std::string_view, 24> first_names = {
    "Amelia", "Oliver", "Isla",  "George", "Ava",   "Harry",  "Mia",    "Jack",
    "Freya",  "Leo",    "Gwen",  "Arthur", "Zoë",   "Ciarán", "Aoife",  "Søren",
    "Priya",  "Yusuf",  "Chloé", "Mateo",  "Ngozi", "Hannah", "Tomasz", "Erin"};
inline constexpr std::array<std::string_view, 24> last_names = {
    "Ashworth", "Bell",   "Carter", "Doyle",   "Evans",     "Fletcher", "Garland", "Hughes",
    "Iqbal",    "Jones",  "Kaur",   "Lindley", "Morgan",    "Nolan",    "O'Brien", "Patel",
    "Quigley",  "Rhodes", "Shaw",   "Turner",  "Underhill", "Vaughan",  "Webb",    "Young"};
inline constexpr std::array<std::string_view, 12> streets = {
    "High Street", "Mill Lane",   "Station Road",  "Church Walk", "Harbour View", "Castle Street",
    "Park Avenue", "Quay Street", "Victoria Road", "The Green",   "Market Place", "School Lane"};
inline constexpr std::array<std::string_view, 6> companies = {
    "Ashdown Interiors Ltd", "Bramble & Co",     "Copperfield Trading",
    "Dunmore Supplies",      "Eastgate Studios", "Foxglove Florists"};

struct Place {
  std::string_view city;
  std::string_view region;
  std::string_view postcode;
  std::string_view country;
  std::string_view telephone;
};
inline constexpr std::array<Place, 14> places = {{
    {"Leeds", "", "LS1 4AP", "GB", "0113 496 0"},
    {"Manchester", "", "M1 1AE", "GB", "0161 496 0"},
    {"Bristol", "", "BS1 4DJ", "GB", "0117 496 0"},
    {"Cardiff", "", "CF10 1EP", "GB", "029 2018 0"},
    {"Edinburgh", "", "EH1 1YZ", "GB", "0131 496 0"},
    {"London", "Greater London", "SW1A 2AA", "GB", "020 7946 0"},
    {"Belfast", "County Antrim", "BT1 5GS", "GB", "028 9649 6"},
    {"Norwich", "Norfolk", "NR1 3DH", "GB", "01632 960 "},
    {"Dublin", "Dublin", "D02 X285", "IE", "01 555 0"},
    {"Galway", "County Galway", "H91 X2Y3", "IE", "091 555 0"},
    {"Cork", "County Cork", "T12 W8K7", "IE", "021 555 0"},
    {"San Francisco", "California", "94105", "US", "+1 415 555 0"},
    {"Austin", "Texas", "78701", "US", "+1 512 555 0"},
    {"Boston", "Massachusetts", "02108", "US", "+1 617 555 0"},
}};

}  // namespace byte8::sandbox::shop::data
