#include "sandbox/sage/test_rig.h"

namespace byte8::sandbox::sage {
namespace {

TEST(limits, concurrency_counts_requests_that_have_not_ended) {
  Rig rig;
  rig.sim.switches().concurrent_max = 2;
  const Arrival first = rig.sim.begin(rig.request("GET", "/contacts"), rig.wall);
  EXPECT_EQ(rig.get("/contacts").status(), 200);
  const Arrival second = rig.sim.begin(rig.request("GET", "/contacts"), rig.wall);
  EXPECT_EQ(rig.get("/contacts").status(), 429);
  rig.sim.process(first.ticket, rig.wall);
  rig.sim.end(first.ticket);
  EXPECT_EQ(rig.get("/contacts").status(), 200);
  rig.sim.process(second.ticket, rig.wall);
  rig.sim.end(second.ticket);
  EXPECT_EQ(rig.counted("limited"), 1);
}

TEST(limits, day_and_window) {
  Rig rig;
  rig.sim.switches().daily_max = 3;
  for (const int status : {200, 200, 200, 429}) EXPECT_EQ(rig.get("/contacts").status(), status);
  rig.sim.advance(86'400'000);
  rig.connect("owner");
  EXPECT_EQ(rig.get("/contacts").status(), 200);
  rig.sim.switches().daily_max = 1000;
  rig.sim.switches().window_max = 2;
  for (const int status : {200, 200, 429}) EXPECT_EQ(rig.get("/contacts").status(), status);
  rig.business = fixed::ca_plus;
  EXPECT_EQ(rig.get("/contacts").status(), 200);  // another business has its own window
  rig.business = fixed::gb_plus;
  rig.sim.advance(60'000);
  EXPECT_EQ(rig.get("/contacts").status(), 200);
}

struct RetryAfter {
  std::string_view form, value;
};

TEST(limits, retry_after_and_body_come_in_all_forms) {
  Rig rig;
  rig.sim.switches().daily_max = 0;
  for (const RetryAfter& one : {RetryAfter{"seconds", "5"},
                                {"absent", ""},
                                {"zero", "0"},
                                {"date", "Fri, 01 May 2026 12:00:05 GMT"}}) {
    rig.sim.switches().retry_after = one.form;
    EXPECT_EQ(rig.get("/contacts").header("Retry-After"), one.value);
  }
  for (const auto& [form, type] : {std::pair{"empty", ""},
                                   {"text", "text/plain"},
                                   {"html", "text/html"},
                                   {"array", "application/json"}}) {
    rig.sim.switches().limit_body = form;
    EXPECT_EQ(rig.get("/contacts").header("Content-Type"), type);
  }
}

TEST(limits, nothing_is_done_when_over) {
  Rig rig;
  rig.sim.switches().daily_max = 0;
  const Answer answer = rig.make_contact(rig.contact());
  EXPECT_EQ(answer.status(), 429);
  EXPECT_FALSE(answer.decision.committed);
  rig.sim.switches().daily_max = 100;
  EXPECT_EQ(rig.get("/contacts?exclude_system=true").total(), 0);
}

class SerialTest : public testing::Test {
 protected:
  http::Request post(const std::string& reference = "M1") {
    return rig.request("POST", "/contacts",
                       json::write(json::object({{"contact", rig.contact(reference)}})));
  }
  Rig rig;
};

TEST_F(SerialTest, overlapping_posts_of_one_business_are_violations) {
  const Arrival first = rig.sim.begin(post("M1"), rig.wall);
  const Arrival second = rig.sim.begin(post("M2"), rig.wall);
  EXPECT_EQ(rig.counted("parallel_post_violations"), 1);
  rig.sim.process(first.ticket, rig.wall);
  rig.sim.process(second.ticket, rig.wall);
  rig.sim.end(first.ticket);
  rig.sim.end(second.ticket);
  rig.run(post("M3"));
  EXPECT_EQ(rig.counted("parallel_post_violations"), 1);
}

TEST_F(SerialTest, other_businesses_reads_and_payments_do_not_count) {
  const Arrival first = rig.sim.begin(post(), rig.wall);
  rig.get("/contacts");
  rig.pay(json::object({}));
  rig.business = fixed::ca_plus;
  rig.run(post());
  EXPECT_EQ(rig.counted("parallel_post_violations"), 0);
  rig.sim.process(first.ticket, rig.wall);
  rig.sim.end(first.ticket);
}

TEST_F(SerialTest, overlap_with_a_request_held_by_a_fault_is_counted_apart) {
  ASSERT_TRUE(rig.fault(json::object({{"do", "delay_after"}, {"ms", 60'000}})).ok());
  const Arrival first = rig.sim.begin(post("M1"), rig.wall);
  EXPECT_EQ(rig.sim.process(first.ticket, rig.wall).delay_after_ms, 60'000);
  rig.run(post("M2"));
  EXPECT_EQ(rig.counted("parallel_post_violations"), 0);
  EXPECT_EQ(rig.counted("parallel_post_delayed"), 1);
  rig.sim.end(first.ticket);
}

TEST_F(SerialTest, overlapping_documents_get_one_number_by_switch) {
  rig.sim.switches().parallel_same_number = true;
  const std::string contact = rig.customer();
  const http::Request request = rig.request(
      "POST", "/sales_invoices",
      json::write(json::object({{"sales_invoice", rig.invoice(contact, {rig.line()})}})));
  const Arrival first = rig.sim.begin(request, rig.wall);
  const Arrival second = rig.sim.begin(request, rig.wall);
  const Answer one = Rig::read(rig.sim.process(first.ticket, rig.wall));
  const Answer two = Rig::read(rig.sim.process(second.ticket, rig.wall));
  EXPECT_EQ(one.text("displayed_as"), "SI-1");
  EXPECT_EQ(two.text("displayed_as"), "SI-1");
  EXPECT_NE(one.id(), two.id());
  rig.sim.end(first.ticket);
  rig.sim.end(second.ticket);
}

}  // namespace
}  // namespace byte8::sandbox::sage
