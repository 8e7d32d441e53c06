#include "tests/gate/stand.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "base/text.h"
#include "model/money.h"
#include "tests/gate/neighbour.h"

namespace byte8::gate {
namespace {

using e2e::member;
using sandbox::sage::LogEntry;
using sandbox::sage::Simulator;

constexpr int orders_a_cell = 3;
// Why a document with a decoy beside it is held.
constexpr std::string_view two_candidates = "more than one document in Sage carries this reference";
constexpr std::int64_t sage_clock_factor = 60;  // of the System

json::Array items(const json::Value& value, std::string_view key) {
  const json::Value found = member(value, key);
  return found.is_array() ? found.array() : json::Array();
}

bool ours(const json::Value& row) {
  const json::Value foreign = member(row, "foreign");
  return foreign.is_bool() && !foreign.boolean();
}

}  // namespace

Stand::Stand(const Timing& timing) {
  e2e::SystemOptions options;
  options.flags = timing.flags();
  options.between = [this](std::uint16_t sage) {
    proxy_ = std::make_unique<Proxy>(sage);
    return proxy_->port();
  };
  system_ = std::make_unique<e2e::System>(options);
  process_ = std::make_unique<e2e::Process>(*system_);
  auto api = test_support::OpenApi::sage();
  EXPECT_TRUE(api.ok());
  if (api) api_ = std::make_unique<test_support::OpenApi>(*std::move(api));
  const Status started = process_->start();
  EXPECT_TRUE(started.ok()) << (started.ok() ? "" : started.error().message);
  system_->sage().with([](Simulator& sage) { sage.switches().retry_after_s = 1; });
  system_->connect();
}

Stand::~Stand() {
  process_.reset();
  system_.reset();
}

Verdict Stand::play(const Cell& cell) {
  const Millis begun = read_clocks().boot;
  Verdict verdict;
  arm(cell);
  std::vector<Document> placed = order(cell, orders_a_cell);
  if (cell.harm) {
    const bool hold = cell.kill;
    expect(verdict, system_->until("the proxy strikes", [this, hold]() -> Result<bool> {
      return hold ? proxy_->holds() : proxy_->struck();
    }));
  }
  if (cell.kill) kill_and_start(cell, verdict);
  // A late request must have been carried out before anything is counted.
  const auto all_struck = [&]() -> Result<bool> { return struck(cell) && !proxy_->holds(); };
  if (cell.renew_again) {
    expect(verdict, system_->until("every fault strikes", all_struck));
    expire_access();
    std::ranges::move(order(cell, 1), std::back_inserter(placed));
  }
  see_consent(cell, placed, verdict);
  expect(verdict, system_->until("every fault strikes", all_struck));
  const app::Comparison all = system_->settled();
  disarm();
  verdict.documents = static_cast<std::int64_t>(placed.size());
  judge(cell, placed, all, verdict);
  check_requests(verdict);
  verdict.took = read_clocks().boot - begun;
  return verdict;
}

void Stand::arm(const Cell& cell) {
  logged_ = last_request();
  system_->sage().with([&](Simulator& sage) {
    sandbox::sage::Switches& switches = sage.switches();
    switches.idempotency = cell.honoured;
    switches.reuse_revokes_family = cell.reuse_revokes;
    switches.search_lag_s = cell.lag * sage_clock_factor / 1'000;
    for (const sandbox::sage::FaultRule& rule : cell.rules) {
      EXPECT_TRUE(sage.add_fault(rule).ok()) << cell.name();
    }
  });
  if (cell.write == Write::refresh) expire_access();
  if (cell.harm) proxy_->arm(*cell.harm);
}

void Stand::expire_access() {
  system_->sage().with([](Simulator& sage) {
    const json::Value action = json::object({{"action", "expire_access_tokens"}});
    EXPECT_TRUE(sage.act(action, read_clocks().wall).ok());
  });
}

void Stand::disarm() {
  proxy_->disarm();
  system_->sage().with([](Simulator& sage) {
    sage.clear_faults();
    sage.switches().search_lag_s = 0;
    sage.switches().reuse_revokes_family = false;
  });
}

// The body is changed before the store's cron tells of it: each customer is a new contact.
Document Stand::strange(sandbox::shop::Shop& shop, std::int64_t invoice, std::int64_t customer) {
  const std::string route = fmt::format("invoice/{}", invoice);
  json::Value body = *json::parse(*shop.documents().find(route));
  json::Value* buyer = body.find("customer");
  buyer->set("magento_id", customer);
  buyer->set("email", fmt::format("customer.{}@example.com", customer));
  shop.documents().put(route, json::write(body));
  const sandbox::shop::Facts* facts = shop.documents().facts("invoice", invoice);
  return {.reference = facts->increment_id,
          .currency = facts->currency,
          .total = facts->grand_total,
          .guid_end = fmt::format(":customer:{}:{}", customer, facts->currency),
          .contact_reference = fmt::format("M{}{}", customer, facts->currency == "EUR" ? "E" : "")};
}

std::vector<Document> Stand::order(const Cell& cell, int count) {
  std::vector<Document> placed;
  system_->with_shop([&](sandbox::shop::Shop& shop, Millis now) {
    for (int i = 0; i < count; ++i) {
      const std::int64_t customer = ++customers_;
      for (const std::int64_t invoice : shop.place_order(now).invoice_ids) {
        placed.push_back(strange(shop, invoice, customer));
      }
    }
    for (const Document& document : placed) plant(cell, document);
    shop.tick();
  });
  return placed;
}

void Stand::plant(const Cell& cell, const Document& document) {
  if (cell.decoy == Decoy::none) return;
  sandbox::sage::ClientOptions client;
  client.redirect_uris = {system_->chassis() + "/oauth/sage/callback"};
  system_->sage().with([&](Simulator& sage) {
    Neighbour neighbour(sage, client, system_->setup().business());
    if (cell.decoy == Decoy::invoice_before) {
      EXPECT_EQ(neighbour.write_invoice(document.reference), 200);
    } else {
      // Two invoices of one order have one customer.
      const int status = neighbour.take_reference(document.contact_reference);
      EXPECT_TRUE(status == 201 || status == 422) << status;
    }
  });
}

void Stand::kill_and_start(const Cell& cell, Verdict& verdict) {
  process_->kill();
  if (!cell.keep) proxy_->let_go(false);
  const std::uint64_t before = last_request();
  expect(verdict, process_->start());
  if (!cell.keep) return;
  // Only when the new process did not find it, or has renewed by itself, does the old one arrive.
  expect(verdict, system_->until("the new process asks", [&, before]() -> Result<bool> {
    return asked_since(before, cell);
  }));
  proxy_->let_go(true);
}

std::uint64_t Stand::last_request() {
  std::uint64_t number = 0;
  system_->sage().with([&number](Simulator& sage) {
    if (!sage.log().empty()) number = sage.log().back().number;
  });
  return number;
}

// Whether the record in doubt was looked for, or the access renewed.
bool Stand::asked_since(std::uint64_t number, const Cell& cell) {
  const std::string method = cell.write == Write::refresh ? "POST" : "GET";
  bool found = false;
  system_->sage().with([&](Simulator& sage) {
    for (const LogEntry& entry : sage.log()) {
      found = found || (entry.number > number && entry.method == method &&
                        entry.target.starts_with(path_of(cell.write)));
    }
  });
  return found;
}

bool Stand::access_removed() {
  const auto binding = system_->setup().get("/v1/bindings/" + system_->setup().binding());
  return binding && binding->text_or("hold") == "sage_access_removed";
}

// Waits until it is clear whether the owner is needed, and lets him in.
void Stand::see_consent(const Cell& cell, const std::vector<Document>& placed, Verdict& verdict) {
  if (cell.consent == Consent::never) return;
  const auto all_there = [&] {
    std::set<std::string> seen;
    for (const json::Value& row : items(books(), "sales_invoices")) {
      if (ours(row)) seen.insert(row.text_or("reference"));
    }
    return std::ranges::all_of(
        placed, [&seen](const Document& one) { return seen.contains(one.reference); });
  };
  expect(verdict, system_->until("access is lost, or everything is there", [&]() -> Result<bool> {
    verdict.consented = access_removed();
    return verdict.consented || all_there();
  }));
  if (!verdict.consented) {
    if (cell.consent == Consent::needed)
      verdict.wrong.push_back("it was not said that access is lost");
    return;
  }
  expect(verdict, system_->setup().connect_sage());
}

bool Stand::struck(const Cell& cell) {
  std::multiset<std::string_view> open;
  for (const sandbox::sage::FaultRule& rule : cell.rules) open.insert(word(rule.kind));
  system_->sage().with([&](Simulator& sage) {
    for (const LogEntry& entry : sage.log()) {
      if (entry.number <= logged_) continue;
      for (const std::string_view struck_one : text::split(entry.faults, ',')) {
        if (const auto found = open.find(struck_one); found != open.end()) open.erase(found);
      }
    }
  });
  return open.empty();
}

json::Value Stand::books() {
  return member(member(system_->ledger(), "businesses"), system_->setup().business());
}

// What the store has against what Sage has, without asking the chassis.
void Stand::judge_document(const Document& document, const json::Value& books, Verdict& verdict) {
  std::vector<json::Value> found;
  for (const json::Value& row : items(books, "sales_invoices")) {
    if (ours(row) && row.text_or("reference") == document.reference) found.push_back(row);
  }
  if (found.empty()) {
    ++verdict.lost;
    return;
  }
  verdict.duplicate += static_cast<std::int64_t>(found.size()) - 1;
  const auto store = model::parse_amount(document.total);
  const auto sage = model::parse_amount(found.front().text_or("total"));
  const std::int64_t off = !store || !sage ? 1 : (*store - *sage).units;
  constexpr std::int64_t penny = model::Amount::one / 100;
  verdict.pence += (std::abs(off) + penny - 1) / penny;
  for (const json::Value& contact : items(books, "contacts")) {
    if (contact.text_or("id") != found.front().text_or("contact_id")) continue;
    if (!contact.text_or("source_guid").ends_with(document.guid_end)) {
      verdict.wrong.push_back(document.reference + " is on somebody else's contact");
    }
  }
}

void Stand::judge(const Cell& cell, const std::vector<Document>& placed, const app::Comparison& all,
                  Verdict& verdict) {
  const json::Value sage = books();
  for (const Document& document : placed) {
    judge_document(document, sage, verdict);
    const auto told =
        std::ranges::find(all.documents, document.reference, &app::Compared::reference);
    if (told == all.documents.end()) {
      verdict.wrong.push_back("the chassis does not know " + document.reference);
    } else if (told->where == app::Where::held) {
      ++verdict.held;
      if (cell.held == 0 || told->detail.find(two_candidates) == std::string::npos) {
        verdict.wrong.push_back(document.reference + " is held: " + told->detail);
      }
    } else if (told->where != app::Where::in_sage) {
      verdict.wrong.push_back(document.reference + " is " + std::string(app::word(told->where)) +
                              ": " + told->detail);
    }
  }
  // Contacts are counted by the simulator, by our own key in them.
  for (const json::Value& name : items(system_->ledger(), "duplicates")) {
    if (name.string().starts_with("contact ")) ++verdict.duplicate;
  }
  if (verdict.lost + verdict.duplicate + verdict.pence != 0 || verdict.held != cell.held) {
    verdict.wrong.push_back(fmt::format("{} lost, {} duplicate, {} pence off, {} held of {}",
                                        verdict.lost, verdict.duplicate, verdict.pence,
                                        verdict.held, cell.held));
  }
  if (verdict.documents < orders_a_cell) verdict.wrong.push_back("too few documents");
}

// Every request against Sage's own description of its API.
void Stand::check_requests(Verdict& verdict) {
  std::vector<std::string> faults;
  system_->sage().with([&](Simulator& sage) {
    for (const LogEntry& entry : sage.log()) {
      if (entry.number <= logged_ || !entry.target.starts_with("/v3.1/")) continue;
      for (const std::string& fault : api_->check(entry.method, entry.target, *entry.body)) {
        faults.push_back(entry.method + " " + entry.target + ": " + fault);
      }
    }
  });
  verdict.wrong.insert(verdict.wrong.end(), faults.begin(), faults.end());
}

void Stand::expect(Verdict& verdict, const Status& status) const {
  if (!status) verdict.wrong.push_back(status.error().message);
}

std::vector<std::string> Stand::close() {
  json::Value report;
  system_->sage().with([&report](Simulator& sage) { report = sage.report(); });
  std::vector<std::string> wrong;
  for (const char* counter :
       {"duplicates", "parallel_post_violations", "missing_x_business", "unknown_fields",
        "mark_as_sent", "requests_without_idempotency_id", "shared_idempotency_ids"}) {
    const std::int64_t count = member(report, counter).integer().value_or(-1);
    if (count != 0) wrong.push_back(fmt::format("{} {}", counter, count));
  }
  for (const json::Value& one : items(report, "contradictions")) wrong.push_back(one.string());
  if (process_->stop() != 0) wrong.emplace_back("the program did not end with 0");
  return wrong;
}

}  // namespace byte8::gate
