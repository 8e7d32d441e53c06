#include "sandbox/sage/test_rig.h"

namespace byte8::sandbox::sage {
namespace {

TEST(api, echoes_the_business_and_gives_a_request_id) {
  Rig rig;
  const Answer answer = rig.get("/contacts");
  EXPECT_EQ(answer.header("X-Business"), fixed::gb_plus);
  EXPECT_EQ(answer.header("x_request_id").size(), 36U);
  EXPECT_EQ(answer.header("Content-Type"), "application/json");
  rig.business = fixed::ca_plus;
  EXPECT_EQ(rig.get("/contacts").header("X-Business"), fixed::ca_plus);
}

TEST(api, takes_the_lead_business_where_none_is_named_and_counts_that) {
  Rig rig;
  http::Request request = rig.request("GET", "/financial_settings");
  std::erase_if(request.headers,
                [](const http::Header& header) { return header.name == "X-Business"; });
  EXPECT_EQ(rig.run(request).header("X-Business"), fixed::gb_plus);
  rig.act(json::object({{"action", "change_lead"}, {"business", fixed::ie_standard}}));
  EXPECT_EQ(rig.run(request).header("X-Business"), fixed::ie_standard);
  EXPECT_EQ(rig.counted("missing_x_business"), 2);
  request.target = "/v3.1/user";
  rig.run(request);
  EXPECT_EQ(rig.counted("missing_x_business"), 2);
}

TEST(api, refuses_foreign_businesses_and_unknown_tokens) {
  Rig rig;
  rig.connect("partner");
  EXPECT_EQ(rig.get("/contacts").status(), 401);
  rig.business = "nonsense";
  EXPECT_EQ(rig.get("/contacts").problems().at(0), ": Access denied.");
  rig.access = "nonsense";
  EXPECT_EQ(rig.get("/businesses").status(), 401);
  http::Request bare = rig.request("GET", "/contacts");
  bare.headers.clear();
  EXPECT_EQ(rig.run(bare).code(), "AuthorizationFailure");
}

TEST(api, business_taken_from_the_user_is_gone_for_him) {
  Rig rig;
  rig.act(json::object({{"action", "remove_business"}, {"business", fixed::gb_plus}}));
  EXPECT_EQ(rig.get("/contacts").status(), 401);
  EXPECT_EQ(rig.get("/businesses").total(), 3);
}

TEST(api, ended_subscription_is_401_with_mse) {
  Rig rig;
  rig.act(json::object(
      {{"action", "set_subscription"}, {"business", fixed::gb_plus}, {"active", false}}));
  EXPECT_EQ(rig.get("/contacts").problems().at(0), ": No active subscription. (MSE)");
  EXPECT_EQ(rig.get("/businesses").status(), 200);
  EXPECT_FALSE(rig.get("/businesses/lead")
                   .body.find("subscriptions")
                   ->array()
                   .at(1)
                   .find("active")
                   ->boolean());
}

struct BadRequest {
  std::string method, path, type, body;
  int status;
};

TEST(api, answers_malformed_requests_each_in_its_way) {
  Rig rig;
  const std::string good = json::write(json::object({{"contact", rig.contact()}}));
  const BadRequest cases[] = {{"GET", "/nothing", "", "", 404},
                              {"GET", "/contacts/x/y", "", "", 404},
                              {"GET", "/contacts/none", "", "", 404},
                              {"POST", "/contacts/x", "application/json", good, 405},
                              {"PATCH", "/contacts/x", "application/json", good, 405},
                              {"DELETE", "/contacts", "", "", 405},
                              {"POST", "/tax_rates", "application/json", "{}", 405},
                              {"GET", "/contacts/x/release", "", "", 404},
                              {"POST", "/contacts", "text/plain", good, 415},
                              {"POST", "/contacts", "", good, 415},
                              {"POST", "/contacts", "application/json", "{", 400},
                              {"POST", "/contacts", "application/json", "[]", 400},
                              {"POST", "/contacts", "application/json", "{}", 422},
                              {"POST", "/contacts", "application/json", R"({"customer":{}})", 422},
                              {"POST", "/contacts", "application/json; charset=utf-8", good, 201}};
  for (const BadRequest& one : cases) {
    http::Request request = rig.request(one.method, one.path);
    request.body = one.body;
    if (!one.type.empty()) request.headers.push_back({"Content-Type", one.type});
    EXPECT_EQ(rig.run(request).status(), one.status)
        << one.method << " " << one.path << " " << one.body;
  }
}

TEST(api, counts_unknown_fields_and_ignores_them) {
  Rig rig;
  json::Value fields = rig.contact();
  fields.set("nickname", "x");
  fields.find("main_address")->set("planet", "Earth");
  EXPECT_EQ(rig.make_contact(fields).status(), 201);
  EXPECT_EQ(rig.counted("unknown_fields"), 2);
  EXPECT_EQ(rig.sim.report().find("unknown_field_names")->array().at(0).string(), "nickname");
}

TEST(rights, decide_by_area_and_restricted_cannot_delete) {
  Rig rig;
  const std::string contact = rig.customer();
  rig.connect("sales");
  EXPECT_EQ(rig.get("/contact_payments").status(), 403);
  EXPECT_EQ(rig.get("/products").status(), 200);
  EXPECT_EQ(rig.post("/products", json::object({{"product", json::object({})}})).status(), 403);
  EXPECT_EQ(rig.get("/contact_allocations").status(), 403);
  EXPECT_NE(rig.simple_invoice(contact), "");
  rig.act(json::object(
      {{"action", "set_right"}, {"user", "sales"}, {"area", "Contacts"}, {"right", "restricted"}}));
  EXPECT_EQ(rig.make_contact(rig.contact()).status(), 201);
  EXPECT_EQ(rig.del("/contacts/" + contact).status(), 403);
}

TEST(worlds, of_one_seed_are_equal_byte_for_byte) {
  const auto story = [](std::uint64_t seed) {
    Options options = rig_options();
    options.seed = seed;
    Rig rig(options);
    const std::string contact = rig.customer("M1");
    rig.simple_invoice(contact, "R");
    std::string all;
    for (const LogEntry& entry : rig.sim.log()) all += *entry.answer;
    return all;
  };
  EXPECT_EQ(story(7), story(7));
  EXPECT_NE(story(7), story(8));
}

}  // namespace
}  // namespace byte8::sandbox::sage
