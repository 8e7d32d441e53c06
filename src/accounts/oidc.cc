#include "accounts/oidc.h"

#include "accounts/oidc_state.h"
#include "accounts/password.h"
#include "base/crypto.h"
#include "base/log.h"
#include "base/text.h"
#include "custody/audit_chain.h"
#include "store/ids.h"

namespace byte8::accounts {
namespace {

constexpr const char* scopes = "openid email profile";

// What went wrong, as the person is told it; the log says what it was.
Error told(const OidcProvider& provider, const Error& error) {
  log::warn("oidc_failed",
            {{"provider", provider.name}, {"code", error.code}, {"why", error.message}});
  const std::string name = provider.title();
  std::string words =
      "The answer of " + name + " cannot be trusted. Tell whoever runs this " + "installation.";
  if (error.code == oidc_down) {
    words = name + " cannot be asked just now. Try again in a few minutes.";
  } else if (error.code == oidc_code) {
    words = name + " did not accept the sign-in in time. Start again.";
  } else if (error.code == oidc_client) {
    words = name + " refuses this installation. Whoever runs it must check client id and secret.";
  }
  return Error::coded(error.fault, error.code, std::move(words));
}

// What the provider says instead of a code. Anybody can write the address that says so: none of it
// is repeated.
Error provider_says(const OidcProvider& provider, const std::string& error) {
  const std::string name = provider.title();
  if (error == "access_denied") {
    return Error::coded(Fault::auth, error, "You did not sign in with " + name + ".");
  }
  if (error == "server_error" || error == "temporarily_unavailable") {
    return Error::coded(Fault::http, error, name + " is busy. Try again in a few minutes.");
  }
  return Error::coded(Fault::auth, "oidc_refused",
                      name + " did not sign you in. Tell whoever runs this installation.");
}

Error nobody_here(const OidcProvider& provider) {
  return Error::coded(Fault::auth, "unknown_user",
                      "Nobody here has the e-mail address that " + provider.title() +
                          " knows you by. Ask an owner of your account to invite it.");
}

// A key that we have not seen may be new: the keys are read once more.
Task<Result<IdToken>> believed(engine::Ctx ctx, OidcPtr oidc, OidcProvider provider,
                               std::string keys_url, std::string token, std::string nonce_hash) {
  const IdTokenWanted wanted{.issuer = provider.issuer,
                             .client_id = provider.client_id,
                             .nonce_hash = std::move(nonce_hash)};
  const Millis began = ctx.now().boot;
  auto keys = co_await oidc_keys(ctx, oidc, provider, keys_url, -1);
  if (!keys) co_return keys.error();
  auto read = read_id_token(token, keys->all, wanted, ctx.now());
  if (read || read.error().code != unknown_key || keys->fetched_at > began) co_return read;
  keys = co_await oidc_keys(ctx, oidc, provider, keys_url, keys->fetched_at);
  if (!keys) co_return keys.error();
  co_return read_id_token(token, keys->all, wanted, ctx.now());
}

Task<Result<IdToken>> asked(engine::Ctx ctx, DepsPtr deps, OidcPtr oidc, OidcProvider provider,
                            OidcTaken taken, std::string code) {
  const auto endpoints = co_await oidc_endpoints(ctx, oidc, provider);
  if (!endpoints) co_return endpoints.error();
  const OidcExchange exchange{.code = std::move(code),
                              .redirect_uri = oidc_callback(*deps, provider),
                              .verifier = taken.verifier};
  const auto token = co_await ctx.call(oidc_exchange(provider, *endpoints, exchange),
                                       engine::Target{}, "oidc_exchange");
  if (!token) co_return token.error();
  co_return co_await believed(ctx, oidc, provider, endpoints->keys, *token, taken.nonce_hash);
}

Task<Result<NewSession>> let_in(engine::Ctx ctx, OidcProvider provider, std::string email,
                                OidcArrival arrival) {
  const port::Rows rows = co_await ctx.ask(store::people::by_email(email));
  if (rows.empty()) co_return nobody_here(provider);
  const store::PersonRow person = store::people::row(rows.only());
  const auto account = co_await landing(ctx, person.id, person.last_account_id);
  // Removed from every account: there is nothing to sign in to.
  if (!account) co_return nobody_here(provider);
  custody::AuditChain chain = co_await custody::audit_chain(ctx, *account);
  NewSession made = open_session(ctx, *account, person.id, arrival.address, arrival.former);
  chain.append(ctx, user_actor(person.id), "user.signed_in", store::id_text("user", person.id), "",
               arrival.address + " with " + provider.name);
  co_return made;
}

}  // namespace

std::string oidc_callback(const Deps& deps, const OidcProvider& provider) {
  return deps.public_url + "/oidc/" + provider.name + "/callback";
}

Task<Result<OidcDeparture>> begin_oidc(engine::Ctx ctx, DepsPtr deps, OidcPtr oidc,
                                       OidcProvider provider) {
  const auto endpoints = co_await oidc_endpoints(ctx, oidc, provider);
  if (!endpoints) co_return told(provider, endpoints.error());
  const auto begun = co_await keep_oidc_state(ctx, provider.name);
  if (!begun) co_return begun.error();
  std::string url = endpoints->authorization;
  char joint = url.find('?') == std::string::npos ? '?' : '&';
  const std::pair<const char*, std::string> fields[] = {
      {"response_type", "code"},
      {"client_id", provider.client_id},
      {"redirect_uri", oidc_callback(*deps, provider)},
      {"scope", scopes},
      {"state", begun->state},
      {"nonce", begun->nonce},
      {"code_challenge", begun->challenge},
      {"code_challenge_method", "S256"}};
  for (const auto& [name, value] : fields) {
    url += joint + std::string(name) + "=" + text::percent_encode(value);
    joint = '&';
  }
  co_return OidcDeparture{.url = std::move(url), .browser = begun->browser};
}

Task<Result<NewSession>> finish_oidc(engine::Ctx ctx, DepsPtr deps, OidcPtr oidc,
                                     OidcProvider provider, OidcArrival arrival) {
  const auto taken = co_await take_oidc_state(ctx, provider.name, arrival.state, arrival.browser);
  if (!taken) co_return taken.error();
  if (!arrival.error.empty()) co_return provider_says(provider, arrival.error);
  // Another provider's answer must not be carried to this one (RFC 9207).
  if (!arrival.issuer.empty() && arrival.issuer != provider.issuer) {
    co_return told(provider, Error::coded(Fault::auth, "token_refused", "another issuer answered"));
  }
  const auto token = co_await asked(ctx, deps, oidc, provider, *taken, arrival.code);
  if (!token) co_return told(provider, token.error());
  const auto email = tidy_email(token->email);
  if (!email || !token->email_verified) {
    co_return Error::coded(Fault::auth, "email_not_verified",
                           provider.title() + " does not say that your e-mail address is " +
                               "verified. Without that nobody is let in.");
  }
  auto made = co_await let_in(ctx, provider, *email, arrival);
  if (!made) log::info("sign_in_refused", {{"address", arrival.address}});
  co_return made;
}

}  // namespace byte8::accounts
