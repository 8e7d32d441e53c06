#pragma once
// How Magento's REST layer puts an answer on the wire: JSON with escaped slashes and \uXXXX, or
// XML, and the error envelope. Source: spec/wire.md, errors.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "port/http.h"
#include "sandbox/shop/switches.h"

namespace byte8::sandbox::shop {

// What a service method gave: JSON text.
struct Reply {
  int status = 200;
  std::string json;
};

// As PHP's json_encode without flags.
std::string encode(const json::Value& value);
Reply reply(const json::Value& value);

// What a refusal says. Developer mode adds "trace": a stack for Magento's own exceptions, null for
// those that were made for the REST layer.
enum class Trace : std::uint8_t { null, stack };
struct Refusal {
  int status = 400;
  Trace trace = Trace::null;
  std::string message;
  json::Value parameters;  // list or object; null: absent
  json::Value errors;      // null: absent
};
Reply refuse(const Refusal& refusal, Mode mode);

// The refusals that more than one route uses.
Refusal no_route();
Refusal not_authorised(std::string_view resource);
Refusal not_processable();  // neither a store code nor a version after /rest
Refusal internal_error();
Refusal failing(const Failing& failing);

enum class Format : std::uint8_t { json, xml, unsupported };
Format negotiate(const http::Headers& headers);
http::Response finish(const Reply& reply, Format format);
// <?xml …><response>…: lists become <item>s.
std::string to_xml(const json::Value& value);

// The `fields` query parameter: "grand_total,lines[sku]". What is not named is left out; order
// stays.
json::Value keep_fields(const json::Value& value, std::string_view fields);

// Pages that are not JSON.
http::Response maintenance_page(Mode mode);
http::Response unsupported_accept(Mode mode);
http::Response not_found_page();
http::Response soap_fault();

}  // namespace byte8::sandbox::shop
