#include "tests/support/toy_house.h"

#include "sqlite/migrate.h"
#include "store/directory.h"
#include "store/grants.h"
#include "store/migrations.h"
#include "store/policies.h"
#include "store/references.h"
#include "tests/support/toy_peers.h"

namespace byte8::tests {
void furnish(sqlite::Connection& db, const crypto::Sealer& sealer, int bindings, Now now) {
  BYTE8_CHECK(sqlite::migrate(db, store::migrations()).ok());
  BYTE8_CHECK(db.execute("BEGIN").ok());
  BYTE8_CHECK(db.execute("INSERT INTO account VALUES (1, 'sim', 1, 'Europe/London', 0)").ok());
  for (int i = 0; i < bindings; ++i) {
    const std::string tenant = "tenant-" + std::to_string(i);
    store::StoreRow shop{.account_id = toy_account,
                         .id = toy_first_store + i,
                         .tenant_id = tenant,
                         .base_url = "toy://shop/" + std::to_string(i),
                         .sealed_key = sealer.seal("key", store::sealed_key_identity(tenant)),
                         .status = "active"};
    store::BusinessRow business{.account_id = toy_account,
                                .id = toy_first_business + i,
                                .provider = "sage_accounting",
                                .provider_business_id = "business-" + std::to_string(i),
                                .name = "toy",
                                .facts = toy_facts()};
    store::BindingRow binding{.account_id = toy_account,
                              .id = toy_first_binding + i,
                              .store_id = shop.id,
                              .business_id = business.id,
                              .status = "active",
                              .policy_version = 1,
                              .epoch = 1,
                              .activated_at = 1,
                              .lists_fetched_at = 1};
    store::GrantRow grant{
        .account_id = toy_account,
        .binding_id = binding.id,
        .sealed_access = sealer.seal("a", store::grants::access_identity(binding.id)),
        .sealed_refresh = sealer.seal("r", store::grants::refresh_identity(binding.id)),
        .access_expires_at = now.wall + 300'000,
        .access_renew_at = now.wall + 240'000,
        .refresh_expires_at = now.wall + 2'678'400'000,
        .requested_by = "somebody",
        .renewed_at = now.wall};
    for (const port::Query& query : {store::directory::put(shop), store::directory::put(business),
                                     store::directory::put(binding), store::grants::put(grant),
                                     store::policies::insert({.account_id = toy_account,
                                                              .binding_id = binding.id,
                                                              .version = 1,
                                                              .document = toy_policy(),
                                                              .saved_by = "sim"})}) {
      BYTE8_CHECK(db.run(query).ok());
    }
    for (const std::string_view kind : store::reference_kinds) {
      BYTE8_CHECK(db.run(store::references::put({.account_id = toy_account,
                                                 .business_id = business.id,
                                                 .kind = std::string(kind),
                                                 .state = "done",
                                                 .items = toy_reference_items(kind),
                                                 .fetched_at = 1}))
                      .ok());
    }
  }
  BYTE8_CHECK(db.execute("COMMIT").ok());
}

}  // namespace byte8::tests
