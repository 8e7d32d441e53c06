#include "tests/gate/cells.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/limits.h"

namespace byte8::gate {
namespace {

using sandbox::sage::FaultKind;
using sandbox::sage::FaultRule;

constexpr Write writes[] = {Write::contact, Write::invoice};

FaultRule rule(FaultKind kind, Write write, Millis ms = 0) {
  FaultRule made;
  made.kind = kind;
  made.match.method = "POST";
  made.match.path_regex = "^" + path_of(write) + "$";
  made.ms = ms;
  return made;
}

FaultRule web_page(Write write) {
  FaultRule made = rule(FaultKind::error_before, write);
  made.status = 502;
  made.body = "html";
  return made;
}

FaultRule decoy_rule(std::string_view list, std::string decoy) {
  FaultRule made;
  made.kind = FaultKind::search_decoy;
  made.match.method = "GET";
  made.match.path_regex = "^/v3.1/" + std::string(list) + "$";
  made.decoy = std::move(decoy);
  return made;
}

Cell with_rules(std::string fault, Write write, std::vector<FaultRule> rules) {
  Cell cell;
  cell.fault = std::move(fault);
  cell.write = write;
  cell.rules = std::move(rules);
  return cell;
}

Cell with_harm(std::string fault, Write write, Harm harm, Line line = Line::any) {
  Cell cell;
  cell.fault = std::move(fault);
  cell.write = write;
  cell.harm = Harming{.harm = harm, .method = "POST", .path = path_of(write), .line = line};
  return cell;
}

void cuts(std::vector<Cell>& into, Write write) {
  for (const Line line : {Line::fresh, Line::kept}) {
    const auto name = [line](std::string_view what) {
      return fmt::format("socket cut {}, {} connection", what,
                         line == Line::fresh ? "new" : "kept");
    };
    into.push_back(with_harm(name("before commit"), write, Harm::cut_before, line));
    into.push_back(with_harm(name("after commit"), write, Harm::cut_after, line));
    into.push_back(with_harm(name("in mid answer"), write, Harm::cut_half, line));
  }
}

// The caller knows at once that something is wrong, and Sage acts later all the same.
void late_cuts(std::vector<Cell>& into, Write write, const Timing& timing) {
  const Millis most = timing.late_commit_max;
  const auto add = [&into, write](std::string fault, Harm harm, Millis hold) {
    into.push_back(with_harm(std::move(fault), write, harm));
    into.back().harm->hold_ms = hold;
  };
  add("socket cut, commit half of it later", Harm::cut_late, most / 2);
  add("socket cut, commit late_commit_max later", Harm::cut_late, most);
  add("504, commit late_commit_max later", Harm::fail_late, most);
}

// What can happen to a POST of a record.
void posts(std::vector<Cell>& into, Write write, const Timing& timing) {
  const Millis gone = timing.request_timeout;
  const Millis most = timing.late_commit_max;
  cuts(into, write);
  late_cuts(into, write, timing);
  into.push_back(with_rules("500 before commit", write, {rule(FaultKind::error_before, write)}));
  into.push_back(
      with_rules("500 after commit", write, {rule(FaultKind::error_after_commit, write)}));
  into.push_back(with_rules("502 with a web page", write, {web_page(write)}));
  into.push_back(with_rules("429", write, {rule(FaultKind::too_many, write)}));
  into.push_back(with_rules("401", write, {rule(FaultKind::unauthorized, write)}));
  into.push_back(with_rules("answer after our time-out", write,
                            {rule(FaultKind::delay_after, write, gone + most / 4)}));
  into.push_back(late("commit at our time-out", write, gone));
  into.push_back(late("commit half of late_commit_max later", write, gone + most / 2));
  into.push_back(late("commit late_commit_max later", write, gone + most));
  into.push_back(late("late commit and search lag", write, gone + most * 3 / 4));
  into.back().lag = timing.search_lag;
  into.push_back(with_rules("cut after commit and search lag", write,
                            {rule(FaultKind::drop_after_commit, write)}));
  into.back().lag = timing.search_lag;
}

// The process killed while a write is in flight; what was under way arrives, or does not, or later.
void kills(std::vector<Cell>& into, Write write, const Timing& timing) {
  const auto add = [&into, write](std::string fault, Harm harm) -> Cell& {
    into.push_back(with_harm(std::move(fault), write, harm));
    into.back().kill = true;
    return into.back();
  };
  add("killed, request never arrives", Harm::hold_request);
  Cell& after = add("killed after commit", Harm::hold_answer);
  if (write == Write::refresh) after.consent = Consent::needed;
  add("killed, request arrives late", Harm::hold_request).keep = true;
  if (write == Write::refresh) return;
  add("killed after commit and search lag", Harm::hold_answer).lag = timing.search_lag;
}

void decoys(std::vector<Cell>& into) {
  Cell taken;
  taken.fault = "decoy: the reference is taken";
  taken.write = Write::contact;
  taken.decoy = Decoy::contact_taken;
  into.push_back(taken);
  // The second POST is the one under the next reference.
  taken = with_harm("decoy: taken, then cut after commit", Write::contact, Harm::cut_after);
  taken.decoy = Decoy::contact_taken;
  taken.harm->nth = taken.nth = 2;
  into.push_back(taken);
  const FaultRule contact_cut = rule(FaultKind::drop_after_commit, Write::contact);
  into.push_back(with_rules("decoy: a reference like ours", Write::contact,
                            {contact_cut, decoy_rule("contacts", "contact")}));
  Cell before = with_harm("decoy: other contact, cut before", Write::invoice, Harm::cut_before);
  before.decoy = Decoy::invoice_before;
  into.push_back(before);
  const FaultRule invoice_cut = rule(FaultKind::drop_after_commit, Write::invoice);
  for (const auto& [what, held] : {std::pair{"contact", 0}, {"amount", 1}, {"date", 1}}) {
    into.push_back(with_rules(fmt::format("decoy: other {}, cut after", what), Write::invoice,
                              {invoice_cut, decoy_rule("sales_invoices", what)}));
    into.back().held = held;
  }
}

// A refresh that Sage carried out and whose answer is lost takes the grant with it: nothing but the
// owner's consent brings it back.
void refreshes(std::vector<Cell>& into, const Timing& timing) {
  constexpr Write write = Write::refresh;
  const std::size_t first = into.size();
  cuts(into, write);
  for (std::size_t at = first; at < into.size(); ++at) {
    if (into[at].harm->harm != Harm::cut_before) into[at].consent = Consent::needed;
  }
  into.push_back(with_rules("500 before commit", write, {rule(FaultKind::error_before, write)}));
  into.push_back(
      with_rules("500 after commit", write, {rule(FaultKind::error_after_commit, write)}));
  into.back().consent = Consent::needed;
  into.push_back(with_rules("502 with a web page", write, {web_page(write)}));
  into.push_back(with_rules("429", write, {rule(FaultKind::too_many, write)}));
  into.push_back(with_rules("answer after our time-out", write,
                            {rule(FaultKind::delay_after, write, timing.request_timeout * 5 / 4)}));
  into.back().consent = Consent::needed;
  // By then the second try has renewed it. Whether the late one does harm is not known of Sage; if
  // so, the next renewal finds out.
  const Millis delay = timing.request_timeout + timing.late_commit_max;
  into.push_back(late("commit late_commit_max later", write, delay));
  into.push_back(late("late, and reuse revokes the grant", write, delay));
  into.back().reuse_revokes = into.back().renew_again = true;
  into.back().consent = Consent::needed;
  into.push_back(
      with_rules("rotated token lost", write, {rule(FaultKind::token_drop_after_rotate, write)}));
  into.back().consent = Consent::needed;
  into.push_back(into.back());
  into.back().fault = "rotated token lost, reuse revokes";
  into.back().reuse_revokes = true;
}

}  // namespace

std::string path_of(Write write) {
  switch (write) {
    case Write::contact:
      return "/v3.1/contacts";
    case Write::invoice:
      return "/v3.1/sales_invoices";
    case Write::refresh:
      break;
  }
  return "/oauth/token";
}

Timing Timing::usual() {
  if (std::getenv("BYTE8_DEFAULT_TIMING") == nullptr) return {};
  return {.request_timeout = limits::request_timeout,
          .late_commit_max = limits::late_commit_max,
          .search_lag = limits::search_lag};
}

app::Settings Timing::flags() const {
  return {{"request_timeout", fmt::format("{}ms", request_timeout)},
          {"late_commit_max", fmt::format("{}ms", late_commit_max)},
          {"search_lag", fmt::format("{}ms", search_lag)}};
}

std::string_view word(Write write) {
  switch (write) {
    case Write::contact:
      return "contact";
    case Write::invoice:
      return "invoice";
    case Write::refresh:
      break;
  }
  return "refresh";
}

std::string Cell::name() const {
  return fmt::format("{:<42} {} #{} {}", fault, word(write), nth,
                     honoured ? "honoured" : "ignored");
}

Cell late(std::string fault, Write write, Millis delay) {
  return with_rules(std::move(fault), write, {rule(FaultKind::delay_before, write, delay)});
}

std::vector<Cell> all_cells(const Timing& timing) {
  std::vector<Cell> once;
  for (const Write write : writes) {
    const std::size_t first = once.size();
    posts(once, write, timing);
    // The same at the second write, with others done before and after it.
    const std::vector<Cell> firsts(once.begin() + static_cast<std::ptrdiff_t>(first), once.end());
    for (Cell cell : firsts) {
      cell.nth = 2;
      for (FaultRule& one : cell.rules) one.match.nth = 2;
      if (cell.harm) cell.harm->nth = 2;
      once.push_back(std::move(cell));
    }
    kills(once, write, timing);
  }
  decoys(once);
  refreshes(once, timing);
  kills(once, Write::refresh, timing);
  std::vector<Cell> all;
  for (const bool honoured : {true, false}) {
    for (Cell cell : once) {
      cell.honoured = honoured;
      all.push_back(std::move(cell));
    }
  }
  return all;
}

}  // namespace byte8::gate
