#include "sync/contact_reference.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/text.h"

namespace byte8::sync {

namespace {

constexpr std::size_t reference_limit = 10;
constexpr std::size_t guest_digits_min = 4;
// ":customer:" + 64 hex digits + ":EUR" must fit beside it in 255 characters.
constexpr std::size_t store_key_limit = 160;
constexpr std::int64_t first_base36_id = 100'000'000;

struct Letter {
  std::string_view currency;
  char letter;
};

constexpr std::array<Letter, 26> letters = {{
    {"EUR", 'E'}, {"USD", 'U'}, {"GBP", 'G'}, {"CAD", 'C'}, {"AUD", 'A'}, {"NZD", 'N'},
    {"CHF", 'H'}, {"SEK", 'S'}, {"NOK", 'K'}, {"DKK", 'D'}, {"PLN", 'P'}, {"CZK", 'Z'},
    {"HUF", 'F'}, {"RON", 'R'}, {"BGN", 'B'}, {"JPY", 'J'}, {"CNY", 'Y'}, {"HKD", 'X'},
    {"SGD", 'Q'}, {"INR", 'I'}, {"ILS", 'L'}, {"TRY", 'T'}, {"MXN", 'M'}, {"BRL", 'V'},
    {"ZAR", 'O'}, {"KRW", 'W'},
}};

std::string base36(std::int64_t value) {
  static constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::string out;
  for (; value > 0; value /= 36)
    out.insert(out.begin(), digits[static_cast<std::size_t>(value % 36)]);
  return out;
}

// "" for the plain reference, "-2" for the next.
std::string suffix(std::size_t n) {
  return n == 0 ? "" : "-" + std::to_string(n + 1);
}

}  // namespace

std::optional<char> currency_letter(std::string_view currency) {
  const auto found = std::ranges::find(letters, currency, &Letter::currency);
  if (found == letters.end()) return std::nullopt;
  return found->letter;
}

std::string normal_email(std::string_view email) {
  return text::lower_ascii(text::trim(email));
}

std::string key_prefix(std::string_view store_key) {
  if (store_key.size() <= store_key_limit) return "m2:" + std::string(store_key);
  return "m2:sha256-" + crypto::sha256_hex(store_key);
}

std::string document_key(std::string_view store_key, std::string_view kind, std::int64_t id) {
  return key_prefix(store_key) + ":" + std::string(kind) + ":" + std::to_string(id);
}

Result<ContactReference> ContactReference::of(const model::Customer& customer,
                                              std::string_view currency,
                                              std::string_view base_currency,
                                              std::string_view store_key) {
  ContactReference reference;
  reference.customer_id_ = customer.magento_id;
  if (currency != base_currency) {
    const auto letter = currency_letter(currency);
    if (!letter) {
      return Error::coded(Fault::needs_review, "currency_not_listed",
                          "contacts in " + std::string(currency.substr(0, 3)) +
                              " have no reference of their own; bill in another currency");
    }
    reference.letter_ = *letter;
  }
  const std::string email = normal_email(customer.email);
  if (!email.empty()) reference.email_hash_ = crypto::sha256_hex(email);
  if (customer.magento_id == 0 && email.empty()) {
    return Error::coded(Fault::needs_review, "guest_without_email",
                        "a guest without an e-mail address cannot be told from other guests");
  }
  const std::string who =
      customer.magento_id != 0 ? std::to_string(customer.magento_id) : reference.email_hash_;
  reference.source_guid_ = key_prefix(store_key) + ":customer:" + who + ":" + std::string(currency);
  return reference;
}

std::optional<std::string> ContactReference::candidate(std::size_t n) const {
  std::string reference = customer_id_ != 0 ? customer_candidate(n) : guest_candidate(n);
  if (reference.empty() || reference.size() > reference_limit) return std::nullopt;
  return reference;
}

// Below 10^8 the id is readable; where a suffix no longer fits beside it, and above, it is in
// base 36. There a "-" keeps the currency letter apart from the digits, and the suffix joins the
// letter.
std::string ContactReference::customer_candidate(std::size_t n) const {
  if (customer_id_ < first_base36_id) {
    std::string plain = "M" + std::to_string(customer_id_) + letter_ + suffix(n);
    if (plain.size() <= reference_limit) return plain;
  }
  const std::string base = "N" + base36(customer_id_);
  if (letter_.empty()) return base + suffix(n);
  return base + "-" + letter_ + (n == 0 ? "" : std::to_string(n + 1));
}

// As many digits of the e-mail's hash as the letter and the suffix leave room for.
std::string ContactReference::guest_candidate(std::size_t n) const {
  const std::string tail = letter_ + suffix(n);
  if (tail.size() + 1 + guest_digits_min > reference_limit) return "";
  return "G" + email_hash_.substr(0, reference_limit - 1 - tail.size()) + tail;
}

}  // namespace byte8::sync
