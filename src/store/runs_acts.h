#pragma once
// What people do to a single run: ignore it, accept a difference, link it to a document that is in
// the ledger already, or say that it is another document than the one that was mapped.

#include <cstdint>
#include <optional>
#include <string>

#include "port/db.h"
#include "store/postings.h"

namespace byte8::store::run_acts {

// Cancelled as ignored; `changed` is 0 when it runs just now or has ended in another way.
port::Query ignore(std::int64_t account_id, std::int64_t id, const std::string& actor,
                   std::int64_t at);
// Nothing: an earlier acceptance holds no longer.
port::Query accept_difference(std::int64_t account_id, std::int64_t id,
                              const std::optional<std::string>& difference);
// The mapping is of the document that is in the store now.
port::Query refingerprint(const XrefRow& xref);
// What was posted for another document of that id makes room; it stays under keys of its own.
// `prefix`: of operation keys, up to the last slash.
port::Query set_postings_aside(std::int64_t account_id, const std::string& prefix,
                               std::int64_t act_id);
// The mapping of that document, and of an invoice its payment's.
port::Query set_mappings_aside(const XrefRow& xref, std::int64_t act_id);
// Settled by a document that a person named, whatever state it was in but settled.
port::Query settle_by_hand(std::int64_t account_id, const std::string& operation_key,
                           const std::string& provider_id, const std::string& record,
                           std::int64_t at);

}  // namespace byte8::store::run_acts
