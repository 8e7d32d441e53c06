#include "sandbox/shop/mirror.h"

#include <algorithm>
#include <utility>

namespace byte8::sandbox::shop {

json::Value to_json(const MirrorRow& row) {
  return json::object({
      {"entity_id", row.id},
      {"entity_type", row.entity_type},
      {"magento_id", row.magento_id},
      {"provider", row.provider},
      {"sync_status", row.sync_status},
      {"provider_entity_id", row.provider_entity_id},
      {"provider_reference", row.provider_reference},
      {"skip_reason", row.skip_reason},
      {"error_code", row.error_code},
      {"last_sync_at", row.last_sync_at},
  });
}

void Mirror::touch(std::string_view type, std::int64_t magento_id, const std::string& now) {
  const Key key = {std::string(type), magento_id, std::string(sage_provider)};
  const auto [at, fresh] = rows_.try_emplace(key);
  if (fresh) {
    at->second = {.id = next_id_++,
                  .entity_type = std::string(type),
                  .magento_id = magento_id,
                  .provider = std::string(sage_provider),
                  .sync_status = "pending"};
  }
  at->second.last_sync_at = now;
}

void Mirror::write(MirrorRow row) {
  Key key = {row.entity_type, row.magento_id, row.provider};
  const auto [at, fresh] = rows_.try_emplace(std::move(key));
  row.id = fresh ? next_id_++ : at->second.id;
  at->second = std::move(row);
}

const MirrorRow* Mirror::find(std::string_view type, std::int64_t magento_id,
                              std::string_view provider) const {
  const auto found = rows_.find({std::string(type), magento_id, std::string(provider)});
  return found == rows_.end() ? nullptr : &found->second;
}

std::vector<const MirrorRow*> Mirror::rows() const {
  std::vector<const MirrorRow*> all;
  for (const auto& [key, row] : rows_) all.push_back(&row);
  std::ranges::sort(all, {}, &MirrorRow::id);
  return all;
}

}  // namespace byte8::sandbox::shop
