#include "sandbox/sage/test_rig.h"

namespace byte8::sandbox::sage {
namespace {

using Problems = std::vector<std::string>;
const Problems umbrella = {"line_items.description: This field is required."};

TEST(invoice, is_made_numbered_and_read_back) {
  Rig rig;
  const std::string contact = rig.customer("M1");
  const Answer made = rig.make_invoice(
      rig.invoice(contact, {rig.line("10.00", "4.00", "GB_STANDARD", "2")}, "M2-100000001"));
  ASSERT_EQ(made.status(), 201);
  EXPECT_EQ(made.text("displayed_as"), "SI-1");
  EXPECT_EQ(made.text("invoice_number"), "1");
  EXPECT_EQ(made.text("net_amount"), "20.0");
  EXPECT_EQ(made.text("tax_amount"), "4.0");
  EXPECT_EQ(made.text("total_amount"), "24.0");
  EXPECT_EQ(made.text("outstanding_amount"), "24.0");
  EXPECT_EQ(made.text("base_currency_total_amount"), "24.0");
  EXPECT_EQ(made.text("due_date"), "2026-05-31");
  EXPECT_EQ(made.inner("status"), "UNPAID");
  EXPECT_EQ(made.inner("contact"), contact);
  EXPECT_EQ(made.text("contact_reference"), "M1");
  EXPECT_NE(made.inner("transaction"), "");
  EXPECT_EQ(made.body.find("tax_analysis")->array().at(0).find("tax_rate")->text_or("id"),
            "GB_STANDARD");
  EXPECT_NE(made.body.find("links")->array().at(0).text_or("href").find(made.id()),
            std::string::npos);
  const Answer read = rig.get("/sales_invoices/" + made.id() + "?mark_as_sent=false");
  EXPECT_EQ(read.body, made.body);
  EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {rig.line()})).text("displayed_as"), "SI-2");
  EXPECT_EQ(rig.make_credit_note(rig.invoice(contact, {rig.line()})).text("displayed_as"), "SCN-1");
}

struct Arithmetic {
  std::string_view quantity, price, discount, tax, net, total;
};

TEST(arithmetic, rounds_price_and_tax_first_then_multiplies_and_adds) {
  Rig rig;
  const std::string contact = rig.customer();
  const Arithmetic cases[] = {
      {"1", "41.625", "", "8.325", "41.63", "49.96"},  // as Sage's staff say
      {"3", "4.1667", "", "2.50", "12.51", "15.01"},
      {"2.75", "3.3333", "", "1.83", "9.16", "10.99"},  // 2.75 × 3.33 = 9.1575
      {"3", "4.17", "0.01", "2.50", "12.5", "15.0"},
      {"1", "-0.01", "", "0", "-0.01", "11.99"},
      {"0", "10", "", "0", "0.0", "12.0"}};
  for (const Arithmetic& one : cases) {
    json::Value line = rig.line(std::string(one.price), std::string(one.tax), "GB_STANDARD",
                                std::string(one.quantity));
    if (!one.discount.empty()) line.set("discount_amount", one.discount);
    json::Array lines = {line};
    const bool alone = one.net.front() != '-' && one.net != "0.0";
    if (!alone) lines.push_back(rig.line());
    const Answer made = rig.make_invoice(rig.invoice(contact, lines));
    ASSERT_EQ(made.status(), 201) << one.price;
    EXPECT_EQ(made.body.find("invoice_lines")->array().at(0).text_or("net_amount"), one.net);
    EXPECT_EQ(made.text("total_amount"), one.total);
  }
}

TEST(arithmetic, takes_numbers_as_text_or_as_numbers) {
  Rig rig;
  json::Value line = rig.line();
  for (const char* name : {"unit_price", "tax_amount", "currency_tax_amount", "quantity"}) {
    line.set(name, json::Number{line.text_or(name)});
  }
  EXPECT_EQ(rig.make_invoice(rig.invoice(rig.customer(), {line})).text("total_amount"), "12.0");
}

TEST(arithmetic, percentage_discount_and_its_contradiction) {
  Rig rig;
  const std::string contact = rig.customer();
  const json::Value line = with(rig.line("10.00", "1.80"), "discount_percentage", "10");
  EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {line})).text("total_amount"), "10.8");
  EXPECT_EQ(
      rig.make_invoice(rig.invoice(contact, {with(line, "discount_amount", "1.01")})).status(),
      422);
  EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {with(rig.line(), "discount_amount", "10.01")}))
                .status(),
            422);
  EXPECT_EQ(
      rig.make_invoice(rig.invoice(contact, {with(rig.line(), "discount_amount", "-1")})).status(),
      422);
}

struct RefusedLine {
  std::string_view name;
  json::Value value;
  Problems problems;
};

TEST(line, refuses_each_wrong_field_with_line_items_as_source) {
  Rig rig;
  const std::string contact = rig.customer();
  const auto required = [](const char* name) {
    return Problems{std::string("line_items.") + name + ": This field is required."};
  };
  const RefusedLine cases[] = {
      {"description", nullptr, required("description")},
      {"description", "", required("description")},
      {"ledger_account_id", nullptr, required("ledger_account_id")},
      {"unit_price", nullptr, required("unit_price")},
      {"quantity", nullptr, required("quantity")},
      {"tax_rate_id", nullptr, required("tax_rate_id")},
      {"ledger_account_id", "nowhere", {"line_items.ledger_account_id: is invalid"}},
      {"ledger_account_id",
       fixed::account(1, 5000),
       {"line_items.ledger_account_id: is not visible in sales"}},
      {"ledger_account_id", fixed::account(2, 4000), {"line_items.ledger_account_id: is invalid"}},
      {"tax_rate_id", "IE_STANDARD", {"line_items.tax_rate_id: is invalid"}},
      {"unit_price", "ten", {"line_items.unit_price: is not a number"}},
      {"unit_price",
       "1e14",
       {"line_items.unit_price: is too large", ": Total amount is too large"}},
      {"quantity", "1e12", {"line_items.quantity: is not a number"}},
      {"product_id", "x", {"line_items.product_id: is invalid"}},
      {"service_id", "x", {"line_items.service_id: is invalid"}},
      {"eu_goods_services_type_id", "BOTH", {"line_items.eu_goods_services_type_id: is invalid"}},
      {"unit_price_includes_tax", true, {"line_items.unit_price_includes_tax: is not supported"}},
      {"currency_tax_amount", nullptr, umbrella},
      {"currency_tax_amount", "2.01", umbrella},
      {"net_amount", "10.01", umbrella},
      {"total_amount", "11.99", umbrella},
      {"description", "Widget&trade; blue", umbrella},
      {"description", "Widget &#8482;", umbrella}};
  for (const RefusedLine& one : cases) {
    const Answer answer = rig.make_invoice(
        rig.invoice(contact, {with(rig.line(), std::string(one.name), one.value)}));
    EXPECT_EQ(answer.status(), 422) << one.name;
    EXPECT_EQ(answer.problems(), one.problems) << one.name;
  }
  EXPECT_EQ(rig.get("/sales_invoices").total(), 0);
}

TEST(line, agreeing_amounts_and_harmless_ampersands_pass) {
  Rig rig;
  json::Value line = rig.line();
  line.set("net_amount", "10");
  line.set("total_amount", "12.00");
  line.set("description", "R&D & more; fish & chips");
  json::Value invoice = rig.invoice(rig.customer(), {line});
  for (const auto& [name, amount] :
       {std::pair{"net_amount", "10"}, {"tax_amount", "2"}, {"total_amount", "12"}}) {
    invoice.set(name, amount);
  }
  EXPECT_EQ(rig.make_invoice(invoice).status(), 201);
  invoice.set("total_amount", "12.01");
  EXPECT_EQ(rig.make_invoice(invoice).problems(), umbrella);
}

TEST(line, needs_a_tax_amount_only_where_the_rate_is_above_zero) {
  Rig rig;
  const std::string contact = rig.customer();
  json::Value line = without(rig.line("10.00", "0"), "tax_amount");
  EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {line})).problems(),
            Problems{"line_items.tax_amount: This field is required."});
  for (const char* rate : {"GB_ZERO", "GB_EXEMPT", "GB_NO_TAX"}) {
    EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {with(line, "tax_rate_id", rate)}))
                  .text("total_amount"),
              "10.0");
  }
}

struct SwitchedLine {
  std::string_view name;
  json::Value value;
  std::string_view off;
};

TEST(line, quirks_can_be_switched_off) {
  const SwitchedLine cases[] = {
      {"currency_tax_amount", nullptr, R"({"require_currency_tax_amount":false})"},
      {"description", "A&nbsp;B", R"({"refuse_html_entities":false})"},
      {"net_amount", "11", R"({"check_totals":false})"}};
  for (const SwitchedLine& one : cases) {
    Rig rig;
    ASSERT_TRUE(set_switches(rig.sim.switches(), *json::parse(one.off)).ok());
    const json::Value line = with(rig.line(), std::string(one.name), one.value);
    EXPECT_EQ(rig.make_invoice(rig.invoice(rig.customer(), {line})).status(), 201) << one.name;
  }
}

TEST(line, tax_against_the_rate_is_unchecked_within_a_penny_or_exact) {
  for (const auto& [mode, zero, penny, more] :
       {std::tuple{"off", 201, 201, 201}, {"penny", 201, 201, 422}, {"exact", 201, 422, 422}}) {
    Rig rig;
    rig.sim.switches().check_tax_amount = mode;
    const std::string contact = rig.customer();
    EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {rig.line("10.00", "2.00")})).status(), zero);
    EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {rig.line("10.00", "2.01")})).status(), penny);
    EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {rig.line("10.00", "1.98")})).status(), more);
  }
}

TEST(document, refuses_each_wrong_field) {
  Rig rig;
  rig.act(json::object({{"action", "set_lockdown"}, {"date", "2026-03-31"}}));
  const std::string contact = rig.customer();
  const RefusedLine cases[] = {
      {"contact_id", nullptr, {"contact_id: This field is required."}},
      {"contact_id", "nobody", {": Couldn't find Customer."}},
      {"contact_id", fixed::system_contact(1), {": Couldn't find Customer."}},
      {"date", nullptr, {"date: This field is required."}},
      {"date", "2026-02-30", {"date: is not a valid date"}},
      {"date", "2026-03-31", {"date: must be after the year end lockdown date"}},
      {"due_date", "2026-04-30", {"due_date: must not be before the date"}},
      {"invoice_lines", json::Array{}, {"invoice_lines: This field is required."}},
      {"status_id", "PAID", {"status_id: is invalid"}},
      {"status_id", "OPEN", {"status_id: is invalid"}},
      {"reference",
       "R2345678901234567890123456",
       {"reference: is too long (maximum is 25 characters)"}},
      {"invoice_number_prefix",
       "PREFIX-",
       {"invoice_number_prefix: is too long (maximum is 6 characters)"}},
      {"invoice_number", "A1", {"invoice_number: is invalid"}},
      {"currency_id", "EUR", {"currency_id: must be the same as the currency of the contact"}},
      {"notes", std::string(2001, 'n'), {"notes: is too long (maximum is 2000 characters)"}},
      {"shipping_tax_rate_id", "GB_NONE", {"shipping_tax_rate_id: is invalid"}},
      {"shipping_net_amount", "5", {"shipping_tax_rate_id: This field is required."}},
      {"original_quote_estimate_id", "x", {"original_quote_estimate_id: is invalid"}},
      {"main_address",
       json::object({{"address_type_id", "HOME"}}),
       {"main_address.address_type_id: is invalid"}},
      {"delivery_address",
       json::object({{"city", std::string(501, 'c')}}),
       {"delivery_address: is too long (maximum is 500 characters)"}}};
  for (const RefusedLine& one : cases) {
    const Answer answer = rig.make_invoice(
        with(rig.invoice(contact, {rig.line()}), std::string(one.name), one.value));
    EXPECT_EQ(answer.status(), 422) << one.name;
    EXPECT_EQ(answer.problems(), one.problems) << one.name;
  }
  json::Value early = with(rig.invoice(contact, {rig.line()}), "date", "2019-12-31");
  rig.act(json::object({{"action", "set_lockdown"}, {"date", ""}}));
  EXPECT_EQ(rig.make_invoice(early).problems(),
            Problems{"date: must be on or after the accounts start date"});
  json::Value negative = rig.invoice(contact, {rig.line("-10", "-2")});
  EXPECT_EQ(rig.make_invoice(negative).problems(), Problems{": Total amount must not be below 0"});
}

TEST(document, deleted_contact_is_not_found) {
  Rig rig;
  const std::string contact = rig.customer();
  rig.del("/contacts/" + contact);
  EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {rig.line()})).problems(),
            Problems{": Couldn't find Customer."});
}

struct CrossBorder {
  std::string_view country;
  std::vector<std::pair<std::string, std::string>> lines;  // rate, type
  Problems problems;
};

TEST(cross_border, needs_zero_rate_and_one_type_outside_gb) {
  Rig rig;
  const std::string contact = rig.customer();
  const std::string zero =
      "line_items.tax_rate_id: must be 'Zero Rated' for Customers outside the EU";
  const CrossBorder cases[] = {
      {"GB", {{"GB_STANDARD", ""}}, {}},
      {"FR", {{"GB_ZERO", "GOODS"}}, {}},
      {"US", {{"GB_STANDARD", "GOODS"}}, {zero}},
      {"IM", {{"GB_EXEMPT", "GOODS"}}, {zero}},
      {"FR", {{"GB_ZERO", ""}}, {"line_items.eu_goods_services_type_id: This field is required."}},
      {"FR",
       {{"GB_ZERO", "GOODS"}, {"GB_ZERO", "SERVICES"}},
       {"line_items.eu_goods_services_type_id: must be the same"}}};
  for (const CrossBorder& one : cases) {
    json::Array lines;
    for (const auto& [rate, type] : one.lines) {
      json::Value line = rig.line("10.00", rate == "GB_STANDARD" ? "2.00" : "0", rate);
      if (!type.empty()) line.set("eu_goods_services_type_id", type);
      lines.push_back(line);
    }
    json::Value invoice = rig.invoice(contact, lines);
    invoice.set("main_address", json::object({{"country_id", one.country}}));
    EXPECT_EQ(rig.make_invoice(invoice).problems(), one.problems) << one.country;
  }
}

TEST(cross_border, country_source_and_rule_are_switches_and_ireland_has_none) {
  Rig rig;
  const std::string contact = rig.customer();
  json::Value invoice = rig.invoice(contact, {rig.line()});
  invoice.set("main_address", json::object({{"country_id", "FR"}}));
  EXPECT_EQ(rig.make_invoice(invoice).status(), 422);
  rig.sim.switches().cross_border_country = "contact";
  EXPECT_EQ(rig.make_invoice(invoice).status(), 201);
  rig.sim.switches().cross_border_country = "document";
  rig.sim.switches().cross_border_rule = false;
  EXPECT_EQ(rig.make_invoice(invoice).status(), 201);
  Rig irish;
  irish.business = fixed::ie_standard;
  json::Value sale = irish.invoice(irish.customer(), {irish.line("10.00", "2.30", "IE_STANDARD")});
  sale.set("main_address", json::object({{"country_id", "FR"}}));
  EXPECT_EQ(irish.make_invoice(sale).status(), 201);
}

TEST(addresses, are_copied_where_not_sent) {
  Rig rig;
  const std::string contact = rig.customer();
  const Answer copied =
      rig.make_invoice(without(rig.invoice(contact, {rig.line()}), "delivery_address"));
  EXPECT_EQ(copied.inner("main_address", "address_line_1"), "1 Road");
  EXPECT_EQ(copied.inner("delivery_address", "address_line_1"), "1 Road");
  EXPECT_EQ(rig.counted("copied_delivery_address"), 1);
  const Answer sent = rig.make_invoice(rig.invoice(contact, {rig.line()}));
  EXPECT_EQ(sent.inner("delivery_address", "address_line_1"), "2 Road");
  EXPECT_EQ(rig.counted("copied_delivery_address"), 1);
}

TEST(shipping, tax_is_recomputed_whatever_is_sent) {
  Rig rig;
  json::Value invoice = rig.invoice(rig.customer(), {rig.line()});
  invoice.set("shipping_net_amount", "5.03");
  invoice.set("shipping_tax_rate_id", "GB_STANDARD");
  invoice.set("shipping_tax_amount", "0");
  const Answer made = rig.make_invoice(invoice);
  EXPECT_EQ(made.text("shipping_tax_amount"), "1.01");  // 1.006
  EXPECT_EQ(made.text("total_amount"), "18.04");
  invoice.set("shipping_tax_rate_id", "GB_ZERO");
  EXPECT_EQ(rig.make_invoice(invoice).text("total_amount"), "17.03");
}

TEST(foreign_currency, uses_the_rate_sent_or_the_businesss) {
  Rig rig;
  const std::string contact = rig.make_contact(with(rig.contact(), "currency_id", "EUR")).id();
  json::Value invoice = rig.invoice(contact, {rig.line("57.33", "0", "GB_ZERO")});
  invoice.set("exchange_rate", "0.8580744809");
  const Answer made = rig.make_invoice(invoice);
  EXPECT_EQ(made.inner("currency"), "EUR");
  EXPECT_EQ(made.text("total_amount"), "57.33");
  EXPECT_EQ(made.text("base_currency_total_amount"), "49.19");
  EXPECT_EQ(made.text("exchange_rate"), "0.8580744809");
  rig.act(json::object({{"action", "set_exchange_rate"}, {"currency", "EUR"}, {"rate", "0.5"}}));
  EXPECT_EQ(rig.make_invoice(without(invoice, "exchange_rate")).text("base_currency_total_amount"),
            "28.67");
  EXPECT_EQ(rig.make_invoice(with(without(invoice, "exchange_rate"), "inverse_exchange_rate", "4"))
                .text("exchange_rate"),
            "0.25");
  EXPECT_EQ(rig.make_invoice(with(invoice, "exchange_rate", "0")).status(), 422);
  const Answer home =
      rig.make_invoice(with(rig.invoice(rig.customer(), {rig.line()}), "exchange_rate", "2"));
  EXPECT_EQ(home.text("exchange_rate"), "1.0");
}

TEST(numbers, of_the_caller_are_kept_and_move_the_sequence) {
  Rig rig;
  const std::string contact = rig.customer();
  EXPECT_EQ(rig.make_invoice(with(rig.invoice(contact, {rig.line()}), "invoice_number", "40"))
                .text("displayed_as"),
            "SI-40");
  EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {rig.line()})).text("displayed_as"), "SI-41");
  EXPECT_EQ(
      rig.make_invoice(with(rig.invoice(contact, {rig.line()}), "invoice_number", "40")).problems(),
      Problems{"invoice_number: has already been taken"});
  EXPECT_EQ(
      rig.make_invoice(with(rig.invoice(contact, {rig.line()}), "invoice_number_prefix", "WEB-"))
          .text("displayed_as"),
      "WEB-42");
  EXPECT_EQ(rig.get("/invoice_settings").body.find("next_invoice_number")->integer(), 43);
}

TEST(draft, has_no_effect_until_it_is_released) {
  Rig rig;
  const std::string contact = rig.customer();
  const Answer draft =
      rig.make_invoice(with(rig.invoice(contact, {rig.line()}), "status_id", "DRAFT"));
  EXPECT_EQ(draft.text("displayed_as"), "SI-DRAFT");
  EXPECT_EQ(draft.text("invoice_number"), "SI-DRAFT");
  EXPECT_TRUE(draft.body.find("transaction")->is_null());
  EXPECT_EQ(draft.text("outstanding_amount"), "0.0");
  EXPECT_EQ(rig.pay(rig.payment(contact, "12.00", {{draft.id(), "12.00"}})).status(), 422);
  const Answer released =
      rig.run(rig.request("POST", "/sales_invoices/" + draft.id() + "/release"));
  EXPECT_EQ(released.status(), 201);
  EXPECT_EQ(released.text("displayed_as"), "SI-1");
  EXPECT_EQ(released.inner("status"), "UNPAID");
  EXPECT_EQ(released.text("outstanding_amount"), "12.0");
  EXPECT_EQ(rig.run(rig.request("POST", "/sales_invoices/" + draft.id() + "/release")).status(),
            422);
  const Answer pro_forma =
      rig.make_invoice(with(rig.invoice(contact, {rig.line()}), "status_id", "PRO_FORMA"));
  EXPECT_EQ(rig.run(rig.request("POST", "/sales_invoices/" + pro_forma.id() + "/release"))
                .text("displayed_as"),
            "SI-2");
}

TEST(void_invoice, needs_a_reason_in_query_and_body_by_default) {
  Rig rig;
  const std::string contact = rig.customer();
  const std::string id = rig.simple_invoice(contact);
  const std::string body = R"({"void_reason":"cancelled"})";
  EXPECT_EQ(rig.del("/sales_invoices/" + id).problems(),
            Problems{"void_reason: This field is required."});
  EXPECT_EQ(rig.del("/sales_invoices/" + id + "?void_reason=cancelled").status(), 422);
  EXPECT_EQ(rig.del("/sales_invoices/" + id, body).status(), 422);
  const Answer gone = rig.del("/sales_invoices/" + id + "?void_reason=cancelled", body);
  EXPECT_EQ(gone.status(), 200);
  EXPECT_EQ(gone.inner("status"), "VOID");
  EXPECT_EQ(gone.text("void_reason"), "cancelled");
  EXPECT_EQ(gone.text("outstanding_amount"), "0.0");
  EXPECT_EQ(rig.del("/sales_invoices/" + id + "?void_reason=cancelled", body).status(), 422);
  rig.sim.switches().void_reason_in = "either";
  EXPECT_EQ(rig.del("/sales_invoices/" + rig.simple_invoice(contact), body).status(), 200);
  rig.sim.switches().void_reason_in = "query";
  EXPECT_EQ(rig.del("/sales_invoices/" + rig.simple_invoice(contact) + "?void_reason=x").status(),
            200);
  EXPECT_EQ(rig.del("/sales_invoices/" + rig.simple_invoice(contact) +
                    "?void_reason=" + std::string(201, 'x'))
                .status(),
            422);
  const Answer draft =
      rig.make_invoice(with(rig.invoice(contact, {rig.line()}), "status_id", "DRAFT"));
  EXPECT_EQ(rig.del("/sales_invoices/" + draft.id()).status(), 200);
}

TEST(void_invoice, waits_until_payments_are_gone) {
  Rig rig;
  rig.sim.switches().void_reason_in = "query";
  const std::string contact = rig.customer();
  const std::string id = rig.simple_invoice(contact);
  const std::string payment = rig.pay(rig.payment(contact, "5.00", {{id, "5.00"}})).id();
  EXPECT_EQ(rig.del("/sales_invoices/" + id + "?void_reason=x").status(), 422);
  EXPECT_EQ(rig.del("/contact_payments/" + payment).status(), 204);
  EXPECT_EQ(rig.get("/sales_invoices/" + id + "?mark_as_sent=false").inner("status"), "UNPAID");
  EXPECT_EQ(rig.del("/sales_invoices/" + id + "?void_reason=x").status(), 200);
}

TEST(reading, marks_as_sent_unless_told_otherwise) {
  Rig rig;
  const std::string id = rig.simple_invoice(rig.customer());
  EXPECT_FALSE(
      rig.get("/sales_invoices/" + id + "?mark_as_sent=false").body.find("sent")->boolean());
  EXPECT_EQ(rig.counted("mark_as_sent"), 0);
  const Answer read = rig.get("/sales_invoices/" + id);
  EXPECT_TRUE(read.body.find("sent")->boolean());
  EXPECT_TRUE(read.decision.committed);
  EXPECT_EQ(rig.counted("mark_as_sent"), 1);
}

TEST(reading, gives_a_pdf_where_asked) {
  Rig rig;
  http::Request request = rig.request(
      "GET", "/sales_invoices/" + rig.simple_invoice(rig.customer()) + "?mark_as_sent=false");
  request.headers.push_back({"Accept", "application/pdf"});
  const Answer answer = rig.run(request);
  EXPECT_EQ(answer.header("Content-Type"), "application/pdf");
  EXPECT_TRUE(answer.decision.response.body.starts_with("%PDF-"));
}

TEST(update, replaces_lines_with_ids_and_adds_those_without) {
  Rig rig;
  const Answer made =
      rig.make_invoice(rig.invoice(rig.customer(), {rig.line(), rig.line("1.00", "0.20")}));
  const auto put = [&](const json::Value& fields) {
    return rig.put("/sales_invoices/" + made.id(), json::object({{"sales_invoice", fields}}));
  };
  const std::string line_id = made.body.find("invoice_lines")->array().at(1).text_or("id");
  const Answer same = put(json::object({{"notes", "hello"}}));
  EXPECT_EQ(same.status(), 200);
  EXPECT_EQ(same.text("notes"), "hello");
  EXPECT_EQ(same.text("total_amount"), "13.2");
  EXPECT_EQ(same.text("displayed_as"), "SI-1");
  const json::Value changed =
      with(json::object({{"id", line_id}, {"quantity", "2"}, {"tax_amount", "0.40"}}),
           "currency_tax_amount", "0.40");
  EXPECT_EQ(put(json::object({{"invoice_lines", json::Array{changed}}})).text("total_amount"),
            "14.4");
  const Answer doubled = put(json::object({{"invoice_lines", json::Array{rig.line()}}}));
  EXPECT_EQ(doubled.text("total_amount"), "26.4");
  EXPECT_EQ(doubled.body.find("invoice_lines")->array().size(), 3U);
  EXPECT_EQ(
      put(json::object({{"invoice_lines", json::Array{with(rig.line(), "id", "x")}}})).status(),
      422);
  EXPECT_EQ(put(json::object({{"status_id", "DRAFT"}})).status(), 422);
  EXPECT_EQ(put(json::object({{"contact_id", rig.customer()}})).status(), 422);
}

TEST(update, is_refused_once_something_is_paid) {
  Rig rig;
  const std::string contact = rig.customer();
  const std::string id = rig.simple_invoice(contact);
  rig.pay(rig.payment(contact, "1.00", {{id, "1.00"}}));
  const Answer read = rig.get("/sales_invoices/" + id + "?mark_as_sent=false");
  EXPECT_FALSE(read.body.find("editable")->boolean());
  EXPECT_EQ(rig.put("/sales_invoices/" + id,
                    json::object({{"sales_invoice", json::object({{"notes", "x"}})}}))
                .status(),
            422);
}

TEST(quotes, have_their_own_numbers_and_can_become_invoices) {
  Rig rig;
  const std::string contact = rig.customer();
  json::Value fields = json::object(
      {{"contact_id", contact}, {"date", "2026-05-01"}, {"quote_lines", json::Array{rig.line()}}});
  EXPECT_EQ(rig.post("/sales_quotes", json::object({{"sales_quote", fields}})).problems(),
            Problems{"expiry_date: This field is required."});
  fields.set("expiry_date", "2026-06-01");
  const Answer quote = rig.post("/sales_quotes", json::object({{"sales_quote", fields}}));
  ASSERT_EQ(quote.status(), 201);
  EXPECT_EQ(quote.text("displayed_as"), "SQ-1");
  EXPECT_EQ(rig.make_invoice(with(rig.invoice(contact, {rig.line()}), "original_quote_estimate_id",
                                  quote.id()))
                .inner("original_quote_estimate"),
            quote.id());
  EXPECT_EQ(rig.del("/sales_quotes/" + quote.id()).status(), 204);
  EXPECT_EQ(rig.get("/sales_quotes/" + quote.id()).status(), 404);
  json::Value estimate = without(fields, "quote_lines");
  estimate.set("estimate_lines", json::Array{rig.line()});
  EXPECT_EQ(rig.post("/sales_estimates", json::object({{"sales_estimate", estimate}}))
                .text("displayed_as"),
            "SE-1");
}

TEST(total_off_by, makes_the_echo_differ) {
  Rig rig;
  rig.sim.switches().total_off_by = "0.01";
  EXPECT_EQ(rig.make_invoice(rig.invoice(rig.customer(), {rig.line()})).text("total_amount"),
            "12.01");
}

TEST(zero_total, is_settled_from_the_start) {
  Rig rig;
  const Answer made =
      rig.make_invoice(rig.invoice(rig.customer(), {rig.line("0", "0", "GB_ZERO")}));
  EXPECT_EQ(made.inner("status"), "PAID");
}

}  // namespace
}  // namespace byte8::sandbox::sage
