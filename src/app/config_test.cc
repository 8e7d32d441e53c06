#include "app/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/config_values.h"
#include "base/limits.h"

namespace byte8::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Folder {
 public:
  Folder() {
    std::string pattern = testing::TempDir() + "byte8-config-XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path_ + "/" + name) << text;
    return path_ + "/" + name;
  }

 private:
  std::string path_;
};

ConfigSources plain() {
  return {.default_data_dir = "/var/lib/byte8-ledger"};
}

LoadedConfig with_flags(Settings flags) {
  ConfigSources sources = plain();
  sources.flags = std::move(flags);
  return load_config(sources);
}

TEST(config, defaults_alone_can_be_used_and_equal_the_limits) {
  const LoadedConfig loaded = load_config(plain());
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_EQ(loaded.config.request_timeout, limits::request_timeout);
  EXPECT_EQ(loaded.config.late_commit_max, limits::late_commit_max);
  EXPECT_EQ(loaded.config.search_lag, limits::search_lag);
  EXPECT_EQ(loaded.config.listen.text(), "127.0.0.1:8460");
  EXPECT_EQ(loaded.config.public_url, "http://127.0.0.1:8460");
  EXPECT_EQ(loaded.config.database_path, "/var/lib/byte8-ledger/byte8-ledger.db");
  EXPECT_EQ(loaded.config.master_key_file, "/var/lib/byte8-ledger/master.key");
  EXPECT_EQ(loaded.config.retry_schedule.size(), 9U);
  EXPECT_EQ(loaded.config.history_retention, Millis{7} * 365 * 86'400'000);
}

TEST(config, a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default) {
  const Folder folder;
  ConfigSources sources = plain();
  sources.file = folder.file("c.toml",
                             "search_lag = \"1s\"\nlate_commit_max = \"1s\"\nrequest_timeout = "
                             "\"1s\"\n");
  sources.environment = {{"BYTE8_LEDGER_LATE_COMMIT_MAX", "2s"},
                         {"BYTE8_LEDGER_REQUEST_TIMEOUT", "2s"}};
  sources.flags = {{"request_timeout", "3s"}};
  const LoadedConfig loaded = load_config(sources);
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_EQ(loaded.config.search_lag, 1'000);
  EXPECT_EQ(loaded.config.late_commit_max, 2'000);
  EXPECT_EQ(loaded.config.request_timeout, 3'000);
}

TEST(config, the_file_may_be_named_by_the_environment) {
  const Folder folder;
  ConfigSources sources = plain();
  sources.environment = {{"BYTE8_LEDGER_CONFIG", folder.file("c.toml", "listen = \"[::1]:9\"\n")}};
  const LoadedConfig loaded = load_config(sources);
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_EQ(loaded.config.listen.text(), "[::1]:9");
}

TEST(config, unknown_names_are_refused_with_the_nearest_one) {
  ConfigSources sources = plain();
  sources.flags = {{"lisen", "127.0.0.1:1"}};
  sources.environment = {{"BYTE8_LEDGER_SAGE_CLIENT_IDD", "x"}, {"BYTE8_LEDGER_listen", "x"}};
  const LoadedConfig loaded = load_config(sources);
  EXPECT_THAT(loaded.problems,
              ElementsAre(HasSubstr("lisen (flag) is not a key; did you mean listen?"),
                          HasSubstr("did you mean BYTE8_LEDGER_SAGE_CLIENT_ID?"),
                          HasSubstr("did you mean BYTE8_LEDGER_LISTEN?")));
}

TEST(config, a_file_tells_the_line_of_what_is_wrong) {
  const Folder folder;
  ConfigSources sources = plain();
  sources.file = folder.file("c.toml", "listen = \"127.0.0.1:1\"\nsearch_lag = 1.5\n");
  EXPECT_THAT(load_config(sources).problems, ElementsAre(HasSubstr("c.toml:2: search_lag")));
  sources.file = folder.file("d.toml", "\nlisten = \n");
  EXPECT_THAT(load_config(sources).problems, ElementsAre(HasSubstr("d.toml:2: ")));
  sources.file = "/nowhere/at/all.toml";
  EXPECT_THAT(load_config(sources).problems, ElementsAre(HasSubstr("cannot read")));
}

TEST(config, lists_and_tables_of_the_file_become_values) {
  const Folder folder;
  ConfigSources sources = plain();
  sources.file = folder.file("c.toml",
                             "outbound_allow = [\"127.0.0.0/8\", \"10.0.0.0/8\"]\n"
                             "require_https_stores = false\nsage_requests_per_minute = 0\n"
                             "[retry_schedule]\nhttp = [\"1s\", \"2m\"]\n");
  const LoadedConfig loaded = load_config(sources);
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_THAT(loaded.config.outbound_allow, ElementsAre("127.0.0.0/8", "10.0.0.0/8"));
  EXPECT_FALSE(loaded.config.require_https_stores);
  EXPECT_EQ(loaded.config.sage_requests_per_minute, 0);
  EXPECT_THAT(loaded.config.retry_schedule_by_class.at("http"), ElementsAre(1'000, 120'000));
}

TEST(config, a_secret_may_stand_in_a_file_but_not_in_both_places) {
  const Folder folder;
  ConfigSources sources = plain();
  const std::string file = folder.file("secret", "  hush \nsecond line\n");
  sources.flags = {{"sage_client_id", "me"}, {"sage_client_secret_file", file}};
  const LoadedConfig loaded = load_config(sources);
  EXPECT_THAT(loaded.problems, IsEmpty());
  EXPECT_EQ(loaded.config.sage_client_secret.reveal(), "hush");
  sources.flags.emplace_back("sage_client_secret", "other");
  EXPECT_THAT(load_config(sources).problems,
              ElementsAre(HasSubstr("sage_client_secret is given twice (flag)")));
  sources.flags = {{"listen_file", file}};
  EXPECT_THAT(load_config(sources).problems, ElementsAre(HasSubstr("listen_file (flag) is not")));
}

TEST(config, secrets_are_masked_where_the_configuration_is_printed) {
  const LoadedConfig loaded = with_flags({{"sage_client_id", "me"},
                                          {"sage_client_secret", "hush-hush"},
                                          {"oidc_entra_client_secret", "hush-hush"}});
  EXPECT_THAT(loaded.problems, IsEmpty());
  const std::string text = dump_config(loaded.config);
  EXPECT_THAT(text, HasSubstr("sage_client_id = \"me\"  # flag\n"));
  EXPECT_THAT(text, HasSubstr("sage_requests_per_minute = 90  # default\n"));
  EXPECT_THAT(text, HasSubstr("sage_client_secret = \"********\"  # flag\n"));
  EXPECT_THAT(text, HasSubstr("oidc_entra_client_secret = \"********\"  # flag\n"));
  EXPECT_THAT(text, testing::Not(HasSubstr("hush")));
}

TEST(config, keys_that_nothing_reads_yet_are_named) {
  EXPECT_THAT(load_config(plain()).warnings, IsEmpty());
  EXPECT_THAT(with_flags({{"history_retention", "1y"}}).warnings,
              ElementsAre(HasSubstr("history_retention")));
}

TEST(config, configured_times_keep_the_promises_of_the_limits) {
  EXPECT_THAT(with_flags({{"request_timeout", "25s"}}).problems,
              ElementsAre(HasSubstr("request_timeout must be below 25s")));
  EXPECT_THAT(with_flags({{"request_timeout", "24999ms"}}).problems, IsEmpty());
  EXPECT_THAT(with_flags({{"request_timeout", "0s"}}).problems,
              ElementsAre(HasSubstr("more than nothing")));
  EXPECT_THAT(with_flags({{"late_commit_max", "6d"}}).problems,
              ElementsAre(HasSubstr("together be below 6d")));
}

TEST(config, the_test_clock_needs_loopback_listeners) {
  EXPECT_THAT(with_flags({{"test_clock_file", "/x"}}).problems, IsEmpty());
  EXPECT_THAT(with_flags({{"test_clock_file", "/x"}, {"metrics_listen", "10.0.0.1:1"}}).problems,
              ElementsAre(HasSubstr("test_clock_file is refused")));
  EXPECT_THAT(with_flags({{"test_clock_file", "/x"}, {"listen", "0.0.0.0:1"}}).problems,
              ElementsAre(HasSubstr("test_clock_file is refused")));
}

TEST(config, the_public_address_is_https_unless_it_is_loopback) {
  EXPECT_THAT(with_flags({{"public_url", "http://ledger.example.com"}}).problems,
              ElementsAre(HasSubstr("public_url must be https")));
  for (const char* fine : {"https://ledger.example.com/sub/", "http://127.9.9.9:1",
                           "http://localhost:8460", "http://[::1]:1/x"}) {
    EXPECT_THAT(with_flags({{"public_url", fine}}).problems, IsEmpty()) << fine;
  }
  EXPECT_EQ(with_flags({{"public_url", "https://a.example/sub/"}}).config.public_url,
            "https://a.example/sub");
}

TEST(config, half_a_client_and_no_networks_are_refused) {
  EXPECT_THAT(with_flags({{"sage_client_id", "me"}}).problems,
              ElementsAre(HasSubstr("give both or none")));
  EXPECT_THAT(with_flags({{"outbound_allow", "127.0.0.0/8,nonsense"}}).problems,
              ElementsAre(HasSubstr("nonsense")));
  EXPECT_THAT(with_flags({{"database_url", "postgresql://x"}}).problems,
              ElementsAre(HasSubstr("database_url (flag) must start with sqlite:")));
}

TEST(config, durations_need_their_unit) {
  EXPECT_EQ(*parse_duration("250ms"), 250);
  EXPECT_EQ(*parse_duration("2m"), 120'000);
  EXPECT_EQ(*parse_duration("1y"), Millis{365} * 86'400'000);
  for (const char* bad : {"", "5", "s", "-1s", "1.5s", "1 s", "1S", "99999999999999999999s",
                          "1001y", "9223372036854775807y"}) {
    EXPECT_FALSE(parse_duration(bad).ok()) << bad;
  }
  for (const Millis value : {Millis{1}, Millis{1'500}, Millis{60'000}, Millis{86'400'000}}) {
    EXPECT_EQ(*parse_duration(duration_text(value)), value);
  }
  EXPECT_EQ(duration_text(0), "0ms");
}

TEST(config, a_retry_schedule_of_a_class_that_does_not_exist_is_refused) {
  const LoadedConfig loaded = load_config({.flags = {{"retry_schedule.htttp", "1s"}}});
  ASSERT_EQ(loaded.problems.size(), 1U);
  EXPECT_THAT(loaded.problems.front(), HasSubstr("names no class of errors"));
}

TEST(config, a_retry_schedule_has_one_to_a_hundred_waits) {
  EXPECT_THAT(*parse_durations("2s, 1m"), ElementsAre(2'000, 60'000));
  EXPECT_FALSE(parse_durations("").ok());
  EXPECT_FALSE(parse_durations("1s,0s").ok());
  std::string many = "1s";
  for (int i = 0; i < 99; ++i) many += ",1s";
  EXPECT_TRUE(parse_durations(many).ok());
  EXPECT_FALSE(parse_durations(many + ",1s").ok());
}

TEST(config, listeners_are_named_in_numbers) {
  EXPECT_EQ(parse_listen("localhost:1")->address, "127.0.0.1");
  EXPECT_TRUE(parse_listen("[::1]:80")->loopback());
  EXPECT_FALSE(parse_listen("0.0.0.0:80")->loopback());
  for (const char* bad : {"", "8460", "127.0.0.1", "127.0.0.1:", "example.com:80",
                          "127.0.0.1:65536", "::1:80", "[::1]80"}) {
    EXPECT_FALSE(parse_listen(bad).ok()) << bad;
  }
}

TEST(config, every_key_of_the_table_takes_its_own_default) {
  for (const Key& key : config_keys()) {
    EXPECT_FALSE(key.help.empty()) << key.name;
    std::string name(key.name);
    if (const std::size_t open = name.find('<'); open != std::string::npos) {
      name.replace(open, name.find('>') - open + 1, "some");
    }
    EXPECT_EQ(find_key(name), &key) << name;
    if (key.fallback.empty()) continue;
    Config config;
    EXPECT_TRUE(key.set(config, key.fallback).ok()) << key.name;
  }
  EXPECT_EQ(find_key("oidc__issuer"), nullptr);
  EXPECT_NE(find_key("oidc_a_issuer"), nullptr);
}

}  // namespace
}  // namespace byte8::app
