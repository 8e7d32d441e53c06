#pragma once
// How a buyer is named in the ledger: the reference of at most ten characters, its suffixes when it
// is taken, and the full key that proves identity (spec/sage.md, contacts).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/canonical.h"

namespace byte8::sync {

// The letter of a foreign currency ('E' for EUR); nothing for a currency that is not listed.
std::optional<char> currency_letter(std::string_view currency);

// An e-mail as it is compared: trimmed, ASCII lower case.
std::string normal_email(std::string_view email);

class ContactReference {
 public:
  // `store_key` is the store's host and path. Errors are Fault::needs_review with the code
  // currency_not_listed or guest_without_email.
  static Result<ContactReference> of(const model::Customer& customer, std::string_view currency,
                                     std::string_view base_currency, std::string_view store_key);

  // The n-th reference to try: 0 is the plain one, 1 ends in "-2". Nothing when ten characters do
  // not hold it; then a person must decide.
  std::optional<std::string> candidate(std::size_t n) const;

  // m2:{host/path}:customer:{id or SHA-256 of the e-mail}:{CUR}; at most 255 characters.
  const std::string& source_guid() const { return source_guid_; }
  // SHA-256 of the normal e-mail in hex; empty when there is no e-mail.
  const std::string& email_hash() const { return email_hash_; }

 private:
  std::string customer_candidate(std::size_t n) const;
  std::string guest_candidate(std::size_t n) const;

  std::int64_t customer_id_ = 0;  // 0: guest
  std::string email_hash_;
  std::string letter_;  // empty in the base currency
  std::string source_guid_;
};

// "m2:{host/path}"; a store key too long for a proof of 255 characters is replaced by its hash.
std::string key_prefix(std::string_view store_key);
// "m2:{host/path}:invoice:{id}", the proof in a document's notes.
std::string document_key(std::string_view store_key, std::string_view kind, std::int64_t id);

}  // namespace byte8::sync
