#pragma once
// How often somebody may be wrong: 10 times with one e-mail, 50 times from one address, in five
// minutes. A try counts from its beginning and is taken back when it was good, so that many at the
// same moment do not slip through.

#include <cstdint>
#include <string>

#include "accounts/deps.h"

namespace byte8::accounts {

inline constexpr std::int64_t tries_per_email = 10;
inline constexpr std::int64_t tries_per_address = 50;
inline constexpr Millis tries_window = 5 * 60'000;
inline constexpr std::string_view too_many_tries = "too_many_tries";

struct Try {
  std::string email_subject;
  std::string address_subject;  // empty: from nowhere in particular
  std::int64_t id = 0;
};

// Error `too_many_tries` with retry_after_ms. The e-mail need not be known to us.
Task<Result<Try>> begin_try(engine::Ctx ctx, std::string email, std::string address);
// It was right: it and what went wrong before with this e-mail is forgotten.
void forgive(engine::Ctx ctx, const Try& attempt);
// Neither right nor wrong: only this one is taken back.
void take_back(engine::Ctx ctx, const Try& attempt);

}  // namespace byte8::accounts
