// Throughput and causes over time, from numbers that are kept.

#include <algorithm>
#include <array>
#include <map>

#include "api/service.h"
#include "base/clock.h"
#include "store/counters.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

constexpr Millis hour = 3'600'000;
constexpr Millis day = 24 * hour;
constexpr std::int64_t items_max = 1'000;
constexpr std::int64_t causes_max = 20;

struct Step {
  std::string_view word;
  Millis length;
};
constexpr std::array<Step, 3> steps = {{{"15m", hour / 4}, {"1h", hour}, {"1d", day}}};

struct Asked {
  std::int64_t binding = 0;
  Millis from = 0;
  Millis to = 0;
  Millis step = hour;
};

void read_one(const std::string& key, const std::string& value, Asked& asked,
              std::vector<model::FieldError>& errors) {
  if (key == "binding") {
    // Another account's binding, or none at all, has no numbers here; 0 would be all of them.
    asked.binding = std::max<std::int64_t>(store::id_of("bind", value).value_or(0), 1);
  } else if (key == "from" || key == "to") {
    auto wall = parse_utc(value);
    if (!wall) return errors.push_back({key, "invalid_format", "like 2026-05-17T10:11:12Z"});
    (key == "from" ? asked.from : asked.to) = *wall;
  } else if (key == "step") {
    for (const Step& step : steps) {
      if (step.word == value) {
        asked.step = step.length;
        return;
      }
    }
    errors.push_back({key, "invalid_format", "15m, 1h or 1d"});
  } else {
    errors.push_back({key, "unknown", "there is no parameter " + key + " here"});
  }
}

Asked asked_of(const Request& request, Millis now, std::vector<model::FieldError>& errors) {
  Asked asked;
  for (const auto& [key, value] : request.query) read_one(key, value, asked, errors);
  if (asked.to == 0) asked.to = now + 1;
  if (asked.from == 0) asked.from = asked.to - day;
  // Whole steps, so that the same hour is the same hour whenever it is asked for.
  asked.from -= asked.from % asked.step;
  if (asked.to <= asked.from) errors.push_back({"to", "out_of_range", "later than from"});
  if ((asked.to - asked.from) / asked.step > items_max) {
    errors.push_back({"step", "out_of_range", "at most 1,000 steps: take a longer one"});
  }
  return asked;
}

json::Value item(Millis at, const std::map<std::string, std::int64_t>& numbers) {
  json::Value value = json::object({{"at", time(at)}});
  for (const char* name : {"succeeded", "skipped", "failed", "needs_review"}) {
    const auto found = numbers.find(name);
    value.set(name, found == numbers.end() ? std::int64_t{0} : found->second);
  }
  return value;
}

Task<json::Array> causes_json(engine::Ctx ctx, std::int64_t account, Asked asked) {
  const port::Rows rows = co_await ctx.ask(
      store::counters::largest(account, asked.binding, "code:", asked.from, asked.to, causes_max));
  json::Array list;
  for (const port::Row& row : rows.rows) {
    const store::CounterSum sum = store::counters::sum_row(row);
    list.push_back(json::object({{"code", sum.name.substr(5)}, {"count", sum.n}}));
  }
  co_return list;
}

Task<http::Response> stats(engine::Ctx ctx, RequestPtr request) {
  std::vector<model::FieldError> errors;
  const Asked asked = asked_of(*request, ctx.now().wall, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const std::int64_t account = request->who.account_id;
  const port::Rows rows = co_await ctx.ask(
      store::counters::outcomes(account, asked.binding, asked.from, asked.to, asked.step));
  std::map<Millis, std::map<std::string, std::int64_t>> by_step;
  for (const port::Row& row : rows.rows) {
    const store::CounterSum sum = store::counters::sum_row(row);
    by_step[sum.at][sum.name] += sum.n;
  }
  json::Array items;
  for (Millis at = asked.from; at < asked.to; at += asked.step) {
    items.push_back(item(at, by_step[at]));
  }
  json::Value body = list_body(std::move(items), std::nullopt);
  body.set("by_code", co_await causes_json(ctx, account, asked));
  co_return answer(200, body);
}

}  // namespace

void add_stats_routes(Service& service) {
  service.router.add({"GET", "/v1/stats", Access::read, stats});
}

}  // namespace byte8::api
