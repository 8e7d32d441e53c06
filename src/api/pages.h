#pragma once
// Plain pages without scripts, under a strict content security policy.

#include <string>
#include <string_view>

#include "port/http.h"

namespace byte8::api {

http::Response page(int status, std::string_view title, std::string_view words,
                    std::string_view back);

// What this installation is called by, and how to ask it something. `connected`: the binding that
// Sage was just connected to, or empty.
http::Response dashboard_page(std::string_view public_url, std::string_view connected);

// Text inside HTML.
std::string escaped(std::string_view text);

}  // namespace byte8::api
