#pragma once
// The page at /: orders with their status chips, the connection, and buttons for the demo. Plain
// HTML, style and script of our own, under a strict content security policy.

#include <string_view>

#include "port/http.h"

namespace byte8::sandbox::shop {

http::Response page_html();
http::Response page_css();
http::Response page_js();

}  // namespace byte8::sandbox::shop
