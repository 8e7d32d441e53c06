// The one table of all keys. The reference page, --help, dump-config and the checks come from it.

#include <algorithm>
#include <array>

#include "app/config_values.h"
#include "base/text.h"

namespace byte8::app {
namespace {

template <auto member>
Status put_text(Config& config, std::string_view value) {
  config.*member = std::string(value);
  return {};
}

template <auto member>
Status put_secret(Config& config, std::string_view value) {
  config.*member = SecretText(std::string(value));
  return {};
}

template <auto member, auto parse>
Status put(Config& config, std::string_view value) {
  auto result = parse(value);
  if (!result) return result.error();
  config.*member = *std::move(result);
  return {};
}

template <auto member>
Status put_list(Config& config, std::string_view value) {
  config.*member = parse_list(value);
  return {};
}

template <auto member>
Status put_url(Config& config, std::string_view value) {
  if (auto checked = parse_url(value); !checked) return checked.error();
  config.*member = std::string(value);
  while ((config.*member).ends_with('/')) (config.*member).pop_back();
  return {};
}

Status metrics(Config& config, std::string_view value) {
  if (value.empty()) return {};
  auto listen = parse_listen(value);
  if (!listen) return listen.error();
  config.metrics_listen = *listen;
  return {};
}

Status database(Config& config, std::string_view value) {
  constexpr std::string_view scheme = "sqlite:";
  if (!value.starts_with(scheme)) {
    return Error::make(Fault::validation,
                       "must start with sqlite: (PostgreSQL is not carried by this version)");
  }
  config.database_path = std::string(value.substr(scheme.size()));
  return {};
}

Status level(Config& config, std::string_view value) {
  constexpr std::array<std::string_view, 4> words = {"debug", "info", "warn", "error"};
  const auto* found = std::ranges::find(words, value);
  if (found == words.end()) {
    return Error::make(Fault::validation, "must be debug, info, warn or error");
  }
  config.log_level = static_cast<log::Level>(found - words.begin());
  return {};
}

Status format(Config& config, std::string_view value) {
  if (!value.empty() && value != "text" && value != "json") {
    return Error::make(Fault::validation, "must be text or json");
  }
  if (!value.empty()) config.log_json = value == "json";
  return {};
}

// Keys with a name inside are put by load_config, which knows the name.
Status named(Config&, std::string_view) {
  return {};
}

using enum Kind;
constexpr auto keys = std::to_array<Key>({
    {"listen", "127.0.0.1:8460", address, "where stores and people reach the chassis",
     put<&Config::listen, parse_listen>},
    {"public_url", "", url,
     "the address that stores and browsers use; may have a path. Default: http:// and `listen`",
     put_url<&Config::public_url>},
    {"database_url", "sqlite:", text, "sqlite:FILE; without a file it lies in data_dir", database},
    {"data_dir", "", path, "where everything is kept. Default: /var/lib/byte8-ledger for root",
     put_text<&Config::data_dir>},
    {"master_key_file", "", path,
     "the key that seals all secrets, made on first start. Default: master.key in data_dir",
     put_text<&Config::master_key_file>},
    {"sage_client_id", "", text, "of the application registered at Sage",
     put_text<&Config::sage_client_id>},
    {"sage_client_secret", "", text, "of the application registered at Sage",
     put_secret<&Config::sage_client_secret>, true},
    {"sage_authorize_url", "https://www.sageone.com/oauth2/auth/central", url,
     "where browsers are sent to allow access", put_url<&Config::sage_authorize_url>},
    {"sage_token_url", "https://oauth.accounting.sage.com/token", url,
     "where tokens are exchanged and renewed", put_url<&Config::sage_token_url>},
    {"sage_revoke_url", "https://oauth.accounting.sage.com/revoke", url,
     "where grants are given back", put_url<&Config::sage_revoke_url>},
    {"sage_api_url", "https://api.accounting.sage.com/v3.1", url, "Sage's interface",
     put_url<&Config::sage_api_url>},
    {"sage_requests_per_minute", "90", integer, "for each business; 0 = no limit",
     put<&Config::sage_requests_per_minute, parse_whole>},
    {"sage_requests_per_day", "0", integer, "for each business; 0 = no limit",
     put<&Config::sage_requests_per_day, parse_whole>, false, false},
    {"sage_application_requests_per_second", "15", integer, "for the whole client id; 0 = no limit",
     put<&Config::sage_application_requests_per_second, parse_whole>},
    {"sage_application_concurrency", "150", integer, "calls to Sage at the same time",
     put<&Config::sage_application_concurrency, parse_whole>},
    {"outbound_allow", "", list,
     "networks in which private addresses may be called, like 10.1.0.0/16",
     put_list<&Config::outbound_allow>},
    {"require_https_stores", "true", boolean, "refuse stores that are reached by plain http",
     put<&Config::require_https_stores, parse_boolean>},
    {"trusted_proxies", "", list, "networks of the proxies in front",
     put_list<&Config::trusted_proxies>},
    {"request_timeout", "20s", duration, "the longest wait for an answer of Sage or a store",
     put<&Config::request_timeout, parse_duration>},
    {"late_commit_max", "60s", duration, "how late Sage may still act after a time-out",
     put<&Config::late_commit_max, parse_duration>},
    {"search_lag", "10s", duration, "how long Sage's search may not see what was just made",
     put<&Config::search_lag, parse_duration>},
    {"store_ping_interval", "60s", duration, "how often a silent store is asked",
     put<&Config::store_ping_interval, parse_duration>},
    {"retry_schedule", "2s,10s,60s,5m,30m,2h,6h,12h,24h", durations,
     "the waits between tries, each drawn at random up to this",
     put<&Config::retry_schedule, parse_durations>},
    {"retry_schedule.<class>", "", durations,
     "the same for one class of errors, by its code: http, rate_limited, provider …", named, false,
     true},
    {"smtp_url", "", text, "the mail server: smtp://user:password@host:port",
     put_secret<&Config::smtp_url>, true},
    {"mail_from", "", text, "the sender of our mail", put_text<&Config::mail_from>},
    {"oidc_<provider>_issuer", "", url, "single sign-on: the provider's address", named},
    {"oidc_<provider>_client_id", "", text, "single sign-on: our id there", named},
    {"oidc_<provider>_client_secret", "", text, "single sign-on: our secret there", named, true},
    {"history_retention", "7y", duration, "how long runs and their attempts are kept",
     put<&Config::history_retention, parse_duration>, false, false},
    {"log_level", "info", Kind::word, "debug, info, warn or error; read again on SIGHUP", level},
    {"log_format", "", Kind::word, "text or json. Default: text on a terminal, else json", format},
    {"metrics_listen", "", address, "a listener of its own for /metrics", metrics},
    {"drain_timeout", "20s", duration, "how long a stop waits for what is under way",
     put<&Config::drain_timeout, parse_duration>},
    {"test_clock_file", "", path,
     "for tests: a file with seconds to add to the clock; only with loopback listeners",
     put_text<&Config::test_clock_file>},
});

// "oidc_<provider>_issuer" against "oidc_entra_issuer".
bool matches(std::string_view pattern, std::string_view name) {
  const std::size_t open = pattern.find('<');
  if (open == std::string_view::npos) return pattern == name;
  const std::string_view before = pattern.substr(0, open);
  const std::string_view after = pattern.substr(pattern.find('>') + 1);
  if (!name.starts_with(before) || !name.ends_with(after)) return false;
  if (name.size() <= before.size() + after.size()) return false;
  const std::string_view inside =
      name.substr(before.size(), name.size() - before.size() - after.size());
  return std::ranges::all_of(
      inside, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

// Levenshtein's distance: how many letters to change, add or drop.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view word(Kind kind) {
  constexpr std::array<std::string_view, 10> words = {
      "text",      "file",   "URL",        "address:port",     "duration",
      "durations", "number", "true|false", "list with commas", "word"};
  return words.at(static_cast<std::size_t>(kind));
}

std::span<const Key> config_keys() {
  return keys;
}

const Key* find_key(std::string_view name) {
  const auto* found =
      std::ranges::find_if(keys, [name](const Key& key) { return matches(key.name, name); });
  return found == keys.end() ? nullptr : found;
}

std::string nearest_key(std::string_view name) {
  const std::string typed = byte8::text::lower_ascii(name);
  const auto* nearest = std::ranges::min_element(
      keys, {}, [&typed](const Key& key) { return distance(typed, key.name); });
  return std::string(nearest->name);
}

}  // namespace byte8::app
