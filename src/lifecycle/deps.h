#pragma once
// What connecting and disconnecting need from outside the engine.

#include <string>

#include "port/shop.h"

namespace byte8::lifecycle {

struct Deps {
  const port::Shop& shop;
  // What stores and the provider are told to call: no trailing slash, may have a path.
  std::string public_url;
  // Whether this installation has a client id at the provider.
  bool provider_configured = true;
  // How often a store is asked that was not heard from.
  Millis store_ping_interval = 60'000;

  std::string redirect_uri() const { return public_url + "/oauth/sage/callback"; }
};

}  // namespace byte8::lifecycle
