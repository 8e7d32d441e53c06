#include "api/idempotent.h"

#include "base/crypto.h"
#include "base/text.h"
#include "store/idempotency.h"

namespace byte8::api {
namespace {

constexpr Millis kept_for = Millis{24} * 3'600'000;
constexpr std::size_t key_length = 200;

bool safe(const std::string& method) {
  return method == "GET" || method == "HEAD";
}

std::string hash_of(const Request& request) {
  const http::Request& http = request.http->request;
  return crypto::sha256_hex(http.method + " " + http.target + "\n" + http.body);
}

// What may be kept: a secret is shown once, the repeat says null.
std::string kept_body(const Route& route, const http::Response& response) {
  if (route.shown_once.empty()) return response.body;
  auto body = json::parse(response.body);
  if (!body || body->find(route.shown_once) == nullptr) return response.body;
  body->set(route.shown_once, nullptr);
  return json::write(*body);
}

void keep(engine::Ctx ctx, const Request& request, const Route& route, const std::string& key,
          const http::Response& response) {
  if (response.status >= 500) return;
  const std::int64_t account = request.who.account_id;
  ctx.write(store::idempotency::forget(account, ctx.now().wall - kept_for));
  ctx.write(store::idempotency::put({.account_id = account,
                                     .key = key,
                                     .body_hash = hash_of(request),
                                     .status = response.status,
                                     .answer = kept_body(route, response),
                                     .created_at = ctx.now().wall}));
}

// The answer of the first time, if there was one within the day.
Task<std::optional<http::Response>> before(engine::Ctx ctx, RequestPtr request, std::string key) {
  const port::Rows rows = co_await ctx.ask(store::idempotency::find(request->who.account_id, key));
  if (rows.empty()) co_return std::nullopt;
  const store::IdempotencyRow row = store::idempotency::row(rows.only());
  if (row.created_at < ctx.now().wall - kept_for) co_return std::nullopt;
  if (row.body_hash != hash_of(*request)) {
    co_return problem(*request, 409, "idempotency_mismatch",
                      "this Idempotency-Key came with another request; use a new one");
  }
  const bool refused = row.status >= 400;
  co_return http::Response{
      .status = static_cast<int>(row.status),
      .headers = {{"Content-Type", refused ? "application/problem+json" : "application/json"}},
      .body = row.answer};
}

}  // namespace

// outlives: the route belongs to the service, which the caller holds
Task<http::Response> idempotent(engine::Ctx ctx, RequestPtr request, const Route* route) {
  const std::string* header = request->header("Idempotency-Key");
  if (header == nullptr || safe(route->method) || route->answer_is_secret) {
    co_return co_await route->handler(ctx, request);
  }
  const std::string key = *header;
  if (key.empty() || key.size() > key_length || !text::valid_utf8(key)) {
    co_return problem(*request, 422, "validation", "Idempotency-Key is 1 to 200 characters",
                      {{"Idempotency-Key", "invalid_format", "1 to 200 characters"}});
  }
  const engine::Lock alone =
      co_await ctx.lock("idempotency:" + std::to_string(request->who.account_id) + ":" + key);
  if (auto known = co_await before(ctx, request, key)) co_return *std::move(known);
  http::Response response = co_await route->handler(ctx, request);
  keep(ctx, *request, *route, key, response);
  co_return response;
}

}  // namespace byte8::api
