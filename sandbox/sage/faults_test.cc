#include "sandbox/sage/test_rig.h"

namespace byte8::sandbox::sage {
namespace {

class FaultTest : public testing::Test {
 protected:
  void set(std::string_view text) { ASSERT_TRUE(rig.fault(*json::parse(text)).ok()) << text; }
  std::int64_t contacts() { return rig.get("/contacts?exclude_system=true").total(); }

  Rig rig;
};

struct Refusing {
  std::string_view fault;
  int status;
  Delivery delivery;
  bool committed;
};

TEST_F(FaultTest, each_fault_answers_and_commits_as_its_name_says) {
  constexpr Refusing cases[] = {
      {R"({"do":"drop_before"})", 0, Delivery::drop, false},
      {R"({"do":"tls_reset"})", 0, Delivery::drop, false},
      {R"({"do":"drop_after_commit"})", 201, Delivery::drop, true},
      {R"({"do":"drop_mid_response"})", 201, Delivery::part, true},
      {R"({"do":"500_before"})", 500, Delivery::answer, false},
      {R"({"do":"500_after_commit"})", 500, Delivery::answer, true},
      {R"({"do":"502"})", 502, Delivery::answer, false},
      {R"({"do":"503"})", 503, Delivery::answer, false},
      {R"({"do":"504"})", 504, Delivery::answer, false},
      {R"({"do":"525"})", 525, Delivery::answer, false},
      {R"({"do":"error_after_commit","status":504,"body":"html"})", 504, Delivery::answer, true},
      {R"({"do":"429"})", 429, Delivery::answer, false},
      {R"({"do":"401_once"})", 401, Delivery::answer, false},
      {R"({"do":"mse"})", 401, Delivery::answer, false},
      {R"({"do":"403_area"})", 403, Delivery::answer, false},
      {R"({"do":"slow_body"})", 201, Delivery::slow, true},
      {R"({"do":"huge_body"})", 201, Delivery::answer, true},
      {R"({"do":"endless"})", 201, Delivery::never, true},
      {R"({"do":"not_json"})", 201, Delivery::answer, true}};
  for (const Refusing& one : cases) {
    const std::int64_t before = contacts();
    set(one.fault);
    const Answer answer = rig.make_contact(rig.contact());
    EXPECT_EQ(answer.status(), one.status) << one.fault;
    EXPECT_EQ(answer.decision.delivery, one.delivery) << one.fault;
    EXPECT_EQ(answer.decision.committed, one.committed) << one.fault;
    EXPECT_EQ(contacts() - before, one.committed ? 1 : 0) << one.fault;
    EXPECT_EQ(rig.sim.faults_left(), 0U);
  }
}

TEST_F(FaultTest, details_of_the_damage) {
  set(R"({"do":"drop_mid_response"})");
  const Answer part = rig.make_contact(rig.contact());
  EXPECT_EQ(part.decision.part_bytes, part.decision.response.body.size() / 2);
  set(R"({"do":"502"})");
  const Answer gateway = rig.get("/contacts");
  EXPECT_EQ(gateway.header("Content-Type"), "text/html");
  EXPECT_EQ(gateway.header("X-Business"), "");
  set(R"({"do":"500_before"})");
  EXPECT_EQ(rig.get("/contacts").code(), "UnexpectedError");
  set(R"({"do":"huge_body","bytes":1000})");
  EXPECT_EQ(rig.get("/contacts").decision.response.body.size(), 1000U);
  set(R"({"do":"slow_body","ms":20})");
  EXPECT_EQ(rig.get("/contacts").decision.per_byte_ms, 20);
  set(R"({"do":"429","retry_after":"date","body":"html"})");
  const Answer limited = rig.get("/contacts");
  EXPECT_EQ(limited.header("Retry-After"), "Fri, 01 May 2026 12:00:05 GMT");
  EXPECT_EQ(limited.header("Content-Type"), "text/html");
}

TEST_F(FaultTest, match_by_method_path_business_body_and_count) {
  set(R"({"match":{"method":"POST","path_regex":"^/v3.1/contacts$","body_contains":"M2","nth":2},
          "do":"500_before","times":2})");
  EXPECT_EQ(rig.get("/contacts").status(), 200);
  EXPECT_EQ(rig.make_contact(rig.contact("M1")).status(), 201);
  EXPECT_EQ(rig.make_contact(rig.contact("M2")).status(), 201);   // the first match
  EXPECT_EQ(rig.make_contact(rig.contact("M20")).status(), 500);  // the second and third
  EXPECT_EQ(rig.make_contact(rig.contact("M21")).status(), 500);
  EXPECT_EQ(rig.make_contact(rig.contact("M22")).status(), 201);
  set(R"({"match":{"business":")" + std::string(fixed::ca_plus) +
      R"("},"do":"500_before","times":0})");
  EXPECT_EQ(rig.get("/contacts").status(), 200);
  rig.business = fixed::ca_plus;
  for (int at = 0; at < 3; ++at) EXPECT_EQ(rig.get("/contacts").status(), 500);
  rig.sim.clear_faults();
  EXPECT_EQ(rig.get("/contacts").status(), 200);
}

TEST_F(FaultTest, control_is_never_hit) {
  set(R"({"do":"500_before","times":0})");
  EXPECT_EQ(rig.control("GET", "assert").status(), 200);
}

TEST_F(FaultTest, refuses_rules_that_make_no_sense) {
  for (const std::string_view text :
       {R"({"do":"explode"})", R"({"match":{"path_regex":"("},"do":"502"})",
        R"({"match":{"color":"red"},"do":"502"})", R"({"match":{"nth":-1},"do":"502"})", "[]"}) {
    EXPECT_FALSE(rig.fault(*json::parse(text)).ok()) << text;
  }
}

TEST_F(FaultTest, rule_survives_its_json) {
  set(R"({"match":{"method":"POST","path_regex":"x","nth":3},
          "do":"delay_ms","when":"after","ms":70,"times":2})");
  const json::Value shown = rig.sim.faults().array().at(0);
  EXPECT_EQ(shown.text_or("do"), "delay_after");
  const Result<FaultRule> again = fault_rule_of(shown);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ((*again).ms, 70);
  EXPECT_EQ((*again).match.nth, 3);
  EXPECT_EQ((*again).times, 2);
}

TEST_F(FaultTest, late_commit_is_not_there_when_looked_for_and_comes_after) {
  set(R"({"match":{"method":"POST"},"do":"delay_ms","when":"before","ms":30000})");
  const http::Request request =
      rig.request("POST", "/contacts", json::write(json::object({{"contact", rig.contact("M1")}})));
  const Arrival late = rig.sim.begin(request, rig.wall);
  EXPECT_EQ(late.delay_before_ms, 30'000);
  EXPECT_EQ(rig.get("/contacts?search=shopper").total(), 0);
  const Decision decision = rig.sim.process(late.ticket, rig.wall + 30'000);
  EXPECT_TRUE(decision.committed);
  rig.sim.end(late.ticket);
  EXPECT_EQ(rig.get("/contacts?search=shopper").total(), 1);
}

TEST_F(FaultTest, late_commit_outlives_the_token_it_came_with) {
  set(R"({"do":"delay_before","ms":400000})");
  const http::Request request =
      rig.request("POST", "/contacts", json::write(json::object({{"contact", rig.contact("M1")}})));
  const Arrival late = rig.sim.begin(request, rig.wall);
  EXPECT_TRUE(rig.sim.process(late.ticket, rig.wall + 400'000).committed);
  rig.sim.end(late.ticket);
}

TEST_F(FaultTest, delays_add_up_with_the_latency) {
  rig.sim.switches().latency_ms = 200;
  set(R"({"do":"delay_before","ms":50})");
  set(R"({"do":"delay_after","ms":70})");
  const Answer answer = rig.get("/contacts");
  EXPECT_EQ(answer.decision.delay_before_ms, 250);
  EXPECT_EQ(answer.decision.delay_after_ms, 70);
}

TEST_F(FaultTest, token_faults_strike_the_token_endpoint_only) {
  set(R"({"do":"token_500"})");
  EXPECT_EQ(rig.get("/contacts").status(), 200);
  EXPECT_EQ(rig.renew(rig.refresh).status(), 500);
  set(R"({"do":"token_429"})");
  EXPECT_EQ(rig.renew(rig.refresh).status(), 429);
  set(R"({"do":"token_slow","ms":9000})");
  const Answer slow = rig.renew(rig.refresh);
  EXPECT_EQ(slow.decision.delay_after_ms, 9000);
  EXPECT_EQ(slow.status(), 200);
}

TEST_F(FaultTest, lost_rotation_leaves_only_reconnecting) {
  set(R"({"do":"token_drop_after_rotate"})");
  rig.exchange(rig.code("owner"));
  EXPECT_EQ(rig.sim.faults_left(), 1U);  // not the exchange
  const Answer lost = rig.renew(rig.refresh);
  EXPECT_EQ(lost.decision.delivery, Delivery::drop);
  EXPECT_TRUE(lost.decision.committed);
  EXPECT_EQ(rig.renew(rig.refresh).text("error"), "invalid_grant");
}

TEST_F(FaultTest, revoke_in_the_middle_is_401_now_and_invalid_grant_then) {
  set(R"({"match":{"nth":2},"do":"revoke_mid_batch"})");
  EXPECT_EQ(rig.get("/contacts").status(), 200);
  EXPECT_EQ(rig.get("/contacts").status(), 401);
  EXPECT_EQ(rig.get("/contacts").status(), 401);
  EXPECT_EQ(rig.renew(rig.refresh).text("error"), "invalid_grant");
}

TEST_F(FaultTest, unauthorized_always_goes_on) {
  set(R"({"do":"401_always"})");
  for (int at = 0; at < 3; ++at) EXPECT_EQ(rig.get("/contacts").status(), 401);
}

TEST_F(FaultTest, business_echo_can_be_wrong_or_missing) {
  set(R"({"do":"wrong_business_echo"})");
  const Answer wrong = rig.make_contact(rig.contact());
  EXPECT_EQ(wrong.status(), 201);
  EXPECT_NE(wrong.header("X-Business"), fixed::gb_plus);
  EXPECT_NE(wrong.header("X-Business"), "");
  set(R"({"do":"no_business_echo"})");
  EXPECT_EQ(rig.get("/contacts").header("X-Business"), "");
}

TEST_F(FaultTest, lead_changes_under_a_request_without_business) {
  http::Request request = rig.request("GET", "/contacts");
  std::erase_if(request.headers,
                [](const http::Header& header) { return header.name == "X-Business"; });
  set(R"({"do":"lead_changes"})");
  EXPECT_EQ(rig.run(request).header("X-Business"), fixed::gb_start);
}

TEST_F(FaultTest, next_null_and_page_shift_spoil_paging) {
  const std::string contact = rig.customer();
  for (int at = 0; at < 3; ++at) rig.simple_invoice(contact);
  set(R"({"match":{"path_regex":"sales_invoices"},"do":"next_null"})");
  EXPECT_TRUE(rig.get("/sales_invoices?items_per_page=1").body.find("$next")->is_null());
  EXPECT_FALSE(rig.get("/sales_invoices?items_per_page=1").body.find("$next")->is_null());
  set(R"({"match":{"path_regex":"sales_invoices"},"do":"page_shift"})");
  EXPECT_EQ(rig.get("/sales_invoices?items_per_page=1&page=2&sort=created_at:desc").total(), 4);
  EXPECT_EQ(rig.counted("duplicates"), 0);
}

struct Decoy {
  std::string_view what, same, other;
};

TEST_F(FaultTest, search_decoy_has_our_reference_but_is_not_ours) {
  const std::string contact = rig.customer("M1");
  const std::string ours = rig.simple_invoice(contact, "M2-1");
  const Answer real = rig.get("/sales_invoices/" + ours + "?mark_as_sent=false");
  for (const char* what : {"contact", "amount", "date"}) {
    set(std::string(R"({"do":"search_decoy","decoy":")") + what + R"("})");
    const Answer list = rig.get(
        "/sales_invoices?search=M2-1&attributes=reference,contact,total_amount,date&sort=created_"
        "at:asc");
    const json::Value& decoy = list.items().back();
    EXPECT_EQ(decoy.text_or("reference"), "M2-1");
    EXPECT_EQ(decoy.find("contact")->text_or("id") == contact, std::string_view(what) != "contact")
        << what;
    EXPECT_EQ(decoy.text_or("total_amount") == real.text("total_amount"),
              std::string_view(what) != "amount")
        << what;
    EXPECT_EQ(decoy.text_or("date") == real.text("date"), std::string_view(what) != "date") << what;
  }
  EXPECT_EQ(rig.counted("duplicates"), 0);  // strangers' records are not the caller's fault
  set(R"({"do":"search_decoy"})");
  EXPECT_EQ(rig.get("/contacts?search=M1").total(), 2);
}

TEST_F(FaultTest, search_lag_starts_with_the_request_it_strikes) {
  set(R"({"do":"search_lag_s","s":10})");
  rig.get("/user");
  rig.customer("M1");
  EXPECT_EQ(rig.get("/contacts?search=shopper").total(), 0);
  rig.sim.advance(10'000);
  EXPECT_EQ(rig.get("/contacts?search=shopper").total(), 1);
}

TEST_F(FaultTest, user_edits_pays_or_voids_before_the_request_sees_it) {
  const std::string contact = rig.customer();
  const std::string path = "/sales_invoices/" + rig.simple_invoice(contact) + "?mark_as_sent=false";
  set(R"({"do":"user_edit"})");
  EXPECT_EQ(rig.get(path).text("notes"), " (changed by hand)");
  set(R"({"do":"user_edit","edit":"pay"})");
  EXPECT_EQ(rig.get(path).inner("status"), "PAID");
  const std::string second =
      "/sales_invoices/" + rig.simple_invoice(contact) + "?mark_as_sent=false";
  set(R"({"do":"user_edit","edit":"void"})");
  EXPECT_EQ(rig.get(second).inner("status"), "VOID");
  EXPECT_TRUE(rig.sim.contradictions().empty());
}

TEST_F(FaultTest, schema_drift_keeps_what_matters_and_changes_the_rest) {
  const std::string contact = rig.customer();
  const std::string path = "/sales_invoices/" + rig.simple_invoice(contact) + "?mark_as_sent=false";
  const Answer before = rig.get(path);
  set(R"({"do":"schema_drift"})");
  const Answer after = rig.get(path);
  EXPECT_EQ(after.id(), before.id());
  EXPECT_TRUE(after.body.find("total_amount")->is_number());
  EXPECT_EQ(after.body.find("total_amount")->number_text(), "12.0");
  EXPECT_EQ(after.text("base_currency_total_amount").size(), 60U);
  EXPECT_TRUE(after.body.find("main_address")->is_null());
  EXPECT_NE(after.body.find("x_unheard_of"), nullptr);
}

}  // namespace
}  // namespace byte8::sandbox::sage
