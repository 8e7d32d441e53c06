// What a turn leaves behind beside its work: attempts with what went over the wire, numbers, and
// hints for pages that are open.

#include "engine/core.h"
#include "engine/page_notice.h"
#include "store/counters.h"
#include "store/exchanges.h"
#include "store/exchanges_mask.h"

namespace byte8::engine {

void Core::record_attempt(const Act& act, const http::Outcome& outcome) {
  if (act.run_id == 0) return;
  const bool answered = outcome.answered();
  const bool fine = answered && outcome.response.status < 300;
  const bool doubtful = answered ? outcome.response.status >= 500 : outcome.sent;
  store::AttemptRow row;
  row.account_id = act.account_id;
  row.run_id = act.run_id;
  row.step = act.step;
  row.outcome =
      answered ? std::to_string(outcome.response.status) : std::string(http::word(outcome.failure));
  row.effect = fine ? "done" : doubtful && act.method != "GET" ? "maybe" : "none";
  row.method = act.method;
  row.url = store::masked_url(act.url);
  if (answered) row.status = outcome.response.status;
  for (const char* name : {"x_request_id", "X-Request-Id"}) {
    const std::string* id = http::find_header(outcome.response.headers, name);
    if (id != nullptr) row.request_id = id->substr(0, 64);
  }
  row.started_at = act.started_wall;
  row.ended_at = now_.wall;
  db_.write(0, store::runs::insert_attempt(row));
  if (act.target.peer == Target::Peer::ledger) tally(act.account_id, act.target.binding, "calls");
  // Reading what is as it should be tells nobody anything; a grant's own calls hold its secrets.
  const bool telling = act.method != "GET" || !fine;
  if (telling && act.target.peer != Target::Peer::oauth) record_exchange(act, outcome);
}

void Core::record_exchange(const Act& act, const http::Outcome& outcome) {
  store::MaskedExchange masked = store::mask_exchange(act.method, act.url, act.sent_body, outcome);
  db_.write(0, store::exchanges::insert({.account_id = act.account_id,
                                         .run_id = act.run_id,
                                         .request = std::move(masked.request),
                                         .response = std::move(masked.response),
                                         .at = now_.wall}));
  // Only what fails again and again has that many.
  if (outcome.answered() && outcome.response.status < 300) return;
  db_.write(0, store::exchanges::trim(act.account_id, act.run_id));
}

void Core::tally(std::int64_t account, std::int64_t binding, std::string name) {
  ++tallies_[{account, binding, std::move(name)}];
}

// One write for all that happened under a name in this turn.
void Core::write_tallies() {
  const Millis slot = store::counters::slot_of(now_.wall);
  for (const auto& [key, n] : tallies_) {
    const auto& [account, binding, name] = key;
    db_.write(0, store::counters::add(account, binding, name, slot, n));
  }
  tallies_.clear();
}

void Core::enqueue(const QueuedRun& run) {
  scheduler_.queue(run);
  auto notice = std::make_shared<PageNotice>();
  notice->what = "run";
  notice->account_id = run.account;
  notice->id = run.id;
  notice->binding_id = run.binding;
  notice->status = "queued";
  effects_.emplace_back(Notice{.topic = page_topic, .payload = std::move(notice)});
}

void Core::tell_pages(const store::BindingRow& binding) {
  auto notice = std::make_shared<PageNotice>();
  notice->what = "binding";
  notice->account_id = binding.account_id;
  notice->id = binding.id;
  notice->binding_id = binding.id;
  notice->status = binding.status;
  effects_.emplace_back(Notice{.topic = page_topic, .payload = std::move(notice)});
}

}  // namespace byte8::engine
