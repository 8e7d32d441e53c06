#include "accounts/password.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/text.h"

namespace byte8::accounts {
namespace {

constexpr std::size_t email_bytes_max = 254;

// Of a password that nobody knows: what an unknown e-mail is compared with.
const std::string& nobodys_hash() {
  static const std::string hash = crypto::hash_password(crypto::random_hex(16));
  return hash;
}

bool breaks_an_address(char letter) {
  constexpr std::string_view special = "<>()[],;:\\\"";
  return static_cast<unsigned char>(letter) <= ' ' || letter == '\x7f' ||
         special.find(letter) != std::string_view::npos;
}

}  // namespace

Status acceptable(std::string_view password, std::string field) {
  if (!text::valid_utf8(password))
    return bad_field(field, "invalid_format", "the password is not UTF-8");
  if (text::code_points(password) < password_points_min) {
    return bad_field(field, "too_short", "a password has at least 12 characters");
  }
  if (password.size() > password_bytes_max) {
    return bad_field(field, "too_long", "a password has at most 1024 bytes");
  }
  return {};
}

bool good_name(std::string_view name) {
  return !text::trim(name).empty() && text::code_points(name) <= name_points_max;
}

std::optional<std::string> tidy_email(std::string_view email) {
  const std::string folded = text::lower_ascii(text::trim(email));
  const std::size_t at = folded.find('@');
  const bool one_at = at != std::string::npos && folded.find('@', at + 1) == std::string::npos;
  if (!one_at || at == 0 || at + 1 == folded.size()) return std::nullopt;
  if (folded.size() > email_bytes_max || !text::valid_utf8(folded)) return std::nullopt;
  if (std::ranges::any_of(folded, breaks_an_address)) return std::nullopt;
  return folded;
}

Task<Result<std::string>> hash_password(engine::Ctx ctx, DepsPtr deps, SecretText password) {
  const std::function<std::string()> work = [password] {
    return crypto::hash_password(password.reveal());
  };
  co_return co_await off_core<std::string>(ctx, deps->desk, Worker::hashing, work);
}

Task<Result<bool>> matches(engine::Ctx ctx, DepsPtr deps, SecretText password,
                           std::optional<std::string> hash) {
  const std::function<bool()> work = [password, hash] {
    const bool same = crypto::verify_password(password.reveal(), hash.value_or(nobodys_hash()));
    return same && hash.has_value();
  };
  co_return co_await off_core<bool>(ctx, deps->desk, Worker::hashing, work);
}

}  // namespace byte8::accounts
