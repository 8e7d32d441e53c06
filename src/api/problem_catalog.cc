#include "api/problem_catalog.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/text.h"

namespace byte8::api {
namespace {

constexpr std::size_t subject_max = 200;
constexpr std::size_t fingerprint_length = 20;

const Cause* find(std::string_view code) {
  const auto found = std::ranges::find(causes(), code, &Cause::code);
  return found == causes().end() ? nullptr : &*found;
}

// Sage names the field, or says what it could not find; the first that fits decides. The umbrella
// comes last: it stands beside the true cause when there is one.
struct Refusal {
  std::string_view says;
  std::string_view code;
};
constexpr std::array<Refusal, 35> refusals = {{
    {"tax_number", "sage_tax_number"},
    {"eu_goods_services", "sage_goods_services"},
    {"exchange_rate", "sage_exchange_rate"},
    {"currency", "sage_currency"},
    {"bank_account", "sage_bank_account"},
    {"ledger_account", "sage_account"},
    {"tax_rate", "sage_tax_rate"},
    {"tax_amount", "sage_tax_rate"},
    {"tax_breakdown", "sage_tax_rate"},
    {"tax_treatment", "sage_tax_rate"},
    {"couldn't find customer", "sage_contact"},
    {"contact_id", "sage_contact"},
    {"contact_type", "sage_contact"},
    {"allocated", "sage_allocation"},
    {"allocation", "sage_allocation"},
    {"address", "sage_address"},
    {"postal_code", "sage_address"},
    {"country", "sage_address"},
    {"item_code", "sage_item_code"},
    {"reference:", "reference_taken"},
    {"date:", "sage_date"},
    {"year end", "sage_date"},
    {"too large", "sage_too_large"},
    {"name:", "sage_name"},
    {"telephone", "sage_address"},
    {"email", "sage_address"},
    {"enough stock", "sage_stock"},
    {"payment_method", "sage_payment"},
    {"total_amount", "sage_total"},
    {"total amount", "sage_total"},
    {"invoice_id", "sage_link"},
    {"line_items.description", "sage_umbrella"},
    {"line_items.", "sage_line"},
    {"unit_price", "sage_line"},
    {"quantity", "sage_line"},
}};

const Cause* refused_by_sage(std::string_view message) {
  const std::string folded = text::lower_ascii(message);
  for (const Refusal& refusal : refusals) {
    if (folded.find(refusal.says) != std::string::npos) return find(refusal.code);
  }
  return nullptr;
}

// Numbers and what is quoted differ from document to document.
std::string without_numbers(std::string_view message) {
  std::string out;
  for (const char c : message) {
    if (c >= '0' && c <= '9') {
      if (out.empty() || out.back() != '#') out += '#';
    } else {
      out += c;
    }
  }
  return text::cut(out, subject_max);
}

std::string word_before(std::string_view message, std::string_view mark) {
  const std::size_t at = message.find(mark);
  if (at == std::string_view::npos) return {};
  const std::size_t space = message.substr(0, at).rfind(' ');
  return std::string(message.substr(space + 1, at - space - 1));
}

std::string word_after(std::string_view message, std::string_view mark) {
  const std::size_t at = message.find(mark);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = message.substr(at + mark.size());
  return std::string(rest.substr(0, rest.find_first_of(" .,;:(")));
}

std::string subject_of(const Cause& cause, std::string_view message) {
  switch (cause.subject) {
    case Subject::none:
      return {};
    case Subject::percentage: {
      const std::string number = word_before(message, " %");
      return number.empty() ? without_numbers(message) : number + " %";
    }
    case Subject::country:
      return word_after(message, "customer in ");
    case Subject::currency: {
      const std::string word = word_after(message, " in ");
      return word.empty() ? "another currency" : word;
    }
    case Subject::account:
      return text::cut(message, subject_max);
    case Subject::message:
      return without_numbers(message);
  }
  return {};
}

std::string filled(std::string_view text, std::string_view mark, std::string_view value) {
  std::string out(text);
  const std::size_t at = out.find(mark);
  if (at != std::string::npos) out.replace(at, mark.size(), value);
  return out;
}

}  // namespace

const Cause& cause_of(const RunError& error) {
  if (error.code) {
    if (const Cause* cause = find(*error.code)) return *cause;
  }
  if (error.fault == "validation") {
    if (const Cause* cause = refused_by_sage(error.message)) return *cause;
  }
  const Cause* cause = find(error.fault);
  return cause == nullptr ? causes().back() : *cause;
}

std::string fingerprint_of(const Cause& cause, const RunError& error) {
  const std::string subject = subject_of(cause, error.message);
  return crypto::sha256_hex(std::string(cause.code) + "\n" + subject).substr(0, fingerprint_length);
}

std::string sentence_of(const Cause& cause, const RunError& error) {
  return filled(cause.message, "{}", subject_of(cause, error.message));
}

std::string link_of(const Cause& cause, std::string_view binding, std::string_view run) {
  return filled(filled(cause.link, "{binding}", binding), "{run}", run);
}

}  // namespace byte8::api
