#include "tests/gate/neighbour.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"

namespace byte8::gate {
namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded";

std::string code_in(const std::string& location) {
  const std::size_t mark = location.find('?');
  if (mark == std::string::npos) return {};
  for (const auto& [name, value] : text::parse_form(std::string_view(location).substr(mark + 1))) {
    if (name == "code") return value;
  }
  return {};
}

}  // namespace

Neighbour::Neighbour(sandbox::sage::Simulator& sage, const sandbox::sage::ClientOptions& client,
                     std::string business)
    : sage_(sage), business_(std::move(business)) {
  const std::string back = client.redirect_uris.front();
  const http::Response page =
      send({.method = "GET",
            .target = "/auth/oauth2/auth/central?" + text::form({{"response_type", "code"},
                                                                 {"client_id", client.id},
                                                                 {"redirect_uri", back},
                                                                 {"scope", "full_access"}})});
  const std::string* location = http::find_header(page.headers, "Location");
  const http::Response answer =
      send({.method = "POST",
            .target = "/oauth/token",
            .headers = {{"Content-Type", std::string(form_type)}},
            .body = text::form({{"grant_type", "authorization_code"},
                                {"client_id", client.id},
                                {"client_secret", client.secret},
                                {"code", location == nullptr ? "" : code_in(*location)},
                                {"redirect_uri", back}})});
  const auto body = json::parse(answer.body);
  if (body) token_ = body->text_or("access_token");
}

int Neighbour::take_reference(const std::string& reference) {
  const std::string id = crypto::sha256_hex(reference).substr(0, 32);
  const json::Value contact =
      json::object({{"contact", json::object({{"name", "Somebody else's " + reference},
                                              {"contact_type_ids", json::Array{"CUSTOMER"}},
                                              {"reference", reference},
                                              {"idempotency_id", id}})}});
  return send({.method = "POST",
               .target = "/v3.1/contacts",
               .headers = {{"Content-Type", "application/json"}},
               .body = json::write(contact)})
      .status;
}

// The simulator plants it before a list is answered to whom it does not concern.
int Neighbour::write_invoice(const std::string& reference) {
  sandbox::sage::FaultRule decoy;
  decoy.kind = sandbox::sage::FaultKind::search_decoy;
  decoy.match.method = "GET";
  decoy.match.path_regex = "^/v3.1/sales_invoices$";
  if (Status added = sage_.add_fault(decoy); !added) return 0;
  return send({.method = "GET", .target = "/v3.1/sales_invoices?search=" + reference}).status;
}

http::Response Neighbour::send(http::Request request) {
  if (!token_.empty()) {
    request.headers.push_back({"Authorization", "Bearer " + token_});
    request.headers.push_back({"X-Business", business_});
  }
  return sage_.handle(request, read_clocks().wall).response;
}

}  // namespace byte8::gate
