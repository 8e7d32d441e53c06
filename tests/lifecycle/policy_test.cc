// Reading and saving the policy.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/lifecycle/world.h"

namespace byte8::tests {
namespace {

using testing::UnorderedElementsAre;

json::Value policy_of(World& world, const std::string& id) {
  return *world.get("/v1/bindings/" + id + "/policy").body.find("policy");
}

Answered put(World& world, const std::string& id, const json::Value& policy,
             const std::string& etag) {
  http::Headers headers;
  if (!etag.empty()) headers.push_back({"If-Match", etag});
  return world.call("PUT", "/v1/bindings/" + id + "/policy", json::write(policy), headers);
}

TEST(Policy, is_saved_as_the_next_version_by_who_saw_the_last) {
  World world;
  const std::string id = world.connected();
  const Answered first = world.get("/v1/bindings/" + id + "/policy");
  EXPECT_EQ(*http::find_header(first.headers, "ETag"), "\"1\"");
  json::Value policy = *first.body.find("policy");
  policy.set("sync_since", nullptr);
  policy.set("invoice_number_prefix", "WEB-");
  const Answered saved = put(world, id, policy, "\"1\"");
  ASSERT_EQ(saved.status, 200) << saved.text;
  EXPECT_EQ(saved.body.find("version")->integer(), 2);
  EXPECT_EQ(saved.body.find("policy")->text_or("invoice_number_prefix"), "WEB-");
  EXPECT_EQ(*http::find_header(saved.headers, "ETag"), "\"2\"");
  EXPECT_EQ(world.binding(id).policy_version, 2);
}

TEST(Policy, a_stale_or_missing_if_match_is_refused) {
  World world;
  const std::string id = world.connected();
  const json::Value policy = policy_of(world, id);
  EXPECT_EQ(put(world, id, policy, "").status, 412);
  EXPECT_EQ(put(world, id, policy, "\"7\"").status, 412);
  EXPECT_EQ(put(world, id, policy, "\"1\"").status, 200);
  EXPECT_EQ(put(world, id, policy, "\"1\"").code(), "precondition_failed");
}

TEST(Policy, every_refused_field_is_named) {
  World world;
  const std::string id = world.connected();
  json::Value policy = policy_of(world, id);
  policy.set("default_tax_rate_id", "XX");
  policy.set("default_ledger_account_id", nullptr);
  const Answered refused = put(world, id, policy, "\"1\"");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "validation");
  EXPECT_THAT(refused.refused(), UnorderedElementsAre("default_tax_rate_id not_in_reference",
                                                      "default_ledger_account_id required"));
  EXPECT_EQ(world.binding(id).policy_version, 1);
}

TEST(Policy, runs_that_waited_for_it_go_on_with_the_new_version) {
  World world;
  const std::string id = world.connected();
  world.add_run(id, "waiting", "policy_incomplete");
  ASSERT_EQ(put(world, id, policy_of(world, id), "\"1\"").status, 200);
  world.settle();
  const auto runs = world.rows("SELECT reason, policy_version FROM run");
  EXPECT_EQ(runs[0].text(0), "not_yet_supported");
  EXPECT_EQ(runs[0].integer(1), 2);
}

TEST(Policy, of_a_binding_without_a_business_shows_defaults_and_cannot_be_saved) {
  World world;
  const std::string id = world.pair();
  const Answered shown = world.get("/v1/bindings/" + id + "/policy");
  EXPECT_EQ(shown.body.find("version")->integer(), 0);
  EXPECT_EQ(put(world, id, *shown.body.find("policy"), "\"0\"").status, 409);
}

}  // namespace
}  // namespace byte8::tests
