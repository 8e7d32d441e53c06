#pragma once
// The real engine, routes and database, turned by hand: the clock is a number, errands are done
// between turns, mail goes into a list. A Browser keeps its cookie and sends the CSRF token.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "accounts/off_core.h"
#include "api/api.h"
#include "base/crypto.h"
#include "base/json.h"
#include "base/rng.h"
#include "engine/engine.h"
#include "magento/shop.h"
#include "port/mail.h"
#include "sage/provider.h"
#include "sqlite/sqlite_db.h"
#include "tests/sim/flaky_db.h"
#include "tests/support/answered.h"

namespace byte8::tests::people {

struct Post : port::Mailer {
  Status send(const port::Mail& mail, const std::string& id) override;
  void stop() override {}
  std::vector<port::Mail> sent;
  std::vector<std::string> ids;
  int failures = 0;  // so many sends fail first
  bool hopeless = false;
};

class World {
 public:
  // `late`: on a database that answers only at the next pass.
  explicit World(bool with_mail = false, std::string url = "https://ledger.example.com",
                 bool late = false);

  Answered call(const std::string& method, const std::string& target, const std::string& body,
                http::Headers headers = {});
  Answered command(const std::string& kind, std::shared_ptr<const engine::Payload> payload);
  void settle();
  void advance(Millis by);
  void restart();
  // The next commit fails, so that the core is rebuilt in place.
  void fail_next_commit() { flaky_.set_failures(1'000); }
  std::vector<port::Row> rows(const std::string& sql);
  std::int64_t count(const std::string& sql) { return rows(sql).at(0).integer(0); }

  // The path of a link, from /v1/… on: the last part of the link is the token.
  static std::string token_of(const std::string& link);
  std::string setup_token();
  // An API token of that user, from the command line.
  std::string api_token(const std::string& email, const std::vector<std::string>& scopes);

  Now now{.wall = 1'779'012'732'000, .boot = 5'000};
  std::string address = "192.0.2.1";
  std::shared_ptr<Post> post = std::make_shared<Post>();
  bool hold_errands = false;
  int hashed = 0;  // passwords that were hashed or compared

 private:
  void turn(std::vector<engine::Input> inputs);
  bool do_errands();

  magento::MagentoShop shop_{false};
  sage::SageProvider provider_;
  crypto::Sealer sealer_;
  Rng rng_{7};
  std::unique_ptr<sqlite::SqliteDb> db_;
  std::unique_ptr<tests::DeferredDb> late_;
  tests::FlakyDb flaky_;
  engine::Handlers handlers_;
  engine::Settings settings_;
  std::unique_ptr<engine::Engine> engine_;
  std::deque<std::shared_ptr<const accounts::Errand>> errands_;
  std::map<engine::RequestId, http::Response> replies_;
  engine::RequestId last_request_ = 0;
  bool more_ = false;
};

class Browser {
 public:
  explicit Browser(World& world) : world_(world) {}

  Answered get(const std::string& target) { return call("GET", target, ""); }
  Answered post(const std::string& target, const std::string& body = "{}") {
    return call("POST", target, body);
  }
  Answered call(const std::string& method, const std::string& target, const std::string& body,
                http::Headers more = {});
  Answered sign_in(const std::string& email, const std::string& password,
                   const std::string& code = "");

  std::string cookie;  // the session's value
  std::string csrf;
  bool send_csrf = true;

 private:
  void learn(const Answered& answered);

  World& world_;
};

inline constexpr const char* good_password = "correct horse battery";
// The first user, who owns the host account.
Browser founder(World& world, const std::string& email = "ada@example.com");
// Somebody with that role in the account of `inviter`.
Browser member(World& world, Browser& inviter, const std::string& email, const std::string& role);
std::string user_id(Browser& browser);

}  // namespace byte8::tests::people
