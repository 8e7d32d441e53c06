#include "app/house.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "app/clock_source.h"
#include "app/control.h"
#include "app/exit_code.h"
#include "app/master_key.h"

namespace byte8::app {
namespace {

using testing::HasSubstr;

class HouseTest : public testing::Test {
 protected:
  HouseTest() {
    std::string pattern = testing::TempDir() + "byte8-house-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~HouseTest() override { std::filesystem::remove_all(folder_); }

  Config config() const {
    Config config;
    config.data_dir = folder_ + "/data";
    config.database_path = config.data_dir + "/byte8-ledger.db";
    config.master_key_file = config.data_dir + "/master.key";
    return config;
  }

  static mode_t mode(const std::string& path) {
    struct stat about = {};
    return ::stat(path.c_str(), &about) == 0 ? about.st_mode & 0777 : 0;
  }

  std::string folder_;
};

TEST_F(HouseTest, an_empty_folder_becomes_a_house_only_its_owner_can_read) {
  auto house = open_house(config());
  ASSERT_TRUE(house.ok()) << house.error().message;
  EXPECT_GT(house->migrations_applied, 0);
  EXPECT_EQ(house->master_key.reveal().size(), 32U);
  EXPECT_EQ(mode(config().data_dir), 0700U);
  EXPECT_EQ(mode(config().master_key_file), 0600U);
  EXPECT_EQ(mode(config().database_path), 0600U);
}

TEST_F(HouseTest, a_second_owner_is_told_which_lock_to_wait_for) {
  {
    auto first = open_house(config());
    ASSERT_TRUE(first.ok());
    auto second = open_house(config());
    ASSERT_FALSE(second.ok());
    EXPECT_THAT(second.error().message, HasSubstr(lock_path(config())));
    EXPECT_EQ(exit_of(second.error()), exit_again);
  }
  auto after = open_house(config());
  ASSERT_TRUE(after.ok()) << after.error().message;
  EXPECT_EQ(after->migrations_applied, 0);
}

TEST_F(HouseTest, the_key_stays_and_is_never_made_anew_beside_a_database) {
  std::string key;
  {
    auto first = open_house(config());
    ASSERT_TRUE(first.ok());
    key = first->master_key.reveal();
  }
  EXPECT_EQ(open_house(config())->master_key.reveal(), key);
  std::filesystem::remove(config().master_key_file);
  auto without = open_house(config());
  ASSERT_FALSE(without.ok());
  EXPECT_EQ(exit_of(without.error()), exit_refused);
  EXPECT_FALSE(std::filesystem::exists(config().master_key_file));
}

TEST_F(HouseTest, a_key_file_that_is_no_key_is_refused) {
  const std::string path = folder_ + "/key";
  for (const char* text : {"", "abc", "0123456789abcdef", "zz"}) {
    std::ofstream(path) << text << std::string(std::string_view(text) == "zz" ? 62 : 0, 'a');
    EXPECT_FALSE(master_key(path, true).ok()) << text;
  }
  std::ofstream(path) << std::string(64, 'a') << "\n";
  EXPECT_EQ(master_key(path, true)->reveal(), std::string(32, '\xaa'));
}

TEST_F(HouseTest, the_control_socket_carries_a_request_and_its_answer) {
  const std::string path = control_path(folder_);
  EXPECT_EQ(ask_running(path, json::object({})).error().code, "not_running");
  {
    auto server = ControlServer::start(
        path, [](const json::Value& request, const std::shared_ptr<http::Responder>& responder) {
          if (request.text_or("kind") == "silent") return;
          responder->send({.status = 201, .body = "<" + request.text_or("kind") + ">"});
        });
    ASSERT_TRUE(server.ok()) << server.error().message;
    EXPECT_EQ(mode(path), 0600U);
    auto answer = ask_running(path, json::object({{"kind", "a\nb"}}));
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->status, 201);
    EXPECT_EQ(answer->body, "<a\nb>");
    EXPECT_EQ(ask_running(path, json::object({{"kind", "silent"}}))->status, 503);
    EXPECT_EQ(ask_running(path, json::Value("text"))->status, 422);
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(HouseTest, a_test_clock_moves_both_clocks_and_never_back) {
  const std::string path = folder_ + "/clock";
  std::ofstream(path) << "100";
  const ClockSource moved(path);
  const Now real = read_clocks();
  const Now now = moved.now();
  EXPECT_GE(now.wall, real.wall + 100'000);
  EXPECT_GE(now.boot, real.boot + 100'000);
  EXPECT_LT(now.boot, real.boot + 160'000);
  std::ofstream(path) << "50";
  const ClockSource fresh(path);
  EXPECT_LT(fresh.now().boot, now.boot);
  EXPECT_EQ(ClockSource().offset(), 0);
}

}  // namespace
}  // namespace byte8::app
