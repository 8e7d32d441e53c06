#pragma once
// The tokens of a binding: who may use them, how they are renewed, and what happens when the
// provider takes them away. Tokens live in one row, sealed; a renewed one is written before it is
// used. Source: spec/sage.md §1; claims on rotation S1 ff.

#include <cstdint>
#include <string>

#include "engine/core.h"
#include "port/provider.h"

namespace byte8::custody {

inline constexpr std::string_view refresh_settler = "refresh";

// What it takes to speak for the binding's business (business_id is empty while none is chosen).
// Renews the access token when 80 % of its life are over; one renewal at a time, whoever asks.
// Errors: auth `sage_not_connected` (no grant), auth `sage_access_removed` (on hold), provider
// `binding_stopped` (revoked), auth `invalid_grant`, provider `invalid_client` (this installation's
// set-up; no hold follows), and what the sign-in server said else.
Task<Result<port::LedgerAccess>> access(engine::Ctx ctx, std::int64_t binding_id);

// The provider refused a token that should have been good: renews it at once. Whoever waited while
// somebody else renewed it takes that one.
Task<Result<port::LedgerAccess>> force_refresh(engine::Ctx ctx, std::int64_t binding_id);

// The provider no longer lets us in: an active binding goes on hold `sage_access_removed` and keeps
// its queue. Done by a coroutine of its own, because a run that reports it may be one of those that
// are put back.
void access_lost(engine::Ctx ctx, std::int64_t binding_id, std::string why);

// The settler "refresh", and the duties that keep idle grants alive, look after kept ones and
// finish revocations.
void register_handlers(engine::Handlers& handlers);

}  // namespace byte8::custody
