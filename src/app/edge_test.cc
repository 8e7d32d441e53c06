#include "app/edge.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/http_payload.h"
#include "base/crypto.h"
#include "sync/intake.h"

namespace byte8::app {
namespace {

using testing::HasSubstr;

const std::string tenant = "tenant 1";
const SecretText key("byte8_lk_example_master_key_0123456789");

class Kept final : public http::Responder {
 public:
  void send(http::Response given) override { response = std::move(given); }
  void drop() override {}
  void send_part(http::Response, std::size_t) override {}
  void send_slowly(http::Response, Millis) override {}
  std::optional<http::Response> response;
};

class EdgeTest : public testing::Test {
 protected:
  EdgeTest() : inbox_(2), edge_(gate_, inbox_, replies_, clock_) {
    gate_.put(tenant, {.account = 3, .store = 7}, key, {});
    edge_.open();
    edge_.set(Readiness::ready);
  }

  std::string token() {
    const std::int64_t now = clock_.now().unix_seconds();
    const std::string head = crypto::base64url(R"({"alg":"HS256","typ":"JWT"})");
    const std::string claims = crypto::base64url(fmt::format(
        R"({{"iss":"magento","sub":"{}","aud":"byte8-ledger","iat":{},"nbf":{},"exp":{},)"
        R"("jti":"id-{}"}})",
        tenant, now, now, now + 60, ++tokens_));
    const crypto::Digest mac =
        crypto::hmac_sha256(magento::outbound_subkey(key.reveal()), head + "." + claims);
    return "Bearer " + head + "." + claims + "." +
           crypto::base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
  }

  // The answer that the edge gave by itself; status 0: it waits for the core.
  http::Response ask(std::string method, std::string target, std::string body = "",
                     std::optional<std::string> authorization = std::nullopt) {
    http::Request request{.method = std::move(method), .target = std::move(target)};
    request.body = std::move(body);
    request.headers.push_back({"idempotency-key", "k1"});
    request.headers.push_back({"authorization", authorization.value_or(token())});
    auto kept = std::make_shared<Kept>();
    edge_.handle(std::move(request), kept);
    kept_.push_back(kept);
    return kept->response.value_or(http::Response{.status = 0});
  }

  template <typename T>
  std::shared_ptr<const T> taken(std::string_view kind) {
    const std::vector<engine::Input> inputs = inbox_.take(8, 0);
    if (inputs.size() != 1) return nullptr;
    const auto& command = std::get<engine::Command>(inputs.front());
    if (command.kind != kind || command.reply == 0) return nullptr;
    return std::static_pointer_cast<const T>(command.payload);
  }

  WireGate gate_;
  Inbox inbox_;
  Replies replies_;
  ClockSource clock_;
  Edge edge_;
  std::vector<std::shared_ptr<Kept>> kept_;
  int tokens_ = 0;
};

const std::string event =
    R"({"magento_entity_id":42,"website_id":1,"store_id":1,"occurred_at":"2026-05-17T10:11:12Z",)"
    R"("payload":{"increment_id":"000000042","paid":true}})";
const std::string path = "/webhooks/magento/tenant%201/invoice.created";

TEST_F(EdgeTest, an_event_becomes_an_intake_of_its_store) {
  EXPECT_EQ(ask("POST", path, event).status, 0);
  const auto payload = taken<sync::IntakePayload>("intake");
  ASSERT_NE(payload, nullptr);
  EXPECT_EQ(payload->account_id, 3);
  EXPECT_EQ(payload->store_id, 7);
  EXPECT_EQ(payload->idempotency_key, "k1");
  EXPECT_EQ(payload->magento_id, 42);
}

TEST_F(EdgeTest, what_is_wrong_with_an_event_is_named_in_a_4xx) {
  const http::Response unknown = ask("POST", "/webhooks/magento/tenant%201/order.placed", event);
  EXPECT_EQ(unknown.status, 422);
  EXPECT_THAT(unknown.body, HasSubstr(R"("code":"unknown_event")"));
  const http::Response empty = ask("POST", path, "");
  EXPECT_EQ(empty.status, 422);
  EXPECT_THAT(empty.body, HasSubstr(R"("code":"malformed")"));
  const http::Response field = ask("POST", path, R"({"magento_entity_id":"42"})");
  EXPECT_EQ(field.status, 422);
  EXPECT_THAT(field.body, HasSubstr("magento_entity_id"));
  const http::Response broken = ask("POST", path, "{");
  EXPECT_EQ(broken.status, 422);
  EXPECT_THAT(broken.body, HasSubstr("body"));
}

TEST_F(EdgeTest, who_may_not_send_events_is_told_401_and_how_they_are_sent_405) {
  EXPECT_EQ(ask("POST", path, event, "Bearer x").status, 401);
  const http::Response unknown = ask("POST", "/webhooks/magento/nobody/invoice.created", event);
  EXPECT_EQ(unknown.status, 401);
  EXPECT_THAT(unknown.body, HasSubstr(R"("code":"unknown_tenant")"));
  EXPECT_EQ(ask("POST", "/webhooks/magento/%zz/invoice.created", event).status, 401);
  EXPECT_EQ(ask("GET", path, "").status, 405);
  EXPECT_TRUE(inbox_.empty());
}

TEST_F(EdgeTest, a_path_is_decoded_once_only) {
  EXPECT_EQ(ask("POST", "/webhooks/magento/tenant%25201/invoice.created", event).status, 401);
}

TEST_F(EdgeTest, everything_else_is_a_command_with_the_request) {
  EXPECT_EQ(ask("GET", "/v1/runs?limit=5").status, 0);
  const auto payload = taken<api::HttpPayload>("http");
  ASSERT_NE(payload, nullptr);
  EXPECT_EQ(payload->request.target, "/v1/runs?limit=5");
  EXPECT_EQ(payload->wire_store, 0);
  EXPECT_FALSE(payload->wire_error.has_value());
}

TEST_F(EdgeTest, the_stores_own_routes_carry_who_asks_or_why_not) {
  EXPECT_EQ(ask("GET", "/v1/tile/health").status, 0);
  EXPECT_EQ(taken<api::HttpPayload>("http")->wire_store, 7);
  EXPECT_EQ(ask("POST", "/v1/tenant/disconnect", "{}", "Bearer x").status, 0);
  const auto refused = taken<api::HttpPayload>("http");
  EXPECT_EQ(refused->wire_store, 0);
  EXPECT_EQ(refused->wire_error->code, "bad_token");
}

TEST_F(EdgeTest, the_path_of_the_public_url_is_taken_off) {
  edge_.set_prefix("/ledger");
  EXPECT_EQ(ask("POST", "/ledger" + path, event).status, 0);
  EXPECT_NE(taken<sync::IntakePayload>("intake"), nullptr);
  ask("GET", "/ledger?x=1");
  EXPECT_EQ(taken<api::HttpPayload>("http")->request.target, "/?x=1");
  ask("GET", "/ledgers");
  EXPECT_EQ(taken<api::HttpPayload>("http")->request.target, "/ledgers");
}

TEST_F(EdgeTest, too_much_at_once_is_told_to_come_again) {
  EXPECT_EQ(ask("POST", path, event).status, 0);
  EXPECT_EQ(ask("GET", "/v1/runs").status, 0);
  EXPECT_EQ(ask("POST", path, event).status, 503);
  const http::Response rest = ask("GET", "/v1/runs");
  EXPECT_EQ(rest.status, 503);
  EXPECT_EQ(*http::find_header(rest.headers, "content-type"), "application/problem+json");
}

TEST_F(EdgeTest, readiness_is_one_word_and_health_is_only_life) {
  EXPECT_EQ(ask("GET", "/readyz").body, "ready\n");
  edge_.set(Readiness::database);
  EXPECT_EQ(ask("GET", "/readyz").status, 503);
  EXPECT_EQ(ask("GET", "/readyz").body, "database\n");
  EXPECT_EQ(ask("POST", path, event).status, 0);
  edge_.set(Readiness::draining);
  edge_.change(Readiness::database, Readiness::ready);
  EXPECT_EQ(ask("GET", "/readyz").body, "draining\n");
  EXPECT_EQ(ask("POST", path, event).status, 503);
  EXPECT_EQ(ask("GET", "/healthz").status, 200);
}

}  // namespace
}  // namespace byte8::app
