#pragma once
// Settling: which artefacts payments and allocations may touch, and what that does to their
// outstanding amounts. An artefact is an invoice, a credit note or a payment on account.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

enum class ArtefactKind : std::uint8_t { invoice, credit_note, on_account };

struct Artefact {
  ArtefactKind kind = ArtefactKind::invoice;
  Document* document = nullptr;  // or
  OnAccount* on_account = nullptr;

  const std::string& contact_id() const;
  Cents outstanding() const;
  bool open() const;  // in the books, not void, something outstanding
};

std::optional<Artefact> find_artefact(Business& business, std::string_view id);
json::Value artefact_ref(const Business& business, std::string_view id);

// Adds (or with `undo` takes back) the shares of a payment or an allocation named `settlement`.
// Amounts count by their size: an allocation's minus sign says only on which side it stands.
void settle(Business& business, const std::string& settlement, const std::vector<Share>& shares,
            bool undo, Millis now);
// UNPAID, PART_PAID or PAID, from what is outstanding; other states stay.
void follow_status(Document& document);

// The request's shares; checks that each artefact is open, of the contact and one of the kinds
// asked for.
std::vector<Share> read_shares(Call& call, const std::string& contact_id, Problems& problems);

inline constexpr std::string_view already_settled =
    "You can only pay unpaid or part-paid invoices.";

}  // namespace byte8::sandbox::sage
