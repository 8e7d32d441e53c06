#include "sage/errors.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/text.h"

namespace byte8::sage {
namespace {

using http::Failure;
using http::Outcome;
using http::Response;

constexpr std::size_t longest_message = 600;

Error coded(Fault fault, std::string_view code, std::string message, Effect effect) {
  Error error = Error::coded(fault, std::string(code), std::move(message));
  error.effect = effect;
  return error;
}

Effect doubt(Act act) {
  return act == Act::write ? Effect::maybe : Effect::none;
}

bool is_html(const Response& response) {
  if (const std::string* type = http::find_header(response.headers, "Content-Type")) {
    if (text::lower_ascii(*type).starts_with("text/html")) return true;
  }
  return text::trim(response.body).starts_with('<');
}

bool mentions(std::string_view haystack, std::string_view word) {
  return text::lower_ascii(haystack).find(word) != std::string::npos;
}

// One entry of Sage's error array.
struct Fact {
  std::string code;
  std::string message;
  std::string source;
};

std::vector<Fact> facts_of(const Response& response) {
  std::vector<Fact> facts;
  auto body = json::parse(response.body, {.drop_nul = true});
  if (!body) return facts;
  const auto add = [&facts](const json::Value& entry) {
    if (!entry.is_object()) return;
    facts.push_back(
        {entry.text_or("$dataCode"), entry.text_or("$message"), entry.text_or("$source")});
  };
  if (body->is_array()) {
    for (const json::Value& entry : body->array()) add(entry);
  } else {
    add(*body);
  }
  return facts;
}

// Sage sends several entries at once, often without saying which line: all of them are shown.
std::string joined(const std::vector<Fact>& facts) {
  std::string all;
  for (const Fact& fact : facts) {
    if (!all.empty()) all += "; ";
    if (!fact.source.empty()) all += fact.source + ": ";
    all += fact.message;
  }
  return text::cut(all.empty() ? "Sage gave no reason." : all, longest_message);
}

bool about_idempotency(const Fact& fact) {
  return mentions(fact.source, "idempotency") || mentions(fact.message, "idempotency");
}

bool says_reference_taken(const Fact& fact) {
  const bool names_reference = fact.source == "reference" || fact.source.ends_with(".reference") ||
                               (fact.source.empty() && mentions(fact.message, "reference"));
  constexpr std::array<std::string_view, 5> words = {"taken", "already", "unique", "in use",
                                                     "exist"};
  return names_reference && std::ranges::any_of(words, [&fact](std::string_view word) {
           return mentions(fact.message, word);
         });
}

// A contact that was deleted in Sage, or merged into another one.
bool says_contact_gone(const Fact& fact) {
  return mentions(fact.message, "couldn't find customer");
}

Error invalid_record(const Response& response) {
  const std::vector<Fact> facts = facts_of(response);
  if (std::ranges::any_of(facts, about_idempotency)) {
    return coded(Fault::validation, "idempotency_conflict", joined(facts), Effect::maybe);
  }
  std::string_view code;
  if (std::ranges::any_of(facts, says_reference_taken)) code = "reference_taken";
  if (std::ranges::any_of(facts, says_contact_gone)) code = "contact_gone";
  Error error = coded(Fault::validation, code, joined(facts), Effect::none);
  for (const Fact& fact : facts) {
    if (error.field.empty()) error.field = fact.source;
  }
  return error;
}

Error unauthorized(const Response& response) {
  for (const Fact& fact : facts_of(response)) {
    if (mentions(fact.message, "(mse)") || mentions(fact.message, "no active subscription")) {
      return coded(Fault::auth, "no_subscription",
                   "Sage says that this business has no active subscription, or that its edition "
                   "does not offer this.",
                   Effect::none);
    }
  }
  return coded(Fault::auth, "token_expired", "Sage refused the access token (401).", Effect::none);
}

Error unavailable(const Response& response, Act act) {
  Error error = coded(Fault::provider, "sage_unavailable",
                      "Sage answered " + std::to_string(response.status) +
                          (is_html(response) ? " with a web page." : "."),
                      doubt(act));
  error.retry_after_ms = retry_after_ms(response);
  return error;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "Tue, 24 Nov 2026 07:24:34 GMT" (RFC 9110, IMF-fixdate).
std::optional<Millis> http_date(std::string_view text) {
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto parts = text::split(text::trim(text), ' ');
  if (parts.size() != 6 || parts[1].size() != 2 || parts[3].size() != 4 || parts[5] != "GMT") {
    return std::nullopt;
  }
  const auto* month = std::ranges::find(months, parts[2]);
  if (month == months.end()) return std::nullopt;
  std::string number_of_month = std::to_string(month - months.begin() + 1);
  if (number_of_month.size() == 1) number_of_month.insert(0, 1, '0');
  auto instant = parse_utc(std::string(parts[3]) + "-" + number_of_month + "-" +
                           std::string(parts[1]) + "T" + std::string(parts[4]) + "Z");
  if (!instant) return std::nullopt;
  return *instant;
}

bool echoes_other(const Response& response, std::string_view business_id) {
  const std::string* echo = http::find_header(response.headers, "X-Business");
  return echo != nullptr && !business_id.empty() &&
         !text::iequals_ascii(text::trim(*echo), business_id);
}

}  // namespace

std::optional<std::int64_t> retry_after_ms(const Response& response) {
  constexpr std::int64_t shortest = 1;
  constexpr std::int64_t longest = 3600;
  const std::string* header = http::find_header(response.headers, "Retry-After");
  if (header == nullptr) return std::nullopt;
  if (const auto seconds = number(text::trim(*header))) {
    return std::clamp(*seconds, shortest, longest) * 1000;
  }
  const auto until = http_date(*header);
  const std::string* date = http::find_header(response.headers, "Date");
  const auto from = date == nullptr ? std::nullopt : http_date(*date);
  if (!until || !from) return std::nullopt;
  return std::clamp(*until - *from, shortest * 1000, longest * 1000);
}

Error no_answer(const Outcome& outcome, Act act) {
  if (outcome.failure == Failure::unsent && !outcome.sent) {
    return coded(Fault::http, "unsent", "The request was not sent.", Effect::none);
  }
  return coded(Fault::http, "sage_unavailable",
               "No answer from Sage: " + std::string(word(outcome.failure)) + ".",
               act == Act::write ? outcome.effect() : Effect::none);
}

Error refusal(const Response& response, Act act) {
  const int status = response.status;
  if (status == 429) {
    Error error =
        coded(Fault::rate_limited, "rate_limited", "Sage asks us to wait (429).", Effect::none);
    error.retry_after_ms = retry_after_ms(response);
    return error;
  }
  if (status == 401) return unauthorized(response);
  // A web page comes from something in front of Sage's application; nobody knows what is behind it.
  if (status < 400 || status >= 500 || status == 408 || is_html(response)) {
    return unavailable(response, act);
  }
  switch (status) {
    case 403:
      return coded(Fault::auth, "sage_access_denied",
                   "The Sage user who connected may not do this in Sage (403).", Effect::none);
    case 404:
      return coded(Fault::not_found, "not_in_sage", "Sage does not know it (404).", Effect::none);
    case 409:
      return coded(Fault::validation, "idempotency_conflict",
                   "Sage says that this request conflicts with another (409).", doubt(act));
    case 422:
      return invalid_record(response);
    default:
      return coded(Fault::validation, "sage_refused",
                   "Sage answered " + std::to_string(status) + ": " + joined(facts_of(response)),
                   Effect::none);
  }
}

Error unreadable(std::string_view what, Act act) {
  return coded(Fault::serde, "unreadable_answer", "Unreadable answer of Sage: " + std::string(what),
               doubt(act));
}

Result<json::Value> read_answer(const Outcome& outcome, Act act, std::string_view business_id) {
  if (!outcome.answered()) return no_answer(outcome, act);
  const Response& response = outcome.response;
  if (response.status < 200 || response.status > 299) return refusal(response, act);
  if (echoes_other(response, business_id)) {
    return coded(Fault::provider, "wrong_business",
                 "Sage answered for another business than the one that was meant.", doubt(act));
  }
  if (is_html(response)) return unavailable(response, act);
  auto body = json::parse(response.body, {.drop_nul = true});
  if (!body) return unreadable(body.error().message, act);
  return body;
}

}  // namespace byte8::sage
