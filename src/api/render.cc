#include "api/render.h"

#include <unordered_map>

#include "api/request.h"
#include "engine/core.h"
#include "engine/once.h"
#include "store/facts.h"
#include "store/grants.h"
#include "store/ids.h"
#include "store/kept.h"

namespace byte8::api {
namespace {

using store::BindingRow;

constexpr Millis day = Millis{24} * 3'600'000;

// Everything beside the directory that a binding shows, of one account, by binding.
struct Extras {
  std::unordered_map<std::int64_t, store::GrantRow> grants;
  std::unordered_map<std::int64_t, store::KeptGrantRow> kept;
  std::unordered_map<std::int64_t, std::string> revocations;  // state of the newest
  std::unordered_map<std::int64_t, store::BindingNumbers> numbers;
};

Task<Extras> extras(engine::Ctx ctx, std::int64_t account_id, std::int64_t binding_id) {
  Extras all;
  const port::Rows grants = co_await ctx.ask(store::grants::of_account(account_id));
  for (const port::Row& row : grants.rows) {
    store::GrantRow grant = store::grants::row(row);
    all.grants.insert_or_assign(grant.binding_id, std::move(grant));
  }
  const port::Rows kept = co_await ctx.ask(store::kept::of_account(account_id));
  for (const port::Row& row : kept.rows) {
    store::KeptGrantRow one = store::kept::row(row);
    all.kept.insert_or_assign(one.binding_id, std::move(one));
  }
  const port::Rows revocations = co_await ctx.ask(store::grants::revocations_of(account_id));
  for (const port::Row& row : revocations.rows) {
    const store::RevocationRow one = store::grants::revocation_row(row);
    all.revocations[one.binding_id] = one.state;
  }
  const port::Rows numbers = co_await ctx.ask(
      store::history::binding_numbers(account_id, binding_id, ctx.now().wall - day));
  for (const port::Row& row : numbers.rows) {
    const store::BindingNumbers one = store::history::numbers_row(row);
    all.numbers[one.binding_id] = one;
  }
  co_return all;
}

std::string access_state(const BindingRow& binding, const store::GrantRow* grant) {
  if (binding.hold == "sage_access_removed") return "removed";
  if (grant == nullptr) return "none";
  return grant->refresh_error ? "renewal_failed" : "good";
}

json::Value access_json(const BindingRow& binding, const Extras& extras) {
  const auto found = extras.grants.find(binding.id);
  const store::GrantRow* grant = found == extras.grants.end() ? nullptr : &found->second;
  const auto revocation = extras.revocations.find(binding.id);
  json::Value value = json::object({{"state", access_state(binding, grant)},
                                    {"renewed_at", nullptr},
                                    {"next_renewal_at", nullptr},
                                    {"expires_at", nullptr},
                                    {"revoke", nullptr}});
  if (grant != nullptr) {
    value.set("renewed_at", time(grant->renewed_at));
    value.set("next_renewal_at", time(grant->access_renew_at));
    value.set("expires_at", time(grant->refresh_expires_at));
  }
  if (revocation != extras.revocations.end()) value.set("revoke", revocation->second);
  if (const auto kept = extras.kept.find(binding.id); kept != extras.kept.end()) {
    value.set("state", "kept");
    value.set("renewed_at", time(kept->second.renewed_at));
    value.set("expires_at", time(kept->second.kept_until));
  }
  return value;
}

json::Value numbers_into(json::Value binding, const store::BindingNumbers& numbers) {
  binding.set("queue", json::object({{"waiting", numbers.open},
                                     {"oldest_at", time(numbers.oldest_open_at)},
                                     {"by_lane", json::object({})},
                                     {"forecast_at", nullptr}}));
  binding.set("health", json::object({{"last_success_at", time(numbers.last_success_at)},
                                      {"pending", numbers.open},
                                      {"failed_24h", numbers.failed_24h},
                                      {"needs_review", numbers.needs_review}}));
  return binding;
}

json::Value paused_json(const BindingRow& binding) {
  if (!binding.paused_at || !binding.live()) return nullptr;
  return json::object({{"at", time(binding.paused_at)}, {"by", binding.paused_by}});
}

json::Value one_binding(engine::Ctx ctx, const port::Shop& shop, const BindingRow& binding,
                        const Extras& extras) {
  const engine::Directory& directory = ctx.core().directory();
  const store::StoreRow* store = directory.store(binding.store_id);
  const store::BusinessRow* business =
      binding.business_id ? directory.business(*binding.business_id) : nullptr;
  const bool silent = binding.live() && store != nullptr && store->no_contact_since.has_value();
  json::Value value =
      json::object({{"id", store::id_text("bind", binding.id)},
                    {"store", store == nullptr ? json::Value() : store_json(shop, *store)},
                    {"business", business == nullptr ? json::Value() : business_json(*business)},
                    {"status", binding.status},
                    {"reason", binding.reason},
                    {"hold", binding.hold},
                    {"paused", paused_json(binding)},
                    {"created_at", time(binding.created_at)},
                    {"activated_at", time(binding.activated_at)},
                    {"revoked_at", time(binding.revoked_at)},
                    {"no_contact_since", silent ? time(store->no_contact_since) : json::Value()},
                    {"policy_version", binding.policy_version},
                    {"sage_access", access_json(binding, extras)},
                    {"budget", json::object({{"used_today", nullptr},
                                             {"limit_today", nullptr},
                                             {"limited_until", nullptr}})},
                    {"lists_fetched_at", time(binding.lists_fetched_at)},
                    {"reusable", !binding.live() || (binding.status == "active" && silent)}});
  const auto numbers = extras.numbers.find(binding.id);
  return numbers_into(std::move(value),
                      numbers == extras.numbers.end() ? store::BindingNumbers{} : numbers->second);
}

json::Value with_hints(std::string_view code, std::initializer_list<std::string_view> hints) {
  json::Array list;
  for (const std::string_view hint : hints) list.push_back(hint);
  return json::object({{"code", code}, {"hints", std::move(list)}});
}

// What a store's token bears of a clock that is wrong (spec/wire.md §3), with some room.
constexpr std::int64_t slow_clock_s = -50;
constexpr std::int64_t fast_clock_s = 230;

json::Value store_problem(const store::StoreRow& store) {
  if (store.status == "token_revoked") {
    return with_hints("store_rejected_key",
                      {"The store was disconnected in Magento, or paired elsewhere: pair it again.",
                       "A TLS proxy in front of the store must send X-Forwarded-Proto: https.",
                       "The store's clock may be wrong by more than a minute."});
  }
  if (store.status == "gone") {
    return with_hints("not_a_byte8_store",
                      {"No Byte8 module answers there: it may be disabled or uninstalled.",
                       "The shop may have moved to another address."});
  }
  if (store.no_contact_since) {
    return with_hints("store_unreachable",
                      {"The store does not answer, or is in maintenance. It is asked again."});
  }
  const std::int64_t offset = store.clock_offset_s.value_or(0);
  if (offset < slow_clock_s || offset > fast_clock_s) {
    return with_hints("clock_differs", {"Set the clock of the store's machine (NTP)."});
  }
  return nullptr;
}

}  // namespace

json::Value store_json(const port::Shop& shop, const store::StoreRow& store) {
  return json::object({{"id", store::id_text("store", store.id)},
                       {"name", shop.store_key(store.base_url)},
                       {"tenant_id", store.tenant_id},
                       {"base_url", store.base_url},
                       {"status", store.status == "pairing" ? "pending" : store.status},
                       {"problem", store_problem(store)},
                       {"last_contact_at", time(store.last_contact_at)},
                       {"module_version", nullptr},
                       {"magento_version", nullptr},
                       {"cron_seen_at", nullptr},
                       {"clock_offset_s", store.clock_offset_s},
                       {"dead_letters", nullptr}});
}

json::Value business_json(const store::BusinessRow& business) {
  const model::BusinessFacts facts = store::facts_of(business);
  return json::object(
      {{"id", store::id_text("biz", business.id)},
       {"provider", business.provider},
       {"provider_business_id", business.provider_business_id},
       {"name", business.name},
       {"country", facts.country},
       {"base_currency",
        facts.base_currency.empty() ? json::Value() : json::Value(facts.base_currency)},
       {"subscription", store::subscription_of(business)},
       {"capabilities", json::object({{"multi_currency", facts.multi_currency}})}});
}

// outlives: the shop belongs to the composition root
Task<json::Array> bindings_json(engine::Ctx ctx, const port::Shop* shop, std::int64_t account_id,
                                std::vector<std::int64_t> ids) {
  const Extras all = co_await extras(ctx, account_id, ids.size() == 1 ? ids.front() : 0);
  json::Array items;
  for (const std::int64_t id : ids) {
    const BindingRow* binding = ctx.core().directory().binding(id);
    if (binding != nullptr) items.push_back(one_binding(ctx, *shop, *binding, all));
  }
  co_return items;
}

// outlives: the shop belongs to the composition root
Task<json::Value> binding_json(engine::Ctx ctx, const port::Shop* shop, std::int64_t account_id,
                               std::int64_t binding_id) {
  json::Array items = co_await bindings_json(ctx, shop, account_id, {binding_id});
  BYTE8_CHECK(items.size() == 1);
  co_return std::move(items.front());
}

}  // namespace byte8::api
