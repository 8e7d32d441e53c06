#pragma once
// Who is connected to what, in memory: the rows of store, business and binding. Changed inside
// turns together with the rows; a failed turn rebuilds it from them.

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/directory.h"

namespace byte8::engine {

class Directory {
 public:
  void put(store::StoreRow store);
  void put(store::BusinessRow business);
  void put(store::BindingRow binding);
  // A binding whose row was deleted.
  void forget_binding(std::int64_t id);
  // Everything of an account whose rows were deleted.
  void forget_account(std::int64_t account);

  const store::StoreRow* store(std::int64_t id) const;
  const store::StoreRow* store_of_tenant(const std::string& tenant_id) const;
  const store::StoreRow* store_at(std::int64_t account, const std::string& base_url) const;
  const store::BusinessRow* business(std::int64_t id) const;
  const store::BusinessRow* business_of(std::int64_t account, const std::string& provider_id) const;
  const store::BindingRow* binding(std::int64_t id) const;
  // In the order they were made.
  std::vector<const store::BindingRow*> bindings_of_store(std::int64_t store) const;
  const std::map<std::int64_t, store::BindingRow>& bindings() const { return bindings_; }
  const std::unordered_map<std::int64_t, store::StoreRow>& stores() const { return stores_; }

 private:
  std::unordered_map<std::int64_t, store::StoreRow> stores_;
  std::unordered_map<std::string, std::int64_t> by_tenant_;
  std::unordered_map<std::int64_t, store::BusinessRow> businesses_;
  std::map<std::int64_t, store::BindingRow> bindings_;
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> by_store_;
};

}  // namespace byte8::engine
