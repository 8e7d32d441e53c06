#include "app/edge.h"

#include <array>

#include "api/http_payload.h"
#include "app/client_address.h"
#include "base/text.h"
#include "sync/intake.h"

namespace byte8::app {
namespace {

constexpr std::string_view webhooks = "/webhooks/magento/";
constexpr std::array<std::string_view, 3> wire_routes = {"/v1/tile/health", "/v1/status",
                                                         "/v1/tenant/disconnect"};

http::Response plain(int status, std::string_view text) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}},
          .body = std::string(text) + "\n"};
}

http::Response come_again(std::string_view path) {
  constexpr std::string_view why = "too busy, starting or stopping: try again";
  http::Response response;
  if (path.starts_with(webhooks)) {
    response = sync::wire_refusal(503, "unavailable", why);
  } else {
    response = {
        .status = 503,
        .headers = {{"Content-Type", "application/problem+json"}},
        .body = json::write(json::object({{"type", "https://byte8.dev/problems/unavailable"},
                                          {"title", "Not available just now"},
                                          {"status", 503},
                                          {"detail", why},
                                          {"code", "unavailable"}}))};
  }
  response.headers.push_back({"Retry-After", "1"});
  return response;
}

http::Response refused(const Error& error, int status) {
  // The message names the field itself, except where a parser speaks.
  const bool named = error.field.empty() || error.message.starts_with(error.field) ||
                     error.message.starts_with("the ");
  return sync::wire_refusal(status, error.code,
                            named ? error.message : error.field + ": " + error.message);
}

}  // namespace

std::string_view word(Readiness readiness) {
  constexpr std::array<std::string_view, 5> words = {"migrations", "master_key", "database",
                                                     "ready", "draining"};
  return words.at(static_cast<std::size_t>(readiness));
}

void Edge::strip_prefix(http::Request& request) const {
  if (prefix_.empty() || !request.target.starts_with(prefix_)) return;
  const std::string_view rest = std::string_view(request.target).substr(prefix_.size());
  if (rest.starts_with('/')) {
    request.target.erase(0, prefix_.size());
  } else if (rest.empty() || rest.starts_with('?')) {
    request.target.replace(0, prefix_.size(), "/");
  }
}

void Edge::handle(http::Request request, std::shared_ptr<http::Responder> responder) {
  const bool opened = open_.load(std::memory_order_acquire);
  if (opened) strip_prefix(request);
  const std::string_view path = request.path();
  const Readiness now = readiness();
  if (path == "/healthz") return responder->send(plain(200, "ok"));
  if (path == "/readyz") {
    return responder->send(plain(now == Readiness::ready ? 200 : 503, word(now)));
  }
  if (now == Readiness::draining || !opened) {
    return responder->send(come_again(path));
  }
  if (path.starts_with(webhooks)) {
    const auto parts = text::split(path.substr(webhooks.size()), '/');
    if (parts.size() == 2 && !parts[0].empty() && !parts[1].empty()) {
      return webhook(request, parts[0], parts[1], responder);
    }
  }
  command(std::move(request), std::move(responder));
}

void Edge::webhook(const http::Request& request, std::string_view tenant, std::string_view event,
                   const std::shared_ptr<http::Responder>& responder) {
  if (request.method != "POST") {
    http::Response response =
        sync::wire_refusal(405, "method_not_allowed", "events are sent with POST");
    response.headers.push_back({"Allow", "POST"});
    return responder->send(std::move(response));
  }
  const std::string tenant_id = text::percent_decode(tenant).value_or("");
  auto store =
      gate_.pass(http::find_header(request.headers, "Authorization"), tenant_id, clock_.now());
  if (!store) return responder->send(refused(store.error(), 401));
  const std::string* key = http::find_header(request.headers, "Idempotency-Key");
  auto decoded = sync::decode_event(text::percent_decode(event).value_or(""),
                                    key == nullptr ? std::string_view() : *key, request.body);
  if (!decoded) return responder->send(refused(decoded.error(), 422));
  decoded->account_id = store->account;
  decoded->store_id = store->store;
  const engine::RequestId reply = replies_.keep(responder);
  const bool taken = inbox_.post_intake(
      {.reply = reply,
       .kind = "intake",
       .payload = std::make_shared<const sync::IntakePayload>(*std::move(decoded))});
  if (!taken) replies_.answer(reply, come_again(request.path()));
}

void Edge::command(http::Request request, std::shared_ptr<http::Responder> responder) {
  const std::string path(request.path());
  auto payload = std::make_shared<api::HttpPayload>();
  for (const std::string_view route : wire_routes) {
    if (path != route) continue;
    auto store =
        gate_.pass_subject(http::find_header(request.headers, "Authorization"), clock_.now());
    if (store) {
      payload->wire_account = store->account;
      payload->wire_store = store->store;
    } else {
      payload->wire_error = store.error();
    }
  }
  request.peer = client_address(proxies_, request);
  payload->request = std::move(request);
  const engine::RequestId reply = replies_.keep(std::move(responder));
  if (!inbox_.post({.reply = reply, .kind = api::http_command, .payload = std::move(payload)})) {
    replies_.answer(reply, come_again(path));
  }
}

}  // namespace byte8::app
