#pragma once
// Who asks, when proxies stand in front: the throttle of sign-ins counts people, not proxies.

#include <string>

#include "net/guard.h"
#include "port/http.h"

namespace byte8::app {

// The peer itself, unless it is one of our proxies: then the last address of X-Forwarded-For that
// is none. What stands before it could be anybody's invention.
std::string client_address(const net::Guard& proxies, const http::Request& request);

}  // namespace byte8::app
