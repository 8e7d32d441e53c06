#pragma once
// Acts on the world from outside: what happens at Sage without our doing. Each is an object with
// "action":
//   expire_access_tokens {user?} · expire_refresh_tokens {user?} · revoke_user {user?}
//   remove_business {user?,business} · add_business {user?,business} · change_lead {user?,business}
//   set_right {user,area,right: "full"|"restricted"|"read_only"|"none"} · register_redirect
//   {client?,uri} set_subscription {business,active?,subscription?} · set_lockdown {business,date}
//   · set_accounts_start {business,date} · set_multi_currency {business,on} set_exchange_rate
//   {business,currency,rate} · set_credit_note_prefix {business,prefix} remove_reference
//   {business,kind: "tax_rates"|"ledger_accounts"|"bank_accounts",id} add_ledger_accounts
//   {business,count} · delete_contact {business,contact: id or reference} user_edit
//   {business,invoice?: id, label or reference,edit: "change"|"pay"|"void"}
// `user` is a word of the seed ("owner" where absent); `business` is an id ("" = GB Plus).

#include "base/json.h"
#include "sandbox/sage/world.h"

namespace byte8::sandbox::sage {

// What was done, as an object; the error is validation and names what is wrong.
Result<json::Value> act_on(World& world, const json::Value& action, Millis now);

}  // namespace byte8::sandbox::sage
