#include "app/config_check.h"

#include <fmt/format.h>

#include "accounts/oidc_provider.h"
#include "app/config_values.h"
#include "base/limits.h"
#include "net/guard.h"

namespace byte8::app {
namespace {

void check_times(const Config& config, std::vector<std::string>& problems) {
  if (config.request_timeout <= 0) {
    problems.emplace_back("request_timeout must be more than nothing");
  }
  if (config.request_timeout >= limits::lease_trust) {
    problems.push_back(
        fmt::format("request_timeout must be below {}: an answer must arrive while this node still "
                    "owns the run",
                    duration_text(limits::lease_trust)));
  }
  const Millis grace = config.request_timeout + config.late_commit_max + config.search_lag;
  if (grace >= limits::idempotency_life) {
    problems.push_back(fmt::format(
        "request_timeout, late_commit_max and search_lag must together be below {}: an id is not "
        "used after Sage may have forgotten it",
        duration_text(limits::idempotency_life)));
  }
}

void check_addresses(const Config& config, std::vector<std::string>& problems) {
  const auto url = parse_url(config.public_url);
  if (!url) {
    problems.push_back("public_url " + url.error().message);
  } else if (!url->https && !url->loopback()) {
    problems.emplace_back(
        "public_url must be https unless it is this machine's own loopback address: stores send "
        "their tokens there");
  }
  const bool all_loopback =
      config.listen.loopback() && (!config.metrics_listen || config.metrics_listen->loopback());
  if (!config.test_clock_file.empty() && !all_loopback) {
    problems.emplace_back("test_clock_file is refused unless all listeners are loopback addresses");
  }
  if (auto guard = net::Guard::allowing(config.outbound_allow); !guard) {
    problems.push_back("outbound_allow: " + guard.error().message);
  }
  if (auto proxies = net::Guard::allowing(config.trusted_proxies); !proxies) {
    problems.push_back("trusted_proxies: " + proxies.error().message);
  }
}

void check_sage(const Config& config, std::vector<std::string>& problems) {
  if (config.sage_client_id.empty() != config.sage_client_secret.empty()) {
    problems.emplace_back("sage_client_id and sage_client_secret go together: give both or none");
  }
  if (config.sage_application_concurrency <= 0) {
    problems.emplace_back("sage_application_concurrency must be at least 1");
  }
}

void check_mail(const Config& config, std::vector<std::string>& problems) {
  const std::string& url = config.smtp_url.reveal();
  if (url.empty()) return;
  if (!url.starts_with("smtp://") && !url.starts_with("smtps://")) {
    problems.emplace_back("smtp_url must start with smtp:// or smtps://");
  }
  if (config.mail_from.find('@') == std::string::npos) {
    problems.emplace_back("mail_from must be an address when smtp_url is given");
  }
}

void check_oidc(const Config& config, std::vector<std::string>& problems) {
  constexpr std::string_view issuer = "_issuer";
  constexpr std::string_view id = "_client_id";
  const auto given = [&config](const std::string& key) {
    const auto found = config.oidc.find(key);
    return found != config.oidc.end() && !found->second.empty();
  };
  for (const auto& [key, value] : config.oidc) {
    if (key.ends_with(id) && !given(key.substr(0, key.size() - id.size()) + "_issuer")) {
      problems.push_back(key + " needs an issuer beside it");
    }
    if (!key.ends_with(issuer)) continue;
    const std::string stem = key.substr(0, key.size() - issuer.size());
    if (!given(stem + "_client_id") || !given(stem + "_client_secret")) {
      problems.push_back(key + " needs a client_id and a client_secret beside it");
    }
    // Who may come in is learnt there.
    if (!parse_url(value.reveal()) || !accounts::trusted_address(value.reveal())) {
      problems.push_back(key + " must be an https address, unless it is this machine's own");
    }
  }
}

}  // namespace

void complete_config(Config& config) {
  if (config.public_url.empty()) {
    Listen reached = config.listen;
    if (reached.address == "0.0.0.0") reached.address = "127.0.0.1";
    if (reached.address == "::") reached.address = "::1";
    config.public_url = "http://" + reached.text();
  }
  if (config.database_path.empty()) config.database_path = config.data_dir + "/byte8-ledger.db";
  if (config.master_key_file.empty()) config.master_key_file = config.data_dir + "/master.key";
}

std::vector<std::string> check_config(const Config& config) {
  std::vector<std::string> problems;
  if (config.data_dir.empty()) problems.emplace_back("data_dir is not set: say where to keep data");
  check_times(config, problems);
  check_addresses(config, problems);
  check_sage(config, problems);
  check_mail(config, problems);
  check_oidc(config, problems);
  return problems;
}

}  // namespace byte8::app
