#pragma once
// A plain page without scripts, under a strict content security policy: for builds without the
// dashboard.

#include <string>
#include <string_view>

#include "port/http.h"

namespace byte8::api {

http::Response page(int status, std::string_view title, std::string_view words,
                    std::string_view back);

// Text inside HTML.
std::string escaped(std::string_view text);

}  // namespace byte8::api
