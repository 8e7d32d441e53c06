#include "magento/errors.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "base/text.h"

namespace byte8::magento {
namespace {

using http::Failure;
using http::Outcome;

// Magento's own answers are JSON; HTML comes from a proxy, a firewall, a password on a staging site
// or Magento's maintenance page. None of them has judged our request.
bool is_html(const http::Response& response) {
  if (const std::string* type = http::find_header(response.headers, "Content-Type")) {
    if (text::lower_ascii(*type).starts_with("text/html")) return true;
  }
  const std::string start = text::lower_ascii(text::trim(response.body).substr(0, 14));
  return start.starts_with("<!doctype html") || start.starts_with("<html");
}

bool is_json(const http::Response& response) {
  const std::string_view body = text::trim(response.body);
  return !body.empty() && (body.front() == '{' || body.front() == '[') &&
         json::parse(body, {.drop_nul = true}).ok();
}

Error coded(Fault fault, std::string_view code, std::string message, Effect effect) {
  Error error = Error::coded(fault, std::string(code), std::move(message));
  error.effect = effect;
  return error;
}

Error unavailable(std::string message, Effect effect) {
  return coded(Fault::http, "store_unavailable", std::move(message), effect);
}

std::string answered(int status) {
  return "The store answered " + std::to_string(status);
}

std::optional<std::int64_t> retry_after(const http::Response& response) {
  const std::string* header = http::find_header(response.headers, "Retry-After");
  if (header == nullptr) return std::nullopt;
  const std::string_view text = text::trim(*header);
  std::int64_t seconds = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return std::clamp<std::int64_t>(seconds, 1, 3600) * 1000;
}

Error no_answer(const Outcome& outcome, Act act) {
  const Effect effect = act == Act::read ? Effect::none : outcome.effect();
  if (outcome.failure == Failure::too_large) {
    return coded(Fault::serde, "unreadable_answer", "The store's answer is too large.", effect);
  }
  return coded(Fault::http, "store_unreachable",
               "No answer from the store: " + std::string(word(outcome.failure)) + ".", effect);
}

Error client_error(const http::Response& response, Act act) {
  switch (response.status) {
    case 400:
      return act == Act::report
                 ? coded(Fault::validation, "report_refused", answered(400) + " to the report.",
                         Effect::none)
                 : coded(Fault::validation, "store_refused", answered(400) + ".", Effect::none);
    case 401:
      return coded(Fault::auth, "store_rejected_key", "The store refused our key (401).",
                   Effect::none);
    case 404:
      return coded(Fault::not_found, "not_in_store", "The store does not know it (404).",
                   Effect::none);
    case 429: {
      Error error = coded(Fault::rate_limited, "store_busy", "The store asks us to wait (429).",
                          Effect::none);
      error.retry_after_ms = retry_after(response);
      return error;
    }
    default:
      return coded(Fault::validation, "store_refused", answered(response.status) + ".",
                   Effect::none);
  }
}

// Every answer but a 200 that may be what was asked.
std::optional<Error> refusal(const http::Response& response, Act act) {
  const int status = response.status;
  const Effect doubt = act == Act::read ? Effect::none : Effect::maybe;
  if (is_html(response)) {
    return unavailable(answered(status) + " with a web page.",
                       status == 503 ? Effect::none : doubt);
  }
  if (status >= 500) {
    if (status == 500 && is_json(response)) {
      return coded(Fault::http, "store_error", "An error inside the store (500).", doubt);
    }
    return unavailable(answered(status) + ".", status == 503 ? Effect::none : doubt);
  }
  if (status >= 400) return client_error(response, act);
  if (status >= 300) {
    return unavailable(
        "The store redirects (" + std::to_string(status) + "); check its base address.",
        Effect::none);
  }
  if (status != 200) return unreadable(answered(status), act);
  return std::nullopt;
}

Error pairing(Fault fault, std::string_view code, std::string message,
              Effect effect = Effect::none) {
  Error error = coded(fault, code, std::move(message), effect);
  error.field = code == "pairing_refused" ? "pairing_code" : "magento_base_url";
  return error;
}

Error pairing_without_answer(const Outcome& outcome, bool needs_https) {
  if (outcome.failure == Failure::refused && needs_https) {
    return pairing(Fault::validation, "https_required", "The store's address must be https.");
  }
  if (outcome.failure == Failure::refused) {
    return pairing(Fault::validation, "address_not_allowed",
                   "The store's address is not one this service may connect to.");
  }
  if (outcome.sent) {
    return pairing(Fault::http, "pairing_unknown",
                   "The store did not answer in time; whether it took the key is being checked.",
                   Effect::maybe);
  }
  return pairing(Fault::http, "store_unreachable",
                 "The store cannot be reached: " + std::string(word(outcome.failure)) + ".");
}

}  // namespace

Error unreadable(std::string_view what, Act act) {
  return coded(Fault::serde, "unreadable_answer",
               "Unreadable answer of the store: " + std::string(what),
               act == Act::read ? Effect::none : Effect::maybe);
}

Result<json::Value> read_answer(const Outcome& outcome, Act act) {
  if (!outcome.answered()) return no_answer(outcome, act);
  if (auto error = refusal(outcome.response, act)) return *std::move(error);
  auto value = json::parse(outcome.response.body, {.drop_nul = true});
  if (!value) return unreadable(value.error().message, act);
  return value;
}

Status read_pairing(const Outcome& outcome, bool needs_https) {
  if (!outcome.answered()) return pairing_without_answer(outcome, needs_https);
  const http::Response& response = outcome.response;
  const int status = response.status;
  if (status >= 500) {
    // Maintenance is answered before anything runs; any other 5xx may come after the key was saved.
    return pairing(Fault::http, "store_unreachable", answered(status) + "; try again later.",
                   status == 503 ? Effect::none : Effect::maybe);
  }
  const bool magento_answered = is_json(response);
  if ((status == 401 || status == 400) && magento_answered) {
    return pairing(Fault::validation, "pairing_refused",
                   "The store refused the pairing code: wrong, used or expired.");
  }
  if (status == 429) {
    Error error = pairing(Fault::rate_limited, "store_unreachable", "The store asks us to wait.");
    error.retry_after_ms = retry_after(response);
    return error;
  }
  if (status == 200 && magento_answered) {
    auto body = json::parse(response.body);
    if (body && body->is_array() && body->array().empty()) return {};
  }
  return pairing(Fault::not_found, "not_a_byte8_store",
                 "No Byte8 module answers at this address (" + std::to_string(status) + ").");
}

}  // namespace byte8::magento
