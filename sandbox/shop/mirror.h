#pragma once
// The table byte8_entity_sync_state: what the chassis said last about an invoice, memo, customer or
// product. One row for each (entity type, Magento id, provider); the last writer wins.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/json.h"

namespace byte8::sandbox::shop {

inline constexpr std::string_view sage_provider = "sage_accounting";

struct MirrorRow {
  std::int64_t id = 0;
  std::string entity_type;
  std::int64_t magento_id = 0;
  std::string provider;
  std::string sync_status;  // pending, synced, skipped, failed
  std::optional<std::string> provider_entity_id;
  std::optional<std::string> provider_reference;
  std::optional<std::string> skip_reason;
  std::optional<std::string> error_code;
  std::string last_sync_at;  // as MySQL holds it: "2026-05-17 10:12:03"
};

json::Value to_json(const MirrorRow& row);

class Mirror {
 public:
  // An event was queued: a new row is pending; an old one keeps everything but its time.
  void touch(std::string_view type, std::int64_t magento_id, const std::string& now);
  // A callback: every field is overwritten. Texts must have been cut to their columns before.
  void write(MirrorRow row);

  const MirrorRow* find(std::string_view type, std::int64_t magento_id,
                        std::string_view provider = sage_provider) const;
  std::vector<const MirrorRow*> rows() const;  // by id

 private:
  using Key = std::tuple<std::string, std::int64_t, std::string>;
  std::map<Key, MirrorRow> rows_;
  std::int64_t next_id_ = 1;
};

}  // namespace byte8::sandbox::shop
