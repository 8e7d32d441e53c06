// The program's machinery over loopback: a chassis that the test plays.

#include <future>
#include <mutex>

#include "net/client.h"
#include "net/guard.h"
#include "sandbox/shop/host.h"
#include "sandbox/shop/shop_test_support.h"

namespace byte8::sandbox::shop {
namespace {

// Blocking calls for the test thread.
class Caller {
 public:
  Caller() : client_(make()) {}

  http::Outcome call(std::string method, const std::string& url, std::string body = "") {
    std::promise<http::Outcome> done;
    http::Call made = {.method = std::move(method), .url = url, .body = std::move(body)};
    if (made.method == "POST") made.headers.push_back({"Content-Type", "application/json"});
    client_->send(++id_, std::move(made),
                  [&](http::Outcome outcome) { done.set_value(std::move(outcome)); });
    return done.get_future().get();
  }

  json::Value json(std::string method, const std::string& url, std::string body = "") {
    const http::Outcome outcome = call(std::move(method), url, std::move(body));
    EXPECT_TRUE(outcome.answered()) << outcome.detail;
    EXPECT_EQ(outcome.response.status, 200) << outcome.response.body;
    Result<json::Value> value = json::parse(outcome.response.body);
    return value ? std::move(*value) : json::Value();
  }

 private:
  static std::unique_ptr<http::Client> make() {
    return net::make_client(
        {.guard = net::Guard::allowing({"127.0.0.0/8"}).value(), .require_https = false});
  }
  std::unique_ptr<http::Client> client_;
  std::uint64_t id_ = 0;
};

// Answers 202 to webhooks and remembers what came.
class PlayedChassis {
 public:
  PlayedChassis()
      : server_(net::Server::start({}, [this](const http::Request& request, const auto& responder) {
                  const std::lock_guard<std::mutex> lock(mutex_);
                  requests_.push_back(request);
                  if (request.path() == "/v1/tile/health") {
                    responder->send({.status = 200,
                                     .body = R"({"tenant":{)"
                                             R"("magento_connection_status":"active"},"binding":)"
                                             R"({"status":"active","region":"uk"}})"});
                  } else {
                    responder->send({.status = 202, .body = R"({"sync_run_id":"r"})"});
                  }
                }).value()) {}

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  std::vector<http::Request> requests() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return requests_;
  }

 private:
  std::mutex mutex_;
  std::vector<http::Request> requests_;
  std::unique_ptr<net::Server> server_;
};

TEST(host, an_order_travels_to_the_chassis_and_disconnect_tells_it) {
  PlayedChassis chassis;
  const std::unique_ptr<Host> host = Host::start({}).value();
  const std::string shop = "http://127.0.0.1:" + std::to_string(host->port());
  Caller caller;
  const std::string code =
      caller.json("POST", shop + "/__shop/pairing-code").text_or("pairing_code");
  caller.json("POST", shop + "/rest/V1/byte8/setup/pair",
              json::write(json::object({{"pairing_code", code},
                                        {"tenant_id", tenant},
                                        {"byte8_api_key", api_key},
                                        {"ledger_base_url", chassis.url()}})));
  caller.json("POST", shop + "/__shop/orders", R"({"count":2})");
  const json::Value drained = caller.json("POST", shop + "/__shop/tick");
  EXPECT_EQ(member(drained, "pending").integer(), 0);
  const std::vector<http::Request> requests = chassis.requests();
  ASSERT_FALSE(requests.empty());
  EXPECT_EQ(requests.front().target, "/webhooks/magento/" + tenant + "/invoice.created");
  EXPECT_EQ(header_of(requests.front().headers, "User-Agent"), "");
  EXPECT_EQ(header_of(requests.front().headers, "Accept"), "*/*");
  for (const json::Value& row :
       member(caller.json("GET", shop + "/__shop/outbox"), "rows").array()) {
    EXPECT_EQ(row.text_or("status"), "succeeded");
  }
  const json::Value health = caller.json("GET", shop + "/__shop/health");
  EXPECT_EQ(member(health, "tile").text_or("colour"), "green");
  const json::Value gone = caller.json("POST", shop + "/__shop/disconnect");
  EXPECT_TRUE(member(gone, "acknowledged").boolean());
  EXPECT_EQ(chassis.requests().back().target, "/v1/tenant/disconnect");
  EXPECT_EQ(chassis.requests().back().body, "{}");
  EXPECT_FALSE(member(caller.json("GET", shop + "/__shop/health"), "connected").boolean());
  host->stop();
}

TEST(host, cron_ticks_by_itself_with_a_fast_clock) {
  PlayedChassis chassis;
  HostOptions options;
  options.shop.clock_factor = 6000;  // a tick each 10 ms
  const std::unique_ptr<Host> host = Host::start(std::move(options)).value();
  std::promise<void> paired;
  host->with_shop([&](Shop& shop, Millis now) {
    pair(shop, now, chassis.url());
    shop.place_order(now);
    paired.set_value();
  });
  paired.get_future().get();
  // The store says when it is done; the test asks again until then, ten seconds at most.
  bool sent = false;
  const Millis until = read_clocks().boot + 10'000;
  while (!sent && read_clocks().boot < until) {
    std::promise<std::size_t> pending;
    host->with_shop([&](Shop& shop, Millis) { pending.set_value(shop.outbox().pending()); });
    sent = pending.get_future().get() == 0;
  }
  EXPECT_TRUE(sent);
  host->stop();
}

}  // namespace
}  // namespace byte8::sandbox::shop
