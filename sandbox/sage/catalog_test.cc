#include "sandbox/sage/test_rig.h"

namespace byte8::sandbox::sage {
namespace {

using Problems = std::vector<std::string>;

json::Value product(const std::string& code) {
  return json::object(
      {{"description", "Blue shirt"},
       {"item_code", code},
       {"sales_ledger_account_id", fixed::account(1, 4000)},
       {"purchase_ledger_account_id", fixed::account(1, 5000)},
       {"sales_prices",
        json::Array{json::object({{"price", "9.99"},
                                  {"price_includes_tax", false},
                                  {"product_sales_price_type_id", fixed::price_type(1, 0)}})}}});
}

Answer make(Rig& rig, const std::string& resource, const json::Value& fields) {
  return rig.post("/" + resource,
                  json::object({{resource.substr(0, resource.size() - 1), fields}}));
}

std::string stock_item(Rig& rig, const std::string& code, const char* quantity) {
  const std::string id = make(rig, "stock_items", product(code)).id();
  make(rig, "stock_movements",
       json::object({{"stock_item_id", id},
                     {"date", "2026-05-01"},
                     {"quantity", quantity},
                     {"cost_price", "4.00"},
                     {"details", "M2 opening " + code}}));
  return id;
}

std::string in_stock(Rig& rig, const std::string& id) {
  return rig.get("/stock_items/" + id).text("quantity_in_stock");
}

TEST(product, is_made_with_prices_and_found_by_code) {
  Rig rig;
  const Answer made = make(rig, "products", product("SKU-1"));
  ASSERT_EQ(made.status(), 201);
  EXPECT_EQ(made.text("displayed_as"), "Blue shirt");
  const json::Value& price = made.body.find("sales_prices")->array().at(0);
  EXPECT_EQ(price.text_or("price"), "9.99");
  EXPECT_EQ(price.text_or("price_name"), "Sales Price");
  EXPECT_EQ(rig.get("/products/" + made.id()).body, made.body);
  EXPECT_EQ(rig.get("/products?search=sku-1").total(), 1);
  const Answer off = rig.put("/products/" + made.id(),
                             json::object({{"product", json::object({{"active", false}})}}));
  EXPECT_EQ(off.status(), 200);
  EXPECT_EQ(rig.get("/products?search=sku-1").total(), 0);
  EXPECT_EQ(rig.get("/products?search=sku-1&active=false").total(), 1);
  EXPECT_EQ(rig.del("/products/" + made.id()).status(), 204);
  EXPECT_EQ(rig.get("/products/" + made.id()).status(), 404);
}

struct RefusedItem {
  std::string resource, name;
  json::Value value;
  std::string problem;
};

TEST(items, refuse_each_wrong_field) {
  Rig rig;
  const RefusedItem cases[] = {
      {"products", "description", nullptr, "description: This field is required."},
      {"products", "sales_ledger_account_id", fixed::account(1, 5000),
       "sales_ledger_account_id: is invalid"},
      {"products", "purchase_ledger_account_id", nullptr,
       "purchase_ledger_account_id: This field is required."},
      {"products", "purchase_ledger_account_id", fixed::account(1, 4000),
       "purchase_ledger_account_id: is invalid"},
      {"products", "item_code", std::string(256, 'c'),
       "item_code: is too long (maximum is 255 characters)"},
      {"products", "notes", std::string(501, 'c'),
       "notes: is too long (maximum is 500 characters)"},
      {"products", "usual_supplier_id", "x", "usual_supplier_id: Couldn't find Supplier."},
      {"products", "sales_tax_rate_id", "x", "sales_tax_rate_id: is invalid"},
      {"products", "sales_prices",
       json::Array{json::object({{"product_sales_price_type_id", "x"}})},
       "sales_prices.product_sales_price_type_id: is invalid"},
      {"stock_items", "item_code", std::string(31, 'c'),
       "item_code: is too long (maximum is 30 characters)"},
      {"stock_items", "item_code", nullptr, "item_code: This field is required."}};
  for (const RefusedItem& one : cases) {
    EXPECT_EQ(make(rig, one.resource, with(product("SKU"), one.name, one.value)).problems(),
              Problems{one.problem});
  }
  const json::Value service =
      without(without(product("S-1"), "purchase_ledger_account_id"), "sales_prices");
  EXPECT_EQ(make(rig, "services", service).status(), 201);
}

TEST(items, duplicate_code_is_allowed_unless_switched_off_and_reported) {
  Rig rig;
  EXPECT_EQ(make(rig, "products", product("SKU-1")).status(), 201);
  EXPECT_EQ(make(rig, "products", product("SKU-1")).status(), 201);
  EXPECT_EQ(rig.counted("duplicates"), 1);
  rig.sim.switches().duplicate_item_code_refused = true;
  EXPECT_EQ(make(rig, "products", product("sku-1")).problems(),
            Problems{"item_code: has already been taken"});
}

TEST(items, stock_items_are_listed_as_products_too) {
  Rig rig;
  const Answer made = make(rig, "stock_items", product("SKU-1"));
  EXPECT_TRUE(made.body.find("weight")->is_number());
  EXPECT_EQ(rig.get("/products?search=SKU-1").total(), 1);
  EXPECT_EQ(rig.get("/products/" + made.id()).status(), 200);
  EXPECT_EQ(
      rig.put("/products/" + made.id(), json::object({{"product", json::object({{"notes", "x"}})}}))
          .status(),
      404);
  EXPECT_EQ(rig.get("/services?search=SKU-1").total(), 0);
}

TEST(items, types_can_be_added) {
  Rig rig;
  const json::Value body = json::object(
      {{"product_sales_price_type", json::object({{"name", "VIP"}, {"active", true}})}});
  EXPECT_EQ(rig.post("/product_sales_price_types", body).status(), 201);
  EXPECT_EQ(rig.post("/product_sales_price_types", body).status(), 422);
  EXPECT_EQ(rig.get("/product_sales_price_types").total(), 4);
}

TEST(movement, changes_the_stock_and_never_below_zero) {
  Rig rig;
  const std::string item = stock_item(rig, "SKU-1", "5");
  EXPECT_EQ(in_stock(rig, item), "5.0");
  const json::Value out = json::object({{"stock_item_id", item},
                                        {"date", "2026-05-01"},
                                        {"quantity", "-2.5"},
                                        {"cost_price", "4.00"},
                                        {"details", "M2 out"},
                                        {"reference", "R1"}});
  const Answer made = make(rig, "stock_movements", out);
  ASSERT_EQ(made.status(), 201);
  EXPECT_EQ(made.text("displayed_as"), "M2 out (Ref: R1)");
  EXPECT_EQ(made.text("date"), "2026-05-01T00:00:00.000Z");
  EXPECT_EQ(made.body.find("movement_number")->integer(), 2);
  EXPECT_TRUE(made.body.find("links")->array().at(0).find("href")->is_null());
  EXPECT_EQ(in_stock(rig, item), "2.5");
  for (const auto& [name, value, problem] :
       {std::tuple<const char*, json::Value, const char*>{"quantity", "-2.6",
                                                          "quantity: would take the stock below 0"},
        {"quantity", "0", "quantity: must not be 0"},
        {"details", std::string(51, 'd'), "details: is too long (maximum is 50 characters)"},
        {"cost_price", nullptr, "cost_price: This field is required."},
        {"stock_item_id", "x", "stock_item_id: is invalid"}}) {
    EXPECT_EQ(make(rig, "stock_movements", with(out, name, value)).problems(), Problems{problem});
  }
  EXPECT_EQ(rig.get("/stock_movements?search=m2%20out&stock_item_id=" + item).total(), 1);
  const auto put = [&](const char* quantity) {
    return rig
        .put("/stock_movements/" + made.id(),
             json::object({{"stock_movement", json::object({{"quantity", quantity}})}}))
        .status();
  };
  EXPECT_EQ(put("-6"), 422);
  EXPECT_EQ(put("-1"), 200);
  EXPECT_EQ(in_stock(rig, item), "4.0");
  EXPECT_EQ(rig.del("/stock_movements/" + made.id()).status(), 204);
  EXPECT_EQ(in_stock(rig, item), "5.0");
  EXPECT_TRUE(rig.sim.contradictions().empty());
}

TEST(stock_lines, take_and_give_back) {
  Rig rig;
  rig.sim.switches().void_reason_in = "query";
  const std::string item = stock_item(rig, "SKU-1", "5");
  const std::string contact = rig.customer();
  const json::Value line = with(rig.line("10.00", "6.00", "GB_STANDARD", "3"), "product_id", item);
  const Answer first = rig.make_invoice(rig.invoice(contact, {line}));
  ASSERT_EQ(first.status(), 201);
  EXPECT_EQ(in_stock(rig, item), "2.0");
  const Answer moved =
      rig.get("/stock_movements?stock_item_id=" + item + "&attributes=reference,quantity");
  EXPECT_EQ(moved.items().at(1).text_or("reference"), "SI-1");
  EXPECT_EQ(moved.items().at(1).text_or("quantity"), "-3.0");
  const Answer refused = rig.make_invoice(rig.invoice(contact, {line, rig.line()}));
  EXPECT_EQ(refused.problems(),
            Problems{": You cannot fulfil this invoice as you do not have enough stock."});
  EXPECT_EQ(rig.make_credit_note(rig.invoice(contact, {with(line, "quantity", "1")})).status(),
            201);
  EXPECT_EQ(in_stock(rig, item), "3.0");
  EXPECT_EQ(rig.del("/sales_invoices/" + first.id() + "?void_reason=x").status(), 200);
  EXPECT_EQ(in_stock(rig, item), "6.0");
  EXPECT_TRUE(rig.sim.contradictions().empty());
}

TEST(stock_lines, drafts_take_nothing_until_released) {
  Rig rig;
  const std::string item = stock_item(rig, "SKU-1", "1");
  const std::string contact = rig.customer();
  const json::Value line = with(rig.line(), "product_id", item);
  const std::string draft =
      rig.make_invoice(with(rig.invoice(contact, {line}), "status_id", "DRAFT")).id();
  EXPECT_EQ(in_stock(rig, item), "1.0");
  EXPECT_EQ(rig.make_invoice(rig.invoice(contact, {line})).status(), 201);
  EXPECT_EQ(rig.run(rig.request("POST", "/sales_invoices/" + draft + "/release")).status(), 422);
}

TEST(stock_lines, update_moves_only_the_difference) {
  Rig rig;
  const std::string item = stock_item(rig, "SKU-1", "3");
  const Answer made = rig.make_invoice(rig.invoice(
      rig.customer(), {with(rig.line("10.00", "6.00", "GB_STANDARD", "3"), "product_id", item)}));
  const std::string line_id = made.body.find("invoice_lines")->array().at(0).text_or("id");
  const auto put = [&](const char* quantity) {
    const json::Value line = json::object({{"id", line_id}, {"quantity", quantity}});
    return rig
        .put(
            "/sales_invoices/" + made.id(),
            json::object({{"sales_invoice", json::object({{"invoice_lines", json::Array{line}}})}}))
        .status();
  };
  EXPECT_EQ(put("2"), 200);
  EXPECT_EQ(in_stock(rig, item), "1.0");
  EXPECT_EQ(put("4"), 422);
  EXPECT_EQ(put("3"), 200);
  EXPECT_EQ(in_stock(rig, item), "0.0");
  EXPECT_TRUE(rig.sim.contradictions().empty());
}

struct Edition {
  std::string business, method, path;
  int status;
};

TEST(editions, lack_what_the_table_says) {
  Rig rig;
  const std::string start(fixed::gb_start), standard(fixed::ie_standard), plus(fixed::gb_plus);
  const Edition cases[] = {{start, "POST", "/products", 401},
                           {start, "POST", "/services", 401},
                           {start, "GET", "/products", 200},
                           {start, "GET", "/stock_items", 401},
                           {standard, "GET", "/stock_items", 401},
                           {standard, "GET", "/stock_movements", 401},
                           {plus, "GET", "/stock_items", 200},
                           {standard, "POST", "/products", 422},
                           {start, "POST", "/contact_allocations", 401},
                           {standard, "POST", "/contact_allocations", 422},
                           {standard, "POST", "/sales_estimates", 401},
                           {start, "POST", "/sales_quotes", 401},
                           {standard, "POST", "/sales_quotes", 422},
                           {standard, "POST", "/sales_credit_notes", 401},
                           {start, "POST", "/sales_credit_notes", 422},
                           {standard, "GET", "/sales_credit_notes", 200}};
  for (const Edition& one : cases) {
    rig.business = one.business;
    EXPECT_EQ(rig.run(rig.request(one.method, one.path, one.method == "POST" ? "{\"x\":{}}" : ""))
                  .status(),
              one.status)
        << one.method << " " << one.path;
  }
  rig.business = fixed::ie_standard;
  rig.sim.switches().credit_notes_in_standard = true;
  EXPECT_EQ(rig.run(rig.request("POST", "/sales_credit_notes", "{\"x\":{}}")).status(), 422);
}

}  // namespace
}  // namespace byte8::sandbox::sage
