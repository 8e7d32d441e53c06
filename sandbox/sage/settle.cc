#include "sandbox/sage/settle.h"

#include <algorithm>
#include <array>

#include "sandbox/sage/documents.h"
#include "sandbox/sage/fields.h"
#include "sandbox/sage/lists.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::array<Field, 3> share_fields = {{{"artefact_id", Kind::id, true},
                                                {"amount", Kind::decimal, true},
                                                {"discount", Kind::decimal}}};

Cents size_of(Cents amount) {
  return amount < Cents{} ? -amount : amount;
}

}  // namespace

const std::string& Artefact::contact_id() const {
  return document ? document->contact_id : on_account->contact_id;
}

Cents Artefact::outstanding() const {
  return document ? document->outstanding() : on_account->outstanding();
}

bool Artefact::open() const {
  if (outstanding() <= Cents{}) return false;
  if (on_account) return !on_account->deleted;
  return !document->deleted && (document->status == "UNPAID" || document->status == "PART_PAID");
}

std::optional<Artefact> find_artefact(Business& business, std::string_view id) {
  if (Document* invoice = business.of(DocumentKind::sales_invoice).find(id)) {
    return Artefact{ArtefactKind::invoice, invoice, nullptr};
  }
  if (Document* note = business.of(DocumentKind::sales_credit_note).find(id)) {
    return Artefact{ArtefactKind::credit_note, note, nullptr};
  }
  if (OnAccount* payment = business.on_account.find(id)) {
    return Artefact{ArtefactKind::on_account, nullptr, payment};
  }
  return std::nullopt;
}

json::Value artefact_ref(const Business& business, std::string_view id) {
  for (const DocumentKind kind : {DocumentKind::sales_invoice, DocumentKind::sales_credit_note}) {
    if (const Document* document = business.of(kind).find(id)) return document_ref(*document);
  }
  const OnAccount* payment = business.on_account.find(id);
  return reference("payments_on_account", id, payment ? payment->reference : std::string());
}

void follow_status(Document& document) {
  const bool booked =
      document.status == "UNPAID" || document.status == "PART_PAID" || document.status == "PAID";
  if (!booked) return;
  const bool touched = !document.settled.zero() || !document.settled_discount.zero();
  document.status = document.outstanding().zero() ? "PAID" : touched ? "PART_PAID" : "UNPAID";
}

void settle(Business& business, const std::string& settlement, const std::vector<Share>& shares,
            bool undo, Millis now) {
  for (const Share& share : shares) {
    const auto artefact = find_artefact(business, share.artefact_id);
    if (!artefact) continue;
    const Cents amount = undo ? -size_of(share.amount) : size_of(share.amount);
    const Cents discount = undo ? -share.discount : share.discount;
    if (artefact->on_account) {
      artefact->on_account->settled += amount;
      artefact->on_account->updated = now;
      continue;
    }
    Document& document = *artefact->document;
    document.settled += amount;
    document.settled_discount += discount;
    document.updated = now;
    undo ? static_cast<void>(std::erase(document.settlements, settlement))
         : document.settlements.push_back(settlement);
    follow_status(document);
  }
}

std::vector<Share> read_shares(Call& call, const std::string& contact_id, Problems& problems) {
  std::vector<Share> shares;
  const json::Value* sent = call.fields.find("allocated_artefacts");
  if (!sent || !sent->is_array()) return shares;
  for (const json::Value& one : sent->array()) {
    check_fields(one, share_fields, "allocated_artefacts.", problems, call.world.counters);
    Share share;
    share.artefact_id = text_of(one, "artefact_id").value_or("");
    share.amount = cents_of(one, "amount").value_or(Cents{});
    share.discount = cents_of(one, "discount").value_or(Cents{});
    if (share.artefact_id.empty()) continue;
    const auto artefact = find_artefact(call.business, share.artefact_id);
    if (!artefact) {
      problems.add("allocated_artefacts.artefact_id", "is invalid");
      continue;
    }
    const bool repeated =
        std::ranges::find(shares, share.artefact_id, &Share::artefact_id) != shares.end();
    if (artefact->contact_id() != contact_id) {
      problems.add("allocated_artefacts.artefact_id", "does not belong to the contact");
    } else if (repeated) {
      problems.add("allocated_artefacts.artefact_id", "must not be repeated");
    } else if (!artefact->open()) {
      problems.add("", already_settled);
    } else if (share.amount.zero() || share.discount < Cents{}) {
      problems.add("allocated_artefacts.amount", "is invalid");
    } else if (size_of(share.amount) + share.discount > artefact->outstanding()) {
      problems.add("allocated_artefacts.amount", "must not be more than the outstanding amount");
    }
    shares.push_back(std::move(share));
  }
  return shares;
}

}  // namespace byte8::sandbox::sage
