#include "api/serve.h"

#include "api/idempotent.h"
#include "base/text.h"
#include "store/ids.h"
#include "sync/intake.h"

namespace byte8::api {
namespace {

// public_url may have a path; a proxy may or may not have taken it off.
std::string_view without_prefix(std::string_view path, std::string_view public_url) {
  const std::size_t host = public_url.find("://");
  if (host == std::string_view::npos) return path;
  const std::size_t slash = public_url.find('/', host + 3);
  if (slash == std::string_view::npos) return path;
  const std::string_view prefix = public_url.substr(slash);
  if (prefix.size() > 1 && path.starts_with(prefix) &&
      (path.size() == prefix.size() || path[prefix.size()] == '/')) {
    return path.substr(prefix.size());
  }
  return path;
}

http::Response wire_refused(const Request& request) {
  const auto& error = request.http->wire_error;
  const std::string code = error && !error->code.empty() ? error->code : "bad_token";
  // Why a token was refused is for our log; the store learns which of the two it is.
  return sync::wire_refusal(
      401, code,
      code == "unknown_tenant" ? "this store is not known here" : "the token was refused");
}

http::Response wrong_method(const Request& request, const std::vector<std::string>& allowed) {
  std::string list;
  for (const std::string& method : allowed) list += (list.empty() ? "" : ", ") + method;
  http::Response response = problem(request, 405, "method_not_allowed", "this path takes " + list);
  response.headers.push_back({"Allow", list});
  return response;
}

http::Response unauthenticated(const Request& request, const Error& error) {
  http::Response response = problem(request, error);
  response.headers.push_back({"WWW-Authenticate", "Bearer"});
  return response;
}

http::Response too_many(const Request& request) {
  http::Response response =
      problem(request, 429, "rate_limited", "at most 50 requests a second with one token");
  response.headers.push_back({"Retry-After", "1"});
  return response;
}

Task<http::Response> routed(engine::Ctx ctx, ServicePtr service, std::shared_ptr<Request> request) {
  const http::Request& http = request->http->request;
  Match match =
      service->router.match(http.method, without_prefix(http.path(), service->deps.public_url));
  if (match.route == nullptr) {
    if (!match.allowed.empty()) co_return wrong_method(*request, match.allowed);
    co_return problem(*request, 404, "not_found", "there is nothing at this address");
  }
  request->captured = std::move(match.captured);
  const Route& route = *match.route;  // outlives us: the service is held
  if (route.access == Access::open) {
    // Nobody is known yet whom a cookie could be held against; but a foreign page must not sign a
    // browser in either.
    if (cross_site(*request)) {
      co_return problem(*request, 403, "forbidden", "another site's page may not ask this");
    }
    co_return co_await route.handler(ctx, request);
  }
  if (route.access == Access::wire) {
    if (request->http->wire_store == 0) co_return wire_refused(*request);
    co_return co_await route.handler(ctx, request);
  }
  auto who = co_await who_asks(ctx, request);
  if (route.access == Access::host && !(who && host_admin(*who))) {
    co_return problem(*request, 404, "not_found", "there is nothing at this address");
  }
  if (!who) co_return unauthenticated(*request, who.error());
  if (!who->session && !service->rate.admit(who->holder.token.id, ctx.now().boot / 1000)) {
    co_return too_many(*request);
  }
  if (Status may = let_in(*request, *who, route); !may) co_return problem(*request, may.error());
  request->who = *std::move(who);
  co_return co_await idempotent(ctx, request, &route);
}

void add_common_headers(http::Response& response, const std::string& request_id) {
  response.headers.push_back({"X-Request-Id", request_id});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  if (http::find_header(response.headers, "Cache-Control") == nullptr) {
    response.headers.push_back({"Cache-Control", "no-store"});
  }
}

}  // namespace

Task<http::Response> serve(engine::Ctx ctx, ServicePtr service,
                           std::shared_ptr<const HttpPayload> payload) {
  const auto request = std::make_shared<Request>();
  request->http = payload;
  request->request_id = store::id_text("req", ctx.new_id());
  request->query = text::parse_form(payload->request.query());
  http::Response response = co_await routed(ctx, service, request);
  add_common_headers(response, request->request_id);
  co_return response;
}

}  // namespace byte8::api
