// Status reconciliation: pinging stores, and what follows from their answers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/crypto.h"
#include "lifecycle/contact.h"
#include "store/ids.h"
#include "tests/lifecycle/world.h"

namespace byte8::tests {
namespace {

using testing::ElementsAre;

constexpr Millis interval = 60'000;
constexpr Millis hour = 3'600'000;

std::string store_id(World& world, const std::string& binding) {
  return store::id_text("store", world.binding(binding).store_id);
}

json::Value store_body(World& world, const std::string& binding) {
  return world.get("/v1/stores/" + store_id(world, binding)).body;
}

// So many rounds of pings, whatever the jitter.
void rounds(World& world, int count) {
  for (int i = 0; i < count * 12; ++i) world.advance(interval / 10);
}

TEST(Contact, S12_a_store_that_refuses_the_key_twice_in_a_row_is_disconnected) {
  World world;
  const std::string id = world.connected();
  world.add_run(id, "queued", "");
  world.store.key.clear();  // disconnected in Magento while nobody listened here
  const std::string refresh = world.sage.refresh_token;
  rounds(world, 3);
  EXPECT_EQ(world.binding(id).status, "revoked");
  EXPECT_EQ(world.binding(id).reason, "store_rejected_key");
  const json::Value store = store_body(world, id);
  EXPECT_EQ(store.text_or("status"), "token_revoked");
  EXPECT_EQ(store.find("problem")->text_or("code"), "store_rejected_key");
  EXPECT_EQ(store.find("problem")->find("hints")->array().size(), 3U);
  EXPECT_TRUE(world.rows("SELECT 1 FROM oauth_tokens").empty()) << "S16";
  EXPECT_EQ(world.binding_body(id).find("sage_access")->text_or("state"), "kept");
  EXPECT_TRUE(world.sage.revoked.empty()) << "kept for a day";
  for (int i = 0; i < 25; ++i) world.advance(hour);
  EXPECT_THAT(world.sage.revoked, ElementsAre(refresh));
  EXPECT_TRUE(world.rows("SELECT 1 FROM kept_grant").empty());
  const int pings = world.store.pings;
  for (int i = 0; i < 5; ++i) world.advance(hour);
  EXPECT_EQ(world.store.pings, pings) << "left alone after a day";
}

TEST(Contact, S12_one_401_or_a_maintenance_page_changes_nothing) {
  World world;
  const std::string id = world.connected();
  const std::string route = "/v1/stores/" + store_id(world, id) + "/check";
  world.store.ping_status = 401;
  world.post(route);
  world.store.ping_status = 200;
  world.post(route);
  EXPECT_EQ(world.rows("SELECT 1 FROM store WHERE rejected_at IS NULL").size(), 1U);
  world.store.ping_status = 401;
  world.post(route);
  EXPECT_EQ(world.binding(id).status, "active");
  world.store.ping_status = 503;
  const Answered silent = world.post(route);
  EXPECT_EQ(silent.status, 200);
  EXPECT_EQ(silent.body.text_or("status"), "active");
  EXPECT_EQ(silent.body.find("problem")->text_or("code"), "store_unreachable");
  EXPECT_FALSE(world.binding_body(id).text_or("no_contact_since").empty());
  EXPECT_TRUE(world.binding(id).dispatches());
  world.store.ping_status = 200;
  world.post(route);
  EXPECT_TRUE(world.binding_body(id).find("no_contact_since")->is_null());
}

TEST(Contact, a_store_that_takes_the_key_again_brings_its_bindings_back) {
  World world;
  const std::string id = world.connected();
  const std::int64_t policy = world.binding(id).policy_version;
  world.add_run(id, "queued", "");
  world.store.ping_status = 401;
  rounds(world, 3);
  ASSERT_EQ(world.binding(id).reason, "store_rejected_key");
  ASSERT_EQ(world.rows("SELECT 1 FROM run WHERE reason = 'binding_revoked'").size(), 1U);
  world.store.ping_status = 200;
  rounds(world, 2);
  EXPECT_EQ(world.binding(id).status, "active");
  EXPECT_FALSE(world.binding(id).reason.has_value());
  EXPECT_EQ(world.binding(id).policy_version, policy);
  EXPECT_EQ(store_body(world, id).text_or("status"), "active");
  EXPECT_EQ(world.rows("SELECT reason FROM run")[0].text(0), "not_yet_supported") << "queued again";
  EXPECT_EQ(world.get("/v1/bindings/" + id + "/sage/businesses").status, 200) << "without consent";
  EXPECT_EQ(world.rows("SELECT 1 FROM audit WHERE action = 'binding.key_accepted_again'").size(),
            1U);
}

TEST(Contact, S25_an_uninstalled_module_leaves_the_binding_active_without_a_partner) {
  World world;
  const std::string id = world.connected();
  world.store.ping_status = 404;
  rounds(world, 2);
  EXPECT_EQ(world.binding(id).status, "active");
  EXPECT_EQ(store_body(world, id).text_or("status"), "gone");
  const json::Value binding = world.binding_body(id);
  EXPECT_FALSE(binding.text_or("no_contact_since").empty());
  EXPECT_TRUE(binding.find("reusable")->boolean());
  const int pings = world.store.pings;
  rounds(world, 30);
  EXPECT_EQ(world.store.pings, pings) << "hourly only";
  world.store.ping_status = 200;
  rounds(world, 70);
  EXPECT_EQ(store_body(world, id).text_or("status"), "active");
}

TEST(Contact, a_store_that_was_heard_from_is_not_pinged) {
  World world;
  const std::string id = world.connected();
  for (int i = 0; i < 20; ++i) {
    store::StoreRow row = *world.engine().core().directory().store(world.binding(id).store_id);
    row.last_contact_at = world.now.wall;
    world.engine().core().directory().put(row);
    world.advance(interval / 2);
  }
  EXPECT_EQ(world.store.pings, 0);
  rounds(world, 2);
  EXPECT_GT(world.store.pings, 0);
}

TEST(Contact, nobody_is_pinged_after_a_disconnect) {
  World world;
  const std::string id = world.connected();
  world.wire("POST", "/v1/tenant/disconnect", world.binding(id).store_id);
  rounds(world, 5);
  EXPECT_EQ(world.store.pings, 0);
}

TEST(Contact, many_stores_are_pinged_one_after_the_other) {
  World world;
  const std::string id = world.connected();
  const store::StoreRow model =
      *world.engine().core().directory().store(world.binding(id).store_id);
  const store::BindingRow bound = world.binding(id);
  const crypto::Sealer sealer(SecretText(std::string(32, 'k')));
  for (std::int64_t i = 1; i <= 300; ++i) {
    store::StoreRow store = model;
    store.id = i;
    store.tenant_id += std::to_string(i);
    store.base_url += "/" + std::to_string(i);
    store.sealed_key = sealer.seal("key", store::sealed_key_identity(store.tenant_id));
    store.last_contact_at.reset();
    store::BindingRow binding = bound;
    binding.id = i;
    binding.store_id = i;
    world.engine().core().directory().put(store);
    world.engine().core().directory().put(binding);
  }
  world.advance(interval);
  world.advance(interval * 2);  // all of them are overdue
  const std::size_t before = world.sent.size();
  for (int step = 0; step < 20; ++step) world.advance(lifecycle::ping_step);
  EXPECT_LE(world.sent.size() - before, 21U);
  EXPECT_GE(world.sent.size() - before, 15U);
}

TEST(Contact, the_clock_of_the_store_is_compared) {
  World world;
  const std::string id = world.connected();
  rounds(world, 2);
  const json::Value store = store_body(world, id);
  ASSERT_TRUE(store.find("clock_offset_s")->is_number());
  EXPECT_EQ(store.find("problem")->text_or("code"), "clock_differs")
      << "its clock stands still, ours went on";
}

TEST(Contact, two_in_a_row_survive_a_restart) {
  World world;
  const std::string id = world.connected();
  world.store.ping_status = 401;
  world.post("/v1/stores/" + store_id(world, id) + "/check");
  world.restart();
  EXPECT_EQ(world.binding(id).status, "active");
  world.post("/v1/stores/" + store_id(world, id) + "/check");
  EXPECT_EQ(world.binding(id).reason, "store_rejected_key");
}

}  // namespace
}  // namespace byte8::tests
