#pragma once
// /user, /businesses and the settings of a business: single objects outside the entity tables.

#include <string_view>

#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

Reply read_user(const User& user);
Reply list_businesses(World& world, const User& user, const Query& query);
Reply read_business(World& world, const User& user, std::string_view id);  // also "lead"

// financial_settings, invoice_settings, business_settings.
bool is_settings(std::string_view resource);
Reply read_settings(const Call& call, std::string_view resource);

}  // namespace byte8::sandbox::sage
