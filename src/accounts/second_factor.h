#pragma once
// The second factor of a person: an authenticator's codes, and recovery codes for the day the
// telephone is lost. The secret is sealed, each code works once.

#include <string>
#include <vector>

#include "accounts/deps.h"
#include "store/people.h"

namespace byte8::accounts {

struct Enrolment {
  std::string secret;  // base32
  std::string uri;
};

// A secret that is in force only once a code of it was given.
Task<Result<Enrolment>> offer_second_factor(engine::Ctx ctx, Actor actor);
// Ten recovery codes, shown this once. Errors: conflict (nothing was offered), validation.
Task<Result<std::vector<std::string>>> confirm_second_factor(engine::Ctx ctx, Actor actor,
                                                             std::string code);
Task<Status> remove_second_factor(engine::Ctx ctx, Actor actor);

// Whether the code is good for this person, who has a second factor; it is used up. The caller
// holds the person's lock (person_lock) and has read the row under it.
Task<bool> use_code(engine::Ctx ctx, store::PersonRow person, std::string code);

// Held while a person's secrets are compared and changed.
std::string person_lock(std::int64_t user_id);

}  // namespace byte8::accounts
