// spec/openapi.yaml, as it is served, and the routes hold each other in both directions; and
// nothing that it lists shows one account to another.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "api/api.h"
#include "api/description.h"
#include "base/text.h"
#include "tests/lifecycle/world.h"

namespace byte8::tests {
namespace {

// "GET /v1/runs/{}": the names of the open parts do not matter.
std::string shaped(const std::string& method, const std::string& path) {
  static const std::regex open("\\{[^}]*\\}");
  return method + " " + std::regex_replace(path, open, "{}");
}

// The file has two spaces before a path and four before a method, which tidy keeps so.
std::set<std::string> described() {
  std::set<std::string> all;
  std::string path;
  bool in_paths = false;
  for (const std::string_view line : text::split(api::openapi_text(), '\n')) {
    if (!line.empty() && line.front() != ' ') in_paths = line.starts_with("paths:");
    if (!in_paths) continue;
    if (line.starts_with("  /")) path = line.substr(2, line.find(':') - 2);
    for (const char* method : {"get", "post", "put", "patch", "delete"}) {
      if (line.starts_with(std::string("    ") + method + ":")) {
        std::string upper(method);
        for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
        all.insert(shaped(upper, path));
      }
    }
  }
  return all;
}

// What the edge answers before anything is routed.
const std::set<std::string> at_the_edge = {"GET /healthz", "GET /readyz",
                                           "POST /webhooks/magento/{}/{}"};

std::set<std::string> served() {
  std::set<std::string> all = at_the_edge;
  magento::MagentoShop shop{false};
  for (const api::Route& route : api::routes({.shop = shop, .public_url = "http://127.0.0.1:1"})) {
    all.insert(shaped(route.method, route.pattern));
  }
  return all;
}

std::vector<std::string> missing(const std::set<std::string>& from,
                                 const std::set<std::string>& in) {
  std::vector<std::string> out;
  std::ranges::set_difference(from, in, std::back_inserter(out));
  return out;
}

TEST(Description, lists_what_is_served_and_nothing_else) {
  EXPECT_THAT(missing(served(), described()), testing::IsEmpty()) << "served and not described";
  EXPECT_THAT(missing(described(), served()), testing::IsEmpty()) << "described and not served";
}

TEST(Description, is_served_to_anybody) {
  World world;
  const std::string token = std::exchange(world.bearer, "");
  const Answered answered = world.get("/openapi.yaml");
  EXPECT_EQ(answered.status, 200);
  EXPECT_TRUE(answered.text.starts_with("openapi: 3.1"));
  EXPECT_EQ(world.get("/.well-known/security.txt").status, 200);
}

// A stranger's token on every route that names an object, with the ids of somebody else's.
TEST(Strangers, find_no_object_of_another_account_on_any_route) {
  World world;
  const std::string binding = world.connected();
  world.add_run(binding, "failed", "");
  const auto first_id = [&world](const std::string& list) {
    const Answered answered = world.get(list);
    const json::Value* items = answered.body.find("items");
    if (items == nullptr || items->array().empty()) return std::string("none_1");
    return items->array().front().text_or("id");
  };
  const std::map<std::string, std::string> ids = {{"bindings", binding},
                                                  {"stores", first_id("/v1/stores")},
                                                  {"runs", first_id("/v1/runs")},
                                                  {"users", first_id("/v1/users")},
                                                  {"tokens", first_id("/v1/tokens")},
                                                  {"sessions", "sess_1"}};
  world.become_stranger();

  int asked = 0;
  for (const std::string& one : described()) {
    const std::size_t space = one.find(' ');
    const std::string method = one.substr(0, space);
    std::string path = one.substr(space + 1);
    const auto parts = text::split(path, '/');  // an empty one before the first slash
    if (parts.size() < 4 || parts[1] != "v1" || parts[3] != "{}") continue;
    const auto id = ids.find(std::string(parts[2]));
    if (id == ids.end()) continue;
    path.replace(path.find("{}"), 2, id->second);
    while (path.find("{}") != std::string::npos) path.replace(path.find("{}"), 2, "1");
    // A second apart, because of the limit for one token.
    world.now.boot += 1'000;
    const Answered answered = world.call(method, path, method == "GET" ? "" : "{}");
    EXPECT_EQ(answered.status, 404) << one << " " << answered.text;
    ++asked;
  }
  EXPECT_GT(asked, 15);
}

}  // namespace
}  // namespace byte8::tests
