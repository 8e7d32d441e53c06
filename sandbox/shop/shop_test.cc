// The store as a whole: recorded documents, the drain, the controls.

#include <algorithm>
#include <set>

#include "sandbox/shop/shop_test_support.h"
#include "sandbox/shop/tile.h"

namespace byte8::sandbox::shop {
namespace {

const std::vector<Recording>& recordings() {
  static const std::vector<Recording> all = read_recordings(fixtures() + "/documents").value();
  return all;
}

json::Value control(Shop& shop, const std::string& what, const std::string& body,
                    int status = 200) {
  const http::Response answer = body.empty() ? shop.handle(get("/__shop/" + what), noon)
                                             : shop.handle(post("/__shop/" + what, body), noon);
  EXPECT_EQ(answer.status, status) << answer.body;
  return json::parse(answer.body).value();
}

TEST(recordings, the_three_refetched_documents_are_recognised) {
  std::vector<std::string> refetches;
  for (const Recording& recording : recordings()) {
    if (recording.refetch) refetches.push_back(recording.name.substr(0, 3));
  }
  EXPECT_EQ(refetches, (std::vector<std::string>{"079", "080", "136"}));
}

TEST(recordings, every_recorded_body_is_served_byte_for_byte) {
  Shop shop({.recordings = recordings()});
  pair(shop, noon);
  shop.load_recordings(noon);
  std::map<std::string, std::string> first;
  std::map<std::string, std::string> last;
  for (const Recording& recording : recordings()) {
    for (const RecordedBody& body : recording.bodies) {
      first.emplace(body.route, body.body);
      last[body.route] = body.body;
    }
  }
  ASSERT_GT(first.size(), 150U);
  for (const auto& [route, body] : first) {
    const http::Response answer = shop.handle(signed_get("/rest/V1/byte8/" + route, noon), noon);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, body) << route;
  }
  shop.apply_refetches(noon);
  EXPECT_NE(first.at("invoice/77"), last.at("invoice/77"));
  for (const auto& [route, body] : last) {
    EXPECT_EQ(shop.handle(signed_get("/rest/V1/byte8/" + route, noon), noon).body, body) << route;
  }
}

TEST(recordings, their_webhooks_are_sent_in_the_order_of_recording) {
  Shop shop({.recordings = recordings()});
  pair(shop, noon);
  const std::size_t queued = shop.load_recordings(noon);
  std::vector<std::string> expected;
  std::vector<std::string> later;
  for (const Recording& recording : recordings()) {
    for (const RecordedWebhook& webhook : recording.webhooks) {
      (recording.refetch ? later : expected).push_back(webhook.key);
    }
  }
  EXPECT_EQ(queued, expected.size());
  std::vector<std::string> sent;
  while (shop.outbox().pending() > 0) {
    const std::vector<std::string> tick = drain(shop, noon);
    EXPECT_LE(tick.size(), 50U);
    sent.insert(sent.end(), tick.begin(), tick.end());
  }
  EXPECT_EQ(sent, expected);
  EXPECT_EQ(shop.load_recordings(noon), 0U) << "known keys are not queued twice";
  EXPECT_EQ(shop.apply_refetches(noon), later.size());
  EXPECT_EQ(drain(shop, noon), later);
  EXPECT_EQ(later, (std::vector<std::string>{"invoice.paid:77", "invoice.paid:79"}));
}

TEST(recordings, facts_carry_the_totals_of_magentos_own_tables) {
  Shop shop({.recordings = recordings()});
  shop.load_recordings(noon);
  const Facts* decimals = shop.documents().facts("invoice", 4);
  ASSERT_NE(decimals, nullptr);
  EXPECT_EQ(decimals->grand_total, "16.9875");
  EXPECT_EQ(decimals->currency, "GBP");
  const Facts* memo = shop.documents().facts("creditmemo", 22);
  ASSERT_NE(memo, nullptr);
  EXPECT_EQ(memo->currency, "EUR");
  EXPECT_EQ(memo->grand_total, "57.3300");
  EXPECT_EQ(memo->tax_amount, "10.7200");
}

TEST(drain, a_tick_comes_each_minute_and_takes_fifty_rows) {
  Shop shop({});
  pair(shop, noon);
  while (shop.outbox().pending() < 60) shop.place_order(noon);
  EXPECT_TRUE(shop.due(noon + 1000).empty()) << "the first tick is at the next full minute";
  EXPECT_EQ(shop.next_due(noon + 1000), noon + 60'000);
  EXPECT_TRUE(shop.due(noon + 59'999).empty());
  const std::size_t before = shop.outbox().pending();
  std::size_t sent = 0;
  for (std::vector<Delivery> next = shop.due(noon + 60'000); !next.empty();
       next = shop.due(noon + 60'000)) {
    EXPECT_TRUE(shop.due(noon + 60'000).empty()) << "one at a time";
    shop.delivered(next.front().row_id, answered(202), noon + 60'000);
    ++sent;
  }
  EXPECT_EQ(sent, 50U);
  EXPECT_EQ(shop.outbox().pending(), before - 50);
}

TEST(drain, a_clock_factor_speeds_ticks_and_retries_but_not_tokens) {
  Shop shop({.clock_factor = 60});
  pair(shop, noon);
  shop.place_order(noon);
  EXPECT_TRUE(shop.due(noon).empty());
  EXPECT_EQ(shop.next_due(noon), noon + 1000);
  std::vector<Delivery> next = shop.due(noon + 1000);
  ASSERT_EQ(next.size(), 1U);
  const std::string token = header_of(next.front().call.headers, "Authorization").substr(7);
  const std::size_t first = token.find('.');
  const json::Value claims =
      json::parse(
          token::base64url_decode(token.substr(first + 1, token.rfind('.') - first - 1)).value())
          .value();
  EXPECT_EQ(member(claims, "iat").integer(), (noon + 1000) / 1000);
  EXPECT_EQ(member(claims, "nbf").integer(), (noon + 1000) / 1000);
  EXPECT_EQ(member(claims, "exp").integer(), (noon + 1000) / 1000 + 60);
  shop.delivered(next.front().row_id, answered(503), noon + 1000);
  EXPECT_EQ(shop.outbox().find(next.front().row_id)->next_attempt_at, noon + 2000);
}

TEST(drain, a_clock_that_is_off_shows_in_tokens_and_events) {
  Shop shop({});
  pair(shop, noon);
  shop.switches().clock_offset_ms = -90'000;
  shop.enqueue("customer.upserted", "customer.upserted:1", "{}", 1, noon);
  EXPECT_EQ(shop.outbox().find("customer.upserted:1")->created_at, noon - 90'000);
  EXPECT_EQ(shop.mirror().find("customer", 1)->last_sync_at, "2026-11-24 11:58:30");
}

TEST(drain, a_known_key_is_never_queued_again_until_the_purge) {
  Shop shop({});
  pair(shop, noon);
  EXPECT_TRUE(shop.enqueue("product.upserted", "product.upserted:5", "{\"a\":1}", 5, noon));
  EXPECT_FALSE(shop.enqueue("product.upserted", "product.upserted:5", "{\"a\":2}", 5, noon));
  EXPECT_EQ(shop.outbox().find("product.upserted:5")->payload, "{\"a\":1}");
  drain(shop, noon);
  const Millis day = 86'400'000;
  drain(shop, noon + 29 * day);
  EXPECT_FALSE(shop.enqueue("product.upserted", "product.upserted:5", "{}", 5, noon + 29 * day));
  drain(shop, noon + 31 * day);
  EXPECT_TRUE(shop.enqueue("product.upserted", "product.upserted:5", "{}", 5, noon + 31 * day));
}

TEST(drain, requeued_rows_keep_key_payload_and_history) {
  Shop shop({});
  pair(shop, noon);
  shop.enqueue("invoice.created", "invoice.created:9", "{}", 9, noon);
  const Delivery delivery = next_delivery(shop, noon);
  shop.delivered(delivery.row_id, answered(422, "no"), noon);
  EXPECT_EQ(shop.outbox().dead_lettered(), 1U);
  EXPECT_EQ(member(control(shop, "requeue", R"({"all":true})"), "requeued").integer(), 1);
  const OutboxRow& row = *shop.outbox().find("invoice.created:9");
  EXPECT_EQ(row.status, RowStatus::pending);
  EXPECT_EQ(row.attempts, 0);
  EXPECT_EQ(row.last_status_code, 422);
  EXPECT_EQ(row.last_error, "HTTP 422: no");
  EXPECT_EQ(drain(shop, noon), (std::vector<std::string>{"invoice.created:9"}));
}

TEST(orders, an_order_queues_created_then_paid_and_is_served) {
  Shop shop({});
  EXPECT_FALSE(shop.place_order(noon).invoice_ids.empty());
  EXPECT_TRUE(shop.outbox().rows().empty()) << "events before pairing are lost";
  pair(shop, noon);
  const std::int64_t id = shop.place_order(noon).invoice_ids.front();
  const std::string route = "/rest/V1/byte8/invoice/" + std::to_string(id);
  const http::Response answer = shop.handle(signed_get(route, noon), noon);
  EXPECT_EQ(answer.status, 200);
  const json::Value body = json::parse(answer.body).value();
  EXPECT_EQ(member(body, "magento_id").integer(), id);
  const OutboxRow* created = shop.outbox().find("invoice.created:" + std::to_string(id));
  ASSERT_NE(created, nullptr);
  EXPECT_EQ(created->payload,
            "{\"magento_entity_id\":" + std::to_string(id) +
                ",\"website_id\":1,\"store_id\":" + member(body, "store_id").number_text() +
                ",\"occurred_at\":\"2026-11-24T12:00:00Z\",\"payload\":{\"increment_id\":\"" +
                body.text_or("increment_id") +
                "\",\"paid\":" + (body.text_or("state") == "paid" ? "true" : "false") + "}}");
  EXPECT_EQ(shop.mirror().find("invoice", id)->sync_status, "pending");
}

TEST(orders, an_open_invoice_is_paid_later_with_one_event) {
  Shop shop({});
  pair(shop, noon);
  std::int64_t open = 0;
  while (open == 0) {
    for (const std::int64_t id : shop.place_order(noon).invoice_ids) {
      if (shop.documents().facts("invoice", id)->state == "open") open = id;
    }
  }
  const std::string paid_key = "invoice.paid:" + std::to_string(open);
  EXPECT_EQ(shop.outbox().find(paid_key), nullptr);
  control(shop, "pay", "{\"id\":" + std::to_string(open) + "}");
  EXPECT_NE(shop.outbox().find(paid_key), nullptr);
  EXPECT_EQ(shop.documents().facts("invoice", open)->state, "paid");
  control(shop, "pay", "{\"id\":" + std::to_string(open) + "}", 404);
}

TEST(controls, they_show_rows_documents_and_switches) {
  Shop shop({});
  const std::string code = control(shop, "pairing-code", "{}").text_or("pairing_code");
  EXPECT_EQ(code.size(), 32U);
  EXPECT_TRUE(std::ranges::all_of(code, [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
  }));
  pair(shop, noon);
  EXPECT_EQ(member(control(shop, "orders", R"({"count":3})"), "orders").array().size(), 3U);
  EXPECT_GE(member(control(shop, "outbox", ""), "rows").array().size(), 3U);
  EXPECT_GE(member(control(shop, "mirror", ""), "rows").array().size(), 3U);
  EXPECT_GE(member(control(shop, "documents", ""), "documents").array().size(), 3U);
  control(shop, "orders", R"({"count":0})", 400);
  control(shop, "requeue", "{}", 400);
  control(shop, "recordings", R"({"action":"load"})", 409);
  control(shop, "nothing", "", 404);
  const json::Value set =
      control(shop, "switches", R"({"mode":"production","maintenance":true,"clock_offset_s":-90})");
  EXPECT_EQ(set.text_or("mode"), "production");
  control(shop, "switches", R"({"mode":"other"})", 400);
  EXPECT_TRUE(shop.switches().maintenance);
}

TEST(controls, another_site_cannot_press_the_buttons) {
  Shop shop({});
  http::Request request = post("/__shop/orders", "{}");
  request.headers.push_back({"Host", "127.0.0.1:8080"});
  request.headers.push_back({"Origin", "http://evil.example"});
  EXPECT_EQ(shop.handle(request, noon).status, 403);
  request.headers.back().value = "http://127.0.0.1:8080";
  EXPECT_EQ(shop.handle(request, noon).status, 200);
}

TEST(controls, failing_switches_count_down) {
  Shop shop({});
  pair(shop, noon);
  control(
      shop, "switches",
      R"({"fail_sync_state":{"status":400,"times":1},"fail_canonical":{"status":503,"times":1}})");
  const auto state = [&] {
    http::Request request = signed_get("/rest/V1/byte8/sync-state", noon);
    request.method = "POST";
    request.headers.push_back({"Content-Type", "application/json"});
    request.body =
        R"({"entity_type":"invoice","magento_entity_id":1,"provider":"p","sync_status":"synced"})";
    return shop.handle(request, noon).status;
  };
  EXPECT_EQ(state(), 400);
  EXPECT_EQ(state(), 200);
  const std::string route = "/rest/V1/byte8/product/100001";
  EXPECT_EQ(shop.handle(signed_get(route, noon), noon).status, 503);
  EXPECT_EQ(shop.handle(signed_get(route, noon), noon).status, 200);
}

TEST(controls, the_page_comes_with_a_strict_policy) {
  Shop shop({});
  const http::Response page = shop.handle(get("/"), noon);
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(header_of(page.headers, "Content-Security-Policy").starts_with("default-src 'none'"));
  EXPECT_EQ(page.body.find("style="), std::string::npos);
  EXPECT_EQ(page.body.find("<script>"), std::string::npos);
  EXPECT_EQ(shop.handle(get("/__shop/page.js"), noon).status, 200);
  EXPECT_EQ(shop.handle(get("/__shop/page.css"), noon).status, 200);
}

TEST(pairing, a_code_lives_half_an_hour_and_only_once) {
  Shop shop({});
  const auto try_code = [&](Millis now) {
    return shop
        .handle(post("/rest/V1/byte8/setup/pair",
                     R"({"pairing_code":"abc","tenant_id":"t","byte8_api_key":"k",)"
                     R"("ledger_base_url":"http://x"})"),
                now)
        .status;
  };
  shop.offer_pairing_code("abc", noon);
  EXPECT_EQ(try_code(noon + 1'801'000), 401);
  EXPECT_EQ(try_code(noon + 1'800'000), 200);
  EXPECT_EQ(try_code(noon + 1'800'000), 401);
}

struct TileCase {
  std::string health;
  std::string tile;
  std::string headline;
  std::string config;
};

TEST(tile, both_decision_lists_are_followed) {
  const std::vector<TileCase> cases = {
      {"null", "grey", "Ledger unreachable", "amber"},
      {R"({"tenant":{"magento_connection_status":"token_revoked"}})", "red",
       "Magento disconnected: pair again", "red"},
      {R"({"tenant":{"magento_connection_status":"pending"},"binding":{"status":"active"}})",
       "amber", "Finish the setup in the ledger", "amber"},
      {R"({"tenant":{"magento_connection_status":"active"}})", "amber",
       "Finish the setup in the ledger", "amber"},
      {R"({"tenant":{"magento_connection_status":"active"},"binding":{"status":"revoked"}})", "red",
       "Binding revoked", "amber"},
      {R"({"tenant":{"magento_connection_status":"active"},"binding":{"status":"active",
          "region":"uk"},"sync":{"failed_24h":2,"pending_count":1}})",
       "red", "Connected to Sage (UK)", "green"},
      {R"({"tenant":{"magento_connection_status":"active"},"binding":{"status":"active",
          "region":"ie"},"sync":{"failed_24h":0,"pending_count":1}})",
       "amber", "Connected to Sage (IE)", "green"},
      {R"({"tenant":{"magento_connection_status":"active"},"binding":{"status":"active"}})",
       "green", "Connected to Sage", "green"},
      {R"({"tenant":{"magento_connection_status":"odd"},"binding":{"status":"active"}})", "green",
       "Connected to Sage", "grey"},
  };
  for (const TileCase& each : cases) {
    SCOPED_TRACE(each.health);
    const json::Value view = health_view(true, json::parse(each.health).value(), noon);
    EXPECT_EQ(member(view, "tile").text_or("colour"), each.tile);
    EXPECT_EQ(member(view, "tile").text_or("headline"), each.headline);
    EXPECT_EQ(member(view, "config").text_or("dot"), each.config);
  }
  const json::Value unpaired = health_view(false, json::Value(), noon);
  EXPECT_EQ(member(unpaired, "tile").text_or("state"), "disconnected");
  EXPECT_EQ(member(unpaired, "tile").text_or("dot"), "red");
  EXPECT_EQ(member(unpaired, "config").text_or("dot"), "red");
}

TEST(tile, the_last_sync_is_told_in_words) {
  const auto told = [](const std::string& at) {
    const json::Value health =
        json::object({{"tenant", json::object({{"magento_connection_status", "active"}})},
                      {"binding", json::object({{"status", "active"}})},
                      {"sync", json::object({{"last_run_at", at}})}});
    return member(health_view(true, health, noon), "tile").text_or("last_sync");
  };
  EXPECT_EQ(told("2026-11-24T11:59:30Z"), "just now");
  EXPECT_EQ(told("2026-11-24T11:59:00Z"), "1 minute ago");
  EXPECT_EQ(told("2026-11-24T09:00:00Z"), "3 hours ago");
  EXPECT_EQ(told("2026-11-20T09:00:00Z"), "4 days ago");
  EXPECT_EQ(told("sometime"), "unknown");
}

}  // namespace
}  // namespace byte8::sandbox::shop
