// The account's plan, what the operator's billing says of it, and the banner rows of the account.

#include "api/service.h"
#include "base/text.h"
#include "engine/core.h"
#include "lifecycle/subscription.h"
#include "store/accounts.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using store::SubscriptionRow;

json::Value subscription_json(const std::optional<SubscriptionRow>& row) {
  auto limits = json::parse(row ? row->limits : "{}");
  return json::object({{"plan", row ? json::Value(row->plan) : json::Value()},
                       {"status", row ? row->status : "none"},
                       {"period_ends_at", row ? time(row->period_ends_at) : json::Value()},
                       {"purge_at", row ? time(row->purge_at) : json::Value()},
                       {"limits", limits ? *std::move(limits) : json::object({})}});
}

Task<http::Response> shown(engine::Ctx ctx, std::int64_t account_id) {
  co_return answer(200, subscription_json(co_await lifecycle::subscription(ctx, account_id)));
}

Task<http::Response> get_subscription(engine::Ctx ctx, RequestPtr request) {
  return shown(ctx, request->who.account_id);
}

using Change = Task<Status> (*)(engine::Ctx, std::int64_t, std::string);

Task<http::Response> change(engine::Ctx ctx, RequestPtr request, Change how) {
  const auto errors = Fields(*request).refused();
  if (!errors.empty()) co_return refused(*request, errors);
  Status changed = co_await how(ctx, request->who.account_id, request->who.actor);
  if (!changed) co_return problem(*request, changed.error());
  co_return co_await shown(ctx, request->who.account_id);
}

// The body of billing's PUT, with every refusal.
SubscriptionRow wanted_of(const Request& request, std::vector<model::FieldError>& errors) {
  Fields fields(request);
  SubscriptionRow row;
  row.plan = fields.text("plan");
  row.status = fields.text("status");
  const auto ends = fields.maybe_text("period_ends_at");
  errors = fields.refused();
  std::erase_if(errors, [](const model::FieldError& error) {
    return error.field == "limits" && error.code == "unknown";  // read below: it is an object
  });
  const bool word = row.status == "trial" || row.status == "active" || row.status == "cancelling" ||
                    row.status == "ended";
  if (!row.status.empty() && !word) {
    errors.push_back({"status", "invalid_format", "one of trial, active, cancelling, ended"});
  }
  if (ends) {
    const auto at = parse_utc(*ends);
    if (at) row.period_ends_at = *at;
    if (!at) errors.push_back({"period_ends_at", "invalid_format", "an RFC 3339 time in UTC"});
  } else if (row.status == "cancelling" || row.status == "trial") {
    errors.push_back({"period_ends_at", "required", "say when the period ends"});
  }
  if (auto body = json::parse(request.http->request.body); body) {
    const json::Value* limits = body->find("limits");
    if (limits != nullptr && limits->is_object()) row.limits = json::write(*limits);
    if (limits != nullptr && !limits->is_object() && !limits->is_null()) {
      errors.push_back({"limits", "invalid_format", "limits must be an object"});
    }
  }
  return row;
}

Task<http::Response> put_subscription(engine::Ctx ctx, RequestPtr request) {
  const std::int64_t id = store::id_of("acct", request->captured.at(0)).value_or(0);
  const port::Rows account = co_await ctx.ask(store::accounts::find(id));
  if (account.empty()) co_return not_found(*request);
  std::vector<model::FieldError> errors;
  SubscriptionRow row = wanted_of(*request, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  row.account_id = id;
  co_await lifecycle::put_subscription(ctx, row, request->who.actor);
  co_return co_await shown(ctx, id);
}

void add_notice(json::Array& items, std::string_view code, std::string_view urgency,
                json::Value about, std::string_view message, json::Value at) {
  items.push_back(json::object({{"code", code},
                                {"urgency", urgency},
                                {"about", std::move(about)},
                                {"message", message},
                                {"at", std::move(at)}}));
}

void subscription_notices(const std::optional<SubscriptionRow>& row, json::Array& items) {
  if (!row) return;
  if (row->status == "ended" && !row->purged_at) {
    add_notice(items, "subscription_ended", "urgent", nullptr,
               "The subscription has ended: nothing is synced. Until the date shown everything can "
               "be brought back; then it is deleted.",
               time(row->purge_at));
  } else if (row->status == "cancelling") {
    add_notice(items, "subscription_ends", "warning", nullptr,
               "The subscription was cancelled. Everything stays connected until the period ends.",
               time(row->period_ends_at));
  }
}

// Most urgent first: what stops, then what will.
void binding_notices(engine::Ctx ctx, std::int64_t account_id, json::Array& items) {
  for (const auto& [id, binding] : ctx.core().directory().bindings()) {
    if (binding.account_id != account_id) continue;
    const std::string about = store::id_text("bind", id);
    if (binding.hold == "sage_access_removed") {
      add_notice(items, "sage_access_removed", "urgent", about,
                 "Sage no longer lets us in: connect Sage again. What comes in waits.", nullptr);
    } else if (binding.reason == "store_rejected_key") {
      const store::StoreRow* store = ctx.core().directory().store(binding.store_id);
      if (store == nullptr || store->status != "token_revoked") continue;
      add_notice(items, "store_rejected_key", "urgent", about,
                 "The store refuses our key: pair it again.", time(binding.revoked_at));
    }
  }
}

void store_notices(engine::Ctx ctx, std::int64_t account_id, json::Array& items) {
  for (const auto& [id, store] : ctx.core().directory().stores()) {
    if (store.account_id != account_id || !store.no_contact_since) continue;
    add_notice(items, store.status == "gone" ? "store_gone" : "no_contact", "warning",
               store::id_text("store", id), "Nothing was heard from this store.",
               time(store.no_contact_since));
  }
}

Task<http::Response> notices(engine::Ctx ctx, RequestPtr request) {
  const std::int64_t account = request->who.account_id;
  json::Array items;
  subscription_notices(co_await lifecycle::subscription(ctx, account), items);
  binding_notices(ctx, account, items);
  store_notices(ctx, account, items);
  co_return answer(200, list_body(std::move(items), std::nullopt));
}

}  // namespace

void add_subscription_routes(Service& service) {
  Router& router = service.router;
  router.add({"GET", "/v1/subscription", Access::read, get_subscription});
  router.add(
      {"POST", "/v1/subscription/cancel", Access::admin, [](engine::Ctx ctx, RequestPtr request) {
         return change(ctx, request, lifecycle::cancel_subscription);
       }});
  router.add(
      {"POST", "/v1/subscription/resume", Access::admin, [](engine::Ctx ctx, RequestPtr request) {
         return change(ctx, request, lifecycle::resume_subscription);
       }});
  router.add({"PUT", "/v1/admin/accounts/{id}/subscription", Access::host, put_subscription});
  router.add({"GET", "/v1/notices", Access::read, notices});
}

}  // namespace byte8::api
