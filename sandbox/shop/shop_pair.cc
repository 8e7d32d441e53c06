// POST /V1/byte8/setup/pair: trim, all present, URL form, a code waits and fits, save.

#include <array>
#include <string>
#include <utility>
#include <variant>

#include "base/text.h"
#include "sandbox/shop/php.h"
#include "sandbox/shop/rest_params.h"
#include "sandbox/shop/shop.h"

namespace byte8::sandbox::shop {

namespace {

constexpr std::array<Parameter, 4> parameters = {{
    {.camel = "pairingCode", .snake = "pairing_code", .required = true},
    {.camel = "tenantId", .snake = "tenant_id", .required = true},
    {.camel = "byte8ApiKey", .snake = "byte8_api_key", .required = true},
    {.camel = "ledgerBaseUrl", .snake = "ledger_base_url", .required = true},
}};

bool absolute_url(const std::string& url) {
  const std::string lower = text::lower_ascii(url);
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (lower.starts_with(scheme))
      return lower.size() > scheme.size() && lower[scheme.size()] != '/';
  }
  return false;
}

}  // namespace

Reply Shop::pair(const http::Request& request, Millis now) {
  const std::variant<Arguments, Refusal> read = read_arguments(request, parameters, switches_.mode);
  if (const Refusal* refusal = std::get_if<Refusal>(&read)) return refuse(*refusal, switches_.mode);
  std::vector<std::string> values;
  for (const std::optional<std::string>& argument : std::get<Arguments>(read)) {
    values.push_back(php::trim(argument.value_or("")));
  }
  for (const std::string& value : values) {
    if (!value.empty()) continue;
    return refuse({.message = "pairing_code, tenant_id, byte8_api_key and ledger_base_url are all "
                              "required."},
                  switches_.mode);
  }
  std::string& url = values[3];
  while (url.ends_with('/')) url.pop_back();
  if (!absolute_url(url)) {
    return refuse({.message = "ledger_base_url must be an absolute http(s) URL."}, switches_.mode);
  }
  if (!connection_.code_fits(values[0], clock(now), options_.clock_factor)) {
    return refuse({.status = 401, .message = "Invalid or expired pairing code."}, switches_.mode);
  }
  connection_.connect(std::move(values[1]), std::move(values[2]), std::move(url));
  health_.reset();
  return {.json = "[]"};
}

}  // namespace byte8::sandbox::shop
