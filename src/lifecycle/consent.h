#pragma once
// Connecting Sage to a binding: out to the consent page and back.

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core.h"
#include "lifecycle/deps.h"

namespace byte8::lifecycle {

// The address to send a browser to. session_hash: of the cookie of the browser that must come back
// (custody/consent.h). Errors: `conflict` (revoked), `validation` with the field
// `country`, `sage_not_configured`.
Result<std::string> authorize(engine::Ctx ctx, Deps deps, std::int64_t binding_id,
                              std::optional<std::string> country, std::string actor,
                              std::optional<std::string> session_hash = std::nullopt);

// The browser came back with a code: exchanges it at once and answers the binding. An active
// binding must be able to see its business with it (`other_business`), and its hold goes. Nothing
// is asked of the provider for a state that is unknown, used or old (`unknown_state`).
Task<Result<std::int64_t>> finish_consent(engine::Ctx ctx, Deps deps, std::string state,
                                          std::string code, std::string session_hash = {});

}  // namespace byte8::lifecycle
