#include "lifecycle/businesses.h"

#include <algorithm>

#include "custody/audit_chain.h"
#include "custody/custody.h"
#include "custody/lane.h"
#include "lifecycle/build.h"
#include "lifecycle/holder.h"
#include "lifecycle/revoke.h"
#include "store/facts.h"
#include "store/ids.h"

namespace byte8::lifecycle {
namespace {

using store::BindingRow;

// Whether the store's mapping is that of other businesses only.
bool was_elsewhere(const engine::Directory& directory, const BindingRow& binding,
                   const std::string& provider_id) {
  bool elsewhere = false;
  for (const BindingRow* other : directory.bindings_of_store(binding.store_id)) {
    if (other->id == binding.id || !other->business_id) continue;
    const store::BusinessRow* business = directory.business(*other->business_id);
    if (business == nullptr) continue;
    if (business->provider_business_id == provider_id) return false;
    elsewhere = true;
  }
  return elsewhere;
}

std::string why_not_usable(const port::ProviderFacts& facts, const port::BusinessDetail& detail) {
  if (!detail.subscription_active) return "no_subscription";
  if (std::ranges::find(facts.countries, detail.country) == facts.countries.end()) {
    return "country_not_supported";
  }
  return {};
}

void note_holder(engine::Ctx ctx, std::int64_t binding_id, Candidate& candidate) {
  const engine::Directory& directory = ctx.core().directory();
  const BindingRow* mine = directory.binding(binding_id);
  const BindingRow* other = holder(directory, candidate.business.id, binding_id);
  if (mine == nullptr || other == nullptr) return;
  const bool own_account = other->account_id == mine->account_id;
  const store::StoreRow* store = directory.store(other->store_id);
  if (own_account) candidate.bound_by = other->id;
  candidate.bound_store =
      own_account && store != nullptr ? store->base_url : "another account of this installation";
  // The same store may take it over: its older binding is replaced.
  if (other->store_id == mine->store_id) return;
  candidate.usable = false;
  candidate.why_not = "already_bound";
}

Task<Candidate> look_into(engine::Ctx ctx, port::LedgerAccess access, port::BusinessListed listed) {
  Candidate candidate{.business = listed, .why_not = "unreadable"};
  access.business_id = listed.id;
  const auto detail =
      co_await ctx.call(ctx.core().provider().business(access), engine::Target{}, "read_business");
  if (!detail) co_return candidate;
  candidate.country = detail->country;
  candidate.why_not = why_not_usable(ctx.core().provider().facts(), *detail);
  candidate.usable = candidate.why_not.empty();
  co_return candidate;
}

Error not_usable(std::string message) {
  Error error = Error::in_field("provider_business_id", std::move(message));
  error.code = "validation";
  return error;
}

Error conflict(std::string message) {
  return Error::coded(Fault::validation, "conflict", std::move(message));
}

Error bound_by_other(engine::Ctx ctx, const BindingRow& mine, const BindingRow& other) {
  const store::StoreRow* store = ctx.core().directory().store(other.store_id);
  const bool own_account = other.account_id == mine.account_id && store != nullptr;
  const std::string who = own_account ? store->base_url : "another account of this installation";
  return Error::coded(Fault::validation, "business_already_bound",
                      "This business is bound to " + who + ": disconnect it there first.");
}

bool holds_already(engine::Ctx ctx, const BindingRow& binding, const std::string& provider_id) {
  if (!binding.business_id) return false;
  const store::BusinessRow* business = ctx.core().directory().business(*binding.business_id);
  return business != nullptr && business->provider_business_id == provider_id;
}

// What can be said from the directory alone; asked before and after the business was read.
Status may_choose(engine::Ctx ctx, std::int64_t binding_id, const std::string& provider_id,
                  bool confirmed) {
  const engine::Directory& directory = ctx.core().directory();
  const BindingRow* mine = directory.binding(binding_id);
  BYTE8_CHECK(mine != nullptr);
  if (!mine->live()) return conflict("the binding is revoked: connect it anew");
  const BindingRow* other = holder(directory, provider_id, binding_id);
  if (other != nullptr && other->store_id != mine->store_id) {
    return bound_by_other(ctx, *mine, *other);
  }
  if (mine->activated_at && !holds_already(ctx, *mine, provider_id)) {
    const store::BusinessRow* own = directory.business(*mine->business_id);
    return conflict("This binding belongs to " + (own == nullptr ? "another business" : own->name) +
                    ": choose that one, or make a further binding for this one.");
  }
  if (!confirmed && was_elsewhere(directory, *mine, provider_id)) {
    return Error::coded(Fault::validation, "different_business",
                        "This store was bound to another business before. Its mapping does not "
                        "apply to this one: documents are made anew. Send "
                        "confirm_different_business to go on.");
  }
  return {};
}

// The row of the business in this account; new where the account never had it.
store::BusinessRow business_row(engine::Ctx ctx, std::int64_t account_id,
                                const port::BusinessDetail& detail) {
  store::BusinessRow row;
  if (const auto* known = ctx.core().directory().business_of(account_id, detail.id)) row = *known;
  if (row.id == 0) {
    row.account_id = account_id;
    row.id = ctx.new_id();
    row.provider = ctx.core().provider().facts().key;
    row.provider_business_id = detail.id;
    row.created_at = ctx.now().wall;
  }
  row.name = detail.name;
  model::BusinessFacts facts = store::facts_of(row);
  facts.country = detail.country;
  row.facts = store::facts_text(facts, detail.subscription);
  return row;
}

Task<void> take_business(engine::Ctx ctx, std::int64_t binding_id, port::BusinessDetail detail,
                         std::string actor) {
  const BindingRow* older = holder(ctx.core().directory(), detail.id, binding_id);
  if (older != nullptr) {
    const std::int64_t id = older->id;
    static_cast<void>(co_await revoke(ctx, id, "replaced", actor));
  }
  BindingRow binding = *ctx.core().directory().binding(binding_id);
  const store::BusinessRow business = business_row(ctx, binding.account_id, detail);
  binding.business_id = business.id;
  ctx.write(store::directory::put(business));
  ctx.core().directory().put(business);
  custody::change_binding(ctx, binding);
}

}  // namespace

Task<Result<std::vector<Candidate>>> businesses(engine::Ctx ctx, std::int64_t binding_id) {
  const auto access = co_await custody::access(ctx, binding_id);
  if (!access) co_return access.error();
  const auto listed = co_await ctx.call(ctx.core().provider().businesses(access->access_token),
                                        engine::Target{}, "list_businesses");
  if (!listed) co_return listed.error();
  std::vector<Candidate> candidates;
  for (const port::BusinessListed& one : *listed) {
    if (candidates.size() < businesses_looked_at) {
      candidates.push_back(co_await look_into(ctx, *access, one));
    } else {
      candidates.push_back({.business = one, .why_not = "unreadable"});
    }
  }
  for (Candidate& candidate : candidates) note_holder(ctx, binding_id, candidate);
  co_return candidates;
}

Task<Status> choose_business(engine::Ctx ctx, std::int64_t binding_id,
                             std::string provider_business_id, bool confirmed, std::string actor) {
  const engine::Lock alone = co_await ctx.lock("choose:" + provider_business_id);
  if (Status may = may_choose(ctx, binding_id, provider_business_id, confirmed); !may) {
    co_return may.error();
  }
  const BindingRow before = *ctx.core().directory().binding(binding_id);
  if (holds_already(ctx, before, provider_business_id)) {
    if (before.status == "pending") start_build(ctx, binding_id);
    co_return Status();
  }
  if (before.status == "active") {
    co_return conflict("the binding posts to another business already: make a further binding");
  }
  auto access = co_await custody::access(ctx, binding_id);
  if (!access) co_return access.error();
  access->business_id = provider_business_id;
  const auto detail =
      co_await ctx.call(ctx.core().provider().business(*access), engine::Target{}, "read_business");
  if (!detail && detail.error().fault == Fault::not_found) {
    co_return not_usable("the Sage user who signed in has no such business");
  }
  if (!detail) co_return detail.error();
  const std::string why_not = why_not_usable(ctx.core().provider().facts(), *detail);
  if (!why_not.empty()) co_return not_usable("this business cannot be used: " + why_not);
  if (Status may = may_choose(ctx, binding_id, provider_business_id, confirmed); !may) {
    co_return may.error();
  }
  if (ctx.core().directory().binding(binding_id)->status != "pending") {
    co_return conflict("the binding was connected meanwhile");
  }
  co_await take_business(ctx, binding_id, *detail, actor);
  start_build(ctx, binding_id);
  co_return Status();
}

}  // namespace byte8::lifecycle
