// How an account does at a glance, and what its pages show as banners.

#include <algorithm>

#include "api/notices.h"
#include "api/service.h"
#include "base/clock.h"
#include "engine/core.h"
#include "store/accounts.h"
#include "store/counters.h"
#include "store/history.h"
#include "store/ids.h"
#include "store/problems.h"

namespace byte8::api {
namespace {

constexpr Millis day = 86'400'000;
constexpr std::int64_t attention_max = 7;

// The first moment of today where the account is.
Task<Millis> today(engine::Ctx ctx, std::int64_t account) {
  const Millis now = ctx.now().wall;
  const port::Rows rows = co_await ctx.ask(store::accounts::find(account));
  if (rows.empty()) co_return now - now % day;
  const std::string zone = store::accounts::account_row(rows.only()).time_zone;
  const auto date = calendar_day(now, zone);
  const auto begin = date ? start_of_day(*date, zone) : date.error();
  co_return begin ? *begin : now - now % day;
}

Task<std::int64_t> sum_since(engine::Ctx ctx, std::int64_t account, std::string name, Millis from) {
  const port::Rows rows =
      co_await ctx.ask(store::counters::largest(account, 0, name, from, ctx.now().wall + 1, 1));
  co_return rows.empty() ? 0 : store::counters::sum_row(rows.only()).n;
}

json::Value bindings_json(engine::Ctx ctx, std::int64_t account) {
  std::int64_t active = 0;
  std::int64_t all = 0;
  for (const auto& [id, binding] : ctx.core().directory().bindings()) {
    if (binding.account_id != account) continue;
    ++all;
    if (binding.status == "active") ++active;
  }
  return json::object({{"active", active}, {"all", all}});
}

// Until when the slowest of the account's businesses asks us to wait.
json::Value limited_until(engine::Ctx ctx, std::int64_t account) {
  const Now now = ctx.now();
  Millis until = 0;
  for (const auto& [id, binding] : ctx.core().directory().bindings()) {
    if (binding.account_id != account || !binding.business_id) continue;
    until = std::max(until, ctx.core().budget(*binding.business_id).paused_until());
  }
  return until > now.boot ? time(now.wall + until - now.boot) : json::Value();
}

Task<json::Value> waiting_json(engine::Ctx ctx, std::int64_t account) {
  const port::Rows rows = co_await ctx.ask(store::history::open_of_account(account));
  const store::OpenNumbers open = store::history::open_numbers_row(rows.only());
  co_return json::object({{"count", open.count}, {"oldest_at", time(open.oldest_at)}});
}

json::Value attention_of(const AccountNotice& notice) {
  json::Value value = notice_json(notice);
  value.set("kind", "notice");
  value.set("count", nullptr);
  return value;
}

json::Value attention_of(const store::ProblemRow& problem) {
  return json::object({{"kind", "problem"},
                       {"code", problem.code},
                       {"severity", "warning"},
                       {"message", problem.message},
                       {"count", problem.count},
                       {"link", "dashboard/problems#" + problem.fingerprint},
                       {"since", time(problem.first_at)}});
}

// The most urgent: what stops a whole binding before what stops some of its documents.
Task<json::Value> attention_json(engine::Ctx ctx, std::int64_t account,
                                 std::vector<AccountNotice> notices) {
  json::Array list;
  for (const AccountNotice& notice : notices) {
    if (list.size() < attention_max) list.push_back(attention_of(notice));
  }
  const port::Rows rows = co_await ctx.ask(store::problems::list(account, "open", attention_max));
  for (const port::Row& row : rows.rows) {
    if (list.size() < attention_max) list.push_back(attention_of(store::problems::row(row)));
  }
  co_return json::Value(std::move(list));
}

Task<http::Response> health(engine::Ctx ctx, RequestPtr request) {
  const std::int64_t account = request->who.account_id;
  const Millis begin = co_await today(ctx, account);
  const std::vector<AccountNotice> notices = co_await notices_of(ctx, account);
  const port::Rows open = co_await ctx.ask(store::problems::open_count(account));
  const std::int64_t attention = open.only().integer(0) + static_cast<std::int64_t>(notices.size());
  json::Value budget =
      json::object({{"used_today", co_await sum_since(ctx, account, "calls", begin)},
                    {"limited_until", limited_until(ctx, account)}});
  json::Value tiles =
      json::object({{"needs_attention", attention},
                    {"bindings", bindings_json(ctx, account)},
                    {"synced_today", co_await sum_since(ctx, account, "succeeded", begin)},
                    {"waiting", co_await waiting_json(ctx, account)},
                    {"budget", std::move(budget)}});
  co_return answer(200, json::object({{"tiles", std::move(tiles)},
                                      {"attention", co_await attention_json(ctx, account, notices)},
                                      // All of them are read from one database: there, or none.
                                      {"unavailable", json::Array()}}));
}

Task<http::Response> notices(engine::Ctx ctx, RequestPtr request) {
  json::Array items;
  for (const AccountNotice& notice : co_await notices_of(ctx, request->who.account_id)) {
    items.push_back(notice_json(notice));
  }
  co_return answer(200, list_body(std::move(items), std::nullopt));
}

}  // namespace

void add_health_routes(Service& service) {
  service.router.add({"GET", "/v1/health", Access::read, health});
  service.router.add({"GET", "/v1/notices", Access::read, notices});
}

}  // namespace byte8::api
