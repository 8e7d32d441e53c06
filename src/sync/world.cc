#include "sync/world.h"

#include "base/crypto.h"
#include "engine/core.h"
#include "store/facts.h"
#include "store/policies.h"
#include "store/references.h"
#include "sync/dependents.h"

namespace byte8::sync {
namespace {

// Of the bindings that were busy lately; a kilobyte or two each.
constexpr std::size_t views_max = 4'096;

template <typename Map>
auto lookup(const Map& map, std::int64_t id, std::int64_t version) {
  auto found = map.find(id);
  const bool same = found != map.end() && found->second.version == version;
  return same ? found->second.value : nullptr;
}

Task<std::shared_ptr<const model::Reference>> reference_of(engine::Ctx ctx, WorldPtr world,
                                                           std::int64_t account,
                                                           std::int64_t business,
                                                           std::int64_t fetched) {
  if (auto kept = world->reference(business, fetched)) co_return kept;
  const port::Rows rows = co_await ctx.ask(store::references::all(account, business));
  auto reference = std::make_shared<const model::Reference>(
      store::references::read(ctx.core().provider(), rows));
  world->keep_reference(business, fetched, reference);
  co_return reference;
}

}  // namespace

World::World(const port::Shop& shop) : shop_(shop), dependents_(std::make_unique<Dependents>()) {}

World::~World() = default;

std::shared_ptr<const model::Policy> World::policy(std::int64_t binding,
                                                   std::int64_t version) const {
  return lookup(policies_, binding, version);
}

void World::keep_policy(std::int64_t binding, std::int64_t version,
                        std::shared_ptr<const model::Policy> policy) {
  policies_.insert_or_assign(binding, Kept<model::Policy>{version, std::move(policy)});
}

std::shared_ptr<const model::Reference> World::reference(std::int64_t business,
                                                         std::int64_t fetched) const {
  return lookup(references_, business, fetched);
}

void World::keep_reference(std::int64_t business, std::int64_t fetched,
                           std::shared_ptr<const model::Reference> reference) {
  references_.insert_or_assign(business, Kept<model::Reference>{fetched, std::move(reference)});
}

ViewPtr World::view(std::int64_t binding) const {
  auto found = views_.find(binding);
  return found == views_.end() ? nullptr : found->second;
}

void World::keep_view(ViewPtr view) {
  if (views_.size() >= views_max) views_.clear();
  const std::int64_t binding = view->binding.id;
  views_.insert_or_assign(binding, std::move(view));
}

Task<Result<std::shared_ptr<const model::Policy>>> policy_of(engine::Ctx ctx, WorldPtr world,
                                                             std::int64_t account,
                                                             std::int64_t binding,
                                                             std::int64_t version) {
  if (auto kept = world->policy(binding, version)) co_return kept;
  const port::Rows rows = co_await ctx.ask(store::policies::find(account, binding, version));
  if (rows.empty()) co_return std::make_shared<const model::Policy>();
  auto document = json::parse(store::policies::row(rows.only()).document);
  if (!document) co_return document.error();
  // What was saved under milder rules still counts.
  std::vector<model::FieldError> ignored;
  auto policy = std::make_shared<const model::Policy>(model::read_policy(*document, ignored));
  world->keep_policy(binding, version, policy);
  co_return policy;
}

Task<Result<ViewPtr>> view(engine::Ctx ctx, WorldPtr world, std::int64_t binding_id,
                           std::int64_t policy_version) {
  const engine::Directory& directory = ctx.core().directory();
  const store::BindingRow* binding = directory.binding(binding_id);
  const store::StoreRow* shop = binding == nullptr ? nullptr : directory.store(binding->store_id);
  const store::BusinessRow* business =
      binding == nullptr ? nullptr : directory.business(binding->business_id.value_or(0));
  if (binding == nullptr || shop == nullptr || business == nullptr) {
    co_return Error::coded(Fault::provider, "binding_stopped", "the binding is not complete");
  }
  const std::int64_t version = policy_version == 0 ? binding->policy_version : policy_version;
  ViewPtr kept = world->view(binding_id);
  if (kept && kept->policy_at == version && kept->binding == *binding && kept->store == *shop &&
      kept->business == *business) {
    co_return kept;
  }
  View seen;
  seen.policy_at = version;
  seen.binding = *binding;
  seen.store = *shop;
  seen.business = *business;
  seen.facts = store::facts_of(*business);
  auto access = open_store(*shop, ctx.core().sealer());
  if (!access) co_return access.error();
  seen.access = *std::move(access);
  seen.store_key = world->shop().store_key(shop->base_url);
  auto policy = co_await policy_of(ctx, world, seen.binding.account_id, binding_id, version);
  if (!policy) co_return policy.error();
  seen.policy = *std::move(policy);
  seen.reference = co_await reference_of(ctx, world, seen.binding.account_id, seen.business.id,
                                         seen.binding.lists_fetched_at.value_or(0));
  auto made = std::make_shared<const View>(std::move(seen));
  world->keep_view(made);
  co_return ViewPtr(std::move(made));
}

Result<port::StoreAccess> open_store(const store::StoreRow& store, const crypto::Sealer& sealer) {
  auto key = sealer.open(store.sealed_key, store::sealed_key_identity(store.tenant_id));
  if (!key) return key.error();
  return port::StoreAccess{
      .base_url = store.base_url, .tenant_id = store.tenant_id, .api_key = *std::move(key)};
}

}  // namespace byte8::sync
