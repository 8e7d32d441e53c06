#include "lifecycle/consent.h"

#include <algorithm>

#include "custody/audit_chain.h"
#include "custody/consent.h"
#include "custody/hold.h"
#include "custody/revocations.h"
#include "lifecycle/build.h"
#include "store/ids.h"

namespace byte8::lifecycle {
namespace {

Error revoked() {
  return Error::coded(Fault::validation, "conflict", "the binding is revoked: connect it anew");
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string all;
  for (const std::string_view word : words) {
    if (!all.empty()) all += ", ";
    all += word;
  }
  return all;
}

// A binding that was active keeps its business: a person who cannot see it has signed in with
// another login.
Task<Status> sees_its_business(engine::Ctx ctx, store::BindingRow binding, SecretText token) {
  const store::BusinessRow* business = ctx.core().directory().business(*binding.business_id);
  BYTE8_CHECK(business != nullptr);
  const std::string name = business->name;
  const port::LedgerAccess access{.access_token = token,
                                  .business_id = business->provider_business_id};
  const auto detail =
      co_await ctx.call(ctx.core().provider().business(access), engine::Target{}, "check_business");
  if (detail) co_return Status();
  const Fault fault = detail.error().fault;
  if (fault != Fault::auth && fault != Fault::not_found) co_return detail.error();
  co_return Error::coded(Fault::validation, "other_business",
                         "This Sage user cannot see " + name +
                             ", which this binding posts to. Sign in to Sage with a user who can.");
}

Task<Status> keep(engine::Ctx ctx, custody::Consent consent, port::Grant grant) {
  custody::AuditChain chain = co_await custody::audit_chain(ctx, consent.account_id);
  const bool kept =
      co_await custody::keep_grant(ctx, consent.account_id, consent.binding_id, grant);
  if (!kept) co_return revoked();
  chain.append(ctx, consent.made_by, "binding.sage_connected",
               store::id_text("bind", consent.binding_id), "", "");
  co_return Status();
}

Task<Status> use_grant(engine::Ctx ctx, custody::Consent consent, port::Grant grant) {
  const std::int64_t id = consent.binding_id;
  const store::BindingRow* found = ctx.core().directory().binding(id);
  if (found == nullptr || !found->live()) co_return revoked();
  const store::BindingRow before = *found;
  // One that was active once belongs to its business.
  if (before.business_id && before.activated_at) {
    Status sees = co_await sees_its_business(ctx, before, grant.access_token);
    if (!sees) co_return sees.error();
  }
  Status kept = co_await keep(ctx, consent, grant);
  if (!kept) co_return kept.error();
  if (before.status == "active") {
    co_await custody::clear_lost_access(ctx, id, consent.made_by);
  } else if (before.business_id) {
    start_build(ctx, id);
  }
  co_return Status();
}

}  // namespace

Result<std::string> authorize(engine::Ctx ctx, Deps deps, std::int64_t binding_id,
                              std::optional<std::string> country, std::string actor,
                              std::optional<std::string> session_hash) {
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  BYTE8_CHECK(binding != nullptr);
  if (!binding->live()) return revoked();
  if (!deps.provider_configured) {
    return Error::coded(Fault::provider, "sage_not_configured",
                        "This installation has no Sage client id: register it with Sage and set "
                        "sage_client_id and sage_client_secret.");
  }
  const auto& countries = ctx.core().provider().facts().countries;
  if (country && std::ranges::find(countries, *country) == countries.end()) {
    Error error = Error::in_field("country", "one of " + joined(countries));
    error.code = "validation";
    return error;
  }
  return custody::begin_consent(ctx,
                                {.account_id = binding->account_id,
                                 .binding_id = binding_id,
                                 .country = std::move(country),
                                 .made_by = std::move(actor),
                                 .session_hash = std::move(session_hash)},
                                deps.redirect_uri());
}

Task<Result<std::int64_t>> finish_consent(engine::Ctx ctx, Deps deps, std::string state,
                                          std::string code, std::string session_hash) {
  auto consent = co_await custody::take_state(ctx, state);
  if (!consent) co_return consent.error();
  if (consent->session_hash && *consent->session_hash != session_hash) {
    co_return Error::coded(Fault::validation, "unknown_state",
                           "this was begun in another browser: start again in this one");
  }
  const std::int64_t id = consent->binding_id;
  const store::BindingRow* found = ctx.core().directory().binding(id);
  if (found == nullptr || !found->live()) co_return revoked();
  auto grant = co_await ctx.call(
      ctx.core().provider().exchange(code, deps.redirect_uri(), consent->code_verifier),
      engine::Target{}, "exchange_code");
  if (!grant) co_return grant.error();
  Status used = co_await use_grant(ctx, *consent, *grant);
  if (used) co_return id;
  // What we cannot use must not go on existing at the provider.
  co_await custody::give_back_unused(ctx, consent->account_id, id, *grant);
  co_return used.error();
}

}  // namespace byte8::lifecycle
