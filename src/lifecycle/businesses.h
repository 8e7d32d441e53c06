#pragma once
// The businesses that a consent reaches, and choosing one of them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core.h"
#include "port/provider.h"

namespace byte8::lifecycle {

struct Candidate {
  port::BusinessListed business;
  std::string country;  // empty where it could not be read
  bool usable = false;
  // no_subscription | country_not_supported | already_bound | unreadable; empty when usable
  std::string why_not;
  // The live binding that posts to it: its id if it is this account's own, and the store's address
  // or a word for somebody else's.
  std::optional<std::int64_t> bound_by;
  std::string bound_store;
};

// At most businesses_looked_at are looked into; the rest are listed as unreadable.
inline constexpr std::size_t businesses_looked_at = 20;
Task<Result<std::vector<Candidate>>> businesses(engine::Ctx ctx, std::int64_t binding_id);

// Chooses, in one turn with the revocation (`replaced`) of an older live binding of the same store
// on it, and begins to build. Errors: `conflict` (revoked, or bound to another business),
// `sage_not_connected`, `business_already_bound`, `different_business` (not confirmed), validation
// with the field `provider_business_id`.
Task<Status> choose_business(engine::Ctx ctx, std::int64_t binding_id,
                             std::string provider_business_id, bool confirmed, std::string actor);

}  // namespace byte8::lifecycle
