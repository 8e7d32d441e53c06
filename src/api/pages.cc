// For browsers and machines: the dashboard's documents, the way back from Sage, and whether we are
// well.

#include "api/pages.h"

#include <array>

#include "api/assets.h"
#include "api/service.h"
#include "base/crypto.h"
#include "base/text.h"
#include "lifecycle/consent.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

struct Words {
  std::string_view error;
  std::string_view words;
};
// What Sage's sign-in says, and what to do about it.
constexpr std::array<Words, 7> sage_words = {{
    {"access_denied", "You did not give permission in Sage. Nothing was connected."},
    {"invalid_scope", "Sage does not offer this installation what it needs."},
    {"server_error", "Sage had an error of its own. Try again in a few minutes."},
    {"temporarily_unavailable", "Sage's sign-in is busy. Try again in ten minutes."},
    {"unauthorized_client",
     "Sage does not know this installation. Its client id must be checked by the operator."},
    {"unsupported_response_type", "Sage refused the form of the request. Tell the operator."},
    {"invalid_request",
     "Sage refused the request. The country may be another one than the business's."},
}};

std::string words_for(const std::string& error, const std::string& reason) {
  for (const Words& known : sage_words) {
    if (known.error == error) return std::string(known.words);
  }
  // Outside the standard: a wrong country, or the login of a Sage developer.
  return "Sage said: " + (reason.empty() ? error : reason) +
         ". Choose the country of your business, and sign in with the login you keep its books "
         "with.";
}

std::string words_for(const Error& error) {
  if (error.code == "unknown_state" || error.code == "other_business" || error.code == "conflict") {
    return error.message;
  }
  if (error.code == "invalid_grant") {
    return "Sage did not accept the permission in time. Start again from the beginning.";
  }
  if (error.code == "invalid_client") {
    return "Sage refuses this installation's client id or secret. The operator must check them.";
  }
  return "Sage could not be asked just now. Start again in a few minutes.";
}

http::Response see_other(std::string target) {
  return {.status = 303,
          .headers = {{"Location", std::move(target)}, {"Referrer-Policy", "no-referrer"}}};
}

Task<http::Response> callback(engine::Ctx ctx, RequestPtr request, lifecycle::Deps deps) {
  const std::string back = deps.public_url + "/dashboard";
  const auto refused = [&back](const std::string& words) {
    return see_other(back + "?error=" + text::percent_encode("Sage is not connected. " + words));
  };
  if (const auto error = request->parameter("error")) {
    co_return refused(words_for(*error, request->parameter("reason").value_or("")));
  }
  const std::string code = request->parameter("code").value_or("");
  const std::string state = request->parameter("state").value_or("");
  if (code.empty()) {
    co_return refused("This address is for the way back from Sage. Start from the beginning.");
  }
  const auto binding = co_await lifecycle::finish_consent(
      ctx, deps, state, code, crypto::sha256_hex(session_value(*request)));
  if (!binding) co_return refused(words_for(binding.error()));
  co_return see_other(back + "?connected=" + store::id_text("bind", *binding));
}

// Every address of the dashboard is one document; which page it is, the browser decides.
Task<http::Response> dashboard(engine::Ctx, RequestPtr, lifecycle::Deps deps) {
  co_return document("index.html", deps.public_url, "'none'");
}

Task<http::Response> to_dashboard(engine::Ctx, RequestPtr, lifecycle::Deps deps) {
  co_return see_other(deps.public_url + "/dashboard");
}

http::Response plain(std::string_view word) {
  return {.status = 200,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}},
          .body = std::string(word) + "\n"};
}

// Being asked at all means that the process lives.
Task<http::Response> healthz(engine::Ctx, RequestPtr) {
  co_return plain("ok");
}

// Turns run on a migrated database with the master key at hand, or there is no turn to be asked in:
// the edge answers 503 then.
Task<http::Response> readyz(engine::Ctx, RequestPtr) {
  co_return plain("ready");
}

}  // namespace

void add_pages(Service& service) {
  const lifecycle::Deps deps = service.deps;
  Router& router = service.router;
  router.add({"GET", "/healthz", Access::open, healthz});
  router.add({"GET", "/readyz", Access::open, readyz});
  router.add(
      {"GET", "/oauth/sage/callback", Access::open,
       [deps](engine::Ctx ctx, RequestPtr request) { return callback(ctx, request, deps); }});
  for (const char* path : {"/dashboard", "/dashboard/{page}", "/dashboard/{page}/{item}",
                           "/dashboard/{page}/{item}/{tab}", "/setup/{token}",
                           "/invitation/{token}", "/reset/{token}", "/consent/{token}"}) {
    router.add({"GET", path, Access::open, [deps](engine::Ctx ctx, RequestPtr request) {
                  return dashboard(ctx, request, deps);
                }});
  }
  router.add({"GET", "/", Access::open, [deps](engine::Ctx ctx, RequestPtr request) {
                return to_dashboard(ctx, request, deps);
              }});
  add_assets(service);
}

}  // namespace byte8::api
