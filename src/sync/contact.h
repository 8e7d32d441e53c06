#pragma once
// The contact a document needs: known, adopted or made, exactly once for each person and currency.
// Proved by its source_guid; a reference that is taken gets the next suffix. Source: spec/sage.md
// §7.

#include <string>

#include "engine/once.h"
#include "sync/contact_reference.h"
#include "sync/world.h"

namespace byte8::sync {

struct ContactWanted {
  model::LedgerContact contact;
  ContactReference reference;
  bool ask_again = false;  // a person's retry: engine/once.h
  bool guest = false;
  bool look_first = false;  // the document is older than the binding
};

// The provider's id of the contact. Errors are those of engine::once.
Task<Result<std::string>> ensure_contact(engine::Ctx ctx, ViewPtr view, ContactWanted wanted);

}  // namespace byte8::sync
