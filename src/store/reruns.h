#pragma once
// Runs that a disconnect cancelled, brought back when their binding or their business comes back;
// and what a store was told, to be told again.

#include <cstdint>

#include "port/db.h"

namespace byte8::store::reruns {

// Runs of a binding that are cancelled / binding_revoked, oldest first; columns as runs::open_row
// reads them.
port::Query cancelled(std::int64_t account_id, std::int64_t binding_id);
// All of those go to `to` (which may be the same binding) and are open again: queued with that
// policy, or waiting for Sage where policy_version is 0.
port::Query reopen(std::int64_t account_id, std::int64_t binding_id, std::int64_t to,
                   std::int64_t policy_version);
// Runs of a binding that was never active (all are open, or cancelled) go to another one.
port::Query move_open(std::int64_t account_id, std::int64_t binding_id, std::int64_t to);
port::Query move_cancelled(std::int64_t account_id, std::int64_t binding_id, std::int64_t to);

// Everything the store was ever told is owed once more; `changed` is how much that is.
port::Query owe_all_reports(std::int64_t account_id, std::int64_t store_id);

}  // namespace byte8::store::reruns
