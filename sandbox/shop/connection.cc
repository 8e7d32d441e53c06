#include "sandbox/shop/connection.h"

#include <utility>

#include "sandbox/shop/token.h"

namespace byte8::sandbox::shop {

void Connection::offer(std::string_view code, Millis now) {
  code_ = Code{.sha256 = token::sha256(code), .issued_at = now};
}

bool Connection::code_fits(std::string_view code, Millis now, std::int64_t clock_factor) const {
  if (!code_) return false;
  if ((now - code_->issued_at) / 1000 * clock_factor > pairing_code_life / 1000) return false;
  return token::equal(token::sha256(code), code_->sha256);
}

void Connection::connect(std::string tenant, std::string api_key, std::string base_url) {
  tenant_ = std::move(tenant);
  api_key_ = std::move(api_key);
  base_url_ = std::move(base_url);
  outbound_key_ = token::derive(api_key_, token::outbound_purpose);
  inbound_key_ = token::derive(api_key_, token::inbound_purpose);
  code_.reset();
}

void Connection::disconnect() {
  tenant_.clear();
  api_key_.clear();
  outbound_key_.clear();
  inbound_key_.clear();
  code_.reset();
}

}  // namespace byte8::sandbox::shop
