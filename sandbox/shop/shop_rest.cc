// Routing, authorisation and the GET routes.

#include <array>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/text.h"
#include "sandbox/shop/payment_methods.h"
#include "sandbox/shop/php.h"
#include "sandbox/shop/rest_params.h"
#include "sandbox/shop/shop.h"
#include "sandbox/shop/token.h"

namespace byte8::sandbox::shop {

namespace {

constexpr std::string_view module_resource = "Byte8_Client::byte8_webapi";

// The parts of a path between slashes, empty ones dropped.
std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  for (const std::string_view part : text::split(path, '/')) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

bool store_code(std::string_view part) {
  return part == "default" || part == "eu" || part == "all";
}

bool canonical_kind(std::string_view part) {
  constexpr std::array<std::string_view, 5> kinds = {"invoice", "customer", "creditmemo", "payment",
                                                     "product"};
  for (const std::string_view kind : kinds) {
    if (kind == part) return true;
  }
  return false;
}

bool secure(const http::Headers& headers) {
  const std::string* forwarded = http::find_header(headers, "X-Forwarded-Proto");
  return forwarded != nullptr && *forwarded == "https";
}

Refusal not_found(std::string_view kind, std::int64_t id) {
  Refusal refusal = {.status = 404, .trace = Trace::stack};
  if (kind == "customer") {
    refusal.message = "No such entity with %fieldName = %fieldValue";
    refusal.parameters = json::object({{"fieldName", "customerId"}, {"fieldValue", id}});
  } else if (kind == "product") {
    refusal.message =
        "The product that was requested doesn't exist. Verify the product and try again.";
  } else {
    refusal.message =
        "The entity that was requested doesn't exist. Verify the entity and try again.";
  }
  return refusal;
}

// A country of Magento's own directory, open to everybody: the recordings ask for it.
json::Value country_gb() {
  return json::object({{"id", "GB"},
                       {"two_letter_abbreviation", "GB"},
                       {"three_letter_abbreviation", "GBR"},
                       {"full_name_locale", "United Kingdom"},
                       {"full_name_english", "United Kingdom"}});
}

std::string field_list(std::string_view query) {
  for (const auto& [name, value] : text::parse_form(query)) {
    if (name == "fields") return value;
  }
  return "";
}

}  // namespace

http::Response Shop::rest(const http::Request& request, Millis now) {
  if (switches_.maintenance) return maintenance_page(switches_.mode);
  std::vector<std::string_view> parts = parts_of(request.path());
  if (!parts.empty() && parts.front() == "index.php") parts.erase(parts.begin());
  if (!parts.empty() && parts.front() == "soap") return soap_fault();
  if (parts.empty() || parts.front() != "rest") return not_found_page();
  const Format format = negotiate(request.headers);
  if (format == Format::unsupported) return unsupported_accept(switches_.mode);
  if (request.method == "HEAD") {
    http::Response response = finish({.status = 405}, Format::json);
    return response;
  }
  Reply answer = route(request, now);
  const std::string fields = field_list(request.query());
  if (!fields.empty() && answer.status == 200) {
    if (const Result<json::Value> whole = json::parse(answer.json)) {
      answer = reply(keep_fields(*whole, fields));
    }
  }
  return finish(answer, format);
}

Reply Shop::route(const http::Request& request, Millis now) {
  std::vector<std::string_view> parts = parts_of(request.path());
  if (parts.front() == "index.php") parts.erase(parts.begin());
  parts.erase(parts.begin());  // "rest"
  if (!parts.empty() && store_code(parts.front())) parts.erase(parts.begin());
  if (parts.empty() || parts.front() != "V1") return refuse(not_processable(), switches_.mode);
  parts.erase(parts.begin());
  const bool get = request.method == "GET";
  if (parts.size() == 2 && parts[0] == "orders" && get) {
    return refuse(not_authorised("Magento_Sales::actions_view"), switches_.mode);
  }
  if (parts.size() == 3 && parts[0] == "directory" && parts[1] == "countries" && parts[2] == "GB" &&
      get) {
    return reply(country_gb());
  }
  if (parts.size() < 2 || parts[0] != "byte8") return refuse(no_route(), switches_.mode);
  parts.erase(parts.begin());
  return byte8_route(request, parts, now);
}

Reply Shop::byte8_route(const http::Request& request, const std::vector<std::string_view>& parts,
                        Millis now) {
  const bool get = request.method == "GET";
  const bool post = request.method == "POST";
  const std::size_t count = parts.size();
  if (post && count == 2 && parts[0] == "setup" && parts[1] == "pair") return pair(request, now);
  const bool ping_route = get && count == 1 && parts[0] == "ping";
  const bool methods_route = get && count == 1 && parts[0] == "payment-methods";
  const bool canonical_route = get && count == 2 && canonical_kind(parts[0]);
  const bool state_route = post && count == 1 && parts[0] == "sync-state";
  if (!ping_route && !methods_route && !canonical_route && !state_route) {
    return refuse(no_route(), switches_.mode);
  }
  if (!authorised(request, now)) return refuse(not_authorised(module_resource), switches_.mode);
  if (ping_route) return ping(now);
  if (methods_route) return reply(payment_methods());
  if (canonical_route) return canonical(parts[0], parts[1]);
  return sync_state(request, now);
}

bool Shop::authorised(const http::Request& request, Millis now) {
  const std::string* header = http::find_header(request.headers, "Authorization");
  constexpr std::string_view scheme = "bearer ";
  if (header == nullptr || !text::iequals_ascii(header->substr(0, scheme.size()), scheme)) {
    return false;
  }
  if (switches_.mode == Mode::production && !secure(request.headers)) return false;
  if (!connected()) return false;
  const std::int64_t seconds = clock(now) / 1000;
  const std::optional<token::Accepted> accepted =
      token::verify(text::trim(std::string_view(*header).substr(scheme.size())),
                    connection_.inbound_key(), connection_.tenant(), seconds);
  if (!accepted) return false;
  if (jtis_swept_at_ != seconds) {
    std::erase_if(burned_jtis_, [&](const auto& entry) { return entry.second <= seconds; });
    jtis_swept_at_ = seconds;
  }
  return burned_jtis_.emplace(token::sha1_hex(accepted->jti), accepted->exp).second;
}

Reply Shop::ping(Millis now) const {
  return reply(json::Array{json::Value(true), json::Value(connection_.tenant()),
                           json::Value(php::iso_time(clock(now)))});
}

Reply Shop::canonical(std::string_view kind, std::string_view id) {
  if (switches_.fail_canonical.times > 0) {
    --switches_.fail_canonical.times;
    return refuse(failing(switches_.fail_canonical), switches_.mode);
  }
  const std::string decoded = text::percent_decode(id).value_or(std::string(id));
  const std::variant<std::int64_t, Refusal> number = path_integer(decoded);
  if (const Refusal* refusal = std::get_if<Refusal>(&number)) {
    return refuse(*refusal, switches_.mode);
  }
  const std::int64_t entity = std::get<std::int64_t>(number);
  const bool sales = kind == "invoice" || kind == "creditmemo" || kind == "payment";
  if (sales && entity == 0) {
    return refuse({.trace = Trace::stack, .message = "An ID is needed. Set the ID and try again."},
                  switches_.mode);
  }
  const std::string* body = documents_.find(std::string(kind) + '/' + std::to_string(entity));
  if (body == nullptr) return refuse(not_found(kind, entity), switches_.mode);
  return {.json = *body};
}

}  // namespace byte8::sandbox::shop
