#pragma once
// Why runs fail or are held, in plain words: one entry a cause, and what each error is a case of.
// What a person reads about trouble comes from here and from nowhere else.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace byte8::api {

// What tells two cases of one cause apart, so that fixing one does not fix the other. It is read
// out of the error's message and put where the sentence has {}.
enum class Subject : std::uint8_t { none, percentage, country, currency, account, message };

struct Cause {
  std::string_view code;
  std::string_view message;  // what happened and what it means
  std::string_view fix;      // what to do
  std::string_view who;      // merchant | accountant | store_admin | operator | nobody
  // Page and field, below the dashboard's address; {binding} and {run} are filled in. Empty: none.
  std::string_view link;
  Subject subject = Subject::none;
};

// An error of a run as its row holds it.
struct RunError {
  std::string_view fault;           // run.error_code
  std::optional<std::string> code;  // run.detail_code
  std::string_view message;
};

const std::vector<Cause>& causes();
// Never fails: what nobody foresaw is a case of its fault.
const Cause& cause_of(const RunError& error);
// The same cause has the same one, whatever binding or document.
std::string fingerprint_of(const Cause& cause, const RunError& error);
std::string sentence_of(const Cause& cause, const RunError& error);
// Fills in whose it is; empty parts stay out.
std::string link_of(const Cause& cause, std::string_view binding, std::string_view run);

}  // namespace byte8::api
