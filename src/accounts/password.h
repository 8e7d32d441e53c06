#pragma once
// Names, addresses and passwords: which are taken, and their hashing (argon2id) away from the core.

#include <optional>
#include <string>
#include <string_view>

#include "accounts/deps.h"
#include "base/secret.h"

namespace byte8::accounts {

inline constexpr std::size_t name_points_max = 100;
inline constexpr std::size_t password_points_min = 12;
inline constexpr std::size_t password_bytes_max = 1'024;

// No rules of composition: long enough is what counts. The error names `field`.
Status acceptable(std::string_view password, std::string field);

// Whether a person or an organisation can be called so: something, and not too long.
bool good_name(std::string_view name);

// A form that could be an e-mail address and cannot break a mail's header; trimmed, lower case.
std::optional<std::string> tidy_email(std::string_view email);

Task<Result<std::string>> hash_password(engine::Ctx ctx, DepsPtr deps, SecretText password);
// Takes as long when there is no hash: then the answer is no, after the same work.
Task<Result<bool>> matches(engine::Ctx ctx, DepsPtr deps, SecretText password,
                           std::optional<std::string> hash);

}  // namespace byte8::accounts
