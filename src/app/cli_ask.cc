#include "app/cli_ask.h"

#include <fmt/format.h>

#include "api/cli_call.h"
#include "base/text.h"

namespace byte8::app {
namespace {

// A terminal's worth, and less than a line of the control socket holds.
constexpr int list_limit = 20;

std::string member(const json::Value& value, std::string_view object, std::string_view key) {
  const json::Value* found = value.find(object);
  return found == nullptr ? std::string() : found->text_or(key);
}

std::string number(const json::Value& value, std::string_view object, std::string_view key) {
  const json::Value* found = value.find(object);
  const json::Value* inner = found == nullptr ? nullptr : found->find(key);
  return inner != nullptr && inner->is_number() ? inner->number_text() : "-";
}

std::string or_dash(std::string text) {
  return text.empty() ? "-" : text;
}

// "active (paused)", "revoked (replaced)", "failed (validation)".
std::string with_reason(const json::Value& item) {
  std::string why = item.text_or("reason", item.text_or("hold"));
  if (why.empty()) why = item.text_or("skip_reason", member(item, "error", "code"));
  return why.empty() ? item.text_or("status") : fmt::format("{} ({})", item.text_or("status"), why);
}

bool reads(const Asked& asked) {
  return asked.verb == "list" || asked.verb == "show" || asked.verb == "explain";
}

std::string binding_line(const json::Value& item) {
  return fmt::format("{}  {:<34}  {} -> {}\n", item.text_or("id"), with_reason(item),
                     or_dash(member(item, "store", "name")),
                     or_dash(member(item, "business", "name")));
}

std::string binding_page(const json::Value& item) {
  return fmt::format(
      "binding       {}\nstore         {} ({})\nbusiness      {}\nstatus        {}\n"
      "no contact    {}\nsage access   {}\nlast success  {}\nwaiting       {}\n",
      item.text_or("id"), member(item, "store", "base_url"), member(item, "store", "status"),
      or_dash(member(item, "business", "name")), with_reason(item),
      or_dash(item.text_or("no_contact_since")), member(item, "sage_access", "state"),
      or_dash(member(item, "health", "last_success_at")), number(item, "queue", "waiting"));
}

std::string run_line(const json::Value& item) {
  return fmt::format("{}  {:<34}  {:<18}  {}\n", item.text_or("id"), with_reason(item),
                     item.text_or("event"), or_dash(item.text_or("magento_reference")));
}

std::string run_page(const json::Value& item) {
  std::string text = fmt::format(
      "run           {}\nbinding       {}\nevent         {}\ndocument      {}\nstatus        {}\n"
      "error         {}\nwhat to do    {}\nin Sage       {}\nnext attempt  {}\n",
      item.text_or("id"), item.text_or("binding_id"), item.text_or("event"),
      or_dash(item.text_or("magento_reference")), with_reason(item),
      or_dash(member(item, "error", "message")), or_dash(member(item, "error", "fix")),
      or_dash(member(item, "provider", "reference")), or_dash(item.text_or("next_attempt_at")));
  const json::Value* attempts = item.find("attempts");
  if (attempts == nullptr || !attempts->is_array()) return text;
  for (const json::Value& one : attempts->array()) {
    text += fmt::format("  {}  {:<22}  {}\n", one.text_or("started_at"), one.text_or("step"),
                        one.text_or("outcome"));
  }
  return text;
}

// Why a run is as it is, in sentences, and what somebody can do about it.
std::string run_explained(const json::Value& item) {
  const std::string status = item.text_or("status");
  const std::string document = item.text_or("magento_reference", item.text_or("id"));
  std::string text =
      fmt::format("{} ({}) is {}.\n", document, item.text_or("event"), with_reason(item));
  const json::Value* error = item.find("error");
  if (error != nullptr && error->is_object()) {
    text += fmt::format("What happened: {}\n", error->text_or("cause"));
    if (!error->text_or("message").empty()) {
      text += fmt::format("In detail: {}\n", error->text_or("message"));
    }
    text += fmt::format("What to do: {} ({})\n", error->text_or("fix"), error->text_or("who"));
    if (!error->text_or("link").empty()) text += fmt::format("Where: {}\n", error->text_or("link"));
  }
  if (!item.text_or("next_attempt_at").empty()) {
    text += fmt::format("It is tried again at {}.\n", item.text_or("next_attempt_at"));
  }
  const std::string reference = member(item, "provider", "reference");
  if (!reference.empty()) text += fmt::format("In Sage it is {}.\n", reference);
  const json::Value* attempts = item.find("attempts");
  const bool tried = attempts != nullptr && attempts->is_array() && !attempts->array().empty();
  if (!tried) return text + "Nothing was sent for it yet.\n";
  const json::Value& last = attempts->array().back();
  return text + fmt::format("Of {} calls the last was {} at {}: {}.\n", attempts->array().size(),
                            last.text_or("step"), last.text_or("started_at"),
                            last.text_or("outcome"));
}

std::string target_of(const Asked& asked) {
  std::string target = asked.noun == "run" ? "/v1/runs" : "/v1/bindings";
  if (asked.verb == "list") {
    target += fmt::format("?limit={}", list_limit);
    if (!asked.cursor.empty()) target += "&cursor=" + text::percent_encode(asked.cursor);
    if (!asked.status.empty()) target += "&status=" + text::percent_encode(asked.status);
    return target;
  }
  target += "/" + text::percent_encode(asked.id);
  return reads(asked) ? target : target + "/" + std::string(asked.verb);
}

}  // namespace

json::Value to_json(const Asked& asked) {
  return json::object({{"kind", api::api_call_command},
                       {"method", reads(asked) ? "GET" : "POST"},
                       {"target", target_of(asked)},
                       {"account", asked.account}});
}

json::Value to_json(const PurgeWanted& wanted) {
  return json::object({{"kind", api::purge_command}, {"dry_run", wanted.dry_run}});
}

std::string text_of(const Asked& asked, const json::Value& answer) {
  const bool of_run = asked.noun == "run";
  if (asked.verb == "disconnect") {
    const json::Value* binding = answer.find("binding");
    return (binding == nullptr ? std::string() : binding_line(*binding)) +
           fmt::format("the grant at Sage: {}\n", answer.text_or("sage_revoke")) +
           (answer.text_or("store_notice").empty() ? "" : answer.text_or("store_notice") + "\n");
  }
  if (asked.verb == "explain") return run_explained(answer);
  if (asked.verb != "list") return of_run ? run_page(answer) : binding_page(answer);
  std::string text;
  const json::Value* items = answer.find("items");
  if (items == nullptr || !items->is_array()) return text;
  for (const json::Value& item : items->array()) {
    text += of_run ? run_line(item) : binding_line(item);
  }
  const std::string next = answer.text_or("next_cursor");
  if (!next.empty()) text += fmt::format("more: --cursor {}\n", next);
  return text;
}

std::string text_of(const PurgeWanted& wanted, const json::Value& answer) {
  const json::Value* items = answer.find("items");
  if (items == nullptr || !items->is_array() || items->array().empty()) {
    return "nothing is due to be purged\n";
  }
  const auto count = [](const json::Value& item, std::string_view key) {
    const json::Value* value = item.find(key);
    return value == nullptr ? std::int64_t{0} : value->integer().value_or(0);
  };
  std::string text;
  for (const json::Value& item : items->array()) {
    text += fmt::format("{} {}: {} stores, {} bindings, {} runs, {} mappings\n",
                        wanted.dry_run ? "would purge" : "purged", item.text_or("account_id"),
                        count(item, "stores"), count(item, "bindings"), count(item, "runs"),
                        count(item, "mappings"));
  }
  return text;
}

}  // namespace byte8::app
