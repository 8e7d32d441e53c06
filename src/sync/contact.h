#pragma once
// The contact a document needs: known, adopted or made, exactly once for each person and currency.
// Proved by its source_guid; a reference that is taken gets the next suffix. Source: spec/sage.md
// §7.

#include <functional>
#include <optional>
#include <string>

#include "engine/once.h"
#include "sync/world.h"

namespace byte8::sync {

struct ContactWanted {
  model::LedgerContact contact;
  // The n-th reference to try; nothing when there is none left.
  std::function<std::optional<std::string>(std::size_t)> candidate;
  std::string email_hash;  // of the buyer; empty: has none, or is nobody
  bool ask_again = false;  // a person's retry: engine/once.h
  bool guest = false;
  bool look_first = false;  // the document is older than the binding
};

// The provider's id of the contact. Errors are those of engine::once.
Task<Result<std::string>> ensure_contact(engine::Ctx ctx, ViewPtr view, ContactWanted wanted);

// The contact is gone from the ledger: the next ensure_contact makes it anew, under the next free
// reference.
void forget_contact(engine::Ctx ctx, const View& view, const std::string& source_guid,
                    const std::string& provider_id);

// The provider's id where it is mapped already, for a guest also by e-mail.
Task<std::optional<std::string>> known_contact(engine::Ctx ctx, ViewPtr view, ContactWanted wanted);

}  // namespace byte8::sync
