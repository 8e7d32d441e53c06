#include "tests/bench/stores.h"

#include <charconv>
#include <future>

#include "tests/bench/bench.h"
#include "tests/bench/must.h"

namespace byte8::bench {
namespace {

constexpr Millis stop_wait = 200;

}  // namespace

Stores::Stores(int count, Told told)
    : told_(std::move(told)),
      shops_(static_cast<std::size_t>(count), sandbox::shop::Shop(sandbox::shop::Options())) {
  server_ = must(net::Server::start(
      {}, [this](http::Request request, const std::shared_ptr<http::Responder>& responder) {
        responder->send(answer(std::move(request)));
      }));
}

Stores::~Stores() {
  server_->stop(stop_wait);
}

std::string Stores::url(int store) const {
  return "http://127.0.0.1:" + std::to_string(server_->port()) + "/s" + std::to_string(store);
}

// "/s17/rest/V1/…" is "/rest/V1/…" of store 17.
http::Response Stores::answer(http::Request request) {
  const double at = now_s();
  const char* const end = request.target.data() + request.target.size();
  std::size_t store = shops_.size();
  if (request.target.starts_with("/s")) {
    std::from_chars(request.target.data() + 2, end, store);
  }
  const std::size_t rest = request.target.find('/', 1);
  if (store >= shops_.size() || rest == std::string::npos) return {.status = 404};
  request.target.erase(0, rest);
  if (told_ && request.path().ends_with("/sync-state")) told_(request, at);
  return shops_[store].handle(request, read_clocks().wall);
}

void Stores::with(int store, const std::function<void(sandbox::shop::Shop&, Millis)>& act) {
  std::promise<void> done;
  server_->after(0, [&] {
    act(shops_[static_cast<std::size_t>(store)], read_clocks().wall);
    done.set_value();
  });
  done.get_future().wait();
}

void Stores::pair(int store, const std::string& tenant, const std::string& api_key,
                  const std::string& chassis) {
  with(store, [&](sandbox::shop::Shop& shop, Millis now) {
    const json::Value body = json::object({{"pairing_code", shop.new_pairing_code(now)},
                                           {"tenant_id", tenant},
                                           {"byte8_api_key", api_key},
                                           {"ledger_base_url", chassis}});
    const http::Response answer = shop.handle({.method = "POST",
                                               .target = "/rest/V1/byte8/setup/pair",
                                               .headers = {{"Content-Type", "application/json"}},
                                               .body = json::write(body)},
                                              now);
    BYTE8_CHECK(answer.status == 200);
  });
}

Webhooks Stores::webhooks(int store) {
  std::string tenant;
  std::string key;
  with(store, [&](const sandbox::shop::Shop& shop, Millis) {
    tenant = shop.connection().tenant();
    key = shop.connection().outbound_key();
  });
  return {std::move(tenant), key};
}

}  // namespace byte8::bench
