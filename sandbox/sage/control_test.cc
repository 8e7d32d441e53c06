#include "sandbox/sage/test_rig.h"

#include "sandbox/sage/command_line.h"

namespace byte8::sandbox::sage {
namespace {

TEST(control, clock_moves_forward_only) {
  Rig rig;
  const Answer moved = rig.control("POST", "clock", json::object({{"advance_s", 300}}));
  EXPECT_EQ(moved.text("now"), "2026-05-01T12:05:00Z");
  EXPECT_EQ(moved.body.find("offset_ms")->integer(), 300'000);
  EXPECT_EQ(rig.control("POST", "clock", json::object({{"advance_s", -1}})).status(), 422);
  EXPECT_EQ(rig.control("GET", "clock").text("now"), "2026-05-01T12:05:00Z");
  EXPECT_EQ(rig.get("/contacts").status(), 401);  // the token has expired by that
}

TEST(control, switches_are_shown_set_and_checked) {
  Rig rig;
  const Answer shown = rig.control("GET", "switches");
  EXPECT_TRUE(shown.body.find("idempotency")->boolean());
  EXPECT_EQ(
      rig.control("POST", "switches", json::object({{"idempotency", false}, {"search_lag_s", 4}}))
          .status(),
      200);
  EXPECT_FALSE(rig.sim.switches().idempotency);
  EXPECT_EQ(rig.sim.switches().search_lag_s, 4);
  for (const std::string_view text :
       {R"({"unheard_of":1})", R"({"idempotency":"yes"})", R"({"search_lag_s":-1})",
        R"({"search_mode":"fuzzy"})", R"({"total_off_by":"x"})",
        R"({"idempotency":true,"search_mode":1})"}) {
    const Answer refused = rig.control("POST", "switches", *json::parse(text));
    EXPECT_EQ(refused.status(), 422) << text;
    EXPECT_NE(refused.text("field"), "") << text;
  }
  EXPECT_FALSE(rig.sim.switches().idempotency);  // a refused call sets nothing
  Switches copy;
  EXPECT_TRUE(set_switches(copy, shown.body).ok());  // every member survives its JSON
}

TEST(control, faults_are_set_listed_and_cleared) {
  Rig rig;
  const json::Value two = json::Array{json::object({{"do", "502"}}), json::object({{"do", "503"}})};
  EXPECT_EQ(rig.control("POST", "faults", two).status(), 201);
  EXPECT_EQ(rig.get("/contacts").status(), 502);  // both strike; the first answer counts
  EXPECT_EQ(rig.control("GET", "faults").body.array().size(), 2U);
  EXPECT_EQ(rig.control("DELETE", "faults").status(), 200);
  EXPECT_EQ(rig.control("POST", "faults", json::object({{"do", "nothing"}})).status(), 422);
}

TEST(control, log_keeps_bodies_answers_and_whether_it_was_done) {
  Rig rig;
  rig.sim.clear_log();
  rig.make_contact(rig.contact("M1"));
  rig.get("/contacts?search=M1");
  const Answer page = rig.control("GET", "log?path=contacts");
  ASSERT_EQ(page.body.find("entries")->array().size(), 2U);
  const json::Value& entry = page.body.find("entries")->array().at(0);
  EXPECT_EQ(entry.text_or("method"), "POST");
  EXPECT_EQ(entry.text_or("business"), fixed::gb_plus);
  EXPECT_EQ(entry.text_or("user"), "owner");
  EXPECT_EQ(entry.text_or("client"), "byte8-demo");
  EXPECT_TRUE(entry.find("committed")->boolean());
  EXPECT_EQ(entry.find("status")->integer(), 201);
  EXPECT_NE(entry.text_or("body").find("\"M1\""), std::string::npos);
  EXPECT_NE(entry.text_or("answer").find("\"M1\""), std::string::npos);
  const std::string next = std::to_string(*page.body.find("next")->integer());
  EXPECT_TRUE(rig.control("GET", "log?since=" + next).body.find("entries")->array().empty());
  EXPECT_EQ(rig.control("GET", "log?limit=1").body.find("entries")->array().size(), 1U);
  rig.control("DELETE", "log");
  EXPECT_TRUE(rig.sim.log().empty());
}

TEST(control, log_is_bounded) {
  for (const std::size_t kept : {std::size_t{0}, std::size_t{5}}) {
    Options options = rig_options();
    options.log_kept = kept;
    Rig rig(options);
    for (int at = 0; at < 9; ++at) rig.get("/contacts");
    EXPECT_EQ(rig.sim.log().size(), kept);
  }
}

TEST(control, log_bears_bodies_that_are_no_text) {
  Rig rig;
  rig.run(rig.request("POST", "/contacts", "\xff\xfe\0x"));
  EXPECT_EQ(rig.control("GET", "log").status(), 200);
}

TEST(control, ledger_shows_books_and_duplicates) {
  Rig rig;
  const std::string contact = rig.customer("M1");
  rig.simple_invoice(contact, "M2-1");
  const Answer before = rig.control("GET", "ledger?business=" + std::string(fixed::gb_plus));
  const json::Value* books = before.body.find("businesses")->find(fixed::gb_plus);
  ASSERT_NE(books, nullptr);
  EXPECT_EQ(before.body.find("businesses")->object().size(), 1U);
  const json::Value& invoice = books->find("sales_invoices")->array().at(0);
  EXPECT_EQ(invoice.text_or("reference"), "M2-1");
  EXPECT_EQ(invoice.text_or("total"), "12.0");
  EXPECT_EQ(invoice.find("lines")->array().at(0).text_or("tax_rate_id"), "GB_STANDARD");
  EXPECT_TRUE(before.body.find("duplicates")->array().empty());
  rig.simple_invoice(contact, "M2-1");
  const Answer after = rig.control("GET", "ledger");
  EXPECT_EQ(after.body.find("duplicates")->array().at(0).string(), "sales_invoice M2-1");
  EXPECT_EQ(rig.control("GET", "assert").body.find("duplicates")->integer(), 1);
}

TEST(control, void_and_deleted_records_are_no_duplicates) {
  Rig rig;
  rig.sim.switches().void_reason_in = "query";
  const std::string contact = rig.customer("M1");
  rig.del("/sales_invoices/" + rig.simple_invoice(contact, "M2-1") + "?void_reason=x");
  rig.simple_invoice(contact, "M2-1");
  const json::Value payment = with(rig.payment(contact, "1.00"), "reference", "P-1");
  rig.del("/contact_payments/" + rig.pay(payment).id());
  rig.pay(payment);
  EXPECT_EQ(rig.counted("duplicates"), 0);
  rig.pay(payment);
  EXPECT_EQ(rig.counted("duplicates"), 1);
}

TEST(control, snapshot_and_restore_bring_back_everything) {
  Rig rig;
  const std::string contact = rig.customer("M1");
  EXPECT_EQ(rig.control("POST", "snapshot", json::object({{"name", "a"}})).status(), 201);
  const Answer first = rig.make_invoice(rig.invoice(contact, {rig.line()}));
  EXPECT_EQ(rig.control("POST", "restore", json::object({{"name", "b"}})).status(), 404);
  EXPECT_EQ(rig.control("POST", "restore", json::object({{"name", "a"}})).status(), 200);
  EXPECT_EQ(rig.get("/sales_invoices").total(), 0);
  EXPECT_EQ(rig.get("/contacts/" + contact).status(), 200);
  rig.control("POST", "restore", json::object({{"name", "a"}}));
  EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {rig.line()})).body,
            first.body);  // chance repeats too
  rig.control("POST", "reset");
  EXPECT_EQ(rig.get("/contacts").status(), 401);
}

TEST(control, state_acts_are_checked) {
  Rig rig;
  for (const std::string_view text :
       {R"({"action":"dance"})", R"({"action":"revoke_user","user":"nobody"})",
        R"({"action":"change_lead","business":"x"})",
        R"({"action":"set_right","area":"Sales","right":"x"})",
        R"({"action":"set_lockdown","date":"x"})", R"({"action":"user_edit"})",
        R"({"action":"remove_reference","kind":"x"})",
        R"({"action":"add_ledger_accounts","count":0})",
        R"({"action":"set_subscription","subscription":"GOLD"})"}) {
    EXPECT_EQ(rig.control("POST", "state", *json::parse(text)).status(), 422) << text;
  }
}

TEST(control, state_acts_change_the_world) {
  Rig rig;
  const auto act = [&](std::string_view text) {
    return rig.control("POST", "state", *json::parse(text)).status();
  };
  EXPECT_EQ(act(R"({"action":"add_ledger_accounts","count":450})"), 200);
  EXPECT_EQ(rig.get("/ledger_accounts?visible_in=sales").total(), 457);
  EXPECT_EQ(act(R"({"action":"remove_reference","kind":"tax_rates","id":"GB_LOWER"})"), 200);
  EXPECT_EQ(rig.get("/tax_rates").total(), 4);
  rig.customer("M7");
  EXPECT_EQ(act(R"({"action":"delete_contact","contact":"M7"})"), 200);
  EXPECT_EQ(rig.get("/contacts?exclude_system=true").total(), 0);
  EXPECT_EQ(act(R"({"action":"register_redirect","uri":"http://localhost/cb"})"), 200);
  EXPECT_EQ(rig.authorise("owner", {{"redirect_uri", "http://localhost/cb"}}).status(), 302);
  rig.connect("partner");
  EXPECT_EQ(act(R"({"action":"add_business","user":"partner","business":")" +
                std::string(fixed::gb_plus) + "\"}"),
            200);
  EXPECT_EQ(rig.get("/contacts").status(), 200);
  EXPECT_EQ(act(R"({"action":"set_credit_note_prefix","prefix":"CN-"})"), 200);
  rig.connect("owner");
  EXPECT_EQ(rig.make_credit_note(rig.invoice(rig.customer(), {rig.line()})).text("displayed_as"),
            "CN-1");
  const std::string invoice = rig.simple_invoice(rig.customer(), "M2-9");
  EXPECT_EQ(act(R"({"action":"user_edit","invoice":"M2-9","edit":"pay"})"), 200);
  EXPECT_EQ(rig.get("/sales_invoices/" + invoice + "?mark_as_sent=false").inner("status"), "PAID");
}

TEST(control, unknown_calls_are_404_and_405) {
  Rig rig;
  EXPECT_EQ(rig.control("GET", "nothing").status(), 404);
  EXPECT_EQ(rig.control("POST", "nothing").status(), 404);
  EXPECT_EQ(rig.control("PUT", "clock").status(), 405);
  EXPECT_EQ(rig.call("POST", "/__sim/clock", "{", {}).status(), 422);
  EXPECT_EQ(rig.call("GET", "/elsewhere", "", {}).status(), 404);
}

TEST(options, come_from_json) {
  const auto options = options_of(*json::parse(
      R"({"seed":7,"clock_factor":10,"log_kept":3,"redirect_uris":["http://a/"],
          "switches":{"idempotency":false},
          "clients":[{"id":"one","secret":"s"},
                     {"id":"two","secret":"t","redirect_uris":["http://b/"]}]})"));
  ASSERT_TRUE(options.ok());
  EXPECT_EQ((*options).seed, 7U);
  EXPECT_EQ((*options).clients.size(), 2U);
  EXPECT_EQ((*options).clients[0].redirect_uris, std::vector<std::string>{"http://a/"});
  EXPECT_EQ((*options).clients[1].redirect_uris, std::vector<std::string>{"http://b/"});
  EXPECT_FALSE((*options).switches.idempotency);
  for (const std::string_view text :
       {R"({"unheard_of":1})", R"({"seed":-1})", R"({"clients":[]})", R"({"redirect_uris":"x"})",
        R"({"switches":{"x":1}})", "[]"}) {
    EXPECT_FALSE(options_of(*json::parse(text)).ok()) << text;
  }
}

TEST(command_line, reads_every_argument) {
  const auto command = read_command_line(
      {"--listen", "127.0.0.1:8099", "--seed", "9", "--clock-factor", "20", "--options",
       R"({"log_kept":5,"seed":1})", "--redirect-uri", "http://a/", "--redirect-uri", "http://b/",
       "--client", "other:secret", "--print-port"});
  ASSERT_TRUE(command.ok());
  EXPECT_EQ((*command).port, 8099);
  EXPECT_EQ((*command).options.seed, 9U);
  EXPECT_EQ((*command).options.clock_factor, 20);
  EXPECT_EQ((*command).options.log_kept, 5U);
  EXPECT_EQ((*command).options.clients[0].redirect_uris.size(), 2U);
  EXPECT_EQ((*command).options.clients[1].id, "other");
  EXPECT_EQ((*command).options.clients[1].redirect_uris.size(), 2U);
  const auto own = read_command_line({"--client", "byte8-demo:own"});
  EXPECT_EQ((*own).options.clients.size(), 1U);
  EXPECT_EQ((*own).options.clients[0].secret, "own");
  EXPECT_TRUE((*command).print_port);
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--listen"},
                                                {"--listen", "x"},
                                                {"--seed", "x"},
                                                {"--clock-factor", "0"},
                                                {"--options", "{"},
                                                {"--options", R"({"x":1})"},
                                                {"--what", "1"},
                                                {"--client", "x"}}) {
    EXPECT_FALSE(read_command_line(wrong).ok()) << wrong.front();
  }
}

}  // namespace
}  // namespace byte8::sandbox::sage
