#include "sandbox/sage/limits.h"

#include "base/json.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

bool over_limit(World& world, std::string_view client, Business* business, std::int64_t under_way,
                Millis now) {
  const Switches& switches = world.switches;
  bool over = under_way > switches.concurrent_max;
  if (const auto found = world.daily.find(client); found == world.daily.end()) {
    world.daily.emplace(client, std::pair{day_of(now), std::int64_t{0}});
  }
  auto& [day, count] = world.daily.find(client)->second;
  if (day != day_of(now)) {
    day = day_of(now);
    count = 0;
  }
  over = ++count > switches.daily_max || over;
  if (business && switches.window_max > 0) {
    while (!business->window.empty() &&
           business->window.front() + switches.window_s * 1000 <= now) {
      business->window.pop_front();
    }
    business->window.push_back(now);
    over = static_cast<std::int64_t>(business->window.size()) > switches.window_max || over;
  }
  if (over) ++world.counters.limited;
  return over;
}

http::Response too_many_requests(const Switches& switches, std::string_view retry_after,
                                 std::string_view body, Millis now) {
  http::Response response;
  response.status = 429;
  const std::string_view form =
      retry_after.empty() ? std::string_view(switches.retry_after) : retry_after;
  if (form == "seconds")
    response.headers.push_back({"Retry-After", std::to_string(switches.retry_after_s)});
  if (form == "zero") response.headers.push_back({"Retry-After", "0"});
  if (form == "date") {
    response.headers.push_back({"Retry-After", http_date(now + switches.retry_after_s * 1000)});
  }
  set_error_body(response, body.empty() ? std::string_view(switches.limit_body) : body);
  return response;
}

void set_error_body(http::Response& response, std::string_view form) {
  std::string type = "text/plain";
  response.body.clear();
  if (form == "text") response.body = "The request could not be answered.";
  if (form == "html") {
    type = "text/html";
    response.body = "<html><head><title>" + std::to_string(response.status) +
                    "</title></head><body><center><h1>" + std::to_string(response.status) +
                    "</h1></center><hr><center>gateway</center></body></html>";
  }
  if (form == "array") {
    type = "application/json";
    const std::string_view code = response.status == 429 ? "TooManyRequests" : "UnexpectedError";
    response.body =
        json::write(refusal(response.status, code, "An unexpected error occurred.").body);
  }
  if (!response.body.empty()) response.headers.push_back({"Content-Type", type});
}

}  // namespace byte8::sandbox::sage
