#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/alone.h"
#include "app/cli_command.h"
#include "sqlite/connection.h"
#include "tests/e2e_cpp/system.h"

namespace byte8::e2e {
namespace {

using testing::HasSubstr;

constexpr Millis a_second = 1'000;

TEST(system, an_order_is_an_invoice_in_sage_within_a_second) {
  System system;
  system.start_chassis();
  system.connect();
  // Other programs share this machine: the quickest of a few says what the chassis needs.
  Millis quickest = a_second;
  for (std::size_t before = 0; before < 5; ++before) {
    const std::size_t had = system.invoices_in_sage();
    const Millis placed = read_clocks().boot;
    system.order(1);
    const Status there = system.until("the invoice is in Sage", [&]() -> Result<bool> {
      return system.invoices_in_sage() > had;
    });
    ASSERT_TRUE(there.ok()) << there.error().message;
    quickest = std::min(quickest, read_clocks().boot - placed);
  }
  EXPECT_LT(quickest, a_second);
  const app::Comparison result = system.settled();
  EXPECT_TRUE(result.right()) << result.table() << result.summary();
  EXPECT_GE(result.in_sage, 5);
}

TEST(system, a_restart_in_the_middle_loses_nothing_and_repeats_nothing) {
  System system;
  system.start_chassis();
  system.connect();
  system.order(30);
  const Status begun = system.until(
      "something is in Sage", [&]() -> Result<bool> { return system.invoices_in_sage() > 0; });
  ASSERT_TRUE(begun.ok()) << begun.error().message;
  const Status stopped = system.stop_chassis();
  EXPECT_TRUE(stopped.ok()) << stopped.error().message;
  system.start_chassis();
  const app::Comparison result = system.settled();
  EXPECT_TRUE(result.right()) << result.table() << result.summary();
  EXPECT_EQ(result.waiting, 0) << result.table();
  EXPECT_GE(result.in_sage, 25) << result.table();
}

TEST(system, S3_S19_disconnecting_in_magento_is_heard_here_and_leaves_no_dead_letter) {
  System system;
  system.start_chassis();
  system.connect();
  const std::string store = fmt::format("http://127.0.0.1:{}", system.shop().port());
  auto health = system.web().get(store + "/__shop/health");
  ASSERT_TRUE(health.ok()) << health.error().message;
  EXPECT_THAT(json::write(*health), HasSubstr(R"("magento_connection_status":"active")"));
  auto gone = system.web().post(store + "/__shop/disconnect", json::object({}));
  ASSERT_TRUE(gone.ok()) << gone.error().message;
  EXPECT_THAT(json::write(*gone), HasSubstr(R"("acknowledged":true)"));
  auto binding = system.setup().get("/v1/bindings/" + system.setup().binding());
  ASSERT_TRUE(binding.ok()) << binding.error().message;
  EXPECT_EQ(binding->text_or("status"), "revoked");
  EXPECT_EQ(binding->text_or("reason"), "disconnected_in_magento");
  system.order(1);  // not connected: its observers queue nothing
  auto outbox = system.web().get(store + "/__shop/outbox");
  ASSERT_TRUE(outbox.ok()) << outbox.error().message;
  EXPECT_THAT(json::write(*outbox), testing::Not(HasSubstr("dead_lettered")));
}

// A posting that was held, as if its document had differed when it was looked for, and nobody knows
// any more what it became.
void hold_the_only_posting(const System& system) {
  auto db = sqlite::Connection::open(system.config().data_dir + "/byte8-ledger.db",
                                     sqlite::Connection::Mode::writer);
  ASSERT_TRUE(db.ok()) << db.error().message;
  const Status done = (*db)->execute(
      "UPDATE posting SET state = 'held', provider_id = NULL, record = NULL, "
      "error_code = 'differs_in_ledger' WHERE kind = 'sales_invoice';"
      "DELETE FROM entity_xref WHERE kind = 'sales_invoice';"
      "UPDATE run SET status = 'needs_review', error_code = 'needs_review', "
      "detail_code = 'differs_in_ledger' WHERE event = 'invoice.created';");
  ASSERT_TRUE(done.ok()) << done.error().message;
}

TEST(system, a_persons_retry_looks_again_at_what_was_held_and_posts_nothing_twice) {
  System system;
  system.start_chassis();
  system.connect();
  system.order(1);
  const app::Comparison before = system.settled();
  ASSERT_TRUE(before.right()) << before.table() << before.summary();
  ASSERT_TRUE(system.stop_chassis().ok());
  hold_the_only_posting(system);
  system.start_chassis();
  auto runs = system.setup().get("/v1/runs?status=needs_review&event=invoice.created");
  ASSERT_TRUE(runs.ok()) << runs.error().message;
  const std::string path = "/v1/runs/" + member(*runs, "items").array().at(0).text_or("id");
  ASSERT_TRUE(system.setup().post(path + "/retry", json::object({})).ok());
  const Status done = system.until("the run has ended", [&]() -> Result<bool> {
    auto run = system.setup().get(path);
    if (!run) return run.error();
    return run->text_or("status") == "succeeded";
  });
  EXPECT_TRUE(done.ok()) << done.error().message;
  EXPECT_THAT(json::write(*system.setup().get(path)), HasSubstr(R"("adopted")"));
  EXPECT_EQ(system.invoices_in_sage(), 1U);
}

TEST(system, the_edge_refuses_what_is_no_event_of_a_paired_store) {
  System system;
  system.start_chassis();
  app::Web& web = system.web();
  const std::string hook = system.chassis() + "/webhooks/magento/nobody/invoice.created";
  EXPECT_EQ(web.send("POST", hook, {}, "{}")->status, 401);
  EXPECT_EQ(web.send("GET", hook)->status, 405);
  EXPECT_EQ(web.send("POST", hook, {}, std::string((1 << 20) + 1, 'x'))->status, 413);
  EXPECT_EQ(web.send("GET", system.chassis() + "/healthz")->status, 200);
  EXPECT_EQ(web.send("GET", system.chassis() + "/readyz")->body, "ready\n");
  EXPECT_EQ(web.send("GET", system.chassis() + "/v1/runs")->status, 401);
}

TEST(system, commands_are_handed_to_the_chassis_that_runs_or_run_alone) {
  System system;
  const auto user = [&system](const std::string& email) {
    auto answer = app::run_command(system.config(),
                                   app::to_json(app::NewUser{.email = email, .role = "owner"}));
    return answer ? answer->status : 0;
  };
  EXPECT_EQ(user("alone@example.com"), 201);
  EXPECT_EQ(user("alone@example.com"), 409);
  system.start_chassis();
  EXPECT_EQ(user("alone@example.com"), 409);
  EXPECT_EQ(user("served@example.com"), 201);
  EXPECT_TRUE(system.stop_chassis().ok());
  EXPECT_EQ(user("served@example.com"), 409);
}

}  // namespace
}  // namespace byte8::e2e
