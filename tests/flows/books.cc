#include "tests/flows/books.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "sandbox/sage/calendar.h"
#include "sync/intake.h"

namespace byte8::tests {
namespace {

constexpr std::string_view store_url = "https://shop.example.com";
constexpr std::string_view code = "0123456789abcdef0123456789abcdef";
constexpr Millis step = 2'000;

sandbox::sage::Options sage_options(bool idempotency) {
  sandbox::sage::Options options;
  options.clients.front().id = "client";
  options.clients.front().secret = "secret";
  options.clients.front().redirect_uris = {"https://ledger.example.com/oauth/sage/callback"};
  options.switches.idempotency = idempotency;
  return options;
}

// The paths of the stand-in for the three hosts that Sage has.
std::string target_of(const std::string& url) {
  const std::pair<std::string_view, std::string_view> hosts[] = {
      {"https://www.sageone.com", "/auth"},
      {"https://oauth.accounting.sage.com", "/oauth"},
      {"https://api.accounting.sage.com", ""}};
  for (const auto& [host, prefix] : hosts) {
    if (url.starts_with(host)) return std::string(prefix) + url.substr(host.size());
  }
  return {};
}

http::Outcome silent(http::Failure failure) {
  return {.failure = failure, .sent = true};
}

json::Value flag(const json::Value& row, const char* key) {
  const json::Value* found = row.find(key);
  return found == nullptr ? json::Value(false) : *found;
}

}  // namespace

Books::Books(bool idempotency) : world_(false, true), sage_(sage_options(idempotency)), shop_({}) {
  world_.script = [this](const http::Call& call) { return answer(call); };
  connect();
}

Books::~Books() = default;

std::optional<http::Outcome> Books::answer(const http::Call& call) {
  if (call.url.starts_with(store_url)) {
    http::Request request{.method = call.method,
                          .target = call.url.substr(store_url.size()),
                          .headers = call.headers,
                          .body = call.body};
    return http::Outcome{.sent = true, .response = shop_.handle(request, world_.now.wall)};
  }
  const std::string target = target_of(call.url);
  if (target.empty()) return silent(http::Failure::connect);
  return ask_sage(target, call);
}

http::Outcome Books::ask_sage(const std::string& target, const http::Call& call) {
  const auto decision = sage_.handle(
      {.method = call.method, .target = target, .headers = call.headers, .body = call.body},
      world_.now.wall);
  using sandbox::sage::Delivery;
  if (decision.delivery == Delivery::drop || decision.delivery == Delivery::part) {
    return silent(http::Failure::cut);
  }
  if (decision.delivery != Delivery::answer ||
      decision.delay_before_ms + decision.delay_after_ms >= call.timeout) {
    return silent(http::Failure::timeout);
  }
  http::Response response = decision.response;
  response.headers.push_back({"Date", sandbox::sage::http_date(sage_.now(world_.now.wall))});
  return {.sent = true, .response = std::move(response)};
}

void Books::connect() {
  shop_.offer_pairing_code(code, world_.now.wall);
  const Answered paired = world_.post(
      "/v1/magento/connect", R"({"magento_base_url":"https://shop.example.com/","pairing_code":")" +
                                 std::string(code) + "\"}");
  const json::Value* made = paired.body.find("binding");
  BYTE8_CHECK(made != nullptr);
  binding_ = made->text_or("id");
  const std::string url =
      world_.post("/v1/bindings/" + binding_ + "/sage/authorize").body.text_or("authorize_url");
  const http::Outcome consent = ask_sage(target_of(url), {.method = "GET", .url = url});
  const std::string* location = http::find_header(consent.response.headers, "Location");
  BYTE8_CHECK(location != nullptr);
  const std::string bearer = std::exchange(world_.bearer, "");
  world_.get(location->substr(std::string_view("https://ledger.example.com").size()));
  world_.bearer = bearer;
  world_.post("/v1/bindings/" + binding_ + "/sage/business",
              R"({"provider_business_id":")" + std::string(sandbox::sage::fixed::gb_plus) + "\"}");
  pass(10'000);
  BYTE8_CHECK(world_.binding(binding_).status == "active");
  set(R"({"sync_since":null})");
  sage_.clear_log();
}

void Books::put(const std::string& route, const json::Value& body) {
  shop_.documents().put(route, json::write(body));
}

std::string Books::send(const std::string& event, std::int64_t id) {
  const store::BindingRow binding = world_.binding(binding_);
  const std::string body = json::write(json::object({{"magento_entity_id", id},
                                                     {"website_id", 1},
                                                     {"store_id", 1},
                                                     {"occurred_at", utc_text(world_.now.wall)},
                                                     {"payload", json::object({})}}));
  auto decoded = sync::decode_event(event, "key-" + std::to_string(++sent_), body);
  BYTE8_CHECK(decoded.ok());
  auto payload = std::make_shared<sync::IntakePayload>(*std::move(decoded));
  payload->account_id = binding.account_id;
  payload->store_id = binding.store_id;
  const Answered answered = world_.command("intake", payload);
  world_.settle();
  return answered.body.text_or("sync_run_id");
}

void Books::pass(Millis ms) {
  for (Millis gone = 0; gone < ms; gone += step) world_.advance(std::min(step, ms - gone));
}

bool Books::quiet(Millis patience) {
  for (Millis gone = 0;; gone += step) {
    const auto open = world_.rows(
        "SELECT id FROM run WHERE finished_at IS NULL AND NOT (status = 'waiting' AND reason IN "
        "('invoice_needs_review', 'policy_incomplete'))");
    if (open.empty()) return true;
    if (gone >= patience) return false;
    world_.advance(step);
  }
}

json::Value Books::policy() {
  const json::Value body = world_.get("/v1/bindings/" + binding_ + "/policy").body;
  const json::Value* policy = body.find("policy");
  return policy == nullptr ? json::Value() : *policy;
}

void Books::set(const std::string& settings) {
  const Answered seen = world_.get("/v1/bindings/" + binding_ + "/policy");
  json::Value wanted = policy();
  auto changes = json::parse(settings);
  BYTE8_CHECK(changes.ok());
  for (const auto& [key, value] : changes->object()) wanted.set(key, value);
  const json::Value* version = seen.body.find("version");
  const std::string etag = "\"" + std::to_string(version->integer().value_or(0)) + "\"";
  const Answered saved = world_.call("PUT", "/v1/bindings/" + binding_ + "/policy",
                                     json::write(wanted), {{"If-Match", etag}});
  BYTE8_CHECK(saved.status == 200);
}

void Books::fault(const std::string& rule) {
  auto value = json::parse(rule);
  BYTE8_CHECK(value.ok());
  auto read = sandbox::sage::fault_rule_of(*value);
  BYTE8_CHECK(read.ok() && sage_.add_fault(*read).ok());
}

json::Value Books::act(const std::string& action) {
  auto done = sage_.act(*json::parse(action), world_.now.wall);
  EXPECT_TRUE(done.ok()) << action << ": " << (done ? "" : done.error().message);
  return done ? *done : json::Value();
}

json::Value Books::books() {
  const json::Value all = sage_.ledger(sandbox::sage::fixed::gb_plus);
  return *all.find("businesses")->find(sandbox::sage::fixed::gb_plus);
}

std::vector<json::Value> Books::rows(const std::string& list) {
  std::vector<json::Value> found;
  const json::Value all = books();
  const json::Value* rows = all.find(list);
  if (rows == nullptr || !rows->is_array()) return found;
  for (const json::Value& row : rows->array()) {
    const json::Value foreign = flag(row, "foreign");
    const json::Value deleted = flag(row, "deleted");
    if (!foreign.boolean() && !deleted.boolean()) found.push_back(row);
  }
  return found;
}

json::Value Books::row(const std::string& list, const std::string& reference) {
  for (const json::Value& row : rows(list)) {
    if (row.text_or("reference") == reference || row.text_or("item_code") == reference) return row;
  }
  return {};
}

json::Value Books::contact_of(const json::Value& document) {
  for (const json::Value& contact : rows("contacts")) {
    if (contact.text_or("id") == document.text_or("contact_id")) return contact;
  }
  return {};
}

std::vector<std::string> Books::calls() {
  std::vector<std::string> made;
  const auto& log = sage_.log();
  for (std::size_t i = seen_; i < log.size(); ++i) {
    const std::string target = log[i].target.substr(0, log[i].target.find('?'));
    if (target.starts_with("/v3.1")) made.push_back(log[i].method + " " + target.substr(5));
  }
  seen_ = log.size();
  return made;
}

json::Array Books::runs(const std::string& query) {
  world_.advance(50);  // a token may ask so many times a second
  const json::Value page = world_.get("/v1/runs?limit=200" + query).body;
  const json::Value* items = page.find("items");
  return items == nullptr ? json::Array() : items->array();
}

std::string Books::ended(const std::string& event, std::int64_t id) {
  const json::Array found = runs("&event=" + event + "&magento_entity_id=" + std::to_string(id));
  if (found.empty()) return "";
  const json::Value& run = found.front();
  std::string said = run.text_or("status");
  const json::Value* error = run.find("error");
  const std::string why =
      error != nullptr && error->is_object()
          ? world_
                .rows("SELECT detail_code FROM run WHERE id = " +
                      std::to_string(store::id_of("run", run.text_or("id")).value_or(0)))
                .front()
                .text(0)
          : run.text_or("skip_reason", run.text_or("reason"));
  return why.empty() ? said : said + " " + why;
}

std::string Books::chip(const std::string& kind, std::int64_t id) {
  world_.settle();
  const auto* state = shop_.mirror().find(kind, id);
  return state == nullptr ? "" : state->sync_status;
}

}  // namespace byte8::tests
