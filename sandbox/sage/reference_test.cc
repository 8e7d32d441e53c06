#include "sandbox/sage/test_rig.h"

#include <algorithm>

namespace byte8::sandbox::sage {
namespace {

std::vector<std::string> ids(const Answer& list) {
  std::vector<std::string> all;
  for (const json::Value& item : list.items()) all.push_back(item.text_or("id"));
  return all;
}

TEST(seed, has_the_accounts_banks_rates_and_types_that_are_documented) {
  Rig rig;
  EXPECT_EQ(
      ids(rig.get("/tax_rates?usage=sales")),
      (std::vector<std::string>{"GB_STANDARD", "GB_LOWER", "GB_ZERO", "GB_EXEMPT", "GB_NO_TAX"}));
  EXPECT_EQ(rig.get("/ledger_accounts?visible_in=sales").total(), 7);
  EXPECT_EQ(rig.get("/ledger_accounts?visible_in=expenses&search=cost%20of").total(), 2);
  EXPECT_EQ(rig.get("/ledger_accounts/" + fixed::account(1, 4000)).text("displayed_as"),
            "Sales - Products (4000)");
  EXPECT_EQ(rig.get("/bank_accounts").items().at(0).text_or("displayed_as"), "Current (1200)");
  const Answer bank = rig.get("/bank_accounts/" + fixed::bank(1, 1230));
  EXPECT_EQ(bank.inner("bank_account_type"), "CASH_IN_HAND");
  EXPECT_EQ(bank.inner("currency"), "GBP");
  std::vector<std::string> names;
  for (const json::Value& item : rig.get("/product_sales_price_types").items())
    names.push_back(item.text_or("displayed_as"));
  EXPECT_EQ(names, (std::vector<std::string>{"Sales Price", "Trade", "Wholesale"}));
  EXPECT_EQ(rig.get("/service_rate_types").items().at(0).text_or("displayed_as"), "Rate");
  for (const std::string& id :
       {fixed::account(1, 4000), fixed::bank(4, 1200), fixed::price_type(1, 2), fixed::rate_type(3),
        fixed::system_contact(2), fixed::tax_rate_ca(0)}) {
    EXPECT_EQ(id.size(), 32U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
  }
}

TEST(reference_data, tax_rate_has_dated_percentages) {
  Rig rig;
  const Answer rate = rig.get("/tax_rates/GB_STANDARD");
  EXPECT_EQ(rate.text("displayed_as"), "Standard 20.00%");
  EXPECT_EQ(rate.text("percentage"), "20.0");
  const json::Value& dated = rate.body.find("percentages")->array().at(0);
  EXPECT_EQ(dated.text_or("from_date"), "2011-01-04");
  EXPECT_TRUE(dated.find("to_date")->is_null());
  rig.business = fixed::ca_plus;
  EXPECT_EQ(rig.get("/tax_rates?address_region_id=CA-QC").total(), 4);
  EXPECT_EQ(rig.get("/tax_rates?address_region_id=CA-ON").total(), 5);
}

TEST(reference_data, fixed_words_are_there) {
  Rig rig;
  const auto has = [&](const std::string& resource, std::string_view id) {
    const auto all = ids(rig.get("/" + resource + "?items_per_page=200"));
    return std::find(all.begin(), all.end(), id) != all.end();
  };
  EXPECT_TRUE(has("payment_methods", "CREDIT_DEBIT"));
  EXPECT_TRUE(has("payment_methods", "CASH"));
  EXPECT_TRUE(has("currencies", "EUR"));
  EXPECT_TRUE(has("country_groups", "GBIE"));
  EXPECT_TRUE(has("address_regions", "CA-QC"));
  EXPECT_TRUE(has("artefact_statuses", "PART_PAID"));
  EXPECT_TRUE(has("transaction_types", "CUSTOMER_RECEIPT"));
  EXPECT_TRUE(has("eu_goods_services_types", "SERVICES"));
  EXPECT_EQ(rig.get("/currencies/GBP").text("displayed_as"), "Pound Sterling (GBP)");
  EXPECT_EQ(rig.get("/countries/GB").text("displayed_as"), "United Kingdom (GB)");
  EXPECT_GT(rig.get("/countries").total(), 240);
  EXPECT_EQ(rig.get("/exchange_rates/EUR").text("rate"), "0.8580744809");
  EXPECT_EQ(rig.get("/exchange_rates/EUR").text("inverse_rate"), "1.1654");
  EXPECT_EQ(rig.get("/currencies/XXX").status(), 404);
}

TEST(businesses, are_those_of_the_user_with_the_odd_member) {
  Rig rig;
  const Answer list = rig.get("/businesses");
  EXPECT_EQ(list.total(), 4);
  EXPECT_EQ(list.body.find("$items_per_page")->integer(), 2'147'483'647);
  EXPECT_EQ(list.body.find("$itemsPerPage"), nullptr);
  EXPECT_EQ(list.items().at(0).text_or("id"), fixed::gb_plus);
  EXPECT_EQ(list.header("X-Business"), "");
  EXPECT_EQ(rig.get("/businesses?name=maple").total(), 1);
  EXPECT_EQ(rig.get("/businesses/lead").id(), fixed::gb_plus);
  const Answer irish = rig.get("/businesses/" + std::string(fixed::ie_standard));
  EXPECT_EQ(irish.inner("country"), "IE");
  EXPECT_EQ(irish.body.find("base_currency"), nullptr);
  const json::Array& subscriptions = irish.body.find("subscriptions")->array();
  EXPECT_EQ(subscriptions.size(), 2U);  // an ended one stands before the active one
  EXPECT_EQ(subscriptions.at(1).text_or("id"), "ACCOUNTING_10");
  EXPECT_TRUE(subscriptions.at(1).find("active")->boolean());
  rig.connect("partner");
  EXPECT_EQ(rig.get("/businesses").total(), 2);
  EXPECT_EQ(rig.get("/businesses/" + std::string(fixed::gb_plus)).status(), 404);
  EXPECT_EQ(rig.get("/user").text("initials"), "PP");
}

TEST(settings, say_what_the_business_is) {
  Rig rig;
  const Answer financial = rig.get("/financial_settings");
  EXPECT_EQ(financial.inner("base_currency"), "GBP");
  EXPECT_TRUE(financial.body.find("multi_currency_enabled")->boolean());
  EXPECT_EQ(financial.text("accounts_start_date"), "2020-01-01");
  EXPECT_EQ(rig.get("/invoice_settings").text("sales_credit_note_number_prefix"), "SCN-");
  EXPECT_EQ(rig.get("/business_settings")
                .body.find("default_ledger_accounts")
                ->find("sales_ledger_account")
                ->text_or("id"),
            fixed::account(1, 4000));
  rig.business = fixed::ca_plus;
  EXPECT_EQ(rig.get("/financial_settings").inner("base_currency"), "CAD");
}

TEST(settings, need_their_area) {
  Rig rig;
  rig.connect("sales");
  const Answer refused = rig.get("/financial_settings");
  EXPECT_EQ(refused.status(), 403);
  EXPECT_EQ(refused.code(), "MultiUserAccessDenied");
  EXPECT_EQ(refused.problems().at(0),
            ": The current user is not allowed to access that resource with that method.");
  EXPECT_EQ(rig.get("/invoice_settings").status(), 403);
  EXPECT_EQ(rig.get("/tax_rates").status(), 200);
}

}  // namespace
}  // namespace byte8::sandbox::sage
