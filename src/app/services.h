#pragma once
// The composition root: which provider, which shop, which handlers, with which settings. Built
// once; the engine keeps references into it.

#include <memory>

#include "api/stream.h"
#include "app/config.h"
#include "base/crypto.h"
#include "base/rng.h"
#include "engine/core.h"
#include "magento/shop.h"
#include "net/guard.h"
#include "port/http.h"
#include "port/mail.h"
#include "sage/provider.h"

namespace byte8::app {

class Services {
 public:
  Services(const Config& config, SecretText master_key);
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;

  const port::Provider& provider() const { return provider_; }
  const crypto::Sealer& sealer() const { return sealer_; }
  const engine::Settings& settings() const { return settings_; }
  engine::Handlers& handlers() { return handlers_; }
  Rng& rng() { return rng_; }
  // Null without smtp_url.
  const std::shared_ptr<port::Mailer>& mailer() const { return mailer_; }
  // The core's thread only.
  api::PageStream& pages() { return *pages_; }

 private:
  magento::MagentoShop shop_;
  sage::SageProvider provider_;
  crypto::Sealer sealer_;
  engine::Settings settings_;
  engine::Handlers handlers_;
  Rng rng_;
  std::shared_ptr<port::Mailer> mailer_;
  api::PageStreamPtr pages_ = std::make_shared<api::PageStream>();
};

engine::Settings engine_settings(const Config& config);
// The client for stores and for Sage; the error names a network of outbound_allow that is none.
Result<std::unique_ptr<http::Client>> make_client(const Config& config);

}  // namespace byte8::app
