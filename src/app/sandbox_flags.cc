#include "app/sandbox_flags.h"

#include <algorithm>

namespace byte8::app {

Settings sandbox_flags(const SandboxPeers& peers) {
  return {{"listen", peers.listen},
          {"public_url", "http://" + peers.listen},
          {"data_dir", peers.data_dir},
          {"sage_client_id", peers.client_id},
          {"sage_client_secret", peers.client_secret},
          {"sage_authorize_url", peers.sage_url + "/auth/oauth2/auth/central"},
          {"sage_token_url", peers.sage_url + "/oauth/token"},
          {"sage_revoke_url", peers.sage_url + "/oauth/revoke"},
          {"sage_api_url", peers.sage_url + "/v3.1"},
          {"sage_requests_per_minute", "0"},
          {"sage_application_requests_per_second", "0"},
          {"outbound_allow", "127.0.0.0/8"},
          {"require_https_stores", "false"},
          {"request_timeout", "5s"},
          {"late_commit_max", "1s"},
          {"search_lag", "1s"}};
}

std::vector<std::string> serve_arguments(const Settings& flags) {
  std::vector<std::string> arguments = {"serve"};
  for (const auto& [name, value] : flags) {
    std::string flag = "--" + name;
    std::ranges::replace(flag, '_', '-');
    arguments.push_back(flag + "=" + value);
  }
  return arguments;
}

}  // namespace byte8::app
