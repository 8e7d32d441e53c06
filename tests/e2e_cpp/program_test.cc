// The real program: signals, exit codes, the lock.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/child.h"
#include "app/exit_code.h"
#include "tests/e2e_cpp/system.h"

namespace byte8::e2e {
namespace {

using testing::HasSubstr;

constexpr Millis patience = 60'000;

class Program : public testing::Test {
 protected:
  Program() {
    std::string pattern = testing::TempDir() + "byte8-program-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~Program() override { std::filesystem::remove_all(folder_); }

  app::Child start(std::vector<std::string> arguments) {
    arguments.push_back("--data-dir=" + folder_ + "/data");
    auto child = app::Child::start(
        {.program = BYTE8_LEDGER_PROGRAM, .arguments = std::move(arguments), .log_file = log()});
    EXPECT_TRUE(child.ok());
    return *std::move(child);
  }

  // Runs it to its own end.
  int run(std::vector<std::string> arguments) {
    app::Child child = start(std::move(arguments));
    app::Pace pace;
    const Status ended = pace.until("the program ends", patience,
                                    [&child]() -> Result<bool> { return !child.alive(); });
    EXPECT_TRUE(ended.ok());
    return child.stop(0).value_or(-1);
  }

  std::string log() const { return folder_ + "/log"; }
  std::string logged() const {
    std::ifstream stream(log());
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  std::string folder_;
};

TEST_F(Program, sigterm_drains_and_ends_with_0_and_a_second_start_goes_on) {
  for (int round = 0; round < 2; ++round) {
    app::Child chassis = start({"serve", "--listen=127.0.0.1:0"});
    auto url = chassis.address(patience);
    ASSERT_TRUE(url.ok()) << url.error().message << logged();
    app::Web web;
    EXPECT_EQ(web.send("GET", *url + "/readyz")->body, "ready\n");
    EXPECT_EQ(chassis.stop(patience), app::exit_done) << logged();
    EXPECT_FALSE(web.send("GET", *url + "/readyz").ok());
  }
}

TEST_F(Program, a_second_serve_says_who_is_in_its_way_and_to_try_again) {
  app::Child first = start({"serve", "--listen=127.0.0.1:0"});
  auto url = first.address(patience);
  ASSERT_TRUE(url.ok()) << url.error().message;
  EXPECT_EQ(run({"serve", "--listen=127.0.0.1:0"}), app::exit_again);
  EXPECT_THAT(logged(), HasSubstr("byte8-ledger.lock"));
  const std::string address = url->substr(7);
  EXPECT_EQ(run({"serve", "--listen=" + address}), app::exit_again);
  EXPECT_THAT(logged(), HasSubstr(address));
  EXPECT_EQ(run({"user", "create", "--email=a@b.c", "--role=owner"}), app::exit_done) << logged();
  EXPECT_EQ(run({"user", "create", "--email=a@b.c", "--role=owner"}), app::exit_refused);
}

TEST_F(Program, wrong_words_and_wrong_configuration_end_with_2) {
  EXPECT_EQ(run({"sreve"}), app::exit_usage);
  EXPECT_EQ(run({"serve", "--listen=nowhere"}), app::exit_usage);
  EXPECT_EQ(run({"check-config", "--request-timeout=30s"}), app::exit_usage);
  EXPECT_THAT(logged(), HasSubstr("request_timeout must be below 25s"));
  EXPECT_EQ(run({"check-config"}), app::exit_done);
  EXPECT_EQ(run({"version"}), app::exit_done);
  EXPECT_EQ(run({"dump-config"}), app::exit_done);
  EXPECT_EQ(run({"--help"}), app::exit_done);
  EXPECT_EQ(run({"migrate"}), app::exit_done);
}

}  // namespace
}  // namespace byte8::e2e
