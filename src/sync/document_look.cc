#include "sync/document_look.h"

#include "engine/core.h"
#include "sync/ledger_access.h"
#include "sync/settled.h"

namespace byte8::sync {
namespace {

using engine::Found;
using Records = std::vector<model::LedgerRecord>;

// The document key at the end of the notes ("m2:shop/…:invoice:42"): proof, where somebody left it
// there.
std::string proof_in(const std::string& notes) {
  const std::size_t at = notes.rfind("m2:");
  if (at == std::string::npos) return {};
  const std::size_t end = notes.find_first_of(" \n\r\t", at);
  return notes.substr(at, end == std::string::npos ? end : end - at);
}

}  // namespace

Found judge_documents(const Records& records, const model::LedgerDocument& planned) {
  const std::string ours = proof_in(planned.notes);
  Found found;
  int matches = 0;
  for (const model::LedgerRecord& record : records) {
    if (record.reference != planned.reference || record.contact_id != planned.contact_id) continue;
    const std::string theirs = proof_in(record.notes);
    if (!theirs.empty() && theirs != ours) continue;
    ++matches;
    found.record = record;
    const bool equal =
        record.status != "VOID" && record.total == planned.total && record.date == planned.date;
    found.what = equal ? Found::What::ours : Found::What::differs;
    if (record.status == "VOID") {
      found.why = record.displayed_as + " is this document and was cancelled in Sage";
    } else if (!equal) {
      found.why = record.displayed_as + " carries this reference with " +
                  model::text2(record.total) + " of " + record.date + " instead of " +
                  model::text2(planned.total) + " of " + planned.date;
    }
  }
  if (matches > 1) {
    found.what = Found::What::differs;
    found.why = "more than one document in Sage carries this reference for this contact";
  }
  return found;
}

Task<Result<Found>> look_for_document(engine::Ctx ctx, ViewPtr view, store::PostingRow posting,
                                      std::string plan) {
  auto document = plan_document(plan);
  if (!document) co_return document.error();
  auto planned = model::ledger_document(*document);
  if (!planned) co_return planned.error();
  const port::Provider& provider = ctx.core().provider();
  const std::string marker = posting.marker;
  const std::string kind = planned->kind;
  auto records = co_await ask_ledger<Records>(
      ctx, view->ledger_target(),
      [&provider, marker, kind](const port::LedgerAccess& access) {
        return provider.find(access, kind, {.reference = marker});
      },
      "find_" + kind);
  if (!records) co_return records.error();
  co_return judge_documents(*records, *planned);
}

bool may_be_in_ledger(const engine::Core& core, const model::Document& document,
                      const store::BindingRow& binding, Millis accepted) {
  auto made = parse_utc(document.created_at);
  if (!made || *made < binding.created_at) return true;
  const Millis restored = core.restored_at();
  return restored != 0 && (*made < restored || accepted < restored + limits::restored_doubt);
}

}  // namespace byte8::sync
