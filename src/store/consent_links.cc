#include "store/consent_links.h"

namespace byte8::store::consent_links {
namespace {

const port::Sql put_sql{
    "put_consent_link",
    "INSERT INTO consent_link (account_id, binding_id, token_hash, made_by, expires_at) "
    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id, binding_id) DO UPDATE SET "
    "token_hash = excluded.token_hash, made_by = excluded.made_by, "
    "expires_at = excluded.expires_at"};
const port::Sql find_sql{"find_consent_link",
                         "SELECT account_id, binding_id, token_hash, made_by, expires_at "
                         "FROM consent_link WHERE token_hash = $1"};
const port::Sql remove_sql{"remove_consent_link",
                           "DELETE FROM consent_link WHERE account_id = $1 AND binding_id = $2"};

}  // namespace

port::Query put(const ConsentLinkRow& l) {
  return {&put_sql, {l.account_id, l.binding_id, l.token_hash, l.made_by, l.expires_at}};
}

port::Query find(const std::string& token_hash) {
  return {&find_sql, {token_hash}};
}

ConsentLinkRow row(const port::Row& r) {
  return {.account_id = r.integer(0),
          .binding_id = r.integer(1),
          .token_hash = r.text(2),
          .made_by = r.text(3),
          .expires_at = r.integer(4)};
}

port::Query remove(std::int64_t account_id, std::int64_t binding_id) {
  return {&remove_sql, {account_id, binding_id}};
}

}  // namespace byte8::store::consent_links
