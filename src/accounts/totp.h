#pragma once
// Codes of an authenticator app: RFC 6238 with SHA-1, 6 digits, steps of 30 s. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace byte8::accounts {

inline constexpr std::size_t totp_secret_bytes = 20;

// RFC 4648, without padding; what apps take as the secret.
std::string base32(std::string_view bytes);

std::int64_t totp_step_at(Millis wall);
std::string totp_code(std::string_view secret, std::int64_t step);  // 6 digits

// The step whose code this is, at that moment or one step beside it, if it is newer than the newest
// one used: a code works once, and none that came before it works after it.
std::optional<std::int64_t> totp_step_of(std::string_view secret, std::string_view code,
                                         Millis wall, std::optional<std::int64_t> used);

// otpauth://totp/… for a QR code.
std::string totp_uri(std::string_view secret, std::string_view email);

}  // namespace byte8::accounts
