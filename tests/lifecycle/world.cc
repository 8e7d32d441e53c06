#include "tests/lifecycle/world.h"

#include "api/api.h"
#include "api/cli.h"
#include "base/text.h"
#include "custody/custody.h"
#include "lifecycle/lifecycle.h"
#include "sync/register.h"

namespace byte8::tests {

namespace {

// Not in the lambda itself: its captures would have to outlive every run.
Task<engine::RunOutcome> carried(World* world, store::RunRow row) {
  if (!world->flow) co_return engine::RunOutcome::waiting("not_yet_supported");
  co_return world->flow(row);
}

}  // namespace

World::World(bool deferred, bool flows)
    : provider_({.client_id = "client", .client_secret = SecretText("secret")}),
      sealer_(SecretText(std::string(32, 'k'))),
      sqlite_(fresh_database()),
      deferred_(std::make_unique<DeferredDb>(*sqlite_)),
      flaky_(deferred ? static_cast<port::Db&>(*deferred_) : *sqlite_, rng_) {
  settings_.ledger_per_minute = 0;
  settings_.application_per_second = 0;
  const lifecycle::Deps deps{.shop = shop_, .public_url = "https://ledger.example.com"};
  handlers_.runs["invoice.created"] = [this](engine::Ctx, store::RunRow row) {
    return carried(this, std::move(row));
  };
  custody::register_handlers(handlers_);
  lifecycle::register_handlers(handlers_, deps);
  if (flows) sync::register_handlers(handlers_, std::make_shared<sync::World>(shop_));
  api::register_handlers(handlers_, deps, nullptr, {}, pages);
  engine_ =
      std::make_unique<engine::Engine>(flaky_, provider_, sealer_, handlers_, settings_, rng_);
  BYTE8_CHECK(engine_->start(now).ok());
  settle();
  bearer = token();
}

std::string World::token(const std::string& email, const std::string& role,
                         const std::vector<std::string>& scopes) {
  auto user = std::make_shared<api::UserCreate>();
  user->email = email;
  user->role = role;
  command(api::user_create_command, user);
  auto wanted = std::make_shared<api::TokenCreate>();
  wanted->email = email;
  wanted->scopes = scopes;
  return command(api::token_create_command, wanted).body.text_or("token");
}

void World::become_stranger() {
  rows("INSERT INTO account VALUES (5, 'Other', 0, 'Europe/London', 1)");
  auto user = std::make_shared<api::UserCreate>();
  user->email = "mal@example.net";
  user->role = "owner";
  user->account = store::id_text("acct", 5);
  BYTE8_CHECK(command(api::user_create_command, user).status == 201);
  auto wanted = std::make_shared<api::TokenCreate>();
  wanted->email = user->email;
  wanted->scopes = {"read", "operate", "admin"};
  bearer = command(api::token_create_command, wanted).body.text_or("token");
  BYTE8_CHECK(!bearer.empty());
}

void World::turn(std::vector<engine::Input> inputs) {
  now.wall += 1;
  now.boot += 1;
  engine::Turn done = engine_->turn(now, std::move(inputs));
  flaky_.set_failures(0);
  // What only waits for the others to have their turn goes on by itself.
  more_ = done.more || (done.next_due_boot != 0 && done.next_due_boot <= now.boot);
  for (engine::Effect& effect : done.effects) {
    if (auto* send = std::get_if<engine::Send>(&effect)) {
      sent.push_back(send->call);
      (hold && hold(send->call) ? held_ : calls_).push_back({send->act, std::move(send->call)});
    } else if (auto* reply = std::get_if<engine::Reply>(&effect)) {
      replies_[reply->request] = std::move(reply->response);
    } else if (auto* notice = std::get_if<engine::Notice>(&effect)) {
      if (notice->topic == engine::page_topic) {
        pages->publish(static_cast<const engine::PageNotice&>(*notice->payload));
      }
      if (notice->topic != lifecycle::store_keys_topic) continue;
      keys.push_back(std::static_pointer_cast<const lifecycle::StoreKeys>(notice->payload));
    }
  }
}

http::Outcome World::answer(const http::Call& call) {
  if (lose && lose(call)) return silence();
  if (script) {
    if (auto scripted = script(call)) return *std::move(scripted);
  }
  return call.url.starts_with("https://shop.example.com") ? store.answer(call) : sage.answer(call);
}

bool World::deliver() {
  if (calls_.empty()) return false;
  std::vector<engine::Input> answers;
  for (const Held& one : std::exchange(calls_, {})) {
    answers.emplace_back(engine::Answer{
        .act = one.act, .outcome = std::make_shared<http::Outcome>(answer(one.call))});
  }
  turn(std::move(answers));
  return true;
}

void World::settle() {
  turn({});
  while (more_ || !calls_.empty()) {
    if (!deliver()) turn({});
  }
}

void World::release() {
  hold = nullptr;
  for (Held& one : std::exchange(held_, {})) calls_.push_back(std::move(one));
  deliver();
  settle();
}

void World::advance(Millis by) {
  now.wall += by;
  now.boot += by;
  settle();
}

void World::restart() {
  calls_.clear();
  held_.clear();
  engine_ =
      std::make_unique<engine::Engine>(flaky_, provider_, sealer_, handlers_, settings_, rng_);
  BYTE8_CHECK(engine_->start(now).ok());
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
                     http::Headers more) {
  auto payload = std::make_shared<api::HttpPayload>();
  payload->request = {.method = method, .target = target, .headers = std::move(more), .body = body};
  if (!bearer.empty()) {
    payload->request.headers.push_back({"Authorization", "Bearer " + bearer});
  }
  return command(api::http_command, payload);
}

Answered World::wire(const std::string& method, const std::string& target, std::int64_t store_id) {
  auto payload = std::make_shared<api::HttpPayload>();
  payload->request = {.method = method, .target = target, .body = "{}"};
  if (const store::StoreRow* row = engine_->core().directory().store(store_id)) {
    payload->wire_account = row->account_id;
    payload->wire_store = store_id;
  }
  return command(api::http_command, payload);
}

std::string World::pair() {
  store.code = "0123456789abcdef0123456789abcdef";
  const Answered answered = post(
      "/v1/magento/connect",
      R"({"magento_base_url":"https://shop.example.com/","pairing_code":")" + store.code + "\"}");
  const json::Value* made = answered.body.find("binding");
  return made == nullptr ? std::string() : made->text_or("id");
}

std::string World::authorize(const std::string& binding_id) {
  const std::string url =
      post("/v1/bindings/" + binding_id + "/sage/authorize").body.text_or("authorize_url");
  std::string state;
  for (const auto& [key, value] : text::parse_form(url.substr(url.find('?') + 1))) {
    if (key == "state") state = value;
    if (key == "code_challenge") sage.challenge = value;
  }
  return state;
}

Answered World::come_back(const std::string& state) {
  const std::string token = std::exchange(bearer, "");
  Answered answered = get("/oauth/sage/callback?code=" + text::percent_encode(sage.code) +
                          "&country=GB&state=" + state);
  bearer = token;
  return answered;
}

std::string World::connected() {
  const std::string id = pair();
  come_back(authorize(id));
  post("/v1/bindings/" + id + "/sage/business", R"({"provider_business_id":"biz1"})");
  settle();
  return id;
}

std::vector<port::Row> World::rows(const std::string& text) {
  return rows_of(sqlite_->connection(), text);
}

const store::BindingRow& World::binding(const std::string& id) {
  return *engine_->core().directory().binding(store::id_of("bind", id).value_or(0));
}

void World::add_run(const std::string& binding_id, const std::string& status,
                    const std::string& reason) {
  const store::BindingRow row = binding(binding_id);
  static std::int64_t next = 1;
  const std::string id = std::to_string(next++);
  const std::string why = reason.empty() ? "NULL" : "'" + reason + "'";
  const bool ended = status != "queued" && status != "running" && status != "waiting";
  rows(("INSERT INTO run (account_id, id, binding_id, store_id, event, lane, entity_kind, "
        "magento_id, payload, occurred_at, status, reason, error_code, policy_version, retries, "
        "crashes, created_at, finished_at) VALUES (" +
        std::to_string(row.account_id) + ", " + id + ", " + std::to_string(row.id) + ", " +
        std::to_string(row.store_id) + ", 'invoice.created', 'live', 'invoice', " + id +
        ", '{}', '2026-05-17T10:11:12Z', '" + status + "', " + why + ", " +
        (status == "failed" ? "'validation'" : "NULL") + ", 0, 0, 0, 1, " +
        (ended ? std::to_string(now.wall) : "NULL") + ")")
           .c_str());
}

}  // namespace byte8::tests
