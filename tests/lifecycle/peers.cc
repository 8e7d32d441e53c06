#include "tests/lifecycle/peers.h"

#include "base/crypto.h"
#include "base/text.h"

namespace byte8::tests {
namespace {

std::map<std::string, std::string> form_of(const std::string& body) {
  std::map<std::string, std::string> fields;
  for (const auto& [key, value] : text::parse_form(body)) fields[key] = value;
  return fields;
}

std::string header(const http::Call& call, std::string_view name) {
  const std::string* value = http::find_header(call.headers, name);
  return value == nullptr ? std::string() : *value;
}

std::string path_of(const std::string& url) {
  const std::size_t host = url.find("://") + 3;
  const std::size_t slash = url.find('/', host);
  return url.substr(slash, url.find('?') - slash);
}

std::string last_part(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

std::string s256(const std::string& verifier) {
  const crypto::Digest digest = crypto::sha256(verifier);
  return crypto::base64url(
      std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

const char* const tax_rates = R"x([
  {"id":"GB_STANDARD","name":"STANDARD","percentage":"20.0","is_visible":true},
  {"id":"GB_ZERO","name":"ZERO","percentage":"0.0","is_visible":true}])x";
const char* const ledger_accounts = R"x([
  {"id":"acc4000","name":"Sales","displayed_as":"Sales - Products (4000)","nominal_code":4000,
   "visible_in_sales":true,"visible_in_expenses":false}])x";
const char* const bank_accounts = R"x([
  {"id":"bank1200","displayed_as":"Current (1200)","is_active":true,"currency":{"id":"GBP"},
   "bank_account_type":{"id":"CHECKING"}}])x";

}  // namespace

http::Outcome json_outcome(int status, const std::string& body, http::Headers headers) {
  http::Outcome outcome;
  outcome.sent = true;
  outcome.response.status = status;
  outcome.response.headers = std::move(headers);
  outcome.response.headers.push_back({"Content-Type", "application/json"});
  outcome.response.body = body;
  return outcome;
}

http::Outcome silence() {
  http::Outcome outcome;
  outcome.failure = http::Failure::timeout;
  outcome.sent = true;
  return outcome;
}

FakeSage::FakeSage() : businesses{{.id = "biz1", .name = "Ada's Shop Ltd"}} {}

http::Outcome FakeSage::answer(const http::Call& call) {
  const std::string path = path_of(call.url);
  ++asked[last_part(path)];
  if (path.ends_with("/token")) return token(call);
  if (path.ends_with("/revoke")) {
    revoked.insert(form_of(call.body)["token"]);
    return json_outcome(200, R"({"success":"ok"})");
  }
  return api(call, path);
}

http::Outcome FakeSage::token(const http::Call& call) {
  auto fields = form_of(call.body);
  const http::Outcome invalid = json_outcome(400, R"({"error":"invalid_grant"})");
  if (fields["grant_type"] == "authorization_code") {
    const bool proved = challenge.empty() || s256(fields["code_verifier"]) == challenge;
    return fields["code"] == code && proved ? grant() : invalid;
  }
  return fields["refresh_token"] == refresh_token ? grant() : invalid;
}

http::Outcome FakeSage::grant() {
  const std::string number = std::to_string(++made_);
  refresh_token = "refresh-" + number;
  access_tokens.insert("access-" + number);
  return json_outcome(
      200, R"({"access_token":"access-)" + number + R"(","refresh_token":")" + refresh_token +
               R"(","expires_in":)" + std::to_string(access_life_s) +
               R"(,"refresh_token_expires_in":2678400,"requested_by_id":")" + user + "\"}");
}

http::Outcome FakeSage::api(const http::Call& call, const std::string& path) {
  const std::string what = last_part(path);
  const std::string business = header(call, "X-Business");
  const http::Headers echo = {{"X-Business", business}};
  if (refused.contains(what)) {
    return json_outcome(refused[what], R"([{"$severity":"error","$message":"no"}])", echo);
  }
  const std::string bearer = header(call, "Authorization");
  if (!bearer.starts_with("Bearer ") || !access_tokens.contains(bearer.substr(7))) {
    return json_outcome(401, R"([{"$severity":"error","$message":"expired"}])", echo);
  }
  if (what == "businesses") {
    std::string items;
    for (const FakeBusiness& one : businesses) {
      if (!items.empty()) items += ",";
      items += R"({"id":")" + one.id + R"(","displayed_as":")" + one.name + "\"}";
    }
    return json_outcome(200, R"({"$items":[)" + items + "]}");
  }
  if (path.find("/businesses/") != std::string::npos) {
    for (const FakeBusiness& one : businesses) {
      if (one.id != what) continue;
      return json_outcome(200, R"({"id":")" + one.id + R"(","name":")" + one.name +
                                   R"(","country":{"id":")" + one.country +
                                   R"("},"subscriptions":[{"id":"ACCOUNTING","active":)" +
                                   (one.subscribed ? "true" : "false") + "}]}");
    }
    return json_outcome(404, "[]");
  }
  return list(what, business);
}

http::Outcome FakeSage::list(const std::string& kind, const std::string& business) const {
  const http::Headers echo = {{"X-Business", business}};
  if (kind == "financial_settings") {
    return json_outcome(200, R"({"base_currency":{"id":"GBP"},"multi_currency_enabled":true})",
                        echo);
  }
  const std::map<std::string, std::string> lists = {{"tax_rates", tax_rates},
                                                    {"ledger_accounts", ledger_accounts},
                                                    {"bank_accounts", bank_accounts},
                                                    {"payment_methods", R"([{"id":"CASH"}])"},
                                                    {"currencies", R"([{"id":"GBP"}])"},
                                                    {"product_sales_price_types", "[]"},
                                                    {"service_rate_types", "[]"}};
  const auto found = lists.find(kind);
  if (found == lists.end()) return json_outcome(404, "[]", echo);
  const auto items = json::parse(found->second);
  const std::string count = std::to_string(items->array().size());
  return json_outcome(200,
                      R"({"$total":)" + count +
                          R"(,"$page":1,"$next":null,"$itemsPerPage":200,"$items":)" +
                          found->second + "}",
                      echo);
}

http::Outcome FakeStore::answer(const http::Call& call) {
  const std::string path = path_of(call.url);
  if (path.ends_with("/ping")) {
    ++pings;
    if (key.empty()) return json_outcome(401, R"({"message":"no"})");
    if (ping_status == 503) {
      http::Outcome maintenance = json_outcome(503, "<html>maintenance</html>");
      maintenance.response.headers = {{"Content-Type", "text/html"}};
      return maintenance;
    }
    if (ping_status != 200) return json_outcome(ping_status, R"({"message":"no"})");
    return json_outcome(200, "[true,\"" + tenant + "\",\"2026-05-17T10:11:12+00:00\"]");
  }
  if (path.ends_with("/payment-methods")) {
    return json_outcome(200, R"([{"code":"checkmo","label":"Cheque","is_active":true}])");
  }
  if (!path.ends_with("/setup/pair")) return json_outcome(404, R"({"message":"no route"})");
  if (status != 200) return json_outcome(status, body);
  const auto sent = json::parse(call.body);
  if (sent->text_or("pairing_code") != code) {
    return json_outcome(401, R"({"message":"The pairing code is invalid."})");
  }
  code.clear();
  tenant = sent->text_or("tenant_id");
  key = sent->text_or("byte8_api_key");
  told_url = sent->text_or("ledger_base_url");
  return silent_after_pairing ? silence() : json_outcome(200, body);
}

}  // namespace byte8::tests
