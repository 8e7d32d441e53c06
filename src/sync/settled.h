#pragma once
// What a settled posting leaves behind: the mapping, written in the turn that settles, whether or
// not the run that posted still exists. The sealed plan carries what is needed for it.

#include <optional>
#include <string>

#include "engine/core.h"
#include "sync/world.h"

namespace byte8::sync {

struct SettledContext {
  std::string kind;  // of the mapping: "receipt"; empty: the posting's own
  std::int64_t store_id = 0;
  std::string magento_key;           // "42"; for contacts the source_guid
  std::string fingerprint;           // documents: increment id and creation time
  std::optional<std::string> alias;  // contacts: e-mail hash and currency
};

// Store, business, kind, Magento key and purpose; never body, policy or attempt.
std::string operation_key(const View& view, std::string_view kind, std::string_view magento_key,
                          std::string_view purpose);

// The plan of a posting: {"settled": …, "document": …}.
std::string plan_text(const SettledContext& context, json::Value document);
Result<json::Value> plan_document(const std::string& plan);

void register_settled(engine::Handlers& handlers);

}  // namespace byte8::sync
