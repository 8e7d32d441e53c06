#include "sandbox/sage/test_rig.h"

namespace byte8::sandbox::sage {
namespace {

using Problems = std::vector<std::string>;

TEST(contact, is_made_and_read_back) {
  Rig rig;
  json::Value fields = rig.contact("M57");
  fields.set("source_guid", "m2:shop.example:customer:57:GBP");
  fields.set("main_contact_person", json::object({{"name", "Ada"}, {"email", "Ada@Example.com"}}));
  const Answer made = rig.make_contact(fields);
  EXPECT_EQ(made.status(), 201);
  EXPECT_TRUE(made.decision.committed);
  EXPECT_EQ(made.id().size(), 32U);
  EXPECT_EQ(made.text("displayed_as"), "Ada Shopper (M57)");
  EXPECT_EQ(made.text("$path"), "/contacts/" + made.id());
  EXPECT_EQ(made.inner("currency"), "GBP");
  EXPECT_EQ(made.text("created_at"), "2026-05-01T12:00:00Z");
  const json::Value& link = made.body.find("links")->array().at(0);
  EXPECT_EQ(link.text_or("rel"), "alternate");
  EXPECT_NE(link.text_or("href").find(made.id()), std::string::npos);
  const Answer read = rig.get("/contacts/" + made.id());
  EXPECT_EQ(read.body, made.body);
  EXPECT_EQ(read.text("email"), "Ada@Example.com");
  EXPECT_EQ(read.inner("main_contact_person", "email"), "Ada@Example.com");
  EXPECT_EQ(read.body.find("main_address")->find("country")->text_or("displayed_as"),
            "United Kingdom (GB)");
  EXPECT_TRUE(read.body.find("tax_treatment")->find("home_tax")->boolean());
}

struct RefusedContact {
  std::string_view name;
  json::Value value;
  std::string problem;
};

TEST(contact, refuses_each_wrong_field_by_name) {
  Rig rig;
  const RefusedContact cases[] = {
      {"name", nullptr, "name: This field is required."},
      {"name", "  ", "name: This field is required."},
      {"name", std::string(101, 'n'), "name: is too long (maximum is 100 characters)"},
      {"contact_type_ids", nullptr, "contact_type_ids: This field is required."},
      {"contact_type_ids", json::Array{}, "contact_type_ids: This field is required."},
      {"contact_type_ids", json::Array{"CUSTOMER", "VENDOR"},
       "contact_type_ids: must be exactly one"},
      {"contact_type_ids", json::Array{"FRIEND"}, "contact_type_ids: is invalid"},
      {"reference", "M1234567890", "reference: is too long (maximum is 10 characters)"},
      {"reference", 57, "reference: is invalid"},
      {"tax_number", "GB12345678", "tax_number: is invalid"},
      {"tax_number", "12345678X", "tax_number: is invalid"},
      {"notes", std::string(4001, 'n'), "notes: is too long (maximum is 4000 characters)"},
      {"credit_days", 366, "credit_days: must be between 0 and 365"},
      {"credit_days", "x", "credit_days: is not a number"},
      {"credit_terms", "whenever", "credit_terms: is invalid"},
      {"currency_id", "XXX", "currency_id: is invalid"},
      {"source_guid", std::string(256, 'g'),
       "source_guid: is too long (maximum is 255 characters)"},
      {"default_sales_tax_rate_id", "IE_STANDARD", "default_sales_tax_rate_id: is invalid"},
      {"default_sales_ledger_account_id", fixed::account(2, 4000),
       "default_sales_ledger_account_id: is invalid"},
      {"product_sales_price_type_id", "x", "product_sales_price_type_id: is invalid"},
      {"main_address", json::object({{"city", std::string(51, 'c')}}),
       "main_address.city: is too long (maximum is 50 characters)"},
      {"main_address", json::object({{"postal_code", "12345678901"}}),
       "main_address.postal_code: is too long (maximum is 10 characters)"},
      {"delivery_address", json::object({{"country_id", "ZZ"}}),
       "delivery_address.country_id: is invalid"},
      {"main_address", json::object({{"address_type_id", "HOME"}}),
       "main_address.address_type_id: is invalid"},
      {"main_address", "1 Road", "main_address: is invalid"},
      {"main_contact_person", json::object({{"email", std::string(101, 'e')}}),
       "main_contact_person.email: is too long (maximum is 100 characters)"},
      {"tax_treatment", json::object({{"home_tax", true}, {"rest_of_world_tax", true}}),
       "tax_treatment: is invalid"}};
  for (const RefusedContact& one : cases) {
    const Answer answer = rig.make_contact(with(rig.contact(), std::string(one.name), one.value));
    EXPECT_EQ(answer.status(), 422) << one.problem;
    EXPECT_EQ(answer.problems(), Problems{one.problem});
    EXPECT_EQ(answer.code(), "RecordInvalid");
    EXPECT_FALSE(answer.decision.committed);
  }
  EXPECT_EQ(rig.get("/contacts?exclude_system=true").total(), 0);
}

TEST(contact, shows_all_faults_at_once) {
  Rig rig;
  const Answer answer = rig.make_contact(json::object({{"reference", "M1234567890"}}));
  EXPECT_EQ(answer.problems().size(), 3U);
}

TEST(contact, counts_characters_and_not_bytes) {
  Rig rig;
  std::string name;
  for (int at = 0; at < 100; ++at) name += "ü";
  EXPECT_EQ(rig.make_contact(with(rig.contact(), "name", name)).status(), 201);
}

struct TaxNumber {
  std::string_view country, number;
  bool valid;
};

TEST(contact, checks_the_tax_number_by_country) {
  Rig rig;
  const TaxNumber cases[] = {
      {"GB", "GB123456789", true},   {"GB", "123 4567 89", true}, {"GB", "123456789012", true},
      {"GB", "1234567890", false},   {"IE", "IE1234567T", true},  {"IE", "1234567FA", true},
      {"IE", "IE1S34567T", true},    {"IE", "IE1234567", false},  {"IE", "IE12345678", false},
      {"FR", "FR12345678901", true}, {"FR", "!", false},          {"DE", "DE123456789", true}};
  for (const TaxNumber& one : cases) {
    json::Value fields = with(rig.contact(), "tax_number", one.number);
    fields.set("main_address", json::object({{"country_id", one.country}}));
    EXPECT_EQ(rig.make_contact(fields).status(), one.valid ? 201 : 422) << one.number;
  }
}

TEST(contact, keeps_a_reference_unique_and_reserved_after_deletion) {
  Rig rig;
  const std::string first = rig.customer("M57");
  const Problems taken = {"reference: has already been taken"};
  EXPECT_EQ(rig.make_contact(rig.contact("M57")).problems(), taken);
  EXPECT_EQ(rig.make_contact(rig.contact("m57")).problems(), taken);
  EXPECT_EQ(rig.del("/contacts/" + first).status(), 204);
  EXPECT_EQ(rig.make_contact(rig.contact("M57")).problems(), taken);
  EXPECT_EQ(rig.get("/contacts/" + first).status(), 404);
  EXPECT_EQ(
      rig.put("/contacts/" + first, json::object({{"contact", json::object({{"name", "x"}})}}))
          .status(),
      404);
  EXPECT_EQ(rig.get("/contacts?search=M57").total(), 0);
  const Answer deleted =
      rig.get("/contacts?deleted_since=2026-04-30&attributes=reference,deleted_at");
  ASSERT_EQ(deleted.total(), 1);
  EXPECT_EQ(deleted.items().at(0).text_or("reference"), "M57");
  EXPECT_EQ(deleted.items().at(0).text_or("deleted_at"), "2026-05-01T12:00:00Z");
  EXPECT_EQ(rig.get("/contacts?deleted_since=2026-05-01T12:00:00Z").total(), 0);  // exclusive
}

TEST(contact, with_documents_cannot_be_deleted) {
  Rig rig;
  const std::string id = rig.customer();
  rig.simple_invoice(id);
  EXPECT_EQ(rig.del("/contacts/" + id).status(), 422);
}

TEST(contact, update_merges_and_checks_again) {
  Rig rig;
  const std::string id = rig.customer("M1");
  rig.customer("M2");
  const auto put = [&](const json::Value& fields) {
    return rig.put("/contacts/" + id, json::object({{"contact", fields}}));
  };
  const Answer changed =
      put(json::object({{"name", "New Name"}, {"main_address", json::object({{"city", "York"}})}}));
  EXPECT_EQ(changed.status(), 200);
  EXPECT_EQ(changed.text("displayed_as"), "New Name (M1)");
  EXPECT_EQ(changed.inner("main_address", "city"), "York");
  EXPECT_EQ(changed.inner("main_address", "address_line_1"), "1 Road");
  EXPECT_EQ(put(json::object({{"reference", "M2"}})).status(), 422);
  EXPECT_EQ(put(json::object({{"reference", "M3"}})).status(), 200);
  EXPECT_EQ(rig.get("/contacts?search=new%20na").total(), 1);
  EXPECT_EQ(rig.make_contact(rig.contact("M1")).status(), 201);
}

TEST(contact, currency_needs_plus_and_locks_with_the_first_document) {
  Rig rig;
  const std::string id = rig.make_contact(with(rig.contact(), "currency_id", "EUR")).id();
  ASSERT_NE(id, "");
  const auto put = [&](const char* currency) {
    return rig
        .put("/contacts/" + id,
             json::object({{"contact", json::object({{"currency_id", currency}})}}))
        .status();
  };
  EXPECT_EQ(put("USD"), 200);
  rig.simple_invoice(id);
  EXPECT_EQ(put("EUR"), 422);
  EXPECT_EQ(put("USD"), 200);
  rig.act(json::object({{"action", "set_multi_currency"}, {"on", false}}));
  EXPECT_EQ(rig.make_contact(with(rig.contact(), "currency_id", "EUR")).status(), 422);
  rig.business = fixed::gb_start;
  EXPECT_EQ(rig.make_contact(with(rig.contact(), "currency_id", "EUR")).status(), 422);
  EXPECT_EQ(rig.make_contact(with(rig.contact(), "currency_id", "GBP")).status(), 201);
}

TEST(contact, of_the_seed_is_hidden_on_request_and_protected) {
  Rig rig;
  const std::string authority = fixed::system_contact(1);
  EXPECT_EQ(rig.get("/contacts").total(), 1);
  EXPECT_EQ(rig.get("/contacts?exclude_system=true").total(), 0);
  EXPECT_EQ(rig.get("/contacts?contact_type_id=CUSTOMER").total(), 0);
  EXPECT_EQ(rig.del("/contacts/" + authority).status(), 403);
}

TEST(contact, balance_is_what_is_open) {
  Rig rig;
  const std::string id = rig.customer();
  rig.simple_invoice(id);
  const std::string second = rig.simple_invoice(id);
  rig.make_credit_note(rig.invoice(id, {rig.line("1.00", "0.20")}));
  rig.pay(rig.payment(id, "13.00", {{second, "12.00"}}));
  EXPECT_EQ(rig.get("/contacts/" + id).body.find("balance"), nullptr);
  EXPECT_EQ(rig.get("/contacts/" + id + "?show_balance=true").text("balance"),
            "9.8");  // 12 − 1.20 − 1.00
}

TEST(contact, is_found_by_email_exactly) {
  Rig rig;
  json::Value fields = rig.contact("M1");
  fields.set("main_contact_person", json::object({{"name", "Ada"}, {"email", "ada@example.com"}}));
  rig.make_contact(fields);
  EXPECT_EQ(rig.get("/contacts?email=ADA%40example.com").total(), 1);
  EXPECT_EQ(rig.get("/contacts?email=da%40example.com").total(), 0);
}

}  // namespace
}  // namespace byte8::sandbox::sage
