// The HTTP recordings of spec/fixtures/protocol against the store: status, content type and body.
// The recorded tokens are used as they are, with the store's clock at the second of the recording.
// Where Magento prints a stack, its theme or its exception page, the store prints its own: those
// parts are not compared.

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/text.h"
#include "sandbox/shop/shop_test_support.h"

namespace byte8::sandbox::shop {

std::string fixtures() {
  return std::string(BYTE8_SOURCE_DIR) + "/spec/fixtures";
}

namespace {

std::string recorded_header(const json::Value& entry, std::string_view name) {
  for (const json::Value& header : member(entry, "headers").array()) {
    if (text::iequals_ascii(header.array()[0].string(), name)) return header.array()[1].string();
  }
  return "";
}

http::Request request_of(const json::Value& entry) {
  const json::Value& recorded = member(entry, "request");
  http::Request request;
  request.method = recorded.text_or("method");
  request.target = recorded.text_or("path");
  for (const auto& [name, value] : member(recorded, "headers").object()) {
    request.headers.push_back({name, value.string()});
  }
  request.body = recorded.text_or("body");
  return request;
}

// "Tue, 24 Nov 2026 07:24:26 GMT": all recordings are of that day.
Millis time_of(const json::Value& entry) {
  const std::string body = entry.text_or("body");
  const std::size_t zone = body.find("+00:00");
  if (zone != std::string::npos) {
    return parse_utc(body.substr(zone - 19, 19) + "Z").value();
  }
  return parse_utc("2026-11-24T" + recorded_header(entry, "Date").substr(17, 8) + "Z").value();
}

// Stacks are replaced by what the store prints for one.
std::string without_stacks(std::string body) {
  const std::size_t trace = body.find("\"trace\":\"");
  if (trace != std::string::npos) body = body.substr(0, trace) + "\"trace\":\"#0 {main}\"}";
  const std::size_t stack = body.find("\\n#0 ");
  const std::size_t end = body.rfind("\",\"trace\":");
  if (stack != std::string::npos && end != std::string::npos && stack < end) {
    body = body.substr(0, stack) + "\\n#0 {main}" + body.substr(end);
  }
  return body;
}

void expect_same(const std::string& name, const json::Value& entry, const http::Response& got) {
  SCOPED_TRACE(name);
  EXPECT_EQ(std::to_string(got.status), member(entry, "status").number_text());
  EXPECT_EQ(header_of(got.headers, "Content-Type"), recorded_header(entry, "Content-Type"));
  const std::string body = entry.text_or("body");
  if (body.starts_with("<!doctype html>")) {
    EXPECT_TRUE(got.body.starts_with("<!doctype html>")) << got.body;
  } else if (body.find("<env:Envelope") != std::string::npos) {
    EXPECT_NE(got.body.find("<env:Fault>"), std::string::npos) << got.body;
  } else {
    EXPECT_EQ(got.body, without_stacks(body));
  }
}

void replay(Shop& shop, const std::string& name, const json::Value& entry) {
  expect_same(name, entry, shop.handle(request_of(entry), time_of(entry)));
}

const Millis start = parse_utc("2026-11-24T07:00:00Z").value();

TEST(conformance, every_recording_is_compared_or_named_as_not_applicable) {
  const std::set<std::string> compared = {
      "auth",   "cron-run",     "disconnect",  "drain-outcomes", "errors",
      "health", "maintenance",  "ordering",    "pair",           "payment-methods",
      "ping",   "side-effects", "store-scope", "sync-state"};
  // Output of console commands: the store has none.
  const std::set<std::string> not_applicable = {"cli"};
  std::set<std::string> all = compared;
  all.insert(not_applicable.begin(), not_applicable.end());
  std::set<std::string> found;
  for (const auto& file : std::filesystem::directory_iterator(fixtures() + "/protocol")) {
    found.insert(file.path().stem().string());
  }
  EXPECT_EQ(found, all);
}

TEST(conformance, pairing_refuses_and_accepts_as_recorded) {
  Shop shop({.mode = Mode::developer});
  // Which code waited while a step was recorded.
  const std::map<std::string, std::pair<std::string, Millis>> offers = {
      {"pair_missing_tenant", {"b6d16de5b0910f86634f29b5c5c2c8d0", 0}},
      {"pair_expired_code", {"2f6d519833d791da918e4cd3d1e329cf", 1801}},
      {"pair_success", {"d61ba4519e355e34371bbd3d76b39818", 0}},
      {"repair_camelCase_success", {"ba2ed4fbbf1348ef6e30f456a0db5ee6", 0}}};
  for (const auto& [name, entry] : protocol("pair").object()) {
    const Millis now = time_of(entry);
    if (const auto offer = offers.find(name); offer != offers.end()) {
      shop.offer_pairing_code(offer->second.first, now - offer->second.second * 1000);
    }
    replay(shop, name, entry);
    if (name == "ping_before_pairing") EXPECT_FALSE(shop.connected());
  }
  EXPECT_TRUE(shop.connected());
  EXPECT_EQ(shop.connection().base_url(), "http://127.0.0.1:8820");
}

TEST(conformance, ping_and_payment_methods_answer_as_recorded) {
  Shop shop({});
  pair(shop, start);
  for (const auto& [name, entry] : protocol("ping").object()) replay(shop, name, entry);
  for (const auto& [name, entry] : protocol("payment-methods").object()) {
    replay(shop, name, entry);
  }
}

TEST(conformance, every_kind_of_token_is_accepted_or_refused_as_recorded) {
  Shop shop({});
  pair(shop, start);
  for (const auto& [name, entry] : protocol("auth").object()) {
    if (name.starts_with("production_")) shop.switches().mode = Mode::production;
    replay(shop, name, entry);
  }
}

TEST(conformance, errors_are_answered_as_recorded) {
  Shop shop({});
  pair(shop, start);
  for (const auto& [name, entry] : protocol("errors").object()) {
    shop.switches().mode = name.ends_with("_developer_mode") ? Mode::developer : Mode::default_;
    // A float in the path is cast: entity 1 is served, which only these recordings contain.
    if (name.ends_with("_float")) {
      shop.documents().put(name.substr(0, name.size() - 6) + "/1", entry.text_or("body"));
    }
    replay(shop, name, entry);
  }
}

TEST(conformance, store_scopes_and_field_filters_answer_as_recorded) {
  Shop shop({.mode = Mode::developer});
  pair(shop, start);
  const json::Value recorded = protocol("store-scope");
  for (const std::string route : {"product/1", "invoice/2", "customer/1"}) {
    shop.documents().put(route, member(recorded, "/rest/eu/V1/byte8/" + route).text_or("body"));
  }
  for (const auto& [name, entry] : recorded.object()) replay(shop, name, entry);
}

// The recorded row is the output of a query: id, type, magento id, provider, status and the rest.
void expect_mirror_row(const Shop& shop, const json::Value& entry) {
  const json::Value body = json::parse(member(entry, "request").text_or("body")).value();
  const std::string type = body.text_or("entity_type", "invoice");
  std::int64_t id = 2;
  if (const json::Value* given = body.find("magento_entity_id")) {
    id = given->is_string() ? std::stoll(given->string()) : given->integer().value();
  }
  const MirrorRow* row = shop.mirror().find(type, id, body.text_or("provider"));
  const std::string expected = entry.text_or("mirror_row_after");
  if (expected.empty()) {
    EXPECT_EQ(row, nullptr);
    return;
  }
  ASSERT_NE(row, nullptr);
  const auto shown = [](const std::optional<std::string>& value) { return value.value_or("NULL"); };
  const std::string got = row->entity_type + '\t' + std::to_string(row->magento_id) + '\t' +
                          row->provider + '\t' + row->sync_status + '\t' +
                          shown(row->provider_entity_id) + '\t' + shown(row->provider_reference) +
                          '\t' + shown(row->skip_reason) + '\t' + shown(row->error_code) + '\t' +
                          row->last_sync_at;
  EXPECT_EQ(got, expected.substr(expected.find('\t') + 1));
}

TEST(conformance, sync_states_are_written_and_refused_as_recorded) {
  Shop shop({});
  pair(shop, start);
  for (const auto& [name, entry] : protocol("sync-state").object()) {
    SCOPED_TRACE(name);
    replay(shop, name, entry);
    if (entry.find("mirror_row_after") != nullptr) expect_mirror_row(shop, entry);
  }
  // The refused over-long provider left its row all the same.
  EXPECT_NE(shop.mirror().find("invoice", 4, std::string(32, 'p')), nullptr);
}

// ---- what the module sends
// -----------------------------------------------------------------------

void expect_same_call(const json::Value& recorded, const http::Call& call) {
  EXPECT_EQ(call.method, recorded.text_or("method"));
  EXPECT_EQ(call.url, chassis_url + recorded.text_or("path"));
  EXPECT_EQ(call.body, recorded.text_or("body"));
  http::Headers expected;
  for (const json::Value& header : member(recorded, "headers").array()) {
    const std::string& name = header.array()[0].string();
    // Host and length are written by the HTTP client.
    if (name != "Host" && name != "Content-Length") {
      expected.push_back({name, header.array()[1].string()});
    }
  }
  ASSERT_EQ(call.headers.size(), expected.size());
  for (std::size_t at = 0; at < expected.size(); ++at) {
    EXPECT_EQ(call.headers[at].name, expected[at].name);
    if (expected[at].name != "Authorization") {
      EXPECT_EQ(call.headers[at].value, expected[at].value);
      continue;
    }
    // Token: the same head; the same length says the same claims with another id and signature.
    const std::string head = expected[at].value.substr(0, expected[at].value.find('.'));
    EXPECT_TRUE(call.headers[at].value.starts_with(head));
    EXPECT_EQ(call.headers[at].value.size(), expected[at].value.size());
  }
}

std::string recorded_key(const json::Value& request) {
  for (const json::Value& header : member(request, "headers").array()) {
    if (header.array()[0].string() == "Idempotency-Key") return header.array()[1].string();
  }
  return "";
}

void queue(Shop& shop, const json::Value& request, Millis now) {
  const std::string path = request.text_or("path");
  const json::Value body = json::parse(request.text_or("body")).value();
  shop.enqueue(path.substr(path.rfind('/') + 1), recorded_key(request), request.text_or("body"),
               member(body, "magento_entity_id").integer().value(), now);
}

void expect_row(const json::Value& expected, const Outbox& outbox) {
  const OutboxRow* row = outbox.find(expected.text_or("idempotency_key"));
  ASSERT_NE(row, nullptr);
  const json::Value got = to_json(*row);
  const auto shown = [](const json::Value& value) -> std::string {
    if (value.is_null()) return "NULL";
    return value.is_number() ? value.number_text() : value.string();
  };
  for (const auto& [name, value] : expected.object()) {
    if (name == "entity_id" || name == "last_error_length" || name == "last_error") continue;
    EXPECT_EQ(shown(member(got, name)), value.string()) << name;
  }
  const std::string error = shown(member(got, "last_error"));
  const std::string wanted = expected.text_or("last_error");
  const json::Value* length = expected.find("last_error_length");
  if (length != nullptr) EXPECT_EQ(std::to_string(text::code_points(error)), length->number_text());
  const std::size_t gap = wanted.find("...");
  if (gap == std::string::npos) {
    EXPECT_EQ(error, wanted);
  } else {  // the recorder left out the middle
    EXPECT_TRUE(error.starts_with(wanted.substr(0, gap)));
    EXPECT_TRUE(error.ends_with(wanted.substr(gap + 3)));
  }
}

Millis row_time(const json::Value& row) {
  std::string text = row.text_or("last_attempt_at");
  text[10] = 'T';
  return parse_utc(text + "Z").value();
}

// The recorder shortened two answers; both were longer than the 8192 bytes that are kept.
std::string answer_body(const std::string& name, const json::Value& answer) {
  std::string body = answer.array()[1].string();
  if (name == "422") {
    body = "{\"error\":\"validation\",\"detail\":\"" + std::string(9000, 'x') + "\"}";
  }
  if (name == "422_utf8_cut") {
    for (int at = 0; at < 5000; ++at) body += "é";
  }
  return body;
}

TEST(conformance, every_answer_to_a_webhook_leaves_the_recorded_row) {
  const json::Value recorded = protocol("drain-outcomes");
  for (const auto& [name, entry] : recorded.object()) {
    SCOPED_TRACE(name);
    if (!entry.is_object()) continue;
    const json::Value& row = member(entry, "outbox_row_after");
    const Millis now = row_time(row);
    Shop shop({});
    const bool refused = name == "connection_refused";
    pair(shop, now, refused ? "http://127.0.0.1:8899" : chassis_url);
    queue(shop, member(member(recorded, "204"), "request"), now);
    const Delivery delivery = next_delivery(shop, now);
    if (refused) {
      http::Outcome outcome = {.failure = http::Failure::connect};
      outcome.detail =
          "Failed to connect to 127.0.0.1 port 8899 after 0 ms: Couldn't connect to server";
      shop.delivered(delivery.row_id, outcome, now);
    } else {
      expect_same_call(member(entry, "request"), delivery.call);
      const json::Value& answer = member(entry, "answer");
      const auto status = static_cast<int>(answer.array()[0].integer().value());
      shop.delivered(delivery.row_id, answered(status, answer_body(name, answer)), now);
    }
    expect_row(row, shop.outbox());
  }
}

TEST(conformance, the_retry_ladder_is_the_recorded_one) {
  const json::Value recorded = protocol("drain-outcomes");
  Shop shop({});
  pair(shop, start);
  queue(shop, member(member(recorded, "204"), "request"), start);
  for (const json::Value& expected : member(recorded, "transient_ladder").array()) {
    // The recorder made the row due again by hand; here the outbox forgets its time in the same
    // way.
    OutboxRow before = *shop.outbox().find("invoice.created:2");
    const Millis now = row_time(expected);
    const Millis due = before.next_attempt_at.value_or(now);
    const Delivery delivery = next_delivery(shop, due);
    shop.delivered(delivery.row_id, answered(503), due);
    const OutboxRow& row = *shop.outbox().find("invoice.created:2");
    EXPECT_EQ(std::to_string(row.attempts), expected.text_or("attempts"));
    EXPECT_EQ(word(row.status), expected.text_or("status"));
    EXPECT_EQ(row.last_error.value_or(""), expected.text_or("last_error"));
    std::string next = expected.text_or("next_attempt_at");
    if (next == "NULL") {
      EXPECT_FALSE(row.next_attempt_at.has_value());
      continue;
    }
    next[10] = 'T';
    EXPECT_EQ(row.next_attempt_at.value() - due, parse_utc(next + "Z").value() - now);
  }
}

TEST(conformance, maintenance_answers_as_recorded_while_cron_goes_on) {
  const json::Value recorded = protocol("maintenance");
  for (const auto& [section, entries] : recorded.object()) {
    SCOPED_TRACE(section);
    Shop shop({.mode = mode_of(section.substr(0, section.find('_'))).value()});
    pair(shop, start);
    shop.switches().maintenance = true;
    for (const auto& [name, entry] : entries.object()) {
      if (name == "ping_after") shop.switches().maintenance = false;
      if (name != "cron_run_during_maintenance") {
        replay(shop, name, entry);
        continue;
      }
      const json::Value& request = member(entry, "requests").array()[0];
      const Millis now = row_time(member(entry, "row"));
      queue(shop, request, now);
      const Delivery delivery = next_delivery(shop, now);
      expect_same_call(request, delivery.call);
      shop.delivered(delivery.row_id, answered(202), now);
      expect_row(member(entry, "row"), shop.outbox());
    }
  }
}

// Sends the recorded requests in their order and answers each as recorded.
void expect_sent(Shop& shop, const json::Array& requests, Millis now) {
  for (const json::Value& request : requests) {
    if (!shop.draining()) now += 86'400'000;  // past every delay of this test
    const Delivery delivery = next_delivery(shop, now);
    expect_same_call(request, delivery.call);
    const auto status = static_cast<int>(member(request, "response_status").integer().value());
    shop.delivered(delivery.row_id, answered(status, request.text_or("response_body")), now);
  }
  EXPECT_EQ(shop.outbox().pending(), 0U);
}

TEST(conformance, a_refused_event_is_overtaken_as_recorded) {
  const json::Value file = protocol("ordering");
  const json::Array& requests = member(file, "created_503_then_paid_overtakes").array();
  Shop shop({});
  pair(shop, start);
  for (const json::Value& request : requests) queue(shop, request, start);
  EXPECT_EQ(shop.outbox().pending(), 2U);
  expect_sent(shop, requests, start);
}

TEST(conformance, cron_runs_and_side_effects_send_the_recorded_events) {
  const json::Value cron = protocol("cron-run");
  const json::Value effects = protocol("side-effects");
  std::vector<json::Array> lists = {
      member(member(cron, "bin_magento_cron_run"), "requests").array()};
  for (const auto& [name, requests] : effects.object()) lists.push_back(requests.array());
  for (const json::Array& requests : lists) {
    Shop shop({});
    pair(shop, start);
    for (const json::Value& request : requests) queue(shop, request, start);
    expect_sent(shop, requests, start);
  }
}

TEST(conformance, health_is_asked_and_kept_as_recorded) {
  const json::Value file = protocol("health");
  for (const auto& [name, entry] : file.object()) {
    SCOPED_TRACE(name);
    Shop shop({});
    pair(shop, start);
    std::size_t asked = 0;
    json::Value seen;
    const json::Array& requests = member(entry, "requests").array();
    for (int view = 0; view < 2; ++view) {
      const std::optional<http::Call> call = shop.begin_health(start + view * 1000);
      if (!call) {
        seen = shop.end_health(nullptr, start + view * 1000);
        continue;
      }
      const json::Value& request = requests[asked++];
      expect_same_call(request, *call);
      const http::Outcome outcome =
          answered(static_cast<int>(member(request, "response_status").integer().value()),
                   request.text_or("response_body"));
      seen = shop.end_health(&outcome, start + view * 1000);
    }
    const auto of_tile = std::ranges::count_if(requests, [](const json::Value& request) {
      return request.text_or("path") == "/v1/tile/health";
    });
    EXPECT_EQ(asked, static_cast<std::size_t>(of_tile));
    const std::string headline = member(seen, "tile").text_or("headline");
    EXPECT_EQ(headline, name == "active" ? "Connected to Sage (UK)" : "Ledger unreachable");
  }
}

TEST(conformance, disconnecting_goes_as_recorded) {
  const json::Value recorded = protocol("disconnect");
  Shop shop({.mode = Mode::developer});
  pair(shop, start);
  const json::Value& pending = member(recorded, "pending_row_sent_after_re_pair").array()[0];
  queue(shop, pending, start);

  const auto pair_as = [&](std::string_view step) {
    const json::Value& entry = member(recorded, step);
    const json::Value body = json::parse(member(entry, "request").text_or("body")).value();
    shop.offer_pairing_code(body.text_or("pairing_code"), time_of(entry));
    replay(shop, std::string(step), entry);
  };
  pair_as("pair_with_code_generated_in_admin");
  replay(shop, "ping_before", member(recorded, "ping_before"));

  const json::Array& requests = member(recorded, "requests_during_disconnect").array();
  expect_same_call(requests[0], shop.begin_health(start).value());
  expect_same_call(requests[1], shop.begin_disconnect(start).value());
  const http::Outcome gone = answered(204);
  EXPECT_TRUE(member(shop.end_disconnect(&gone, start), "acknowledged").boolean());
  EXPECT_EQ("byte8/client/base_url\t" + shop.connection().base_url() + "\n",
            recorded.text_or("config_rows_after"));
  replay(shop, "ping_after_disconnect", member(recorded, "ping_after_disconnect"));

  const std::size_t rows = shop.outbox().rows().size();
  shop.place_order(start);
  EXPECT_EQ(shop.outbox().rows().size(), rows);
  shop.tick();
  EXPECT_TRUE(shop.due(start).empty());

  pair_as("re_pair");
  expect_sent(shop, member(recorded, "pending_row_sent_after_re_pair").array(), start);
  for (const auto& [step, status] :
       {std::pair("byteclient_disconnect_503", 503), std::pair("byteclient_disconnect_204", 204)}) {
    if (!shop.connected()) pair(shop, start);
    const json::Value& entry = member(recorded, step);
    expect_same_call(member(entry, "requests").array()[0], shop.begin_disconnect(start).value());
    const http::Outcome outcome = answered(status);
    const json::Value done = shop.end_disconnect(&outcome, start);
    EXPECT_EQ(member(done, "acknowledged").boolean(), status == 204);
    EXPECT_TRUE(member(done, "disconnected").boolean());
  }
}

}  // namespace
}  // namespace byte8::sandbox::shop
