#include "app/wire_gate.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"

namespace byte8::app {
namespace {

Error bad_token() {
  return Error::coded(Fault::auth, "bad_token",
                      "the token was not accepted: check the clocks, then pair the store again");
}

Error unknown_tenant() {
  return Error::coded(Fault::auth, "unknown_tenant",
                      "this tenant is not known here: pair the store again");
}

// The subject as the token claims it; nothing is believed before the signature is checked.
std::optional<std::string> claimed_subject(std::string_view token) {
  const std::vector<std::string_view> parts = text::split(token, '.');
  if (parts.size() != 3) return std::nullopt;
  auto payload = crypto::base64url_decode(parts[1]);
  if (!payload) return std::nullopt;
  auto claims = json::parse(*payload);
  if (!claims) return std::nullopt;
  const json::Value* subject = claims->find("sub");
  if (subject == nullptr || !subject->is_string()) return std::nullopt;
  return subject->string();
}

}  // namespace

void WireGate::put(const std::string& tenant, Store store, const SecretText& api_key,
                   const SecretText& offered_key) {
  Entry entry{.store = store, .keys = {}};
  for (const SecretText* key : {&api_key, &offered_key}) {
    if (!key->empty()) entry.keys.emplace_back(*key);
  }
  const std::lock_guard lock(mutex_);
  entries_.insert_or_assign(tenant, std::move(entry));
}

std::optional<WireGate::Entry> WireGate::find(const std::string& tenant) const {
  const std::lock_guard lock(mutex_);
  auto found = entries_.find(tenant);
  if (found == entries_.end()) return std::nullopt;
  return found->second;
}

Result<WireGate::Store> WireGate::pass(const std::string* authorization, const std::string& tenant,
                                       Now now) {
  const std::optional<Entry> entry = find(tenant);
  if (!entry) return unknown_tenant();
  const std::optional<std::string_view> token =
      authorization == nullptr ? std::nullopt : magento::bearer_token(*authorization);
  if (!token) return bad_token();
  std::string reason = "no key is known";
  for (const magento::WireKeys& keys : entry->keys) {
    auto claims = magento::verify_outbound(*token, keys, tenant, now.unix_seconds());
    if (!claims) {
      reason = claims.error().message;
      continue;
    }
    if (seen_.first_use(tenant, claims->token_id, now.boot / 1'000)) return entry->store;
    reason = "used before";
    break;
  }
  log::info("wire_token_refused",
            {{"store", std::to_string(entry->store.store)}, {"reason", reason}});
  return bad_token();
}

Result<WireGate::Store> WireGate::pass_subject(const std::string* authorization, Now now) {
  const std::optional<std::string_view> token =
      authorization == nullptr ? std::nullopt : magento::bearer_token(*authorization);
  const std::optional<std::string> tenant = token ? claimed_subject(*token) : std::nullopt;
  if (!tenant) return bad_token();
  return pass(authorization, *tenant, now);
}

}  // namespace byte8::app
