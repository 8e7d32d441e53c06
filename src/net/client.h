#pragma once
// The HTTP client: libcurl's multi interface on one thread of its own. Never repeats a request by
// itself, never follows a redirect, never uses a proxy; asks the guard about each connected
// address. HTTP/1.1. After a time-out the connection is closed with SO_LINGER 0, so that nothing
// arrives late.

#include <memory>

#include "net/guard.h"
#include "port/http.h"

namespace byte8::net {

struct ClientOptions {
  Guard guard;
  bool require_https = true;  // plain http only to addresses the guard allows as private
  std::string ca_file;        // empty: the system's
  std::size_t connections_max = 512;
};

std::unique_ptr<http::Client> make_client(ClientOptions options);

}  // namespace byte8::net
