#pragma once
// What accounts need from outside the engine, and words that all of it shares.

#include <memory>
#include <string>

#include "accounts/off_core.h"
#include "port/mail.h"

namespace byte8::accounts {

struct Deps {
  // Where links lead: no trailing slash, may have a path.
  std::string public_url;
  // Null: no mail server is configured; links are shown to whoever made them.
  std::shared_ptr<port::Mailer> mailer;
  DeskPtr desk = std::make_shared<Desk>();
};
using DepsPtr = std::shared_ptr<const Deps>;

// Who does something, as the routes know it.
struct Actor {
  std::int64_t account_id = 0;
  std::int64_t user_id = 0;
  std::string role;
  std::string name;  // for the audit trail: "user user_…", "token tok_…"
};

inline constexpr Millis one_hour = 3'600'000;
inline constexpr Millis one_day = 24 * one_hour;

// One field of what was sent, and what is wrong with it.
inline Error bad_field(std::string field, std::string code, std::string message) {
  Error error = Error::coded(Fault::validation, std::move(code), std::move(message));
  error.field = std::move(field);
  return error;
}

// A link that is wrong, used or too old: which of the three is not said.
inline Error dead_link() {
  return Error::coded(Fault::not_found, "not_found",
                      "this link was used already, is too old, or never was one");
}

}  // namespace byte8::accounts
