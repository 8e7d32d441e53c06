#pragma once
// How anything fails: which fault, whether it can have had an effect, and a message safe to log.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace byte8 {

// The error codes of a run and of a sync state; the word is the same in C++, SQL and JSON.
enum class Fault : std::uint8_t {
  auth,
  not_found,
  validation,
  rate_limited,
  provider,
  http,
  database,
  serde,
  internal,
  needs_review,
};

// Whether the failed act can have changed anything outside.
enum class Effect : std::uint8_t {
  none,   // safe to repeat
  maybe,  // look before repeating
};

std::string_view word(Fault fault);
std::optional<Fault> fault_of(std::string_view word);
std::string_view word(Effect effect);

struct Error {
  Fault fault = Fault::internal;
  Effect effect = Effect::none;
  std::string code;     // stable word, e.g. "invalid_grant", "tax_not_mapped"; may be empty
  std::string message;  // for people, safe to log: never a secret, never personal data
  std::string field;    // which field of the input is meant; empty where none is
  std::optional<std::int64_t> retry_after_ms;

  static Error make(Fault fault, std::string message) {
    return Error{.fault = fault, .message = std::move(message)};
  }
  static Error maybe(Fault fault, std::string message) {
    return Error{.fault = fault, .effect = Effect::maybe, .message = std::move(message)};
  }
  static Error in_field(std::string field, std::string message) {
    return Error{
        .fault = Fault::validation, .message = std::move(message), .field = std::move(field)};
  }
  static Error coded(Fault fault, std::string code, std::string message) {
    return Error{.fault = fault, .code = std::move(code), .message = std::move(message)};
  }
};

}  // namespace byte8
