#pragma once
// once: exactly one document. Every act on the ledger goes through it and is remembered in the
// table posting.
//
//   intend   posting `intended`: body, marker and a fresh idempotency id, sealed
//   look     if anyone ever acted in doubt, or the document is older than the binding: find by
//   marker wait     not found, and less than the grace since it was last acted: come back later
//   mark     `acted`, act_no + 1, guarded by act_no, state and the binding's epoch; commits before
//   the act leaves act      the stored body with the stored idempotency id settle engine/settle.h,
//   when the answer comes, whoever waits for it
//
// From the first mark the body is frozen. A definite refusal closes the generation; a corrected
// body is the next one, with a new id. An operation key names store, business, kind, Magento key
// and purpose; never the body, the policy or the attempt (ARCHITECTURE, "Seams").

#include <functional>
#include <string>
#include <vector>

#include "engine/context.h"
#include "model/ledger.h"
#include "port/provider.h"
#include "store/postings.h"

namespace byte8::engine {

// What to post, decided before the first act of a generation.
struct Intent {
  std::string marker;  // the reference it will be found by
  std::string body;    // the provider's, with the idempotency id inside
  std::string plan;    // JSON; given back with the settled posting
};

// What a look found.
struct Found {
  enum class What : std::uint8_t {
    absent,
    ours,     // equal: adopt
    differs,  // ours, but not what we would post: a person decides
    taken,    // the marker belongs to somebody else: this generation is closed, the next takes
              // another
  } what = What::absent;
  model::LedgerRecord record;
  std::string why;
};

struct Operation {
  std::int64_t account_id = 0;
  std::int64_t binding_id = 0;
  std::int64_t business_id = 0;
  std::string business;  // the provider's id of it
  std::string key;
  std::string kind;         // contact | sales_invoice
  bool ask_again = false;   // a person wants it tried again, even where it was held
  bool look_first = false;  // older than the binding, or than a restored backup
  std::function<Task<Result<port::LedgerAccess>>(Ctx)> access;
  // `closed`: the refused generations so far, oldest first.
  std::function<Intent(const std::vector<store::PostingRow>& closed,
                       std::string_view idempotency_id)>
      intend;
  // By value: the posting must outlive every suspension inside.
  std::function<Task<Result<Found>>(Ctx, port::LedgerAccess, store::PostingRow, std::string plan)>
      look;
};

struct Settled {
  model::LedgerRecord record;
  std::string plan;
  bool adopted = false;
};

// Errors: code `held` with the finding (needs_review); Effect::maybe with retry_after_ms while the
// outcome is open; Fault::validation when Sage refused this body (the next call intends a corrected
// one); anything else is safe to repeat later.
Task<Result<Settled>> once(Ctx ctx, Operation operation);

// The posting's error column.
std::string error_text(const Error& error);
Error error_of(const std::string& text);

std::string record_text(const model::LedgerRecord& record);
Result<model::LedgerRecord> record_of(const std::string& text);

// What everybody waits for who wants to know how an operation ended.
std::string posting_signal(std::int64_t account_id, const std::string& operation_key);
std::string writes_signal(std::int64_t business_id);

}  // namespace byte8::engine
