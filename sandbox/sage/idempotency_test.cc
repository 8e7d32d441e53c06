#include "sandbox/sage/test_rig.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::string_view first_id = "8f14e45fceea467a9ad2f2f0b0a7c9d1";
constexpr std::string_view second_id = "8f14e45fceea467a9ad2f2f0b0a7c9d2";

class IdempotencyTest : public testing::Test {
 protected:
  json::Value invoice(std::string_view id = first_id) {
    return with(rig.invoice(contact, {rig.line()}, "M2-1"), "idempotency_id", id);
  }
  std::int64_t invoices() { return rig.get("/sales_invoices").total(); }

  Rig rig;
  std::string contact = rig.customer();
};

TEST_F(IdempotencyTest, same_request_gets_the_first_answer_and_creates_nothing) {
  const Answer made = rig.make_invoice(invoice());
  rig.sim.advance(60'000);
  const Answer again = rig.make_invoice(invoice());
  EXPECT_EQ(again.status(), 201);
  EXPECT_EQ(again.body, made.body);
  EXPECT_FALSE(again.decision.committed);
  EXPECT_EQ(invoices(), 1);
  EXPECT_EQ(rig.counted("replayed"), 1);
  EXPECT_TRUE(rig.sim.log().rbegin()[1].replayed);
  EXPECT_EQ(rig.make_invoice(invoice(second_id)).status(), 201);
  EXPECT_EQ(invoices(), 2);
}

TEST_F(IdempotencyTest, other_body_is_refused_replayed_or_created_by_switch) {
  const Answer made = rig.make_invoice(invoice());
  const json::Value other = with(invoice(), "notes", "changed");
  EXPECT_EQ(rig.make_invoice(other).status(), 422);
  rig.sim.switches().idem_mismatch = "replay";
  EXPECT_EQ(rig.make_invoice(other).body, made.body);
  rig.sim.switches().idem_mismatch = "create";
  EXPECT_NE(rig.make_invoice(other).id(), made.id());
  EXPECT_EQ(invoices(), 2);
  EXPECT_EQ(rig.counted("shared_idempotency_ids"), 1);
}

TEST_F(IdempotencyTest, other_entity_is_refused) {
  rig.make_invoice(invoice());
  EXPECT_EQ(rig.make_contact(with(rig.contact(), "idempotency_id", first_id)).problems().at(0),
            "idempotency_id: has been used for another resource");
}

TEST_F(IdempotencyTest, is_forgotten_after_seven_days_or_the_switchs_time) {
  rig.make_invoice(invoice());
  rig.sim.advance(Millis{7} * 24 * 3'600'000 - 1);
  rig.connect("owner");
  EXPECT_EQ(rig.make_invoice(invoice()).status(), 201);
  EXPECT_EQ(invoices(), 1);
  rig.sim.advance(1);
  rig.connect("owner");
  EXPECT_EQ(rig.make_invoice(invoice()).status(), 201);
  EXPECT_EQ(invoices(), 2);
}

TEST_F(IdempotencyTest, refusals_are_forgotten_unless_switched) {
  const json::Value wrong = with(invoice(), "date", "never");
  EXPECT_EQ(rig.make_invoice(wrong).status(), 422);
  EXPECT_EQ(rig.make_invoice(invoice()).status(), 201);
  rig.sim.switches().idem_remember_4xx = true;
  EXPECT_EQ(rig.make_invoice(with(invoice(second_id), "date", "never")).status(), 422);
  EXPECT_EQ(rig.make_invoice(invoice(second_id)).problems().at(0),
            "idempotency_id: has been used with another request");
}

TEST_F(IdempotencyTest, malformed_ids_are_refused) {
  for (const char* id :
       {"8f14e45f-ceea-467a-9ad2-f2f0b0a7c9d1", "8f14", "zf14e45fceea467a9ad2f2f0b0a7c9d1"}) {
    EXPECT_EQ(rig.make_invoice(invoice(id)).status(), 422) << id;
  }
}

TEST_F(IdempotencyTest, off_ignores_the_field) {
  rig.sim.switches().idempotency = false;
  rig.make_invoice(invoice());
  rig.make_invoice(invoice());
  EXPECT_EQ(rig.make_invoice(invoice("anything")).status(), 201);
  EXPECT_EQ(invoices(), 3);
  EXPECT_EQ(rig.counted("duplicates"), 1);
  EXPECT_EQ(rig.counted("shared_idempotency_ids"), 1);
}

TEST_F(IdempotencyTest, is_kept_per_business) {
  rig.make_invoice(invoice());
  rig.business = fixed::gb_start;
  const json::Value own = with(rig.contact(), "idempotency_id", first_id);
  EXPECT_EQ(rig.make_contact(own).status(), 201);
}

TEST_F(IdempotencyTest, requests_without_an_id_are_counted) {
  const std::int64_t before = rig.counted("requests_without_idempotency_id");
  rig.make_invoice(without(invoice(), "idempotency_id"));
  rig.make_invoice(invoice());
  EXPECT_EQ(rig.counted("requests_without_idempotency_id"), before + 1);
}

TEST_F(IdempotencyTest, put_is_remembered_as_well) {
  const std::string id = rig.make_invoice(invoice()).id();
  const json::Value added =
      json::object({{"sales_invoice", json::object({{"idempotency_id", second_id},
                                                    {"invoice_lines", json::Array{rig.line()}}})}});
  EXPECT_EQ(rig.put("/sales_invoices/" + id, added).text("total_amount"), "24.0");
  EXPECT_EQ(rig.put("/sales_invoices/" + id, added).text("total_amount"), "24.0");
}

TEST_F(IdempotencyTest, survives_an_answer_that_was_lost) {
  ASSERT_TRUE(rig.fault(json::object({{"do", "500_after_commit"}})).ok());
  EXPECT_EQ(rig.make_invoice(invoice()).status(), 500);
  const Answer again = rig.make_invoice(invoice());
  EXPECT_EQ(again.status(), 201);
  EXPECT_EQ(again.text("displayed_as"), "SI-1");
  EXPECT_EQ(invoices(), 1);
}

TEST_F(IdempotencyTest, second_of_two_at_once_waits_for_the_first) {
  ASSERT_TRUE(rig.fault(json::object({{"do", "delay_before"}, {"ms", 30'000}})).ok());
  const http::Request request = rig.request(
      "POST", "/sales_invoices", json::write(json::object({{"sales_invoice", invoice()}})));
  const Arrival first = rig.sim.begin(request, rig.wall);
  EXPECT_EQ(first.delay_before_ms, 30'000);
  const Arrival second = rig.sim.begin(request, rig.wall + 1000);
  EXPECT_GT(second.delay_before_ms, 29'000);
  const Answer made = Rig::read(rig.sim.process(first.ticket, rig.wall + 30'000));
  const Answer replayed =
      Rig::read(rig.sim.process(second.ticket, rig.wall + 1000 + second.delay_before_ms));
  EXPECT_EQ(replayed.body, made.body);
  rig.sim.end(first.ticket);
  rig.sim.end(second.ticket);
  EXPECT_EQ(invoices(), 1);
}

TEST_F(IdempotencyTest, second_of_two_at_once_is_a_conflict_by_switch) {
  rig.sim.switches().idem_parallel = "409";
  ASSERT_TRUE(rig.fault(json::object({{"do", "delay_before"}, {"ms", 30'000}})).ok());
  const http::Request request = rig.request(
      "POST", "/sales_invoices", json::write(json::object({{"sales_invoice", invoice()}})));
  const Arrival first = rig.sim.begin(request, rig.wall);
  EXPECT_EQ(rig.run(request).status(), 409);
  EXPECT_EQ(rig.sim.process(first.ticket, rig.wall + 30'000).response.status, 201);
  rig.sim.end(first.ticket);
}

}  // namespace
}  // namespace byte8::sandbox::sage
