#include "tests/accounts/world.h"

#include <algorithm>

#include "api/cli.h"
#include "api/http_payload.h"
#include "custody/custody.h"
#include "lifecycle/lifecycle.h"

namespace byte8::tests::people {

Status Post::send(const port::Mail& mail, const std::string& id) {
  if (hopeless) return Error::make(Fault::validation, "550 no such mailbox");
  if (failures > 0) {
    --failures;
    return Error::make(Fault::http, "no connection");
  }
  sent.push_back(mail);
  ids.push_back(id);
  return {};
}

World::World(bool with_mail, std::string url, bool late)
    : provider_({.client_id = "client", .client_secret = SecretText("secret")}),
      sealer_(SecretText(std::string(32, 'k'))),
      db_(fresh_database()),
      late_(std::make_unique<tests::DeferredDb>(*db_)),
      flaky_(late ? static_cast<port::Db&>(*late_) : *db_, rng_) {
  const lifecycle::Deps deps{.shop = shop_, .public_url = std::move(url)};
  custody::register_handlers(handlers_);
  lifecycle::register_handlers(handlers_, deps);
  api::register_handlers(handlers_, deps, with_mail ? post : nullptr);
  restart();
}

void World::restart() {
  errands_.clear();
  engine_ =
      std::make_unique<engine::Engine>(flaky_, provider_, sealer_, handlers_, settings_, rng_);
  BYTE8_CHECK(engine_->start(now).ok());
  settle();
}

void World::turn(std::vector<engine::Input> inputs) {
  now.wall += 1;
  now.boot += 1;
  engine::Turn done = engine_->turn(now, std::move(inputs));
  flaky_.set_failures(0);
  more_ = done.more;
  for (engine::Effect& effect : done.effects) {
    if (auto* reply = std::get_if<engine::Reply>(&effect)) {
      replies_[reply->request] = std::move(reply->response);
    } else if (auto* notice = std::get_if<engine::Notice>(&effect)) {
      if (notice->topic != accounts::errand_topic) continue;
      errands_.push_back(std::static_pointer_cast<const accounts::Errand>(notice->payload));
    }
  }
}

bool World::do_errands() {
  if (hold_errands || errands_.empty()) return false;
  std::vector<engine::Input> done;
  for (const auto& errand : std::exchange(errands_, {})) {
    if (errand->worker == accounts::Worker::hashing) ++hashed;
    errand->work();
    auto payload = std::make_shared<accounts::ErrandDone>();
    payload->id = errand->id;
    done.emplace_back(
        engine::Command{.kind = accounts::errand_done_command, .payload = std::move(payload)});
  }
  turn(std::move(done));
  return true;
}

void World::settle() {
  turn({});
  while (more_ || (!hold_errands && !errands_.empty())) {
    if (!do_errands()) turn({});
  }
}

void World::advance(Millis by) {
  now.wall += by;
  now.boot += by;
  settle();
}

Answered World::command(const std::string& kind, std::shared_ptr<const engine::Payload> payload) {
  const engine::RequestId id = ++last_request_;
  turn({engine::Command{.reply = id, .kind = kind, .payload = std::move(payload)}});
  settle();
  const auto found = replies_.find(id);
  return found == replies_.end() ? Answered() : answered_by(found->second);
}

Answered World::call(const std::string& method, const std::string& target, const std::string& body,
                     http::Headers headers) {
  auto payload = std::make_shared<api::HttpPayload>();
  payload->request = {.method = method,
                      .target = target,
                      .headers = std::move(headers),
                      .body = body,
                      .peer = address};
  return command(api::http_command, payload);
}

std::vector<port::Row> World::rows(const std::string& text) {
  return rows_of(db_->connection(), text);
}

std::string World::token_of(const std::string& link) {
  return link.substr(link.rfind('/') + 1);
}

std::string World::setup_token() {
  return token_of(command(api::setup_link_command, nullptr).body.text_or("url"));
}

std::string World::api_token(const std::string& email, const std::vector<std::string>& scopes) {
  auto wanted = std::make_shared<api::TokenCreate>();
  wanted->email = email;
  wanted->scopes = scopes;
  return command(api::token_create_command, wanted).body.text_or("token");
}

Answered Browser::call(const std::string& method, const std::string& target,
                       const std::string& body, http::Headers more) {
  if (!cookie.empty()) more.push_back({"Cookie", "theme=dark; b8_session=" + cookie});
  if (send_csrf && !csrf.empty()) more.push_back({"X-CSRF-Token", csrf});
  const Answered answered = world_.call(method, target, body, std::move(more));
  learn(answered);
  return answered;
}

void Browser::learn(const Answered& answered) {
  const std::string set = answered.header("Set-Cookie");
  constexpr std::string_view name = "b8_session=";
  if (!set.starts_with(name)) return;
  cookie = set.substr(name.size(), set.find(';') - name.size());
  csrf.clear();
  if (!cookie.empty()) csrf = get("/v1/me").body.text_or("csrf_token");
}

Answered Browser::sign_in(const std::string& email, const std::string& password,
                          const std::string& code) {
  json::Value body = json::object({{"email", email}, {"password", password}});
  if (!code.empty()) body.set("totp", code);
  return post("/v1/session", json::write(body));
}

Browser founder(World& world, const std::string& email) {
  Browser browser(world);
  const Answered made = browser.post("/v1/setup/" + world.setup_token(),
                                     json::write(json::object({{"organisation", "Example Trading"},
                                                               {"name", "Ada"},
                                                               {"email", email},
                                                               {"password", good_password},
                                                               {"time_zone", "Europe/London"}})));
  BYTE8_CHECK(made.status == 201);
  return browser;
}

Browser member(World& world, Browser& inviter, const std::string& email, const std::string& role) {
  const Answered invited =
      inviter.post("/v1/users", json::write(json::object({{"email", email}, {"role", role}})));
  BYTE8_CHECK(invited.status == 201);
  Browser browser(world);
  const Answered joined =
      browser.post("/v1/invitations/" + World::token_of(invited.body.text_or("invite_url")),
                   json::write(json::object({{"name", "Somebody"}, {"password", good_password}})));
  BYTE8_CHECK(joined.status == 201);
  return browser;
}

std::string user_id(Browser& browser) {
  const Answered me = browser.get("/v1/me");
  const json::Value* user = me.body.find("user");
  return user == nullptr ? std::string() : user->text_or("id");
}

}  // namespace byte8::tests::people
