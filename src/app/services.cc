#include "app/services.h"

#include "api/api.h"
#include "base/log.h"
#include "custody/custody.h"
#include "lifecycle/lifecycle.h"
#include "net/client.h"
#include "net/smtp.h"
#include "sync/register.h"

namespace byte8::app {
namespace {

sage::SageOptions sage_options(const Config& config) {
  return {.client_id = config.sage_client_id,
          .client_secret = config.sage_client_secret,
          .authorize_url = config.sage_authorize_url,
          .token_url = config.sage_token_url,
          .revoke_url = config.sage_revoke_url,
          .api_url = config.sage_api_url};
}

// By the keys of configuration, whose names hold the provider's. check_config has seen to it that
// an issuer has an id and a secret; a secret alone is none.
std::vector<accounts::OidcProvider> oidc_providers(const Config& config) {
  constexpr std::string_view before = "oidc_";
  constexpr std::string_view issuer = "_issuer";
  constexpr std::string_view secret = "_client_secret";
  std::vector<accounts::OidcProvider> all;
  for (const auto& [key, value] : config.oidc) {
    if (key.ends_with(secret) &&
        !config.oidc.contains(key.substr(0, key.size() - secret.size()) + "_issuer")) {
      log::warn("oidc_not_offered", {{"key", key}, {"why", "there is no issuer beside it"}});
    }
    if (!key.ends_with(issuer)) continue;
    const std::string stem = key.substr(0, key.size() - issuer.size());
    all.push_back({.name = stem.substr(before.size()),
                   .issuer = value.reveal(),
                   .client_id = config.oidc.at(stem + "_client_id").reveal(),
                   .client_secret = config.oidc.at(stem + "_client_secret")});
  }
  return all;
}

}  // namespace

engine::Settings engine_settings(const Config& config) {
  engine::Settings settings;
  settings.retry.delays = config.retry_schedule;
  settings.retry.by_class.insert(config.retry_schedule_by_class.begin(),
                                 config.retry_schedule_by_class.end());
  settings.request_timeout = config.request_timeout;
  settings.late_commit_max = config.late_commit_max;
  settings.search_lag = config.search_lag;
  settings.ledger_per_minute = config.sage_requests_per_minute;
  settings.application_per_second = config.sage_application_requests_per_second;
  settings.application_concurrency = config.sage_application_concurrency;
  return settings;
}

Services::Services(const Config& config, SecretText master_key)
    : shop_(config.require_https_stores),
      provider_(sage_options(config)),
      sealer_(std::move(master_key)),
      settings_(engine_settings(config)),
      rng_(system_seed()) {
  const lifecycle::Deps deps{.shop = shop_,
                             .public_url = config.public_url,
                             .provider_configured = !config.sage_client_id.empty(),
                             .store_ping_interval = config.store_ping_interval};
  sync::register_handlers(handlers_, std::make_shared<sync::World>(shop_));
  custody::register_handlers(handlers_);
  lifecycle::register_handlers(handlers_, deps);
  if (!config.smtp_url.empty()) {
    mailer_ = net::make_mailer({.url = config.smtp_url, .from = config.mail_from});
  }
  api::register_handlers(handlers_, deps, mailer_, oidc_providers(config), pages_);
}

Result<std::unique_ptr<http::Client>> make_client(const Config& config) {
  auto guard = net::Guard::allowing(config.outbound_allow);
  if (!guard) return guard.error();
  return net::make_client(
      {.guard = *std::move(guard), .require_https = config.require_https_stores});
}

}  // namespace byte8::app
