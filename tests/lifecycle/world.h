#pragma once
// The real engine with the real handlers, adapters and database, turned by hand: the clock is a
// number, and calls go to scripted peers.

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/http_payload.h"
#include "api/stream.h"
#include "base/crypto.h"
#include "base/rng.h"
#include "engine/engine.h"
#include "lifecycle/store_keys.h"
#include "magento/shop.h"
#include "sage/provider.h"
#include "sqlite/sqlite_db.h"
#include "tests/lifecycle/peers.h"
#include "tests/sim/flaky_db.h"
#include "tests/support/answered.h"

namespace byte8::tests {

class World {
 public:
  // `flows`: whether events of the store are carried out, and not only taken.
  explicit World(bool deferred = false, bool flows = false);

  // An account with a user of that role and a token; the first is the host account.
  std::string token(const std::string& email = "ada@example.com", const std::string& role = "owner",
                    const std::vector<std::string>& scopes = {"read", "operate", "admin"});

  // Every scope, as the owner of another account.
  void become_stranger();

  Answered get(const std::string& target) { return call("GET", target, ""); }
  Answered post(const std::string& target, const std::string& body = "{}") {
    return call("POST", target, body);
  }
  Answered call(const std::string& method, const std::string& target, const std::string& body,
                http::Headers more = {});
  Answered wire(const std::string& method, const std::string& target, std::int64_t store);
  Answered command(const std::string& kind, std::shared_ptr<const engine::Payload> payload);

  // The steps of connecting; each stops the test's progress by an empty id when it did not work.
  std::string pair();                                 // → binding id
  std::string authorize(const std::string& binding);  // → the state in the address
  Answered come_back(const std::string& state);
  std::string connected();  // a binding that is active

  // Turns until nothing happens any more.
  void settle();
  void advance(Millis by);
  // Another process on the same database: what was on its way is forgotten.
  void restart();
  // The next commit fails, so that the core is rebuilt in place.
  void fail_next_commit() { flaky_.set_failures(1000); }

  // Calls that are written but not answered while this says so.
  std::function<bool(const http::Call&)> hold;
  void release();

  // What comes of a run of an invoice, where it is set; else nothing carries it.
  std::function<engine::RunOutcome(const store::RunRow&)> flow;

  // Answers that get lost on their way: the peer never sees the call.
  std::function<bool(const http::Call&)> lose;
  // Answers instead of the peers where it has one.
  std::function<std::optional<http::Outcome>(const http::Call&)> script;

  std::vector<port::Row> rows(const std::string& sql);
  const store::BindingRow& binding(const std::string& id);
  json::Value binding_body(const std::string& id) { return get("/v1/bindings/" + id).body; }
  void add_run(const std::string& binding, const std::string& status, const std::string& reason);

  std::string bearer;
  FakeSage sage;
  FakeStore store;
  std::vector<http::Call> sent;
  std::vector<std::shared_ptr<const lifecycle::StoreKeys>> keys;
  api::PageStreamPtr pages = std::make_shared<api::PageStream>();
  engine::Engine& engine() { return *engine_; }
  Now now{.wall = 1'779'012'732'000, .boot = 5'000};

 private:
  struct Held {
    engine::ActId act;
    http::Call call;
  };
  void turn(std::vector<engine::Input> inputs);
  bool deliver();
  http::Outcome answer(const http::Call& call);

  magento::MagentoShop shop_{false};
  sage::SageProvider provider_;
  crypto::Sealer sealer_;
  Rng rng_{7};
  std::unique_ptr<sqlite::SqliteDb> sqlite_;
  std::unique_ptr<DeferredDb> deferred_;
  FlakyDb flaky_;
  engine::Handlers handlers_;
  engine::Settings settings_;
  std::unique_ptr<engine::Engine> engine_;
  std::deque<Held> calls_;
  std::deque<Held> held_;
  std::map<engine::RequestId, http::Response> replies_;
  engine::RequestId last_request_ = 0;
  bool more_ = false;
};

}  // namespace byte8::tests
