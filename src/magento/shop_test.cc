#include "magento/shop.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "magento/errors.h"
#include "magento/jwt.h"

namespace byte8::magento {
namespace {

using http::Failure;
using http::Outcome;

const port::StoreAccess store{.base_url = "https://shop.example.com/store",
                              .tenant_id = "a8d4e2e0-1c4e-11ef-9262-0242ac120002",
                              .api_key = SecretText("byte8_lk_example_master_key_0123456789")};
constexpr Now now{.wall = 1779012732'000, .boot = 5'000};

json::Value fixture(const std::string& name) {
  std::ifstream stream(std::string(BYTE8_SOURCE_DIR) + "/spec/fixtures/" + name, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  auto value = json::parse(content.str(), {.depth = 64});
  EXPECT_TRUE(value) << name;
  return value ? *value : json::Value();
}

Outcome answered(int status, std::string body, std::string type = "application/json") {
  return {.sent = true,
          .response = {.status = status,
                       .headers = {{"Content-Type", std::move(type)}},
                       .body = std::move(body)}};
}

Outcome failed(Failure failure, bool sent) {
  return {.failure = failure, .sent = sent};
}

// A recorded exchange: {"status","headers":[[name,value]…],"body"}.
Outcome recorded(const json::Value& exchange) {
  Outcome outcome{.sent = true};
  outcome.response.status = static_cast<int>(exchange.find("status")->integer().value_or(0));
  for (const json::Value& header : exchange.find("headers")->array()) {
    outcome.response.headers.push_back({header.array()[0].string(), header.array()[1].string()});
  }
  outcome.response.body = exchange.text_or("body");
  return outcome;
}

template <typename T>
std::string said(const Result<T>& result) {
  if (result) return "ok";
  const Error& error = result.error();
  return std::string(word(error.fault)) + "/" + error.code + "/" + std::string(word(error.effect));
}

TEST(Shop, every_call_hangs_below_the_base_address_with_the_headers_a_store_wants) {
  Rng rng(1);
  const auto call = MagentoShop().invoice(store, 42, now, rng).call;
  EXPECT_EQ(call.method, "GET");
  EXPECT_EQ(call.url, "https://shop.example.com/store/rest/V1/byte8/invoice/42");
  EXPECT_EQ(*http::find_header(call.headers, "Accept"), "application/json");
  EXPECT_EQ(http::find_header(call.headers, "Content-Type"), nullptr);
  EXPECT_TRUE(call.body.empty());
  EXPECT_EQ(MagentoShop().ping(store, now, rng).call.url,
            "https://shop.example.com/store/rest/V1/byte8/ping");
  EXPECT_EQ(MagentoShop().payment_methods(store, now, rng).call.url,
            "https://shop.example.com/store/rest/V1/byte8/payment-methods");
}

TEST(Shop, each_verb_carries_a_token_of_its_own) {
  Rng rng(1);
  const auto token = [](const http::Call& call) {
    return *http::find_header(call.headers, "Authorization");
  };
  const MagentoShop shop;
  const std::string first = token(shop.ping(store, now, rng).call);
  const std::string second = token(shop.ping(store, now, rng).call);
  EXPECT_NE(first, second);
  Rng same(1);
  EXPECT_EQ(first, "Bearer " + mint_inbound(WireKeys(store.api_key), store.tenant_id,
                                            now.unix_seconds(), same.uuid()));
}

TEST(Shop, pairing_sends_the_code_trimmed_and_no_token) {
  const auto call = MagentoShop()
                        .pair({.base_url = "https://shop.example.com",
                               .pairing_code = " 9f2c6c0b7d1e4a5f8b3a2c1d0e9f8a7b\n",
                               .tenant_id = "t-1",
                               .api_key = SecretText("key"),
                               .ledger_base_url = "https://chassis.example.com"})
                        .call;
  EXPECT_EQ(call.method, "POST");
  EXPECT_EQ(call.url, "https://shop.example.com/rest/V1/byte8/setup/pair");
  EXPECT_EQ(call.body, R"({"pairing_code":"9f2c6c0b7d1e4a5f8b3a2c1d0e9f8a7b","tenant_id":"t-1",)"
                       R"("byte8_api_key":"key","ledger_base_url":"https://chassis.example.com"})");
  EXPECT_EQ(http::find_header(call.headers, "Authorization"), nullptr);
  EXPECT_EQ(*http::find_header(call.headers, "Content-Type"), "application/json");
}

TEST(Shop, a_report_has_the_body_of_the_contract) {
  Rng rng(1);
  port::SyncState state{.entity_type = "invoice",
                        .magento_entity_id = 42,
                        .sync_status = "synced",
                        .provider_entity_id = "df6b646cf16a4f3f9f0d0a1b2c3d4e5f",
                        .provider_reference = "SI-27",
                        .last_sync_at = "2026-05-17T10:12:03Z"};
  const auto call = MagentoShop().report(store, state, now, rng).call;
  EXPECT_EQ(call.url, "https://shop.example.com/store/rest/V1/byte8/sync-state");
  EXPECT_EQ(call.body,
            R"({"entity_type":"invoice","magento_entity_id":42,"provider":"sage_accounting",)"
            R"("sync_status":"synced","provider_entity_id":"df6b646cf16a4f3f9f0d0a1b2c3d4e5f",)"
            R"("provider_reference":"SI-27","skip_reason":null,"error_code":null,)"
            R"("last_sync_at":"2026-05-17T10:12:03Z"})");
  EXPECT_NE(http::find_header(call.headers, "Authorization"), nullptr);

  state.provider_reference = std::string(80, 'x');
  const auto longer = MagentoShop().report(store, state, now, rng).call;
  EXPECT_NE(longer.body.find("\"" + std::string(64, 'x') + "\""), std::string::npos);
}

struct Row {
  std::string what;
  Outcome outcome;
  std::string reading;    // of a GET
  std::string reporting;  // of a report
};

std::vector<Row> error_rows() {
  const std::string html = "<!doctype html>\n<html><head><title>Error</title></head></html>";
  const std::string refused =
      R"({"message":"The consumer isn't authorized to access %resources."})";
  return {
      {"refused", failed(Failure::refused, false), "http/store_unreachable/none",
       "http/store_unreachable/none"},
      {"no name", failed(Failure::unresolved, false), "http/store_unreachable/none",
       "http/store_unreachable/none"},
      {"no connection", failed(Failure::connect, false), "http/store_unreachable/none",
       "http/store_unreachable/none"},
      {"tls", failed(Failure::tls, false), "http/store_unreachable/none",
       "http/store_unreachable/none"},
      {"unsent", failed(Failure::unsent, false), "http/store_unreachable/none",
       "http/store_unreachable/none"},
      {"time-out", failed(Failure::timeout, true), "http/store_unreachable/none",
       "http/store_unreachable/maybe"},
      {"cut", failed(Failure::cut, true), "http/store_unreachable/none",
       "http/store_unreachable/maybe"},
      {"not HTTP", failed(Failure::protocol, true), "http/store_unreachable/none",
       "http/store_unreachable/maybe"},
      {"too large", failed(Failure::too_large, true), "serde/unreadable_answer/none",
       "serde/unreadable_answer/maybe"},
      {"400", answered(400, R"({"message":"x"})"), "validation/store_refused/none",
       "validation/report_refused/none"},
      {"401", answered(401, refused), "auth/store_rejected_key/none",
       "auth/store_rejected_key/none"},
      {"401 of a password on the site", answered(401, html, "text/html"),
       "http/store_unavailable/none", "http/store_unavailable/maybe"},
      {"403 of a firewall", answered(403, html, "text/html; charset=UTF-8"),
       "http/store_unavailable/none", "http/store_unavailable/maybe"},
      {"404", answered(404, R"({"message":"x"})"), "not_found/not_in_store/none",
       "not_found/not_in_store/none"},
      {"405", answered(405, ""), "validation/store_refused/none", "validation/store_refused/none"},
      {"429", answered(429, ""), "rate_limited/store_busy/none", "rate_limited/store_busy/none"},
      {"301", answered(301, ""), "http/store_unavailable/none", "http/store_unavailable/none"},
      {"500 of Magento", answered(500, R"({"message":"Internal Error. Details: report id"})"),
       "http/store_error/none", "http/store_error/maybe"},
      {"500 in text", answered(500, "1 exception(s):", "text/plain"), "http/store_unavailable/none",
       "http/store_unavailable/maybe"},
      {"500 empty", answered(500, "", "text/plain"), "http/store_unavailable/none",
       "http/store_unavailable/maybe"},
      {"500 HTML", answered(500, html, "text/html"), "http/store_unavailable/none",
       "http/store_unavailable/maybe"},
      {"502", answered(502, "bad gateway", "text/plain"), "http/store_unavailable/none",
       "http/store_unavailable/maybe"},
      {"503 HTML", answered(503, html, "text/html"), "http/store_unavailable/none",
       "http/store_unavailable/none"},
      {"503 JSON", answered(503, "{}"), "http/store_unavailable/none",
       "http/store_unavailable/none"},
      {"504", answered(504, ""), "http/store_unavailable/none", "http/store_unavailable/maybe"},
      {"200 HTML", answered(200, html, "text/html"), "http/store_unavailable/none",
       "http/store_unavailable/maybe"},
      {"200 cut JSON", answered(200, R"({"magento_id":42,)"), "serde/unreadable_answer/none",
       "serde/unreadable_answer/maybe"},
      {"200 XML", answered(200, "<?xml version=\"1.0\"?>", "application/xml"),
       "serde/unreadable_answer/none", "serde/unreadable_answer/maybe"},
      {"204", answered(204, ""), "serde/unreadable_answer/none", "serde/unreadable_answer/maybe"},
  };
}

TEST(Shop, the_error_table_of_a_store) {
  Rng rng(1);
  const MagentoShop shop;
  for (const Row& row : error_rows()) {
    EXPECT_EQ(said(shop.invoice(store, 42, now, rng).read(row.outcome)), row.reading) << row.what;
    EXPECT_EQ(said(shop.ping(store, now, rng).read(row.outcome)), row.reading) << row.what;
    EXPECT_EQ(said(shop.report(store, {}, now, rng).read(row.outcome)), row.reporting) << row.what;
  }
}

TEST(Shop, a_store_that_asks_us_to_wait_is_obeyed_within_limits) {
  constexpr std::array<std::pair<const char*, std::int64_t>, 3> rows = {
      {{"7", 7'000}, {"0", 1'000}, {"999999", 3'600'000}}};
  for (const auto& [header, wait] : rows) {
    Outcome outcome = answered(429, "");
    outcome.response.headers.push_back({"Retry-After", header});
    auto value = read_answer(outcome, Act::read);
    ASSERT_FALSE(value);
    EXPECT_EQ(value.error().retry_after_ms, wait) << header;
  }
  EXPECT_EQ(read_answer(answered(429, ""), Act::read).error().retry_after_ms, std::nullopt);
}

Result<port::Nothing> paired(const Outcome& outcome, const std::string& base, bool require_https) {
  return MagentoShop(require_https).pair({.base_url = base}).read(outcome);
}

TEST(Shop, F006_each_refusal_of_a_pairing_has_its_own_code) {
  const std::string html = "<!doctype html><html></html>";
  const std::vector<std::pair<Outcome, std::string>> rows = {
      {answered(200, "[]"), "ok"},
      {answered(401, R"({"message":"Invalid or expired pairing code."})"),
       "validation/pairing_refused/none"},
      {answered(400, R"({"message":"x"})"), "validation/pairing_refused/none"},
      {answered(401, html, "text/html"), "not_found/not_a_byte8_store/none"},
      {answered(404, R"({"message":"Request does not match any route."})"),
       "not_found/not_a_byte8_store/none"},
      {answered(404, html, "text/html"), "not_found/not_a_byte8_store/none"},
      {answered(200, html, "text/html"), "not_found/not_a_byte8_store/none"},
      {answered(200, "{}"), "not_found/not_a_byte8_store/none"},
      {answered(200, "[1]"), "not_found/not_a_byte8_store/none"},
      {answered(200, ""), "not_found/not_a_byte8_store/none"},
      {answered(301, ""), "not_found/not_a_byte8_store/none"},
      {answered(503, html, "text/html"), "http/store_unreachable/none"},
      {answered(500, "x", "text/plain"), "http/store_unreachable/maybe"},
      {answered(502, ""), "http/store_unreachable/maybe"},
      {answered(429, ""), "rate_limited/store_unreachable/none"},
      {failed(Failure::unresolved, false), "http/store_unreachable/none"},
      {failed(Failure::connect, false), "http/store_unreachable/none"},
      {failed(Failure::tls, false), "http/store_unreachable/none"},
      {failed(Failure::unsent, false), "http/store_unreachable/none"},
      {failed(Failure::timeout, true), "http/pairing_unknown/maybe"},
      {failed(Failure::cut, true), "http/pairing_unknown/maybe"},
      {failed(Failure::refused, false), "validation/address_not_allowed/none"},
  };
  for (const auto& [outcome, wanted] : rows) {
    EXPECT_EQ(said(paired(outcome, "https://shop.example.com", true)), wanted)
        << outcome.response.status << " " << outcome.response.body << word(outcome.failure);
  }
  const Outcome refused = failed(Failure::refused, false);
  EXPECT_EQ(said(paired(refused, "http://shop.example.com", true)),
            "validation/https_required/none");
  EXPECT_EQ(said(paired(refused, "http://10.0.0.1", false)), "validation/address_not_allowed/none");
}

TEST(Shop, F006_a_refusal_names_the_field_it_is_about) {
  auto code = paired(answered(401, "{}"), "https://x", true);
  EXPECT_EQ(code.error().field, "pairing_code");
  auto address = paired(answered(404, "{}"), "https://x", true);
  EXPECT_EQ(address.error().field, "magento_base_url");
}

TEST(Shop, a_ping_is_read_from_the_list_and_from_an_object) {
  Rng rng(1);
  const auto read = [&rng](const std::string& body) {
    return MagentoShop().ping(store, now, rng).read(answered(200, body));
  };
  auto list = read(R"([true,"tenant","2026-05-17T10:11:12+00:00"])");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->tenant_id, "tenant");
  EXPECT_EQ(list->server_time, 1779012672'000);
  auto object = read(R"({"ok":true,"tenant_id":"tenant","server_time":"2026-05-17T10:11:12Z"})");
  ASSERT_TRUE(object);
  EXPECT_EQ(object->tenant_id, "tenant");
  EXPECT_EQ(object->server_time, list->server_time);
  auto timeless = read(R"([true,"tenant"])");
  ASSERT_TRUE(timeless);
  EXPECT_EQ(timeless->server_time, std::nullopt);
  for (const char* body : {"[]", "{}", "[true]", R"(["true","t"])", R"([true,5])", "true"}) {
    EXPECT_EQ(said(read(body)), "serde/unreadable_answer/none") << body;
  }
  EXPECT_EQ(said(read(R"([false,"tenant"])")), "http/store_unavailable/none");
}

TEST(Shop, another_invoice_than_the_one_asked_for_is_never_taken) {
  Rng rng(1);
  const auto errors = fixture("protocol/errors.json");
  const Outcome outcome = recorded(*errors.find("invoice_float"));
  EXPECT_TRUE(MagentoShop().invoice(store, 1, now, rng).read(outcome));
  EXPECT_EQ(said(MagentoShop().invoice(store, 2, now, rng).read(outcome)),
            "serde/unreadable_answer/none");
}

TEST(Shop, a_recorded_invoice_is_read_with_its_figures) {
  Rng rng(1);
  const auto document = fixture("documents/001-one-line.json");
  const json::Value* exchange = document.find("canonical")->find("invoice/2");
  ASSERT_NE(exchange, nullptr);
  auto invoice = MagentoShop().invoice(store, 2, now, rng).read(recorded(*exchange));
  ASSERT_TRUE(invoice) << invoice.error().message;
  EXPECT_EQ(invoice->increment_id, "000000002");
  EXPECT_EQ(model::text(invoice->grand_total), "36.00");
}

TEST(Shop, F009_every_recorded_invoice_is_read) {
  Rng rng(1);
  int seen = 0;
  const std::string folder = std::string(BYTE8_SOURCE_DIR) + "/spec/fixtures/documents";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const json::Value document = fixture("documents/" + name);
    const json::Value* canonical = document.find("canonical");
    if (canonical == nullptr || !canonical->is_object()) continue;
    for (const auto& [route, exchange] : canonical->object()) {
      if (!route.starts_with("invoice/")) continue;
      const std::int64_t id = std::stoll(route.substr(route.find('/') + 1));
      auto invoice = MagentoShop().invoice(store, id, now, rng).read(recorded(exchange));
      EXPECT_TRUE(invoice) << name << ": " << (invoice ? "" : invoice.error().message);
      ++seen;
    }
  }
  EXPECT_GE(seen, 60);
}

TEST(Shop, the_recorded_payment_methods_are_read_all) {
  Rng rng(1);
  const auto protocol = fixture("protocol/payment-methods.json");
  auto methods = MagentoShop()
                     .payment_methods(store, now, rng)
                     .read(recorded(*protocol.find("payment_methods")));
  ASSERT_TRUE(methods);
  ASSERT_EQ(methods->size(), 22U);
  EXPECT_EQ(methods->front().code, "checkmo");
  EXPECT_EQ(methods->front().label, "Check / Money order");
  EXPECT_TRUE(methods->front().active);
  EXPECT_EQ((*methods)[4].code, "vault");
  EXPECT_EQ((*methods)[4].label, std::nullopt);
  EXPECT_FALSE((*methods)[4].active);
}

// What a recording of the original modules on a real Magento means to us, by its status and form.
std::string meaning(const Outcome& outcome) {
  const int status = outcome.response.status;
  const std::string* type = http::find_header(outcome.response.headers, "Content-Type");
  const bool json_type = type != nullptr && type->starts_with("application/json");
  if (status == 200) return json_type ? "ok" : "serde/unreadable_answer/none";
  if (!json_type || status == 503) return "http/store_unavailable/none";
  if (status == 400) return "validation/store_refused/none";
  if (status == 401) return "auth/store_rejected_key/none";
  if (status == 404) return "not_found/not_in_store/none";
  return "validation/store_refused/none";
}

void walk(const json::Value& value, const std::string& path, int& seen) {
  if (!value.is_object()) return;
  if (value.find("status") != nullptr && value.find("headers") != nullptr &&
      value.find("request") != nullptr) {
    const Outcome outcome = recorded(value);
    auto read = read_answer(outcome, Act::read);
    EXPECT_EQ(said(read), meaning(outcome)) << path;
    ++seen;
    return;
  }
  for (const auto& [name, member] : value.object()) walk(member, path + "/" + name, seen);
}

TEST(Shop, F009_every_recorded_answer_falls_into_the_table) {
  int seen = 0;
  for (const char* name : {"errors", "ping", "payment-methods", "maintenance"}) {
    walk(fixture(std::string("protocol/") + name + ".json"), name, seen);
  }
  EXPECT_GE(seen, 60);
}

TEST(Shop, F009_every_recorded_pairing_is_judged) {
  const auto recordings = fixture("protocol/pair.json");
  int seen = 0;
  for (const auto& [name, exchange] : recordings.object()) {
    const json::Value* request = exchange.find("request");
    if (request == nullptr || request->text_or("path").find("pair") == std::string::npos) continue;
    const Outcome outcome = recorded(exchange);
    const int status = outcome.response.status;
    const std::string wanted = status == 200   ? "ok"
                               : status == 404 ? "not_found/not_a_byte8_store/none"
                                               : "validation/pairing_refused/none";
    EXPECT_EQ(said(paired(outcome, "https://shop.example.com", true)), wanted) << name;
    ++seen;
  }
  EXPECT_GE(seen, 20);
  const auto maintenance = fixture("protocol/maintenance.json");
  EXPECT_EQ(
      said(paired(recorded(*maintenance.find("production_mode")->find("pair")), "https://x", true)),
      "http/store_unreachable/none");
}

}  // namespace
}  // namespace byte8::magento
