// Runs as JSON: how one ended or what it waits for, and what a person can do about it.

#include <array>

#include "api/render.h"
#include "api/request.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

struct Fix {
  std::string_view code;
  std::string_view fix;
};

constexpr std::array<Fix, 10> fixes = {{
    {"tax_not_mapped", "Map this tax percentage in the settings, then retry."},
    {"reinstalled_store", "Decide whether this is the document that was mapped before."},
    {"differs_in_ledger", "Compare both documents in Sage, then retry or ignore."},
    {"echo_differs", "Check the document in Sage against the store's."},
    {"sage_access_removed", "Connect Sage again."},
    {"no_subscription", "Renew the Sage subscription, then connect Sage again."},
    {"store_rejected_key", "Pair the store again."},
    {"document_gone", "The document was deleted in the store; ignore the run."},
    {"sage_access_denied", "Give the Sage user who connected the missing rights."},
    {"too_many_generations", "Read the last refusals of Sage, correct the document, then retry."},
}};

json::Value fix_of(std::string_view code) {
  for (const Fix& fix : fixes) {
    if (fix.code == code) return fix.fix;
  }
  return nullptr;
}

json::Value parsed(const std::optional<std::string>& text) {
  if (!text) return nullptr;
  auto value = json::parse(*text);
  return value ? *std::move(value) : json::Value();
}

json::Value member(const json::Value& value, std::string_view key) {
  const json::Value* found = value.find(key);
  return found == nullptr ? json::Value() : *found;
}

json::Value error_json(const store::RunView& view) {
  if (!view.error_code) return nullptr;
  return json::object({{"code", *view.error_code},
                       {"detail", view.detail_code},
                       {"message", view.error_message},
                       {"fix", fix_of(view.detail_code.value_or(*view.error_code))},
                       {"link", nullptr}});
}

}  // namespace

json::Value run_json(const store::RunView& view) {
  const store::RunRow& run = view.run;
  const json::Value result = parsed(view.result);
  const json::Value notes = parsed(view.notes);
  return json::object({{"id", store::id_text("run", run.id)},
                       {"binding_id", store::id_text("bind", run.binding_id)},
                       {"event", run.event},
                       {"lane", run.lane},
                       {"magento_entity_id", run.magento_id},
                       {"magento_reference", run.magento_reference},
                       {"magento_url", nullptr},
                       {"status", run.status},
                       {"reason", run.reason},
                       {"skip_reason", view.skip_reason},
                       {"error", error_json(view)},
                       {"policy_version", run.policy_version},
                       {"notes", notes.is_null() ? json::Value(json::Array()) : notes},
                       {"next_attempt_at", time(view.next_attempt_at)},
                       {"provider", member(result, "provider")},
                       {"totals", member(result, "totals")},
                       {"comparison", member(result, "comparison")},
                       {"related", json::Array()},
                       {"actor", view.actor},
                       {"created_at", time(run.created_at)},
                       {"finished_at", time(view.finished_at)}});
}

json::Value attempt_json(const store::AttemptView& view) {
  const store::AttemptRow& attempt = view.attempt;
  return json::object({{"started_at", time(attempt.started_at)},
                       {"ended_at", time(attempt.ended_at)},
                       {"step", attempt.step},
                       {"outcome", attempt.outcome},
                       {"effect", attempt.effect},
                       {"http", json::object({{"method", attempt.method},
                                              {"url", attempt.url},
                                              {"status", attempt.status},
                                              {"request_id", attempt.request_id}})}});
}

json::Value reported_json(const store::ReportedView& reported) {
  const json::Value body = parsed(reported.body);
  return json::object({{"status", body.text_or("sync_status")}, {"at", time(reported.at)}});
}

}  // namespace byte8::api
