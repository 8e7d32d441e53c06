#include "lifecycle/holder.h"

namespace byte8::lifecycle {

using store::BindingRow;

const BindingRow* holder(const engine::Directory& directory, const std::string& provider_id,
                         std::int64_t except) {
  for (const auto& [id, binding] : directory.bindings()) {
    if (id == except || !binding.live() || !binding.business_id) continue;
    const store::BusinessRow* business = directory.business(*binding.business_id);
    if (business != nullptr && business->provider_business_id == provider_id) return &binding;
  }
  return nullptr;
}

const BindingRow* other_holder(const engine::Directory& directory, const BindingRow& binding) {
  if (!binding.business_id) return nullptr;
  const store::BusinessRow* business = directory.business(*binding.business_id);
  if (business == nullptr) return nullptr;
  return holder(directory, business->provider_business_id, binding.id);
}

}  // namespace byte8::lifecycle
