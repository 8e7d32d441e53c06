// The stream of events for open pages.

#include "api/service.h"

namespace byte8::api {
namespace {

Task<http::Response> stream(engine::Ctx, RequestPtr request, PageStreamPtr pages) {
  const std::string* last = request->header("Last-Event-ID");
  http::Response response{.status = 200,
                          .headers = {{"Content-Type", "text/event-stream; charset=utf-8"},
                                      // A proxy that collects answers would keep them for ever.
                                      {"X-Accel-Buffering", "no"}},
                          .body = {}};
  response.outlet =
      pages->subscribe(request->who.account_id, last == nullptr ? "" : *last, response.body);
  if (response.outlet == nullptr) {
    co_return problem(*request, 503, "unavailable",
                      "too many pages listen already: close some, or ask again later");
  }
  co_return response;
}

}  // namespace

void add_stream_routes(Service& service) {
  service.router.add({"GET", "/v1/events/stream", Access::read,
                      [pages = service.pages](engine::Ctx ctx, RequestPtr request) {
                        return stream(ctx, request, pages);
                      }});
}

}  // namespace byte8::api
