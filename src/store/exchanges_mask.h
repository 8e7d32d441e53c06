#pragma once
// Personal data and secrets leave a request and its answer before they are written down. What a key
// of ours, Magento's or Sage's is known to hold decides; the value of a key that nobody knows stays
// only where it looks like a number, a date, an id or a code. There is no way back.

#include <string>
#include <string_view>

#include "port/http.h"

namespace byte8::store {

struct MaskedExchange {
  std::string request;   // JSON: {method, url, body, note}
  std::string response;  // JSON: {status, failure, type, body, note}; note: why a body is not whole
};

// Headers are left out: they hold tokens.
MaskedExchange mask_exchange(std::string_view method, std::string_view url, std::string_view body,
                             const http::Outcome& outcome);

// Query values that may be personal are masked.
std::string masked_url(std::string_view url);

}  // namespace byte8::store
