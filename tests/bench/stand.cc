#include "tests/bench/stand.h"

#include <fmt/format.h>

#include <csignal>

#include "app/alone.h"
#include "app/cli_command.h"
#include "app/house.h"
#include "app/sandbox_flags.h"
#include "net/raw_socket.h"
#include "sandbox/sage/world.h"
#include "store/directory.h"
#include "store/grants.h"
#include "store/policies.h"
#include "store/references.h"
#include "tests/bench/furnished.h"
#include "tests/bench/must.h"

namespace byte8::bench {
namespace {

constexpr std::int64_t no_limit = 1'000'000'000;
constexpr std::int64_t a_day = 86'400;
// Ids of copied rows: far from those that are made from the time.
constexpr std::int64_t first_copy = 100'000;

std::string business_id(int copy) {
  return fmt::format("b2f0c0de{:024}", copy);
}

// The signals that app::Pace takes from the process belong to the bench again afterwards.
class SignalsKept {
 public:
  SignalsKept() { pthread_sigmask(SIG_SETMASK, nullptr, &before_); }
  ~SignalsKept() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsKept(const SignalsKept&) = delete;
  SignalsKept& operator=(const SignalsKept&) = delete;

 private:
  sigset_t before_{};
};

// Everything of a connected binding, and what it takes to write it again under other names.
class Pattern {
 public:
  explicit Pattern(app::House& house)
      : db_(house.db->connection()),
        sealer_(house.master_key),
        store_(store::directory::store_row(one(store::directory::all_stores()))),
        business_(store::directory::business_row(one(store::directory::all_businesses()))),
        binding_(store::directory::binding_row(one(store::directory::all_bindings()))),
        grant_(store::grants::row(one(store::grants::find(binding_.account_id, binding_.id)))),
        policy_(store::policies::row(
            one(store::policies::find(binding_.account_id, binding_.id, binding_.policy_version)))),
        references_(
            must(db_.run(store::references::all(business_.account_id, business_.id))).rows) {}

  std::string api_key() const {
    return std::string(
        must(sealer_.open(store_.sealed_key, store::sealed_key_identity(store_.tenant_id)))
            .reveal());
  }

  void write(int copy, const std::string& tenant, const std::string& url) {
    store::StoreRow shop = store_;
    shop.id = first_copy + copy;
    shop.tenant_id = tenant;
    shop.base_url = url;
    shop.sealed_key = sealer_.seal(api_key(), store::sealed_key_identity(tenant));
    store::BusinessRow business = business_;
    business.id = first_copy + copy;
    business.provider_business_id = business_id(copy);
    store::BindingRow binding = binding_;
    binding.id = first_copy + copy;
    binding.store_id = shop.id;
    binding.business_id = business.id;
    store::PolicyRow policy = policy_;
    policy.binding_id = binding.id;
    for (const port::Query& query :
         {store::directory::put(shop), store::directory::put(business),
          store::directory::put(binding), store::grants::put(grant_of(binding.id)),
          store::policies::insert(policy)}) {
      must(db_.run(query));
    }
    for (const port::Row& row : references_) {
      store::ReferenceRow reference = store::references::row(row);
      reference.business_id = business.id;
      must(db_.run(store::references::put(reference)));
    }
  }

 private:
  port::Row one(const port::Query& query) { return must(db_.run(query)).only(); }

  store::GrantRow grant_of(std::int64_t binding) const {
    namespace grants = store::grants;
    const std::int64_t old = grant_.binding_id;
    const auto access = must(sealer_.open(grant_.sealed_access, grants::access_identity(old)));
    const auto refresh = must(sealer_.open(grant_.sealed_refresh, grants::refresh_identity(old)));
    store::GrantRow copy = grant_;
    copy.binding_id = binding;
    copy.sealed_access = sealer_.seal(access.reveal(), grants::access_identity(binding));
    copy.sealed_refresh = sealer_.seal(refresh.reveal(), grants::refresh_identity(binding));
    return copy;
  }

  sqlite::Connection& db_;
  crypto::Sealer sealer_;
  store::StoreRow store_;
  store::BusinessRow business_;
  store::BindingRow binding_;
  store::GrantRow grant_;
  store::PolicyRow policy_;
  std::vector<port::Row> references_;
};

}  // namespace

Stand::Stand(int stores, Stores::Told told) : stores_(stores, std::move(told)) {
  const std::string address = fmt::format("127.0.0.1:{}", net::RawListener().port());
  start_sage("http://" + address);
  flags_ = app::sandbox_flags({.listen = address,
                               .data_dir = folder_.path() + "/data",
                               .sage_url = fmt::format("http://127.0.0.1:{}", sage_->port())});
  flags_.emplace_back("sage_application_concurrency", "4096");
  config_ = config_of(flags_);
  connect();
  if (stores > 1) multiply(stores);
}

Stand::~Stand() {
  program_->stop();
  sage_->stop();
}

void Stand::start_sage(const std::string& chassis) {
  sandbox::sage::Options options;
  options.clients.front().redirect_uris = {chassis + "/oauth/sage/callback"};
  options.log_kept = 0;
  options.switches.access_token_s = a_day;
  options.switches.concurrent_max = no_limit;
  options.switches.daily_max = no_limit;
  sage_ = must(sandbox::sage::Host::start(options, "127.0.0.1", 0));
}

void Stand::start_program() {
  program_ = std::make_unique<Program>(flags_, folder_.path() + "/log");
}

void Stand::connect() {
  const app::NewUser owner{.email = "owner@example.com", .role = "owner"};
  must(app::run_command(config_, app::to_json(owner)));
  const http::Response token = must(app::run_command(
      config_,
      app::to_json(app::NewToken{.email = owner.email, .scopes = {"read", "operate", "admin"}})));
  start_program();
  const SignalsKept kept;
  app::Pace pace;
  app::Web web;
  app::Setup setup(web, pace, config_.public_url, stores_.url(0),
                   must(json::parse(token.body)).text_or("token"));
  must(setup.pair());
  must(setup.connect_sage());
  must(setup.choose_business());
  must(setup.save_policy());
  business_ = setup.business();
}

void Stand::multiply(int stores) {
  program_->stop();
  copy_business(stores);
  {
    app::House house = must(app::open_house(config_));
    Pattern pattern(house);
    const std::string key = pattern.api_key();
    must(house.db->connection().execute("BEGIN"));
    for (int copy = 1; copy < stores; ++copy) {
      const std::string tenant = fmt::format("store-{}", copy);
      pattern.write(copy, tenant, stores_.url(copy));
      stores_.pair(copy, tenant, key, config_.public_url);
    }
    must(house.db->connection().execute("COMMIT"));
  }
  start_program();
}

// In the pretended Sage: businesses like the connected one, and the same person may use them.
void Stand::copy_business(int stores) {
  sage_->with([this, stores](sandbox::sage::Simulator& simulator) {
    sandbox::sage::World world = *simulator.snapshot();
    for (int copy = 1; copy < stores; ++copy) {
      sandbox::sage::Business business = world.businesses.find(business_)->second;
      business.id = business_id(copy);
      for (sandbox::sage::User& user : world.oauth.users) user.businesses.push_back(business.id);
      world.businesses.emplace(business.id, std::move(business));
    }
    simulator.restore(std::make_shared<const sandbox::sage::World>(std::move(world)));
  });
}

}  // namespace byte8::bench
