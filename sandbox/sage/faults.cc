#include "sandbox/sage/faults.h"

#include <array>
#include <regex>
#include <utility>

namespace byte8::sandbox::sage {
namespace {

constexpr std::array<std::string_view, 26> words = {"drop_before",
                                                    "drop_after_commit",
                                                    "drop_mid_response",
                                                    "error_before",
                                                    "error_after_commit",
                                                    "delay_before",
                                                    "delay_after",
                                                    "too_many",
                                                    "unauthorized",
                                                    "revoke",
                                                    "mse",
                                                    "forbidden_area",
                                                    "token_drop_after_rotate",
                                                    "search_lag",
                                                    "search_decoy",
                                                    "page_shift",
                                                    "next_null",
                                                    "wrong_business_echo",
                                                    "no_business_echo",
                                                    "lead_changes",
                                                    "user_edit",
                                                    "schema_drift",
                                                    "not_json",
                                                    "slow_body",
                                                    "huge_body",
                                                    "never_answers"};

constexpr std::string_view token_path = "^/oauth/token$";

// Other spellings of a kind, with what they imply.
struct Short {
  std::string_view word;
  FaultKind kind;
  int status = 0;
  std::string_view body = "";
  bool token = false;  // only the token endpoint
  bool endless = false;
};

constexpr std::array<Short, 16> shorts = {
    {{"500_before", FaultKind::error_before, 500},
     {"500_after_commit", FaultKind::error_after_commit, 500},
     {"502", FaultKind::error_before, 502, "html"},
     {"503", FaultKind::error_before, 503, "html"},
     {"504", FaultKind::error_before, 504, "html"},
     {"525", FaultKind::error_before, 525, "html"},
     {"429", FaultKind::too_many},
     {"401_once", FaultKind::unauthorized},
     {"401_always", FaultKind::unauthorized, 0, "", false, true},
     {"403_area", FaultKind::forbidden_area},
     {"revoke_mid_batch", FaultKind::revoke},
     {"token_500", FaultKind::error_before, 500, "", true},
     {"token_slow", FaultKind::delay_after, 0, "", true},
     {"token_429", FaultKind::too_many, 0, "", true},
     {"tls_reset", FaultKind::reset},
     {"endless", FaultKind::never_answers}}};

Error wrong(std::string_view field, std::string_view message) {
  return Error::in_field(std::string(field), std::string(field) + " " + std::string(message));
}

bool set_kind(FaultRule& rule, std::string_view word_sent, const json::Value& value) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == word_sent) return rule.kind = static_cast<FaultKind>(at), true;
  }
  if (word_sent == "reset") return rule.kind = FaultKind::reset, true;
  if (word_sent == "delay_ms") {
    rule.kind = value.text_or("when", "before") == "after" ? FaultKind::delay_after
                                                           : FaultKind::delay_before;
    return true;
  }
  if (word_sent == "search_lag_s") {
    const json::Value* seconds = value.find("s");
    rule.kind = FaultKind::search_lag;
    rule.ms = (seconds ? seconds->integer().value_or(0) : 0) * 1000;
    return true;
  }
  for (const Short& one : shorts) {
    if (one.word != word_sent) continue;
    rule.kind = one.kind;
    rule.status = one.status;
    rule.body = one.body;
    if (one.token) rule.match.path_regex = token_path;
    if (one.endless) rule.times = 0;
    return true;
  }
  return false;
}

Status read_match(FaultRule& rule, const json::Value& value) {
  const json::Value* match = value.find("match");
  if (!match) return {};
  if (!match->is_object()) return wrong("match", "is an object");
  for (const auto& [name, member] : match->object()) {
    if (name == "nth") {
      const auto nth = member.integer();
      if (!nth || *nth < 0) return wrong("match.nth", "is a whole number");
      rule.match.nth = *nth;
      continue;
    }
    std::string* place = name == "method"          ? &rule.match.method
                         : name == "path_regex"    ? &rule.match.path_regex
                         : name == "business"      ? &rule.match.business
                         : name == "body_contains" ? &rule.match.body_contains
                                                   : nullptr;
    if (!place || !member.is_string()) return wrong("match." + name, "is no condition");
    *place = member.string();
  }
  return {};
}

// A rule about the token endpoint says so itself.
void complete(FaultRule& rule) {
  if (rule.kind != FaultKind::token_drop_after_rotate) return;
  if (rule.match.path_regex.empty()) rule.match.path_regex = token_path;
  if (rule.match.body_contains.empty()) rule.match.body_contains = "grant_type=refresh_token";
}

}  // namespace

std::string_view word(FaultKind kind) {
  return kind == FaultKind::reset ? "reset" : words.at(static_cast<std::size_t>(kind));
}

Result<FaultRule> fault_rule_of(const json::Value& value) {
  if (!value.is_object()) return Error::make(Fault::validation, "a fault is an object");
  FaultRule rule;
  if (!set_kind(rule, value.text_or("do"), value)) return wrong("do", "is no fault");
  if (Status read = read_match(rule, value); !read) return read.error();
  const auto number = [&](std::string_view name, auto& into) {
    const json::Value* member = value.find(name);
    if (member && member->integer())
      into = static_cast<std::remove_reference_t<decltype(into)>>(*member->integer());
  };
  number("times", rule.times);
  number("ms", rule.ms);
  number("status", rule.status);
  number("bytes", rule.bytes);
  rule.retry_after = value.text_or("retry_after", rule.retry_after);
  rule.body = value.text_or("body", rule.body);
  rule.edit = value.text_or("edit", rule.edit);
  rule.decoy = value.text_or("decoy", rule.decoy);
  complete(rule);
  return rule;
}

json::Value to_json(const FaultRule& rule) {
  return json::object({{"match", json::object({{"method", rule.match.method},
                                               {"path_regex", rule.match.path_regex},
                                               {"business", rule.match.business},
                                               {"body_contains", rule.match.body_contains},
                                               {"nth", rule.match.nth}})},
                       {"do", word(rule.kind)},
                       {"times", rule.times},
                       {"ms", rule.ms},
                       {"status", rule.status},
                       {"retry_after", rule.retry_after},
                       {"body", rule.body},
                       {"edit", rule.edit},
                       {"decoy", rule.decoy},
                       {"bytes", static_cast<std::uint64_t>(rule.bytes)}});
}

struct FaultList::Entry {
  FaultRule rule;
  std::regex path;
  std::int64_t matched = 0;
  std::int64_t struck = 0;

  bool spent() const { return rule.times > 0 && struck >= rule.times; }

  bool fits(const http::Request& request) const {
    const FaultMatch& match = rule.match;
    if (!match.method.empty() && match.method != request.method) return false;
    if (!match.business.empty()) {
      const std::string* business = http::find_header(request.headers, "X-Business");
      if (!business || *business != match.business) return false;
    }
    if (!match.body_contains.empty() && request.body.find(match.body_contains) == std::string::npos)
      return false;
    if (match.path_regex.empty()) return true;
    return std::regex_search(std::string(request.path()), path);
  }
};

FaultList::FaultList() = default;
FaultList::FaultList(FaultList&&) noexcept = default;
FaultList& FaultList::operator=(FaultList&&) noexcept = default;
FaultList::~FaultList() = default;

Status FaultList::add(FaultRule rule) {
  complete(rule);
  auto entry = std::make_unique<Entry>();
  try {
    entry->path = std::regex(rule.match.path_regex, std::regex::ECMAScript);
  } catch (const std::regex_error&) {
    return wrong("match.path_regex", "is no regular expression");
  }
  entry->rule = std::move(rule);
  entries_.push_back(std::move(entry));
  return {};
}

void FaultList::clear() {
  entries_.clear();
}

std::size_t FaultList::left() const {
  std::size_t count = 0;
  for (const auto& entry : entries_) count += entry->spent() ? 0 : 1;
  return count;
}

json::Value FaultList::to_json() const {
  json::Array all;
  for (const auto& entry : entries_) {
    json::Value one = sage::to_json(entry->rule);
    one.set("matched", entry->matched);
    one.set("struck", entry->struck);
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<FaultRule> FaultList::strike(const http::Request& request) {
  std::vector<FaultRule> struck;
  for (const auto& entry : entries_) {
    if (entry->spent() || !entry->fits(request)) continue;
    if (++entry->matched < entry->rule.match.nth) continue;
    ++entry->struck;
    struck.push_back(entry->rule);
  }
  return struck;
}

}  // namespace byte8::sandbox::sage
