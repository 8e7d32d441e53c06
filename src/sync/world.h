#pragma once
// What the flows stand on: the ports, and the policy and reference cache of a binding as values.
// Parsed once per version; both are immutable, so a core that is rebuilt may keep them.

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "engine/context.h"
#include "model/policy.h"
#include "model/reference.h"
#include "port/shop.h"
#include "store/directory.h"

namespace byte8::crypto {
class Sealer;
}

namespace byte8::sync {

class Dependents;
struct View;
using ViewPtr = std::shared_ptr<const View>;

class World {
 public:
  explicit World(const port::Shop& shop);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  const port::Shop& shop() const { return shop_; }
  // Who waits for which invoice (dependents.h).
  Dependents& dependents() { return *dependents_; }

  std::shared_ptr<const model::Policy> policy(std::int64_t binding, std::int64_t version) const;
  void keep_policy(std::int64_t binding, std::int64_t version,
                   std::shared_ptr<const model::Policy> policy);
  // By when the lists were fetched: another time, another cache.
  std::shared_ptr<const model::Reference> reference(std::int64_t business,
                                                    std::int64_t fetched) const;
  void keep_reference(std::int64_t business, std::int64_t fetched,
                      std::shared_ptr<const model::Reference> reference);
  // The last one made of a binding: good for as long as its rows are what they were.
  ViewPtr view(std::int64_t binding) const;
  void keep_view(ViewPtr view);

 private:
  template <typename T>
  struct Kept {
    std::int64_t version = 0;
    std::shared_ptr<const T> value;
  };
  const port::Shop& shop_;
  std::unique_ptr<Dependents> dependents_;
  std::unordered_map<std::int64_t, Kept<model::Policy>> policies_;
  std::unordered_map<std::int64_t, Kept<model::Reference>> references_;
  std::unordered_map<std::int64_t, ViewPtr> views_;
};

using WorldPtr = std::shared_ptr<World>;

// One binding as a run sees it: copies that never change, because the directory may while the run
// waits.
struct View {
  store::BindingRow binding;
  store::StoreRow store;
  store::BusinessRow business;
  std::int64_t policy_at = 0;  // the version
  std::shared_ptr<const model::Policy> policy;
  std::shared_ptr<const model::Reference> reference;
  model::BusinessFacts facts;
  port::StoreAccess access;
  std::string store_key;

  engine::Target store_target() const {
    return {.peer = engine::Target::Peer::store, .id = store.id, .binding = binding.id};
  }
  engine::Target ledger_target() const {
    return {.peer = engine::Target::Peer::ledger, .id = business.id, .binding = binding.id};
  }
};

// One version of a binding's policy, read once and kept. Nothing was saved: the defaults.
Task<Result<std::shared_ptr<const model::Policy>>> policy_of(engine::Ctx ctx, WorldPtr world,
                                                             std::int64_t account,
                                                             std::int64_t binding,
                                                             std::int64_t version);

// Fault::internal when rows contradict each other; policy_version 0 means the newest.
Task<Result<ViewPtr>> view(engine::Ctx ctx, WorldPtr world, std::int64_t binding_id,
                           std::int64_t policy_version);

Result<port::StoreAccess> open_store(const store::StoreRow& store, const crypto::Sealer& sealer);

}  // namespace byte8::sync
