#pragma once
// Reports: what the store should be told of each Magento entity (spec/wire.md §7), and the node's
// own state.

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"

namespace byte8::store {

struct ReportRow {
  std::int64_t account_id = 0;
  std::int64_t store_id = 0;
  std::string entity_type;
  std::int64_t magento_id = 0;
  std::string body;  // JSON of port::SyncState
  std::int64_t version = 0;
  std::int64_t sent_version = 0;
  std::int64_t tries = 0;
};

namespace reports {
ReportRow row(const port::Row& row);
// Sets what is to be told and makes it owed.
port::Query owe(const ReportRow& report);
// Owed ones of a store, oldest entity first.
port::Query owed(std::int64_t account_id, std::int64_t store_id, std::int64_t limit);
port::Query stores_owed();
// Cleared only for the version that was sent.
port::Query sent(const ReportRow& report, std::int64_t at);
port::Query tried(const ReportRow& report);
}  // namespace reports

namespace node_state {
port::Query find(const std::string& node);
port::Query put(const std::string& node, bool clean, std::optional<std::int64_t> suspect_account,
                std::optional<std::int64_t> suspect_run, std::int64_t starts);
}  // namespace node_state

}  // namespace byte8::store
