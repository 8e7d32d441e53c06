#include "tests/conformance/sage_world.h"

#include <utility>

#include "base/crypto.h"
#include "base/text.h"
#include "sandbox/sage/calendar.h"
#include "tests/support/openapi_check.h"

namespace byte8::conformance {
namespace {

using sandbox::sage::Decision;
using sandbox::sage::Delivery;

constexpr std::string_view host = "http://sage.test";

sage::SageOptions adapter_options(const std::string& secret) {
  const std::string base(host);
  return {.client_id = "byte8-demo",
          .client_secret = SecretText(secret),
          .authorize_url = base + "/auth/oauth2/auth/central",
          .token_url = base + "/oauth/token",
          .revoke_url = base + "/oauth/revoke",
          .api_url = base + "/v3.1"};
}

sandbox::sage::Options simulator_options() {
  sandbox::sage::Options options;
  options.clients.front().redirect_uris = {std::string(redirect_uri)};
  return options;
}

std::string challenge() {
  const crypto::Digest digest = crypto::sha256(verifier);
  return crypto::base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

http::Outcome silent(http::Failure failure) {
  return {.failure = failure, .sent = true};
}

}  // namespace

SageWorld::SageWorld()
    : provider_(adapter_options("byte8-demo-secret")), simulator_(simulator_options()) {
  access_.business_id = sandbox::sage::fixed::gb_plus;
}

void SageWorld::TearDown() {
  static const auto api = test_support::OpenApi::sage();
  ASSERT_TRUE(api) << api.error().message;
  for (const sandbox::sage::LogEntry& entry : simulator_.log()) {
    if (!entry.target.starts_with("/v3.1/")) continue;
    for (const std::string& fault : api->check(entry.method, entry.target, *entry.body)) {
      ADD_FAILURE() << entry.method << " " << entry.target << ": " << fault;
    }
  }
  for (const std::string& contradiction : simulator_.contradictions()) {
    ADD_FAILURE() << "the simulator contradicts itself: " << contradiction;
  }
  const json::Value report = simulator_.report();
  for (const char* counter : {"missing_x_business", "unknown_fields", "mark_as_sent"}) {
    const json::Value* count = report.find(counter);
    ASSERT_NE(count, nullptr) << counter << " in " << json::write(report);
    EXPECT_EQ(count->integer().value_or(-1), 0) << counter;
  }
}

http::Outcome SageWorld::send(const http::Call& call) {
  EXPECT_TRUE(call.url.starts_with(host)) << call.url;
  const http::Request request{.method = call.method,
                              .target = call.url.substr(host.size()),
                              .headers = call.headers,
                              .body = call.body};
  now_ += 1;
  const Decision decision = simulator_.handle(request, now_);
  if (decision.delay_before_ms + decision.delay_after_ms >= call.timeout) {
    return silent(http::Failure::timeout);
  }
  switch (decision.delivery) {
    case Delivery::drop:
    case Delivery::part:
      return silent(http::Failure::cut);
    case Delivery::slow:
    case Delivery::never:
      return silent(http::Failure::timeout);
    case Delivery::answer:
      break;
  }
  if (decision.response.body.size() > call.answer_limit) return silent(http::Failure::too_large);
  // Every HTTP server of Sage's and ours says what time it is.
  http::Response response = decision.response;
  response.headers.push_back({"Date", sandbox::sage::http_date(simulator_.now(now_))});
  return {.sent = true, .response = std::move(response)};
}

Result<model::LedgerRecord> SageWorld::post(std::string_view kind, const std::string& body) {
  return provider_.posted(kind, access_.business_id, send(provider_.post(access_, kind, "", body)));
}

std::string SageWorld::authorise(std::string_view user, std::string_view country) {
  std::string url = provider_.authorize_url("st/ate", challenge(), redirect_uri, country);
  if (!user.empty()) url += "&sim_user=" + std::string(user);
  const http::Outcome outcome = send({.method = "GET", .url = url});
  const std::string* location = http::find_header(outcome.response.headers, "Location");
  if (location == nullptr) {
    ADD_FAILURE() << outcome.response.status << " " << outcome.response.body;
    return {};
  }
  EXPECT_TRUE(location->starts_with(redirect_uri)) << *location;
  std::string code;
  std::string state;
  for (const auto& [name, value] : text::parse_form(location->substr(location->find('?') + 1))) {
    if (name == "code") code = value;
    if (name == "state") state = value;
  }
  EXPECT_EQ(state, "st/ate");
  EXPECT_NE(code.find('/'), std::string::npos) << "Sage's codes hold a slash";
  return code;
}

port::Grant SageWorld::grant(std::string_view user) {
  auto granted =
      ask(provider_.exchange(authorise(user), redirect_uri, SecretText(std::string(verifier))));
  EXPECT_TRUE(granted) << said(granted);
  if (!granted) return {};
  access_.access_token = granted->access_token;
  return *granted;
}

void SageWorld::fault(const std::string& json) {
  auto value = json::parse(json);
  ASSERT_TRUE(value) << json;
  auto read = sandbox::sage::fault_rule_of(*value);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_TRUE(simulator_.add_fault(*read));
}

model::LedgerContact SageWorld::contact(const std::string& reference) const {
  return {
      .reference = reference,
      .source_guid = "m2:shop.example.com:customer:" + reference + ":GBP",
      .name = "Ada Lovelace",
      .currency = "GBP",
      .email = "ada." + text::lower_ascii(reference) + "@example.com",
      .telephone = "0113 496 0000",
      .main_address = model::LedgerAddress{
          .line_1 = "12 Mill Lane", .city = "Leeds", .postal_code = "LS1 4AP", .country = "GB"}};
}

model::LedgerDocument SageWorld::invoice(const std::string& contact_id,
                                         const std::string& reference) const {
  model::LedgerDocument made{
      .contact_id = contact_id,
      .date = "2026-05-17",
      .reference = reference,
      .notes = "m2:shop.example.com:invoice:" + reference,
      .currency = "GBP",
      .main_address = {
          .line_1 = "12 Mill Lane", .city = "Leeds", .postal_code = "LS1 4AP", .country = "GB"}};
  made.lines.push_back({.description = "Blue tee",
                        .ledger_account_id = sandbox::sage::fixed::account(1, 4000),
                        .tax_rate_id = "GB_STANDARD",
                        .quantity = {2'0000},
                        .unit_price = {25'0000},
                        .discount = {5'0000},
                        .tax = {9'0000}});
  return made;
}

std::string SageWorld::id(int number) {
  std::string digits = std::to_string(number);
  return std::string(32 - digits.size(), '0') + digits;
}

}  // namespace byte8::conformance
