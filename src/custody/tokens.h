#pragma once
// A grant between its two forms: as the provider gives it, and sealed in a row.

#include "base/secret.h"
#include "engine/core.h"
#include "port/provider.h"
#include "store/grants.h"

namespace byte8::custody {

store::GrantRow sealed_grant(const engine::Core& core, std::int64_t account_id,
                             std::int64_t binding_id, const port::Grant& grant);

// Sealed by this installation: a value that does not open means another master key and stops the
// process.
SecretText open_access(const engine::Core& core, const store::GrantRow& grant);
SecretText open_refresh(const engine::Core& core, const store::GrantRow& grant);

// What everybody waits for who wants to know how a renewal ended, and the key of its act.
std::string grant_key(std::int64_t binding_id);

// By value: what is read must outlive the caller's next await.
Task<std::optional<store::GrantRow>> find_grant(engine::Ctx ctx, std::int64_t account_id,
                                                std::int64_t binding_id);

}  // namespace byte8::custody
