// Runs as JSON: how one ended or what it waits for, and what a person can do about it.

#include <algorithm>

#include "api/problem_catalog.h"
#include "api/render.h"
#include "api/request.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

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
  const RunError error{.fault = *view.error_code,
                       .code = view.detail_code,
                       .message = view.error_message ? *view.error_message : std::string_view()};
  const Cause& cause = cause_of(error);
  const std::string link = link_of(cause, store::id_text("bind", view.run.binding_id),
                                   store::id_text("run", view.run.id));
  return json::object({{"code", *view.error_code},
                       {"detail", view.detail_code},
                       {"message", view.error_message},
                       {"cause", sentence_of(cause, error)},
                       {"fix", cause.fix},
                       {"who", cause.who},
                       {"link", link.empty() ? json::Value() : json::Value(link)}});
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
                       {"problem", view.problem},
                       {"related", json::Array()},
                       {"actor", view.actor},
                       {"created_at", time(run.created_at)},
                       {"finished_at", time(view.finished_at)}});
}

json::Value attempt_json(const store::AttemptView& view,
                         const std::vector<std::int64_t>& exchanges) {
  const auto kept = std::ranges::find(exchanges, view.n);
  const bool shown = kept != exchanges.end();
  const store::AttemptRow& attempt = view.attempt;
  return json::object(
      {{"started_at", time(attempt.started_at)},
       {"ended_at", time(attempt.ended_at)},
       {"step", attempt.step},
       {"outcome", attempt.outcome},
       {"effect", attempt.effect},
       {"exchange", shown ? json::Value(kept - exchanges.begin() + 1) : json::Value()},
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
