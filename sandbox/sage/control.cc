#include "sandbox/sage/control.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::size_t default_log_page = 1000;

http::Response answer(const json::Value& body, int status = 200) {
  return {status, {{"Content-Type", "application/json"}}, json::write(body)};
}

http::Response refused(const Error& error) {
  return answer(json::object({{"message", error.message}, {"field", error.field}}), 422);
}

http::Response no_page(int status) {
  return answer(json::object({{"message", "no such call"}}), status);
}

std::uint64_t number_or(std::string_view text, std::uint64_t fallback) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : fallback;
}

json::Value row_of(const LogEntry& entry) {
  return json::object({{"number", entry.number},
                       {"at", instant(entry.at)},
                       {"at_ms", entry.at},
                       {"arrived_ms", entry.arrived},
                       {"method", entry.method},
                       {"target", entry.target},
                       {"client", entry.client},
                       {"user", entry.user},
                       {"business", entry.business},
                       {"content_type", entry.content_type},
                       {"accept", entry.accept},
                       {"body", *entry.body},
                       {"status", entry.status},
                       {"answer", *entry.answer},
                       {"committed", entry.committed},
                       {"replayed", entry.replayed},
                       {"delivery", entry.delivery},
                       {"faults", entry.faults}});
}

// Bodies that are no text cannot stand in a JSON text.
json::Value safe_row(const LogEntry& entry) {
  json::Value row = row_of(entry);
  for (const char* name : {"body", "answer", "target"}) {
    json::Value* member = row.find(name);
    if (!text::valid_utf8(member->string()) || member->string().find('\0') != std::string::npos) {
      *member = json::Value("(not text)");
    }
  }
  return row;
}

http::Response log_page(const Simulator& simulator, const Query& query) {
  const std::uint64_t since = number_or(find(query, "since"), 0);
  const std::uint64_t limit = number_or(find(query, "limit"), default_log_page);
  const std::string_view path = find(query, "path");
  json::Array entries;
  std::uint64_t last = since;
  for (const LogEntry& entry : simulator.log()) {
    if (entry.number <= since) continue;
    if (entries.size() >= limit) break;
    last = entry.number;
    if (!path.empty() && entry.target.find(path) == std::string::npos) continue;
    entries.push_back(safe_row(entry));
  }
  return answer(json::object({{"entries", std::move(entries)}, {"next", last}}));
}

json::Value clock_of(const Simulator& simulator, Millis now_wall) {
  const Millis now = simulator.now(now_wall);
  return json::object({{"now", instant(now)}, {"now_ms", now}, {"offset_ms", now - now_wall}});
}

http::Response clock(Simulator& simulator, const json::Value& body, Millis now_wall) {
  for (const auto& [name, unit] :
       {std::pair<const char*, Millis>{"advance_s", 1000}, {"advance_ms", 1}}) {
    const json::Value* member = body.find(name);
    if (!member) continue;
    const auto amount = member->integer();
    if (!amount || *amount < 0)
      return refused(Error::in_field(name, "is a whole number, not below 0"));
    simulator.advance(*amount * unit);
  }
  return answer(clock_of(simulator, now_wall));
}

http::Response set_faults(Simulator& simulator, const json::Value& body) {
  const json::Array all = body.is_array() ? body.array() : json::Array{body};
  for (const json::Value& one : all) {
    const Result<FaultRule> rule = fault_rule_of(one);
    if (!rule) return refused(rule.error());
    if (Status added = simulator.add_fault(*rule); !added) return refused(added.error());
  }
  return answer(simulator.faults(), 201);
}

http::Response snapshots_call(Simulator& simulator, Snapshots& snapshots, std::string_view call,
                              const json::Value& body) {
  const std::string name = body.text_or("name", "default");
  if (call == "snapshot") {
    snapshots[name] = simulator.snapshot();
    return answer(json::object({{"name", name}}), 201);
  }
  const auto found = snapshots.find(name);
  if (found == snapshots.end()) return no_page(404);
  simulator.restore(found->second);
  return answer(json::object({{"name", name}}));
}

http::Response get(const Simulator& simulator, Simulator& changeable, std::string_view call,
                   const Query& query, Millis now_wall) {
  if (call == "clock") return answer(clock_of(simulator, now_wall));
  if (call == "switches") return answer(to_json(changeable.switches()));
  if (call == "faults") return answer(simulator.faults());
  if (call == "log") return log_page(simulator, query);
  if (call == "ledger") return answer(simulator.ledger(find(query, "business")));
  if (call == "assert") return answer(simulator.report());
  return no_page(404);
}

http::Response post(Simulator& simulator, Snapshots& snapshots, std::string_view call,
                    const json::Value& body, Millis now_wall) {
  if (call == "clock") return clock(simulator, body, now_wall);
  if (call == "faults") return set_faults(simulator, body);
  if (call == "snapshot" || call == "restore")
    return snapshots_call(simulator, snapshots, call, body);
  if (call == "switches") {
    if (Status set = set_switches(simulator.switches(), body); !set) return refused(set.error());
    return answer(to_json(simulator.switches()));
  }
  if (call == "state") {
    const Result<json::Value> done = simulator.act(body, now_wall);
    return done ? answer(*done) : refused(done.error());
  }
  if (call == "reset") {
    simulator.reset();
    return answer(json::object({{"done", 1}}));
  }
  return no_page(404);
}

}  // namespace

http::Response control(Simulator& simulator, Snapshots& snapshots, const http::Request& request,
                       Millis now_wall) {
  std::string_view call = request.path();
  call.remove_prefix(std::min(call.size(), std::string_view("/__sim/").size()));
  const Query query = text::parse_form(request.query());
  if (request.method == "GET") return get(simulator, simulator, call, query, now_wall);
  if (request.method == "DELETE" && call == "faults") {
    simulator.clear_faults();
    return answer(json::object({{"done", 1}}));
  }
  if (request.method == "DELETE" && call == "log") {
    simulator.clear_log();
    return answer(json::object({{"done", 1}}));
  }
  if (request.method != "POST") return no_page(405);
  const Result<json::Value> body =
      request.body.empty() ? Result<json::Value>(json::object({})) : json::parse(request.body);
  if (!body) return refused(body.error());
  return post(simulator, snapshots, call, *body, now_wall);
}

}  // namespace byte8::sandbox::sage
