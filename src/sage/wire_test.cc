#include "sage/wire.h"

#include <gtest/gtest.h>

#include <string>

#include "sage/facts.h"

namespace byte8::sage {
namespace {

json::Value parsed(const std::string& text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value) << text;
  return value ? *value : json::Value();
}

model::Amount amount(const char* text) {
  return *model::parse_amount(text);
}

model::LedgerDocument invoice() {
  model::LedgerDocument made{
      .contact_id = "c0ffee",
      .date = "2026-05-17",
      .reference = "000000042",
      .notes = "m2:shop.example.com:invoice:42",
      .currency = "EUR",
      .exchange_rate = *model::parse_rate("0.8580744809"),
      .main_address = {.line_1 = "12 Mill Lane",
                       .line_2 = "Unit 4",
                       .city = "Leeds",
                       .postal_code = "LS1 4AP",
                       .country = "GB"},
      .delivery_address = model::LedgerAddress{
          .line_1 = "7 Quay Street", .city = "Galway", .region = "County Galway", .country = "IE"}};
  made.lines.push_back({.kind = "item",
                        .description = "Blue tee",
                        .ledger_account_id = "acc",
                        .tax_rate_id = "GB_STANDARD",
                        .quantity = amount("2.75"),
                        .unit_price = amount("25"),
                        .discount = amount("5"),
                        .tax = amount("9.4")});
  made.lines.push_back({.kind = "rounding",
                        .description = "Rounding",
                        .ledger_account_id = "acc2",
                        .tax_rate_id = "GB_ZERO",
                        .quantity = amount("1"),
                        .unit_price = amount("-0.01"),
                        .goods_services_type = "GOODS"});
  return made;
}

TEST(SageWire, an_invoice_body_has_sages_names_and_texts_with_two_decimals) {
  EXPECT_EQ(
      document_body(invoice(), "8f14e45fceea467a9ad2f2f0b0a7c9d1"),
      R"({"sales_invoice":{"idempotency_id":"8f14e45fceea467a9ad2f2f0b0a7c9d1",)"
      R"("contact_id":"c0ffee","date":"2026-05-17","reference":"000000042",)"
      R"("notes":"m2:shop.example.com:invoice:42","currency_id":"EUR",)"
      R"("exchange_rate":"0.8580744809",)"
      R"("main_address":{"address_type_id":"ACCOUNTS","address_line_1":"12 Mill Lane",)"
      R"("address_line_2":"Unit 4","city":"Leeds","postal_code":"LS1 4AP","country_id":"GB"},)"
      R"("delivery_address":{"address_type_id":"DELIVERY","address_line_1":"7 Quay Street",)"
      R"("city":"Galway","region":"County Galway","country_id":"IE"},)"
      R"("invoice_lines":[{"description":"Blue tee","ledger_account_id":"acc",)"
      R"("quantity":"2.75","unit_price":"25.00","discount_amount":"5.00",)"
      R"("tax_rate_id":"GB_STANDARD","tax_amount":"9.40","currency_tax_amount":"9.40"},)"
      R"({"description":"Rounding","ledger_account_id":"acc2","quantity":"1",)"
      R"("unit_price":"-0.01","tax_rate_id":"GB_ZERO","tax_amount":"0.00",)"
      R"("currency_tax_amount":"0.00","eu_goods_services_type_id":"GOODS"}]}})");
}

TEST(SageWire, no_totals_are_sent) {
  model::LedgerDocument made = invoice();
  made.net = amount("1");
  made.tax = amount("2");
  made.total = amount("3");
  const json::Value body = parsed(document_body(made, "id"));
  for (const char* name : {"net_amount", "tax_amount", "total_amount"}) {
    EXPECT_EQ(body.find("sales_invoice")->find(name), nullptr) << name;
  }
  const json::Value& line = body.find("sales_invoice")->find("invoice_lines")->array()[0];
  EXPECT_EQ(line.find("net_amount"), nullptr);
  EXPECT_EQ(line.find("total_amount"), nullptr);
}

TEST(SageWire, a_contact_body_names_its_proof_and_its_person) {
  const model::LedgerContact contact{
      .reference = "M57E",
      .source_guid = "m2:shop.example.com:customer:57:EUR",
      .name = "Lovelace Ltd (EUR)",
      .currency = "EUR",
      .email = "ada@example.com",
      .telephone = "0113 496 0000",
      .person_name = "Ada Lovelace",
      .main_address = model::LedgerAddress{.line_1 = "12 Mill Lane", .country = "GB"}};
  EXPECT_EQ(contact_body(contact, "8f14e45fceea467a9ad2f2f0b0a7c9d1"),
            R"({"contact":{"idempotency_id":"8f14e45fceea467a9ad2f2f0b0a7c9d1",)"
            R"js("name":"Lovelace Ltd (EUR)","contact_type_ids":["CUSTOMER"],"reference":"M57E",)js"
            R"("source_guid":"m2:shop.example.com:customer:57:EUR","currency_id":"EUR",)"
            R"("main_address":{"address_type_id":"ACCOUNTS","address_line_1":"12 Mill Lane",)"
            R"("country_id":"GB"},"main_contact_person":{"name":"Ada Lovelace",)"
            R"("email":"ada@example.com","telephone":"0113 496 0000","is_main_contact":true}}})");
}

TEST(SageWire, a_contact_without_address_and_person_sends_neither) {
  const json::Value body =
      parsed(contact_body({.reference = "M57", .source_guid = "g", .name = "X"}, "id"));
  EXPECT_EQ(body.find("contact")->find("main_address"), nullptr);
  EXPECT_EQ(body.find("contact")->find("main_contact_person"), nullptr);
  EXPECT_EQ(body.find("contact")->find("tax_number"), nullptr);
}

TEST(SageWire, a_person_without_a_name_takes_the_contacts_cut_to_fifty) {
  const json::Value body =
      parsed(contact_body({.name = std::string(80, 'x'), .email = "ada@example.com"}, "id"));
  EXPECT_EQ(body.find("contact")->find("main_contact_person")->text_or("name"),
            std::string(50, 'x'));
}

const std::string invoice_answer = R"js(
{"id":"11","displayed_as":"SI-27","$path":"/sales_invoices/11","reference":"000000042",
 "contact":{"id":"c0ffee","displayed_as":"Ada (M57)"},"date":"2026-05-17","notes":"n",
 "status":{"id":"UNPAID","displayed_as":"Unpaid"},"currency":{"id":"EUR"},"tax_amount":"9.4",
 "total_amount":"69.0","base_currency_total_amount":"59.21","deleted_at":null,
 "links":[{"href":"https://api","rel":"self"},
          {"href":"https://page","rel":"alternate","type":"text/html"}]})js";

TEST(SageWire, an_invoice_is_read_as_sage_answers_it) {
  auto record = read_record(invoice_kind, parsed(invoice_answer), Act::write);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->kind, "sales_invoice");
  EXPECT_EQ(record->id, "11");
  EXPECT_EQ(record->displayed_as, "SI-27");
  EXPECT_EQ(record->reference, "000000042");
  EXPECT_EQ(record->contact_id, "c0ffee");
  EXPECT_EQ(record->date, "2026-05-17");
  EXPECT_EQ(record->status, "UNPAID");
  EXPECT_EQ(record->currency, "EUR");
  EXPECT_EQ(record->notes, "n");
  EXPECT_EQ(record->url, "https://page");
  EXPECT_EQ(model::text(record->total), "69.00");
  EXPECT_EQ(model::text(record->tax), "9.40");
  EXPECT_EQ(model::text(record->base_total), "59.21");
  EXPECT_FALSE(record->deleted);
}

TEST(SageWire, a_drifted_answer_is_read_all_the_same) {
  auto record = read_record(invoice_kind, parsed(R"({"id":"11","total_amount":69,
"tax_amount":"9.400000000000000000000000000000000000000000000000000000000000",
"base_currency_total_amount":null,"currency":null,"status":"VOID","contact":null,"links":null,
"date":"2026-05-17T00:00:00Z","surprise":{"a":[1]}})"),
                            Act::write);
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(model::text(record->total), "69.00");
  EXPECT_EQ(model::text(record->tax), "9.40");
  EXPECT_EQ(model::text(record->base_total), "69.00");
  EXPECT_EQ(record->date, "2026-05-17");
  EXPECT_EQ(record->status, "VOID");
  EXPECT_EQ(record->currency, "");
  EXPECT_EQ(record->contact_id, "");
}

TEST(SageWire, a_created_record_that_cannot_be_read_may_exist) {
  for (const char* text : {"{}", R"({"id":""})", R"({"id":"11","total_amount":"69"})",
                           R"({"id":"11","total_amount":"x","tax_amount":"1"})", "[]"}) {
    auto record = read_record(invoice_kind, parsed(text), Act::write);
    ASSERT_FALSE(record) << text;
    EXPECT_EQ(record.error().code, "unreadable_answer");
    EXPECT_EQ(record.error().effect, Effect::maybe);
  }
}

TEST(SageWire, a_contact_tells_its_proof_and_whether_it_was_deleted) {
  const json::Value contact = parsed(R"js(
{"id":"7","displayed_as":"Ada (M57)","reference":"M57","source_guid":"m2:x",
 "currency":{"id":"GBP"},"deleted_at":"2026-05-01T00:00:00Z"})js");
  auto record = read_record(contact_kind, contact, Act::look);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->source_guid, "m2:x");
  EXPECT_EQ(record->currency, "GBP");
  EXPECT_TRUE(record->deleted);
}

TEST(SageWire, a_business_is_read_with_its_active_subscription) {
  auto business = read_business(parsed(R"({"id":"b1","displayed_as":"One","name":"One Ltd",
"country":{"id":"gb","displayed_as":"United Kingdom"},"subscriptions":[
{"id":"ACCOUNTING_10","active":false},{"id":"ACCOUNTING","active":true},
{"id":"X","active":true}]})"));
  ASSERT_TRUE(business);
  EXPECT_EQ(business->name, "One Ltd");
  EXPECT_EQ(business->country, "GB");
  EXPECT_TRUE(business->subscription_active);
  EXPECT_EQ(business->subscription, "ACCOUNTING");
  auto bare = read_business(parsed(R"({"id":"b1","displayed_as":"One"})"));
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->name, "One");
  EXPECT_FALSE(bare->subscription_active);
  EXPECT_FALSE(read_business(parsed("{}")));
}

TEST(SageWire, financial_settings_say_currency_and_dates) {
  auto facts = read_financial_settings(parsed(R"({"base_currency":{"id":"GBP"},
"multi_currency_enabled":true,"accounts_start_date":"2020-01-01","year_end_lockdown_date":null})"));
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->base_currency, "GBP");
  EXPECT_TRUE(facts->multi_currency);
  EXPECT_EQ(facts->accounts_start_date, "2020-01-01");
  EXPECT_EQ(facts->year_end_lockdown_date, std::nullopt);
  EXPECT_FALSE(read_financial_settings(parsed("{}")));
}

const std::string tax_rates = R"js([
{"id":"GB_STANDARD","displayed_as":"Standard 20.00%","name":"STANDARD","percentage":"20.0",
 "percentages":[{"percentage":"17.5","from_date":"2010-01-01","to_date":"2011-01-03"},
                {"percentage":20,"from_date":"2011-01-04","to_date":null}],
 "is_visible":true,"is_combined_rate":false},
{"id":"OLD","percentage":null},{"percentage":"1"},7,
{"id":"NONE","percentage":0,"is_visible":false,"is_combined_rate":true}])js";

const std::string ledger_accounts = R"js([
{"id":"a","displayed_as":"Sales (4000)","visible_in_sales":true},
{"id":"b","displayed_as":"Goods (5000)","visible_in_expenses":true},{"name":"no id"}])js";

const std::string bank_accounts = R"js([
{"id":"c","displayed_as":"Current (1200)","currency":{"id":"GBP"},"is_active":true},
{"id":"d","is_active":false}])js";

TEST(SageWire, reference_items_of_every_kind_are_read_and_unknown_shapes_skipped) {
  model::Reference reference;
  read_reference_items("tax_rates", parsed(tax_rates).array(), reference);
  ASSERT_EQ(reference.tax_rates.size(), 2U);
  EXPECT_EQ(reference.tax_rates[0].name, "Standard 20.00%");
  EXPECT_EQ(model::text(reference.tax_rates[0].percentage), "20");
  EXPECT_EQ(model::text(reference.tax_rates[0].percentage_on("2010-06-01")), "17.5");
  EXPECT_FALSE(reference.tax_rates[1].visible);
  EXPECT_TRUE(reference.tax_rates[1].combined);

  read_reference_items("ledger_accounts", parsed(ledger_accounts).array(), reference);
  ASSERT_EQ(reference.ledger_accounts.size(), 2U);
  EXPECT_TRUE(reference.ledger_accounts[0].visible_in_sales);
  EXPECT_FALSE(reference.ledger_accounts[0].visible_in_expenses);
  EXPECT_TRUE(reference.ledger_accounts[1].visible_in_expenses);

  read_reference_items("bank_accounts", parsed(bank_accounts).array(), reference);
  ASSERT_EQ(reference.bank_accounts.size(), 1U);
  EXPECT_EQ(reference.bank_accounts[0].currency, "GBP");

  const auto currencies = parsed(R"([{"id":"GBP"},{"id":"EUR"}])");
  read_reference_items("currencies", currencies.array(), reference);
  EXPECT_EQ(reference.currencies, (std::vector<std::string>{"GBP", "EUR"}));
}

}  // namespace
}  // namespace byte8::sage
