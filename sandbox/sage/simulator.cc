#include "sandbox/sage/simulator.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/check.h"
#include "base/text.h"
#include "sandbox/sage/act.h"
#include "sandbox/sage/api.h"
#include "sandbox/sage/control.h"
#include "sandbox/sage/damage.h"
#include "sandbox/sage/ledger.h"
#include "sandbox/sage/limits.h"
#include "sandbox/sage/oauth.h"
#include "sandbox/sage/seed.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::string_view control_prefix = "/__sim";
constexpr std::string_view api_prefix = "/v3.1/";

struct Ticket {
  http::Request request;
  std::vector<FaultRule> struck;
  Millis arrived = 0, due = 0;
  std::string client, business, idempotency_id;
  bool serial = false, held = false, overlapped = false, processed = false;
};

std::string_view delivery_word(Delivery delivery) {
  constexpr std::array<std::string_view, 5> words = {"answer", "drop", "part", "slow", "never"};
  return words.at(static_cast<std::size_t>(delivery));
}

bool strikes(const Ticket& ticket, FaultKind kind) {
  return std::ranges::any_of(ticket.struck,
                             [&](const FaultRule& rule) { return rule.kind == kind; });
}

std::string header_or(const http::Request& request, std::string_view name) {
  const std::string* value = http::find_header(request.headers, name);
  return value ? *value : std::string();
}

}  // namespace

struct Simulator::Inner {
  Options options;
  World world;
  FaultList faults;
  std::deque<LogEntry> log;
  std::uint64_t logged = 0;
  std::uint64_t last_ticket = 0;
  std::map<std::uint64_t, Ticket> tickets;
  std::map<std::string, Snapshot, std::less<>> snapshots;

  explicit Inner(Options given) : options(std::move(given)), world(seeded_world(options)) {}

  // Whether others are under way that this request must not overlap, and whether it has to wait for
  // one.
  void look_around(Ticket& ticket);
  Decision carry_out(Ticket& ticket, Millis now);
  Decision serve(Ticket& ticket, std::shared_ptr<const std::string> body, LogEntry& entry,
                 Millis now);
  void keep(LogEntry entry);
};

void Simulator::Inner::look_around(Ticket& ticket) {
  if (tickets.empty()) return;
  ticket.idempotency_id = idempotency_id_of(ticket.request);
  for (auto& [number, other] : tickets) {
    if (!other.processed && other.idempotency_id.empty())
      other.idempotency_id = idempotency_id_of(other.request);
    const bool same_business = other.business == ticket.business;
    if (same_business && ticket.serial && other.serial) {
      ticket.overlapped = other.overlapped = true;
      ++(other.held ? world.counters.parallel_post_delayed
                    : world.counters.parallel_post_violations);
    }
    const bool same_id =
        !ticket.idempotency_id.empty() && other.idempotency_id == ticket.idempotency_id;
    const bool waits = world.switches.idempotency && world.switches.idem_parallel == "wait";
    if (same_business && same_id && waits && !other.processed)
      ticket.due = std::max(ticket.due, other.due + 1);
  }
}

Decision Simulator::Inner::serve(Ticket& ticket, std::shared_ptr<const std::string> body,
                                 LogEntry& entry, Millis now) {
  const http::Request& request = ticket.request;
  Decision decision;
  const auto from_oauth = [&](OauthAnswer answer) {
    decision.response = std::move(answer.response);
    decision.committed = answer.committed;
  };
  if (request.path() == "/auth/oauth2/auth/central") {
    from_oauth(authorise(world, request, now));
  } else if (request.path() == "/oauth/token") {
    from_oauth(give_token(world, request, now));
  } else if (request.path() == "/oauth/revoke") {
    from_oauth(revoke_token(world, request));
  } else if (request.path().starts_with(api_prefix)) {
    std::int64_t under_way = 0;
    for (const auto& [number, other] : tickets) under_way += other.client == ticket.client ? 1 : 0;
    if (over_limit(world, ticket.client, business_of(world, request, now), under_way, now)) {
      decision.response = too_many_requests(world.switches, "", "", now);
      return decision;
    }
    ApiHints hints;
    hints.arrived = ticket.arrived;
    hints.overlapped = ticket.overlapped;
    hints.next_null = strikes(ticket, FaultKind::next_null);
    for (const auto& [number, other] : tickets) {
      const bool other_waits = &other != &ticket && !other.processed;
      const bool same =
          !ticket.idempotency_id.empty() && other.idempotency_id == ticket.idempotency_id;
      hints.same_id_under_way = hints.same_id_under_way || (other_waits && same);
    }
    ApiAnswer answer = serve_api(world, request, std::move(body), hints, now);
    decision.response = std::move(answer.response);
    decision.committed = answer.committed;
    entry.answer = std::move(answer.body);
    entry.replayed = answer.replayed;
  } else {
    decision.response = {404, {{"Content-Type", "text/plain"}}, "No such page."};
  }
  return decision;
}

Decision Simulator::Inner::carry_out(Ticket& ticket, Millis now) {
  const http::Request& request = ticket.request;
  LogEntry entry;
  entry.at = now;
  entry.arrived = ticket.arrived;
  entry.method = request.method;
  entry.target = request.target;
  entry.client = ticket.client;
  const auto identity = identify(world, request, ticket.arrived);
  entry.user = identity ? identity->user : "";
  entry.business = header_or(request, "X-Business");
  entry.content_type = header_or(request, "Content-Type");
  entry.accept = header_or(request, "Accept");
  entry.body = std::make_shared<const std::string>(request.body);
  for (const FaultRule& rule : ticket.struck) {
    if (!entry.faults.empty()) entry.faults += ',';
    entry.faults += word(rule.kind);
  }
  Decision decision;
  if (auto early = damage_before(world, ticket.struck, request, now)) {
    decision = *std::move(early);
  } else {
    decision = serve(ticket, entry.body, entry, now);
    damage_after(world, ticket.struck, decision);
  }
  entry.status = decision.response.status;
  entry.committed = decision.committed;
  entry.delivery = delivery_word(decision.delivery);
  if (!entry.answer || *entry.answer != decision.response.body) {
    // A body of fifty million blanks is not worth keeping.
    entry.answer =
        std::make_shared<const std::string>(decision.response.body.substr(0, std::size_t{1} << 20));
  }
  keep(std::move(entry));
  return decision;
}

void Simulator::Inner::keep(LogEntry entry) {
  entry.number = ++logged;
  if (options.log_kept == 0) return;
  log.push_back(std::move(entry));
  if (log.size() > options.log_kept) log.pop_front();
}

Simulator::Simulator(Options options) : inner_(std::make_unique<Inner>(std::move(options))) {}
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;
Simulator::~Simulator() = default;

Arrival Simulator::begin(http::Request request, Millis now_wall) {
  Inner& inner = *inner_;
  Ticket ticket;
  ticket.request = std::move(request);
  ticket.arrived = ticket.due = now(now_wall);
  const http::Request& sent = ticket.request;
  if (!sent.path().starts_with(control_prefix)) {
    ticket.struck = inner.faults.strike(sent);
    if (sent.path().starts_with(api_prefix)) {
      const auto identity = identify(inner.world, sent, ticket.arrived);
      ticket.client = identity ? identity->client : "";
      ticket.serial = is_serial_write(sent);
      const Business* business = business_of(inner.world, sent, ticket.arrived);
      ticket.business = business ? business->id : "";
    } else if (sent.path().starts_with("/oauth/")) {
      ticket.client = client_named(sent);
    }
    ticket.due += inner.world.switches.latency_ms;
    for (const FaultRule& rule : ticket.struck) {
      if (rule.kind == FaultKind::delay_before) ticket.due += rule.ms;
      ticket.held = ticket.held || rule.kind == FaultKind::delay_before ||
                    rule.kind == FaultKind::delay_after || rule.kind == FaultKind::slow_body ||
                    rule.kind == FaultKind::never_answers;
    }
    inner.look_around(ticket);
  }
  const std::uint64_t number = ++inner.last_ticket;
  const Millis delay = ticket.due - ticket.arrived;
  inner.tickets.emplace(number, std::move(ticket));
  return {number, delay};
}

Decision Simulator::process(std::uint64_t number, Millis now_wall) {
  const auto found = inner_->tickets.find(number);
  BYTE8_CHECK(found != inner_->tickets.end());
  Ticket& ticket = found->second;
  BYTE8_CHECK(!ticket.processed);
  Decision decision;
  if (ticket.request.path().starts_with(control_prefix)) {
    decision.response = control(*this, inner_->snapshots, ticket.request, now_wall);
  } else {
    decision = inner_->carry_out(ticket, now(now_wall));
  }
  ticket.processed = true;
  return decision;
}

void Simulator::end(std::uint64_t number) {
  inner_->tickets.erase(number);
}

Decision Simulator::handle(const http::Request& request, Millis now_wall) {
  const Arrival arrival = begin(request, now_wall);
  Decision decision = process(arrival.ticket, now_wall);
  decision.delay_before_ms = arrival.delay_before_ms;
  end(arrival.ticket);
  return decision;
}

Status Simulator::add_fault(FaultRule rule) {
  return inner_->faults.add(std::move(rule));
}
void Simulator::clear_faults() {
  inner_->faults.clear();
}
std::size_t Simulator::faults_left() const {
  return inner_->faults.left();
}
json::Value Simulator::faults() const {
  return inner_->faults.to_json();
}
Switches& Simulator::switches() {
  return inner_->world.switches;
}
void Simulator::advance(Millis ms) {
  inner_->world.offset += ms;
}
Millis Simulator::now(Millis now_wall) const {
  return now_wall + inner_->world.offset;
}

Result<json::Value> Simulator::act(const json::Value& action, Millis now_wall) {
  return act_on(inner_->world, action, now(now_wall));
}

json::Value Simulator::ledger(std::string_view business) const {
  return ledger_of(inner_->world, business);
}
json::Value Simulator::report() const {
  return report_of(inner_->world);
}
std::vector<std::string> Simulator::contradictions() const {
  return contradictions_in(inner_->world);
}
const std::deque<LogEntry>& Simulator::log() const {
  return inner_->log;
}
void Simulator::clear_log() {
  inner_->log.clear();
}

Simulator::Snapshot Simulator::snapshot() const {
  return std::make_shared<const World>(inner_->world);
}
void Simulator::restore(const Snapshot& snapshot) {
  inner_->world = *snapshot;
}
void Simulator::reset() {
  inner_->world = seeded_world(inner_->options);
  inner_->faults.clear();
  inner_->log.clear();
}

}  // namespace byte8::sandbox::sage
