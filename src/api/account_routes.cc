// Who am I.

#include "api/service.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

Task<http::Response> me(engine::Ctx, RequestPtr request) {
  const store::TokenHolder& holder = request->who.holder;
  co_return answer(
      200,
      json::object({{"user", json::object({{"id", store::id_text("user", holder.user.id)},
                                           {"email", holder.user.email},
                                           {"name", holder.user.name}})},
                    {"account", json::object({{"id", store::id_text("acct", holder.account.id)},
                                              {"name", holder.account.name},
                                              {"host", holder.account.is_host},
                                              {"time_zone", holder.account.time_zone}})},
                    {"role", holder.role},
                    {"csrf_token", nullptr},
                    {"features", json::Array()}}));
}

}  // namespace

void add_account_routes(Service& service) {
  service.router.add({"GET", "/v1/me", Access::read, me});
}

}  // namespace byte8::api
