#include "api/description.h"

#include "base/clock.h"

namespace byte8::api {
namespace {

// RFC 9116 wants an end; a year from the question is always ahead.
constexpr Millis valid_for = Millis{365} * 86'400'000;

http::Response text_answer(std::string_view type, std::string body) {
  return {.status = 200,
          .headers = {{"Content-Type", std::string(type)}, {"Cache-Control", "max-age=300"}},
          .body = std::move(body)};
}

Task<http::Response> openapi(engine::Ctx, RequestPtr) {
  co_return text_answer("application/yaml; charset=utf-8", std::string(openapi_text()));
}

Task<http::Response> security(engine::Ctx ctx, RequestPtr) {
  co_return text_answer(
      "text/plain; charset=utf-8",
      "Contact: https://byte8.dev/security\nExpires: " + utc_text(ctx.now().wall + valid_for) +
          "\nPolicy: https://byte8.dev/security\nPreferred-Languages: en\n");
}

}  // namespace

void add_description(Service& service) {
  service.router.add({"GET", "/openapi.yaml", Access::open, openapi});
  service.router.add({"GET", "/.well-known/security.txt", Access::open, security});
}

}  // namespace byte8::api
