#include "sandbox/sage/test_rig.h"

namespace byte8::sandbox::sage {
namespace {

using Problems = std::vector<std::string>;

std::string status_of(Rig& rig, const std::string& invoice) {
  return rig.get("/sales_invoices/" + invoice + "?mark_as_sent=false").inner("status");
}

TEST(receipt, pays_and_allocates_in_one_call) {
  Rig rig;
  const std::string contact = rig.customer();
  const std::string invoice = rig.simple_invoice(contact);
  const Answer part =
      rig.pay(with(rig.payment(contact, "5.00", {{invoice, "5.00"}}), "reference", "M2-P-1"));
  ASSERT_EQ(part.status(), 201);
  EXPECT_EQ(part.text("displayed_as"), "M2-P-1");
  EXPECT_EQ(part.text("total_amount"), "5.0");
  EXPECT_EQ(part.inner("payment_method"), "CREDIT_DEBIT");
  EXPECT_TRUE(part.body.find("payment_on_account")->is_null());
  EXPECT_EQ(part.body.find("allocated_artefacts")
                ->array()
                .at(0)
                .find("artefact")
                ->text_or("displayed_as"),
            "SI-1");
  EXPECT_EQ(status_of(rig, invoice), "PART_PAID");
  EXPECT_EQ(rig.pay(rig.payment(contact, "7.00", {{invoice, "7.00"}})).text("displayed_as"),
            "Customer Receipt");
  EXPECT_EQ(status_of(rig, invoice), "PAID");
  const Answer read =
      rig.get("/sales_invoices/" + invoice + "?mark_as_sent=false&show_payments_allocations=true");
  EXPECT_EQ(read.text("total_paid"), "12.0");
  ASSERT_EQ(read.body.find("payments_allocations")->array().size(), 2U);
  EXPECT_EQ(read.body.find("payments_allocations")->array().at(0).text_or("reference"), "M2-P-1");
  EXPECT_TRUE(rig.sim.contradictions().empty());
}

TEST(receipt, settlement_discount_settles_too) {
  Rig rig;
  const std::string contact = rig.customer();
  const std::string invoice = rig.simple_invoice(contact);
  json::Value fields = rig.payment(contact, "11.00", {{invoice, "11.00"}});
  fields.find("allocated_artefacts")->array().at(0).set("discount", "1.00");
  EXPECT_EQ(rig.pay(fields).status(), 201);
  EXPECT_EQ(status_of(rig, invoice), "PAID");
}

struct RefusedPayment {
  std::string_view name;
  json::Value value;
  Problems problems;
};

TEST(receipt, refuses_each_wrong_field) {
  Rig rig;
  const std::string contact = rig.customer();
  const RefusedPayment cases[] = {
      {"transaction_type_id", nullptr, {"transaction_type_id: This field is required."}},
      {"transaction_type_id", "GIFT", {"transaction_type_id: is invalid"}},
      {"contact_id", "nobody", {": Couldn't find Customer."}},
      {"contact_id", fixed::system_contact(1), {": Couldn't find Customer."}},
      {"bank_account_id", fixed::bank(2, 1200), {"bank_account_id: is invalid"}},
      {"bank_account_id",
       fixed::bank(1, 1210),
       {"bank_account_id: must be in the currency of the contact or of the business"}},
      {"date", "2019-12-31", {"date: is not in an open period"}},
      {"total_amount",
       nullptr,
       {"total_amount: This field is required.", "total_amount: must be greater than 0"}},
      {"total_amount", "0", {"total_amount: must be greater than 0"}},
      {"payment_method_id", "BEADS", {"payment_method_id: is invalid"}},
      {"currency_id", "EUR", {"currency_id: must be the same as the currency of the contact"}},
      {"reference", std::string(26, 'r'), {"reference: is too long (maximum is 25 characters)"}},
      {"allocated_artefacts",
       json::Array{json::object({{"artefact_id", "x"}, {"amount", "1"}})},
       {"allocated_artefacts.artefact_id: is invalid"}}};
  for (const RefusedPayment& one : cases) {
    const Answer answer =
        rig.pay(with(rig.payment(contact, "5.00"), std::string(one.name), one.value));
    EXPECT_EQ(answer.status(), 422) << one.name;
    EXPECT_EQ(answer.problems(), one.problems) << one.name;
  }
  EXPECT_EQ(rig.get("/contact_payments").total(), 0);
}

TEST(receipt, may_not_exceed_what_is_open_or_touch_others) {
  Rig rig;
  const std::string contact = rig.customer();
  const std::string invoice = rig.simple_invoice(contact);
  EXPECT_EQ(rig.pay(rig.payment(contact, "13.00", {{invoice, "12.01"}})).problems(),
            Problems{"allocated_artefacts.amount: must not be more than the outstanding amount"});
  EXPECT_EQ(rig.pay(rig.payment(contact, "11.99", {{invoice, "12.00"}})).problems(),
            Problems{"total_amount: must not be less than the allocated amount"});
  EXPECT_EQ(rig.pay(rig.payment(rig.customer(), "12.00", {{invoice, "12.00"}})).problems(),
            Problems{"allocated_artefacts.artefact_id: does not belong to the contact"});
  EXPECT_EQ(
      rig.pay(rig.payment(contact, "12.00", {{invoice, "6.00"}, {invoice, "6.00"}})).problems(),
      Problems{"allocated_artefacts.artefact_id: must not be repeated"});
  const std::string note = rig.make_credit_note(rig.invoice(contact, {rig.line()})).id();
  EXPECT_EQ(rig.pay(rig.payment(contact, "12.00", {{note, "12.00"}})).problems(),
            Problems{"allocated_artefacts.artefact_id: is invalid"});
  EXPECT_EQ(rig.pay(rig.payment(contact, "12.00", {{invoice, "12.00"}})).status(), 201);
  EXPECT_EQ(rig.pay(rig.payment(contact, "1.00", {{invoice, "1.00"}})).problems(),
            Problems{": You can only pay unpaid or part-paid invoices."});
}

TEST(receipt, surplus_stays_on_account_and_can_be_allocated_or_refunded) {
  Rig rig;
  const std::string contact = rig.customer();
  const std::string first = rig.simple_invoice(contact);
  const Answer paid = rig.pay(rig.payment(contact, "20.00", {{first, "12.00"}}));
  const std::string rest = paid.inner("payment_on_account");
  EXPECT_EQ(paid.inner("payment_on_account", "outstanding_amount"), "8.0");
  EXPECT_EQ(rig.get("/unallocated_artefacts?contact_id=" + contact).items().at(0).text_or("id"),
            rest);
  const std::string second = rig.simple_invoice(contact);
  const json::Value allocation =
      json::object({{"transaction_type_id", "CUSTOMER_ALLOCATION"},
                    {"contact_id", contact},
                    {"allocated_artefacts",
                     json::Array{json::object({{"artefact_id", second}, {"amount", "3.00"}}),
                                 json::object({{"artefact_id", rest}, {"amount", "-3.00"}})}}});
  EXPECT_EQ(
      rig.post("/contact_allocations", json::object({{"contact_allocation", allocation}})).status(),
      201);
  EXPECT_EQ(rig.pay(rig.payment(contact, "5.00", {{rest, "5.00"}}, "CUSTOMER_REFUND")).status(),
            201);
  EXPECT_EQ(rig.pay(rig.payment(contact, "1.00", {{rest, "1.00"}}, "CUSTOMER_REFUND")).status(),
            422);
  EXPECT_EQ(rig.del("/contact_payments/" + paid.id()).status(), 422);  // its rest is in use
  EXPECT_TRUE(rig.sim.contradictions().empty());
}

TEST(receipt, update_unallocates_with_a_new_payment_on_account) {
  Rig rig;
  const std::string contact = rig.customer();
  const std::string invoice = rig.simple_invoice(contact);
  const Answer paid = rig.pay(rig.payment(contact, "20.00", {{invoice, "12.00"}}));
  const json::Value none =
      json::object({{"contact_payment", json::object({{"allocated_artefacts", json::Array{}}})}});
  const Answer changed = rig.put("/contact_payments/" + paid.id(), none);
  EXPECT_EQ(changed.status(), 200);
  EXPECT_EQ(changed.inner("payment_on_account", "outstanding_amount"), "20.0");
  EXPECT_NE(changed.inner("payment_on_account"), paid.inner("payment_on_account"));
  EXPECT_EQ(status_of(rig, invoice), "UNPAID");
  const json::Value too_much =
      json::object({{"contact_payment", json::object({{"total_amount", "-1"}})}});
  EXPECT_EQ(rig.put("/contact_payments/" + paid.id(), too_much).status(), 422);
  EXPECT_EQ(rig.del("/contact_payments/" + paid.id()).status(), 204);
  EXPECT_EQ(rig.get("/contact_payments/" + paid.id()).status(), 404);
  EXPECT_EQ(rig.del("/contact_payments/" + paid.id()).status(), 404);
  EXPECT_TRUE(rig.sim.contradictions().empty());
}

TEST(receipt, refused_update_leaves_everything_as_it_was) {
  Rig rig;
  const std::string contact = rig.customer();
  const std::string invoice = rig.simple_invoice(contact);
  const Answer paid = rig.pay(rig.payment(contact, "12.00", {{invoice, "12.00"}}));
  const json::Value wrong =
      json::object({{"contact_payment", json::object({{"total_amount", "11.00"}})}});
  EXPECT_EQ(rig.put("/contact_payments/" + paid.id(), wrong).status(), 422);
  EXPECT_EQ(status_of(rig, invoice), "PAID");
  EXPECT_EQ(rig.get("/contact_payments/" + paid.id()).body, paid.body);
  EXPECT_TRUE(rig.sim.contradictions().empty());
}

TEST(receipt, in_foreign_currency_takes_rate_one_where_none_is_sent) {
  Rig rig;
  const std::string contact = rig.make_contact(with(rig.contact(), "currency_id", "EUR")).id();
  EXPECT_EQ(rig.pay(rig.payment(contact, "10.00")).text("base_currency_total_amount"), "10.0");
  EXPECT_EQ(rig.pay(with(rig.payment(contact, "10.00"), "exchange_rate", "0.85"))
                .text("base_currency_total_amount"),
            "8.5");
  EXPECT_EQ(rig.pay(with(rig.payment(contact, "10.00"), "bank_account_id", fixed::bank(1, 1210)))
                .status(),
            201);
  EXPECT_EQ(rig.pay(with(rig.payment(contact, "10.00"), "exchange_rate", "-1")).status(), 422);
}

TEST(refund, must_be_allocated_in_full_to_a_credit_note) {
  Rig rig;
  const std::string contact = rig.customer();
  const std::string note = rig.make_credit_note(rig.invoice(contact, {rig.line()})).id();
  EXPECT_EQ(rig.pay(rig.payment(contact, "12.00", {}, "CUSTOMER_REFUND")).status(), 422);
  EXPECT_EQ(rig.pay(rig.payment(contact, "12.01", {{note, "12.00"}}, "CUSTOMER_REFUND")).problems(),
            Problems{"total_amount: must not be more than the allocated amount"});
  const std::string invoice = rig.simple_invoice(contact);
  EXPECT_EQ(
      rig.pay(rig.payment(contact, "12.00", {{invoice, "12.00"}}, "CUSTOMER_REFUND")).problems(),
      Problems{"allocated_artefacts.artefact_id: is invalid"});
  EXPECT_EQ(rig.pay(rig.payment(contact, "12.00", {{note, "12.00"}}, "CUSTOMER_REFUND")).status(),
            201);
  EXPECT_EQ(rig.get("/sales_credit_notes/" + note + "?mark_as_sent=false").inner("status"), "PAID");
}

TEST(start_edition, wants_full_allocation_and_no_refunds) {
  Rig rig;
  rig.business = fixed::gb_start;
  const std::string contact = rig.customer();
  const std::string invoice = rig.simple_invoice(contact);
  EXPECT_EQ(rig.pay(rig.payment(contact, "13.00", {{invoice, "12.00"}})).problems(),
            Problems{": The payment must be fully allocated."});
  EXPECT_EQ(rig.pay(rig.payment(contact, "12.00", {{invoice, "12.00"}})).status(), 201);
  const std::string note = rig.make_credit_note(rig.invoice(contact, {rig.line()})).id();
  EXPECT_EQ(rig.pay(rig.payment(contact, "12.00", {{note, "12.00"}}, "CUSTOMER_REFUND")).status(),
            422);
}

class AllocationTest : public testing::Test {
 protected:
  Answer allocate(const std::vector<std::pair<std::string, std::string>>& shares,
                  const std::string& contact_id) {
    json::Array parts;
    for (const auto& [id, amount] : shares)
      parts.push_back(json::object({{"artefact_id", id}, {"amount", amount}}));
    return rig.post("/contact_allocations",
                    json::object({{"contact_allocation",
                                   json::object({{"transaction_type_id", "CUSTOMER_ALLOCATION"},
                                                 {"contact_id", contact_id},
                                                 {"allocated_artefacts", std::move(parts)}})}}));
  }

  Rig rig;
  std::string contact = rig.customer();
  std::string invoice = rig.simple_invoice(contact);
  std::string note = rig.make_credit_note(rig.invoice(contact, {rig.line("5.00", "1.00")})).id();
};

TEST_F(AllocationTest, sets_a_credit_note_against_an_invoice_and_back) {
  const Answer made = allocate({{invoice, "6.00"}, {note, "-6.00"}}, contact);
  ASSERT_EQ(made.status(), 201);
  EXPECT_EQ(status_of(rig, invoice), "PART_PAID");
  const Answer read =
      rig.get("/sales_credit_notes/" + note + "?mark_as_sent=false&show_payments_allocations=true");
  EXPECT_EQ(read.inner("status"), "PAID");
  EXPECT_EQ(read.body.find("payments_allocations")->array().at(0).find("artefact")->text_or("id"),
            invoice);
  EXPECT_EQ(rig.get("/contact_allocations?contact_id=" + contact).total(), 1);
  EXPECT_TRUE(rig.sim.contradictions().empty());
  EXPECT_EQ(rig.del("/contact_allocations/" + made.id()).status(), 204);
  EXPECT_EQ(status_of(rig, invoice), "UNPAID");
  EXPECT_TRUE(rig.sim.contradictions().empty());
}

TEST_F(AllocationTest, refuses_what_does_not_balance) {
  using Shares = std::vector<std::pair<std::string, std::string>>;
  const std::string other = rig.customer();
  const std::pair<Shares, std::string> cases[] = {
      {{{invoice, "6.00"}}, "allocated_artefacts: must have at least two entries"},
      {{{invoice, "6.00"}, {note, "-5.00"}}, "allocated_artefacts: must add up to 0"},
      {{{invoice, "-6.00"}, {note, "6.00"}}, "allocated_artefacts.amount: has the wrong sign"},
      {{{invoice, "7.00"}, {note, "-7.00"}},
       "allocated_artefacts.amount: must not be more than the outstanding amount"}};
  for (const auto& [shares, problem] : cases) {
    const Problems problems = allocate(shares, contact).problems();
    EXPECT_NE(std::find(problems.begin(), problems.end(), problem), problems.end()) << problem;
  }
  EXPECT_EQ(allocate({{invoice, "6.00"}, {note, "-6.00"}}, other).status(), 422);
  EXPECT_EQ(allocate({{invoice, "6.00"}, {note, "-6.00"}}, contact).status(), 201);
  const Problems settled = allocate({{invoice, "6.00"}, {note, "-6.00"}}, contact).problems();
  EXPECT_EQ(settled.front(), ": You can only pay unpaid or part-paid invoices.");
}

TEST_F(AllocationTest, can_be_changed_within_what_it_holds) {
  const Answer made = allocate({{invoice, "6.00"}, {note, "-6.00"}}, contact);
  const auto put = [&](const char* plus, const char* minus) {
    json::Value fields =
        json::object({{"transaction_type_id", "CUSTOMER_ALLOCATION"}, {"contact_id", contact}});
    fields.set("allocated_artefacts",
               json::Array{json::object({{"artefact_id", invoice}, {"amount", plus}}),
                           json::object({{"artefact_id", note}, {"amount", minus}})});
    return rig.put("/contact_allocations/" + made.id(),
                   json::object({{"contact_allocation", fields}}));
  };
  EXPECT_EQ(put("4.00", "-4.00").status(), 200);
  EXPECT_EQ(put("7.00", "-7.00").status(), 422);
  const Answer read = rig.get("/sales_invoices/" + invoice + "?mark_as_sent=false");
  EXPECT_EQ(read.text("outstanding_amount"), "8.0");
  EXPECT_TRUE(rig.sim.contradictions().empty());
}

TEST_F(AllocationTest, is_missing_from_the_start_edition) {
  rig.business = fixed::gb_start;
  const Answer answer = allocate({}, contact);
  EXPECT_EQ(answer.status(), 401);
  EXPECT_EQ(answer.problems(), Problems{": No active subscription. (MSE)"});
}

}  // namespace
}  // namespace byte8::sandbox::sage
