#pragma once
// The configuration as values: every key of one table (config_table.cc), read with the precedence
// flag > environment BYTE8_LEDGER_* > TOML file > default. Durations are milliseconds. What is
// wrong is told as sentences, all of them at once; a value that would break a promise of
// base/limits.h is refused like a typing error.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "base/secret.h"

namespace byte8::app {

struct Listen {
  std::string address;
  std::uint16_t port = 0;  // 0: any free one
  bool loopback() const;
  std::string text() const;
};

struct Config {
  Listen listen;
  std::string public_url;  // without a trailing slash
  std::string database_path;
  std::string data_dir;
  std::string master_key_file;

  std::string sage_client_id;
  SecretText sage_client_secret;
  std::string sage_authorize_url;
  std::string sage_token_url;
  std::string sage_revoke_url;
  std::string sage_api_url;
  std::int64_t sage_requests_per_minute = 0;
  std::int64_t sage_requests_per_day = 0;
  std::int64_t sage_application_requests_per_second = 0;
  std::int64_t sage_application_concurrency = 0;

  std::vector<std::string> outbound_allow;
  bool require_https_stores = true;
  std::vector<std::string> trusted_proxies;

  Millis request_timeout = 0;
  Millis late_commit_max = 0;
  Millis search_lag = 0;
  Millis store_ping_interval = 0;
  std::vector<Millis> retry_schedule;
  std::map<std::string, std::vector<Millis>> retry_schedule_by_class;

  SecretText smtp_url;  // holds a password more often than not
  std::string mail_from;
  std::map<std::string, SecretText> oidc;  // by key: "oidc_entra_client_id"
  Millis history_retention = 0;
  log::Level log_level = log::Level::info;
  std::optional<bool> log_json;  // nothing: json unless standard error is a terminal
  std::optional<Listen> metrics_listen;
  Millis drain_timeout = 0;
  std::string test_clock_file;

  // Whether the key was given at all, and by whom: "default", "flag", "environment", "file".
  struct Given {
    std::string text;
    std::string origin;
  };
  std::map<std::string, Given> given;
  bool is_default(const std::string& key) const;
};

enum class Kind : std::uint8_t {
  text,
  path,
  url,
  address,
  duration,
  durations,
  integer,
  boolean,
  list,
  word,
};
std::string_view word(Kind kind);

struct Key {
  std::string_view name;
  std::string_view fallback;  // as it would be written; empty: none, or made at start
  Kind kind = Kind::text;
  std::string_view help;
  Status (*set)(Config&, std::string_view) = nullptr;
  bool secret = false;
  bool carried = true;  // false: taken and kept, but nothing reads it yet
};

std::span<const Key> config_keys();
// Also finds the keys with a name inside: oidc_<provider>_issuer, retry_schedule.<class>.
const Key* find_key(std::string_view name);
// The known name that is typed most like this one.
std::string nearest_key(std::string_view name);

using Settings = std::vector<std::pair<std::string, std::string>>;

struct ConfigSources {
  Settings flags;        // by key name
  Settings environment;  // every BYTE8_LEDGER_* variable, by its full name
  std::string file;      // the TOML file; empty: none
  std::string default_data_dir;
};

struct LoadedConfig {
  Config config;
  std::vector<std::string> problems;  // empty: the configuration can be used
  std::vector<std::string> warnings;
};

LoadedConfig load_config(const ConfigSources& sources);
// What this process was started with: flags, its environment, and where data is kept by default.
ConfigSources sources_of_process(Settings flags, std::string config_flag);
// The configuration as a TOML file with the origin of each value; secrets are masked.
std::string dump_config(const Config& config);

}  // namespace byte8::app
