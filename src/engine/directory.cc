#include "engine/directory.h"

#include <algorithm>

namespace byte8::engine {

void Directory::put(store::StoreRow store) {
  auto found = stores_.find(store.id);
  if (found != stores_.end()) by_tenant_.erase(found->second.tenant_id);
  by_tenant_[store.tenant_id] = store.id;
  const std::int64_t id = store.id;
  stores_.insert_or_assign(id, std::move(store));
}

void Directory::put(store::BusinessRow business) {
  const std::int64_t id = business.id;
  businesses_.insert_or_assign(id, std::move(business));
}

void Directory::put(store::BindingRow binding) {
  auto found = bindings_.find(binding.id);
  if (found != bindings_.end()) std::erase(by_store_[found->second.store_id], binding.id);
  std::vector<std::int64_t>& of_store = by_store_[binding.store_id];
  of_store.insert(std::lower_bound(of_store.begin(), of_store.end(), binding.id), binding.id);
  const std::int64_t id = binding.id;
  bindings_.insert_or_assign(id, std::move(binding));
}

void Directory::forget_binding(std::int64_t id) {
  auto found = bindings_.find(id);
  if (found == bindings_.end()) return;
  std::erase(by_store_[found->second.store_id], id);
  bindings_.erase(found);
}

void Directory::forget_account(std::int64_t account) {
  const auto of_account = [account](const auto& entry) {
    return entry.second.account_id == account;
  };
  for (const auto& [id, store] : stores_) {
    if (store.account_id != account) continue;
    by_tenant_.erase(store.tenant_id);
    by_store_.erase(id);
  }
  std::erase_if(bindings_, of_account);
  std::erase_if(businesses_, of_account);
  std::erase_if(stores_, of_account);
}

const store::StoreRow* Directory::store(std::int64_t id) const {
  auto found = stores_.find(id);
  return found == stores_.end() ? nullptr : &found->second;
}

const store::StoreRow* Directory::store_of_tenant(const std::string& tenant_id) const {
  auto found = by_tenant_.find(tenant_id);
  return found == by_tenant_.end() ? nullptr : store(found->second);
}

const store::StoreRow* Directory::store_at(std::int64_t account,
                                           const std::string& base_url) const {
  for (const auto& [id, store] : stores_) {
    if (store.account_id == account && store.base_url == base_url) return &store;
  }
  return nullptr;
}

const store::BusinessRow* Directory::business(std::int64_t id) const {
  auto found = businesses_.find(id);
  return found == businesses_.end() ? nullptr : &found->second;
}

const store::BusinessRow* Directory::business_of(std::int64_t account,
                                                 const std::string& provider_id) const {
  for (const auto& [id, business] : businesses_) {
    if (business.account_id == account && business.provider_business_id == provider_id) {
      return &business;
    }
  }
  return nullptr;
}

const store::BindingRow* Directory::binding(std::int64_t id) const {
  auto found = bindings_.find(id);
  return found == bindings_.end() ? nullptr : &found->second;
}

std::vector<const store::BindingRow*> Directory::bindings_of_store(std::int64_t store) const {
  std::vector<const store::BindingRow*> found;
  auto ids = by_store_.find(store);
  if (ids == by_store_.end()) return found;
  for (const std::int64_t id : ids->second) found.push_back(&bindings_.at(id));
  return found;
}

}  // namespace byte8::engine
