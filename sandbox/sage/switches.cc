#include "sandbox/sage/switches.h"

#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "sandbox/sage/decimal.h"

namespace byte8::sandbox::sage {
namespace {

struct Member {
  std::string_view name;
  std::variant<bool Switches::*, std::int64_t Switches::*, std::string Switches::*> place;
  std::vector<std::string_view> words = {};  // of a text; empty: a decimal
};

const std::vector<Member>& members() {
  static const std::vector<Member> all = {
      {"idempotency", &Switches::idempotency},
      {"idem_mismatch", &Switches::idem_mismatch, {"422", "replay", "create"}},
      {"idem_parallel", &Switches::idem_parallel, {"wait", "409"}},
      {"idem_remember_4xx", &Switches::idem_remember_4xx},
      {"idempotency_memory_s", &Switches::idempotency_memory_s},
      {"reuse_revokes_family", &Switches::reuse_revokes_family},
      {"revoke_kills_user", &Switches::revoke_kills_user},
      {"consent_page", &Switches::consent_page},
      {"code_life_s", &Switches::code_life_s},
      {"access_token_s", &Switches::access_token_s},
      {"refresh_token_s", &Switches::refresh_token_s},
      {"next_always_null", &Switches::next_always_null},
      {"search_mode", &Switches::search_mode, {"substring", "prefix", "word"}},
      {"search_lag_s", &Switches::search_lag_s},
      {"search_finds_number", &Switches::search_finds_number},
      {"require_currency_tax_amount", &Switches::require_currency_tax_amount},
      {"refuse_html_entities", &Switches::refuse_html_entities},
      {"check_totals", &Switches::check_totals},
      {"check_tax_amount", &Switches::check_tax_amount, {"off", "penny", "exact"}},
      {"cross_border_rule", &Switches::cross_border_rule},
      {"cross_border_country", &Switches::cross_border_country, {"document", "contact"}},
      {"duplicate_item_code_refused", &Switches::duplicate_item_code_refused},
      {"credit_notes_in_standard", &Switches::credit_notes_in_standard},
      {"void_reason_in", &Switches::void_reason_in, {"both", "either", "query", "body"}},
      {"total_off_by", &Switches::total_off_by},
      {"concurrent_max", &Switches::concurrent_max},
      {"daily_max", &Switches::daily_max},
      {"window_max", &Switches::window_max},
      {"window_s", &Switches::window_s},
      {"retry_after", &Switches::retry_after, {"seconds", "absent", "date", "zero"}},
      {"retry_after_s", &Switches::retry_after_s},
      {"limit_body", &Switches::limit_body, {"empty", "text", "html", "array"}},
      {"parallel_same_number", &Switches::parallel_same_number},
      {"latency_ms", &Switches::latency_ms},
  };
  return all;
}

Error wrong(std::string_view name, std::string_view what) {
  return Error::in_field(std::string(name), std::string(name) + " " + std::string(what));
}

Status set_one(Switches& switches, const Member& member, const json::Value& value) {
  if (const auto* flag = std::get_if<bool Switches::*>(&member.place)) {
    if (!value.is_bool()) return wrong(member.name, "is a boolean");
    switches.*(*flag) = value.boolean();
    return {};
  }
  if (const auto* number = std::get_if<std::int64_t Switches::*>(&member.place)) {
    const auto integer = value.integer();
    if (!integer || *integer < 0) return wrong(member.name, "is a whole number, not below 0");
    switches.*(*number) = *integer;
    return {};
  }
  if (!value.is_string()) return wrong(member.name, "is a text");
  bool known = member.words.empty() && parse_units(value.string(), Cents::places);
  for (const std::string_view word : member.words) known = known || word == value.string();
  if (!known) return wrong(member.name, "does not know this word");
  switches.*(std::get<std::string Switches::*>(member.place)) = value.string();
  return {};
}

}  // namespace

json::Value to_json(const Switches& switches) {
  json::Value value = json::object({});
  for (const Member& member : members()) {
    std::visit([&](auto place) { value.set(std::string(member.name), switches.*place); },
               member.place);
  }
  return value;
}

Status set_switches(Switches& switches, const json::Value& value) {
  if (!value.is_object()) return Error::make(Fault::validation, "switches are an object");
  Switches changed = switches;
  for (const auto& [name, wanted] : value.object()) {
    const Member* found = nullptr;
    for (const Member& member : members()) {
      if (member.name == name) found = &member;
    }
    if (!found) return wrong(name, "is no switch");
    if (Status set = set_one(changed, *found, wanted); !set) return set.error();
  }
  switches = std::move(changed);
  return {};
}

}  // namespace byte8::sandbox::sage
