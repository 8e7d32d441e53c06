#pragma once
// What other people do in the same Sage business: edits, payments and voids by hand, records of
// their own.

#include <string>
#include <string_view>

#include "base/clock.h"
#include "sandbox/sage/world.h"

namespace byte8::sandbox::sage {

// "change" the notes and the first line's description, "pay" in full, "void". False where it cannot
// be done.
bool edit_by_hand(World& world, Business& business, Document& document, std::string_view edit,
                  Millis now);
// The newest invoice that is neither void nor deleted.
Document* newest_invoice(Business& business);
// By id, number label ("SI-12") or reference; empty key: the newest.
Document* find_invoice(Business& business, std::string_view key);

// A record with this reference that is not the caller's: another contact, amount or date (`what`).
// `resource` is the list being searched. False where the resource has no such records.
bool plant_decoy(World& world, Business& business, std::string_view resource,
                 const std::string& reference, std::string_view what, Millis now);
// Any record of the resource, so that pages shift.
bool plant_any(World& world, Business& business, std::string_view resource, Millis now);

}  // namespace byte8::sandbox::sage
