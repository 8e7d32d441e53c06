// Failed and held runs by cause, and acts on all runs of one.

#include <map>

#include "api/bulk.h"
#include "api/problem_catalog.h"
#include "api/service.h"
#include "custody/audit_chain.h"
#include "model/money.h"
#include "store/counters.h"
#include "store/ids.h"
#include "store/problems.h"

namespace byte8::api {
namespace {

using store::ProblemRow;

constexpr std::int64_t listed_max = 100;
constexpr std::int64_t samples_max = 3;
constexpr std::int64_t summed_max = 200;  // held money is summed over the newest
constexpr Millis day = 86'400'000;
constexpr int days_shown = 14;

const Cause* cause_named(std::string_view code) {
  for (const Cause& cause : causes()) {
    if (cause.code == code) return &cause;
  }
  return nullptr;
}

// {"total", "currency"} of what is held, where the runs say so.
void add_amount(const std::optional<std::string>& result,
                std::map<std::string, model::Amount>& sums) {
  const auto parsed = result ? json::parse(*result) : json::Value();
  if (!parsed) return;
  const json::Value* totals = parsed->find("totals");
  const json::Value* comparison = parsed->find("comparison");
  const json::Value* from = totals != nullptr ? totals : comparison;
  if (from == nullptr) return;
  auto amount = model::parse_amount(from->text_or("store"));
  if (amount) sums[from->text_or("currency")] = sums[from->text_or("currency")] + *amount;
}

Task<json::Value> by_day(engine::Ctx ctx, ProblemRow problem) {
  const Millis today = ctx.now().wall - ctx.now().wall % day;
  const Millis first = today - (days_shown - 1) * day;
  const port::Rows rows = co_await ctx.ask(store::counters::steps(
      problem.account_id, "problem:" + problem.fingerprint, first, today + day, day));
  std::map<Millis, std::int64_t> numbers;
  for (const port::Row& row : rows.rows) {
    const store::CounterSum sum = store::counters::sum_row(row);
    numbers[sum.at] = sum.n;
  }
  json::Array list;
  for (Millis at = first; at <= today; at += day) {
    list.push_back(json::object({{"day", utc_text(at).substr(0, 10)}, {"count", numbers[at]}}));
  }
  co_return json::Value(std::move(list));
}

Task<json::Value> problem_json(engine::Ctx ctx, ProblemRow problem,
                               std::vector<std::int64_t> bindings) {
  const port::Rows rows = co_await ctx.ask(
      store::problems::samples(problem.account_id, problem.fingerprint, summed_max));
  json::Array samples;
  std::map<std::string, model::Amount> sums;
  for (const port::Row& row : rows.rows) {
    if (samples.size() < samples_max) samples.push_back(store::id_text("run", row.integer(0)));
    add_amount(row.maybe_text(1), sums);
  }
  json::Array amounts;
  for (const auto& [currency, sum] : sums) {
    amounts.push_back(
        json::object({{"amount", model::text2(sum)},
                      {"currency", currency.empty() ? json::Value() : json::Value(currency)}}));
  }
  json::Array names;
  for (const std::int64_t id : bindings) names.push_back(store::id_text("bind", id));
  const Cause* cause = cause_named(problem.code);
  const std::string binding = names.empty() ? std::string() : names.front().string();
  const std::string link =
      cause == nullptr || names.empty()
          ? std::string()
          : link_of(*cause, binding, store::id_text("run", problem.last_run_id));
  co_return json::object({{"fingerprint", problem.fingerprint},
                          {"status", problem.status},
                          {"code", problem.code},
                          {"message", problem.message},
                          {"fix", cause == nullptr ? json::Value() : json::Value(cause->fix)},
                          {"who", cause == nullptr ? json::Value() : json::Value(cause->who)},
                          {"link", link.empty() ? json::Value() : json::Value(link)},
                          {"count", problem.count},
                          {"bindings", std::move(names)},
                          {"amount", std::move(amounts)},
                          {"by_day", co_await by_day(ctx, problem)},
                          {"first_at", time(problem.first_at)},
                          {"last_at", time(problem.last_at)},
                          {"sample_run_ids", std::move(samples)}});
}

using Bindings = std::map<std::string, std::vector<std::int64_t>>;

Task<Bindings> bindings_of(engine::Ctx ctx, std::int64_t account) {
  const port::Rows rows = co_await ctx.ask(store::problems::bindings(account));
  Bindings all;
  for (const port::Row& row : rows.rows) all[row.text(0)].push_back(row.integer(1));
  co_return all;
}

Task<http::Response> list(engine::Ctx ctx, RequestPtr request) {
  std::vector<model::FieldError> errors;
  for (const auto& [key, value] : request->query) {
    if (key != "status") errors.push_back({key, "unknown", "there is no parameter " + key});
  }
  const std::string status = request->parameter("status").value_or("");
  if (!errors.empty()) co_return refused(*request, errors);
  const std::int64_t account = request->who.account_id;
  Bindings bindings = co_await bindings_of(ctx, account);
  const port::Rows rows = co_await ctx.ask(store::problems::list(account, status, listed_max));
  json::Array items;
  for (const port::Row& row : rows.rows) {
    const ProblemRow problem = store::problems::row(row);
    items.push_back(co_await problem_json(ctx, problem, bindings[problem.fingerprint]));
  }
  co_return answer(200, list_body(std::move(items), std::nullopt));
}

Task<std::optional<ProblemRow>> named(engine::Ctx ctx, RequestPtr request) {
  const port::Rows rows =
      co_await ctx.ask(store::problems::find(request->who.account_id, request->captured.at(0)));
  if (rows.empty()) co_return std::nullopt;
  co_return store::problems::row(rows.only());
}

Task<void> set_status(engine::Ctx ctx, RequestPtr request, ProblemRow problem, std::string status) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, problem.account_id);
  ctx.write(store::problems::set_status(problem.account_id, problem.fingerprint, status));
  chain.append(ctx, request->who.actor, "problem." + status, problem.fingerprint, problem.status,
               problem.code);
}

// All runs that count under it now.
Task<http::Response> act_on_all(engine::Ctx ctx, RequestPtr request, ProblemRow problem,
                                std::string action, std::optional<std::string> reason) {
  store::BulkRow wanted;
  wanted.account_id = problem.account_id;
  wanted.actor = request->who.actor;
  wanted.action = std::move(action);
  wanted.reason = std::move(reason);
  wanted.filter = json::write(json::object({{"problem", problem.fingerprint}}));
  auto filter = std::make_shared<store::RunFilter>();
  filter->problems = {problem.fingerprint};
  co_return co_await begin_over(ctx, request, wanted, filter, std::nullopt);
}

Task<http::Response> retry(engine::Ctx ctx, RequestPtr request) {
  const auto errors = Fields(*request).refused();
  if (!errors.empty()) co_return refused(*request, errors);
  const auto problem = co_await named(ctx, request);
  if (!problem) co_return not_found(*request);
  co_return co_await act_on_all(ctx, request, *problem, "retry", std::nullopt);
}

Task<http::Response> acknowledge(engine::Ctx ctx, RequestPtr request) {
  const auto errors = Fields(*request).refused();
  if (!errors.empty()) co_return refused(*request, errors);
  auto problem = co_await named(ctx, request);
  if (!problem) co_return not_found(*request);
  co_await set_status(ctx, request, *problem, "acknowledged");
  problem = co_await named(ctx, request);
  Bindings bindings = co_await bindings_of(ctx, problem->account_id);
  co_return answer(200, co_await problem_json(ctx, *problem, bindings[problem->fingerprint]));
}

// The cause is not asked about again, and its runs are left as they are.
Task<http::Response> ignore(engine::Ctx ctx, RequestPtr request) {
  const auto problem = co_await named(ctx, request);
  if (!problem) co_return not_found(*request);
  Fields fields(*request);
  const std::string reason = fields.text("reason");
  const auto errors = fields.refused();
  if (!errors.empty()) co_return refused(*request, errors);
  co_await set_status(ctx, request, *problem, "ignored");
  co_return co_await act_on_all(ctx, request, *problem, "ignore", reason);
}

}  // namespace

void add_problem_routes(Service& service) {
  service.router.add({"GET", "/v1/problems", Access::read, list});
  service.router.add({"POST", "/v1/problems/{fingerprint}/retry", Access::operate, retry});
  service.router.add(
      {"POST", "/v1/problems/{fingerprint}/acknowledge", Access::operate, acknowledge});
  service.router.add({"POST", "/v1/problems/{fingerprint}/ignore", Access::operate, ignore});
}

}  // namespace byte8::api
