// Claims of the founding page over real sockets; their numbers are in the tests' names.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

#include "tests/e2e_cpp/system.h"

namespace byte8::e2e {
namespace {

using sandbox::sage::LogEntry;
using sandbox::sage::Simulator;

constexpr int orders = 250;  // some have several invoices: about 300 of them

json::Array items(const json::Value& value, std::string_view key = "items") {
  const json::Value found = member(value, key);
  return found.is_array() ? found.array() : json::Array();
}

class Founding : public testing::Test {
 protected:
  Founding() {
    system_.start_chassis();
    system_.connect();
  }

  app::Setup& setup() { return system_.setup(); }
  std::string binding_path() { return "/v1/bindings/" + setup().binding(); }

  json::Value get(const std::string& path) {
    auto answer = setup().get(path);
    EXPECT_TRUE(answer.ok()) << answer.error().message;
    return answer ? *answer : json::Value();
  }
  json::Value post(const std::string& path, const json::Value& body = json::object({})) {
    auto answer = setup().post(path, body);
    EXPECT_TRUE(answer.ok()) << answer.error().message;
    return answer ? *answer : json::Value();
  }

  void disconnect() {
    const json::Value answer = post(binding_path() + "/disconnect");
    EXPECT_EQ(member(answer, "binding").text_or("status"), "revoked");
  }

  // As a person would: a new code, Sage's consent, the business, the settings.
  void reconnect() {
    for (const auto step : {&app::Setup::pair, &app::Setup::connect_sage,
                            &app::Setup::choose_business, &app::Setup::save_policy}) {
      const Status done = (setup().*step)();
      ASSERT_TRUE(done.ok()) << done.error().message;
    }
  }

  std::size_t outbox(sandbox::shop::RowStatus status) {
    std::size_t count = 0;
    system_.with_shop([&](sandbox::shop::Shop& shop, Millis) {
      for (const auto& [id, row] : shop.outbox().rows()) count += row.status == status ? 1 : 0;
    });
    return count;
  }

  void send_every_event_again() {
    system_.with_shop([](sandbox::shop::Shop& shop, Millis) {
      shop.outbox().send_all_again();
      shop.tick();
    });
  }

  // How the binding's invoice runs ended, by status; waits until none goes on.
  std::map<std::string, int> ended(const std::string& binding) {
    std::map<std::string, int> by_status;
    const Status done = system_.until("every run has ended", [&]() -> Result<bool> {
      if (outbox(sandbox::shop::RowStatus::pending) > 0) return false;
      by_status.clear();
      for (std::string cursor;;) {
        auto page = setup().get("/v1/runs?limit=200&event=invoice.created&binding=" + binding +
                                (cursor.empty() ? "" : "&cursor=" + cursor));
        if (!page) return page.error();
        for (const json::Value& run : items(*page)) ++by_status[run.text_or("status")];
        cursor = page->text_or("next_cursor");
        if (cursor.empty()) break;
      }
      return by_status["queued"] + by_status["running"] + by_status["waiting"] == 0;
    });
    EXPECT_TRUE(done.ok()) << done.error().message;
    std::erase_if(by_status, [](const auto& entry) { return entry.second == 0; });
    return by_status;
  }

  std::string books(const std::string& business) {
    return json::write(member(member(system_.ledger(), "businesses"), business));
  }

  std::vector<LogEntry> sage_log_after(std::uint64_t number) {
    std::vector<LogEntry> entries;
    system_.sage().with([&](Simulator& sage) {
      for (const LogEntry& entry : sage.log()) {
        if (entry.number > number) entries.push_back(entry);
      }
    });
    return entries;
  }
  std::uint64_t last_of_sage_log() {
    std::uint64_t number = 0;
    system_.sage().with([&](Simulator& sage) {
      if (!sage.log().empty()) number = sage.log().back().number;
    });
    return number;
  }

  System system_;
};

TEST_F(Founding, S9_S20_S21_every_event_sent_again_after_a_reconnect_changes_nothing_in_sage) {
  system_.order(orders);
  const app::Comparison before = system_.settled();
  ASSERT_TRUE(before.right()) << before.summary();
  const std::string books_before = books(setup().business());
  const std::string old_binding = setup().binding();
  const std::map<std::string, int> then = ended(old_binding);

  disconnect();
  reconnect();
  ASSERT_NE(setup().binding(), old_binding);
  send_every_event_again();

  EXPECT_EQ(ended(setup().binding()), then);
  EXPECT_EQ(books(setup().business()), books_before);
  EXPECT_EQ(ended(old_binding), then) << "the history of the old binding";
}

TEST_F(Founding, S22_another_business_takes_every_document_once) {
  system_.order(orders);
  ASSERT_TRUE(system_.settled().right());
  const std::string first = setup().business();
  const std::string books_before = books(first);
  disconnect();
  ASSERT_TRUE(setup().pair().ok());
  ASSERT_TRUE(setup().connect_sage().ok());
  std::string second;
  for (const json::Value& item : items(get(binding_path() + "/sage/businesses"))) {
    const std::string id = item.text_or("provider_business_id");
    if (id != first && member(item, "usable").boolean() && second.empty()) second = id;
  }
  ASSERT_NE(second, "");
  const auto refused = setup().post(binding_path() + "/sage/business",
                                    json::object({{"provider_business_id", second}}));
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message, testing::HasSubstr("different_business"));
  post(binding_path() + "/sage/business",
       json::object({{"provider_business_id", second}, {"confirm_different_business", true}}));
  ASSERT_TRUE(system_
                  .until("the binding is active",
                         [&]() -> Result<bool> {
                           return get(binding_path()).text_or("status") == "active";
                         })
                  .ok());
  ASSERT_TRUE(setup().save_policy().ok());
  send_every_event_again();

  std::map<std::string, int> now = ended(setup().binding());
  const json::Value taken = member(member(system_.ledger(), "businesses"), second);
  std::map<std::string, int> by_reference;
  for (const json::Value& invoice : items(taken, "sales_invoices")) {
    ++by_reference[invoice.text_or("reference")];
  }
  EXPECT_GT(now["succeeded"], 0);
  EXPECT_EQ(static_cast<int>(by_reference.size()), now["succeeded"]);
  for (const auto& [reference, count] : by_reference) EXPECT_EQ(count, 1) << reference;
  EXPECT_EQ(now["failed"], 0);
  EXPECT_EQ(books(first), books_before) << "nothing is added to the business that was left";
}

bool is_revoke(const LogEntry& entry) {
  return entry.target.ends_with("/revoke");
}

TEST_F(Founding, S4_S11_S17_S18_nothing_leaves_after_a_disconnect_and_nothing_is_forgotten) {
  system_.order(60);
  ASSERT_TRUE(system_
                  .until("something is in Sage",
                         [this]() -> Result<bool> { return system_.invoices_in_sage() > 3; })
                  .ok());
  disconnect();
  const std::uint64_t answered = last_of_sage_log();
  const json::Array cancelled = items(get("/v1/runs?status=cancelled&limit=200"));
  EXPECT_FALSE(cancelled.empty());
  for (const json::Value& run : cancelled) EXPECT_EQ(run.text_or("reason"), "binding_revoked");
  // The store goes on, is told 401 and gives its rows up.
  system_.order(1);
  ASSERT_TRUE(system_
                  .until("the store has given up",
                         [this]() -> Result<bool> {
                           return outbox(sandbox::shop::RowStatus::pending) == 0 &&
                                  outbox(sandbox::shop::RowStatus::dead_lettered) > 0;
                         })
                  .ok());
  const std::vector<LogEntry> after = sage_log_after(answered);
  const auto others = std::ranges::count_if(after, std::not_fn(is_revoke));
  EXPECT_LE(others, limits::lane_calls) << "more than what was in flight";

  reconnect();
  send_every_event_again();
  const app::Comparison all = system_.settled();
  EXPECT_TRUE(all.right()) << all.table() << all.summary();
  EXPECT_EQ(all.waiting, static_cast<std::int64_t>(all.documents.size()) - all.in_sage);
}

TEST_F(Founding, S14_S15_a_disconnect_answers_at_once_while_sage_hangs_and_revokes_later) {
  sandbox::sage::FaultRule hang;
  hang.kind = sandbox::sage::FaultKind::never_answers;
  hang.match.path_regex = "/revoke$";
  system_.sage().with([&](Simulator& sage) { EXPECT_TRUE(sage.add_fault(hang).ok()); });
  const Millis begun = read_clocks().boot;
  const json::Value answer = post(binding_path() + "/disconnect");
  EXPECT_LT(read_clocks().boot - begun, 100);
  EXPECT_EQ(answer.text_or("sage_revoke"), "pending");
  EXPECT_EQ(post(binding_path() + "/disconnect").text_or("sage_revoke"), "pending")
      << "again: the same state, and no error";
  const Status done = system_.until("Sage has confirmed", [this]() -> Result<bool> {
    auto binding = setup().get(binding_path());
    if (!binding) return binding.error();
    return member(*binding, "sage_access").text_or("revoke") == "done";
  });
  EXPECT_TRUE(done.ok()) << done.error().message;
}

std::string content(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST_F(Founding, S10_S16_no_file_holds_a_token_or_a_key_in_the_clear) {
  system_.order(5);
  ASSERT_TRUE(system_.settled().right());
  std::vector<std::string> secrets;
  system_.with_shop(
      [&](sandbox::shop::Shop& shop, Millis) { secrets.push_back(shop.connection().api_key()); });
  for (const LogEntry& entry : sage_log_after(0)) {
    if (!entry.target.ends_with("/token") || !entry.answer) continue;
    const auto answer = json::parse(*entry.answer);
    ASSERT_TRUE(answer.ok());
    for (const char* name : {"access_token", "refresh_token"}) {
      secrets.push_back(answer->text_or(name));
    }
  }
  ASSERT_GE(secrets.size(), 3U);
  for (const std::string& secret : secrets) ASSERT_GE(secret.size(), 16U);
  disconnect();
  ASSERT_TRUE(system_.stop_chassis().ok());
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(system_.folder())) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const std::string bytes = content(entry.path());
    for (const std::string& secret : secrets) {
      EXPECT_EQ(bytes.find(secret), std::string::npos) << entry.path();
    }
  }
  EXPECT_GT(files, 1U);
}

}  // namespace
}  // namespace byte8::e2e
