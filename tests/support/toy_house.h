#pragma once
// A database with stores, businesses and live bindings in it, for simulations and benches:
// connected to the toy peers, with a policy under which their invoices plan.

#include "base/clock.h"
#include "base/crypto.h"
#include "sqlite/connection.h"

namespace byte8::tests {

inline constexpr std::int64_t toy_account = 1;
inline constexpr std::int64_t toy_first_store = 100'000;
inline constexpr std::int64_t toy_first_business = 200'000;
inline constexpr std::int64_t toy_first_binding = 300'000;

// Migrates, and makes so many bindings, each with a store and a business of its own.
void furnish(sqlite::Connection& db, const crypto::Sealer& sealer, int bindings, Now now);

}  // namespace byte8::tests
