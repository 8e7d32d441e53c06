#pragma once
// Reference data that is the same for every business, and the lists and single reads of all
// reference data.

#include <string>
#include <string_view>
#include <vector>

#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

struct Named {
  std::string id;
  std::string name;
};

const std::vector<Named>& countries();
const std::vector<Named>& currencies();
const std::vector<Named>& payment_methods();

bool known_country(std::string_view id);
bool known_currency(std::string_view id);
std::string country_group(std::string_view country);  // GBIE, EU, US, CA, ALL
std::string currency_label(std::string_view id);      // "Pound Sterling (GBP)"
std::string country_label(std::string_view id);       // "United Kingdom (GB)"
std::string method_label(std::string_view id);

// Whether such a path is reference data; then read_reference answers its list (empty id) or one of
// it.
bool is_reference(std::string_view resource);
Reply read_reference(const Call& call, std::string_view resource);

// References to what a business holds, null where the id is empty.
json::Value tax_rate_ref(const Business& business, std::string_view id);
json::Value ledger_account_ref(const Business& business, std::string_view id);
json::Value bank_account_ref(const Business& business, std::string_view id);
json::Value country_ref(std::string_view id);
json::Value currency_ref(std::string_view id);

}  // namespace byte8::sandbox::sage
