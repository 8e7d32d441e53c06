#include "sandbox/sage/act.h"

#include <algorithm>

#include "base/text.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/fields.h"
#include "sandbox/sage/fixed_ids.h"
#include "sandbox/sage/oauth.h"
#include "sandbox/sage/people.h"

namespace byte8::sandbox::sage {
namespace {

struct Act {
  World& world;
  const json::Value& action;
  User& user;
  Business& business;
  Millis now;
};

using Outcome = Result<json::Value>;
using Doer = Outcome (*)(Act&);

Outcome wrong(std::string_view field) {
  return Error::in_field(std::string(field), std::string(field) + " is missing or wrong");
}

Outcome done(std::int64_t count = 1) {
  return json::object({{"done", count}});
}

bool of_user(const Act& act, const Grant& grant) {
  return act.action.text_or("user").empty() || grant.user == act.user.key;
}

Outcome expire_access(Act& act) {
  std::int64_t count = 0;
  for (auto& [token, access] : act.world.oauth.access) {
    if (access.expires <= act.now || !of_user(act, act.world.oauth.grants[access.grant])) continue;
    access.expires = act.now;
    ++count;
  }
  return done(count);
}

Outcome expire_refresh(Act& act) {
  std::int64_t count = 0;
  for (Grant& grant : act.world.oauth.grants) {
    if (!of_user(act, grant)) continue;
    grant.refresh_expires = std::min(grant.refresh_expires, act.now);
    ++count;
  }
  return done(count);
}

Outcome revoke_user(Act& act) {
  return done(cut_off(act.world, act.user.key));
}

Outcome remove_business(Act& act) {
  return done(static_cast<std::int64_t>(std::erase(act.user.businesses, act.business.id)));
}

Outcome add_business(Act& act) {
  if (std::ranges::find(act.user.businesses, act.business.id) != act.user.businesses.end())
    return done(0);
  act.user.businesses.push_back(act.business.id);
  return done();
}

Outcome change_lead(Act& act) {
  std::erase(act.user.businesses, act.business.id);
  act.user.businesses.insert(act.user.businesses.begin(), act.business.id);
  return done();
}

Outcome set_right(Act& act) {
  const std::string word = act.action.text_or("right");
  const std::string area = act.action.text_or("area");
  if (area.empty()) return wrong("area");
  for (const auto& [name, right] : {std::pair{"full", Right::full},
                                    {"restricted", Right::restricted},
                                    {"read_only", Right::read_only},
                                    {"none", Right::none}}) {
    if (word != name) continue;
    act.user.rights[area] = right;
    return done();
  }
  return wrong("right");
}

Outcome register_redirect(Act& act) {
  const std::string id = act.action.text_or("client", "byte8-demo");
  OauthClient* client = act.world.client(id);
  const std::string uri = act.action.text_or("uri");
  if (!client) return wrong("client");
  if (uri.empty()) return wrong("uri");
  client->redirect_uris.push_back(uri);
  return done();
}

Outcome set_subscription(Act& act) {
  act.business.active = flag_of(act.action, "active", act.business.active);
  const std::string id = act.action.text_or("subscription", act.business.subscription);
  if (id != "START" && id != "ACCOUNTING_10" && id != "ACCOUNTING") return wrong("subscription");
  act.business.subscription = id;
  return done();
}

Outcome set_lockdown(Act& act) {
  const std::string date = act.action.text_or("date");
  if (!date.empty() && !is_day(date)) return wrong("date");
  act.business.lockdown_date = date;
  return done();
}

Outcome set_accounts_start(Act& act) {
  const std::string date = act.action.text_or("date");
  if (!is_day(date)) return wrong("date");
  act.business.accounts_start_date = date;
  return done();
}

Outcome set_multi_currency(Act& act) {
  act.business.multi_currency = flag_of(act.action, "on");
  return done();
}

Outcome set_exchange_rate(Act& act) {
  const auto rate = fine_of(act.action, "rate");
  const std::string currency = act.action.text_or("currency");
  if (!rate || *rate <= Fine{}) return wrong("rate");
  if (currency.empty()) return wrong("currency");
  act.business.exchange_rates[currency] = *rate;
  return done();
}

Outcome set_credit_note_prefix(Act& act) {
  act.business.credit_note_prefix = act.action.text_or("prefix");
  return done();
}

Outcome remove_reference(Act& act) {
  const std::string kind = act.action.text_or("kind");
  const std::string id = act.action.text_or("id");
  const auto without = [&](auto& rows) {
    return static_cast<std::int64_t>(
        std::erase_if(rows, [&](const auto& row) { return row.id == id; }));
  };
  if (kind == "tax_rates") return done(without(act.business.tax_rates));
  if (kind == "ledger_accounts") return done(without(act.business.ledger_accounts));
  if (kind == "bank_accounts") return done(without(act.business.bank_accounts));
  return wrong("kind");
}

Outcome add_ledger_accounts(Act& act) {
  const std::int64_t count = integer_of(act.action, "count").value_or(0);
  if (count <= 0 || count > 5000) return wrong("count");
  for (std::int64_t at = 0; at < count; ++at) {
    LedgerAccount account;
    account.nominal = static_cast<int>(10'000 + act.business.ledger_accounts.size());
    account.id = fixed::account(act.business.number, account.nominal);
    account.name = "Extra income " + std::to_string(account.nominal);
    account.group = "INCOME";
    account.sales = true;
    act.business.ledger_accounts.push_back(std::move(account));
  }
  return done(count);
}

Outcome delete_contact_by_hand(Act& act) {
  const std::string key = act.action.text_or("contact");
  for (Contact& contact : act.business.contacts) {
    if (contact.deleted || (contact.id != key && contact.reference != key)) continue;
    contact.deleted = contact.updated = act.now;
    return done();
  }
  return wrong("contact");
}

Outcome user_edit(Act& act) {
  Document* invoice = find_invoice(act.business, act.action.text_or("invoice"));
  if (!invoice) return wrong("invoice");
  const std::string edit = act.action.text_or("edit", "change");
  if (!edit_by_hand(act.world, act.business, *invoice, edit, act.now)) return wrong("edit");
  return json::object({{"done", 1}, {"id", invoice->id}});
}

struct Named {
  std::string_view word;
  Doer doer;
};

constexpr Named doers[] = {{"expire_access_tokens", expire_access},
                           {"expire_refresh_tokens", expire_refresh},
                           {"revoke_user", revoke_user},
                           {"remove_business", remove_business},
                           {"add_business", add_business},
                           {"change_lead", change_lead},
                           {"set_right", set_right},
                           {"register_redirect", register_redirect},
                           {"set_subscription", set_subscription},
                           {"set_lockdown", set_lockdown},
                           {"set_accounts_start", set_accounts_start},
                           {"set_multi_currency", set_multi_currency},
                           {"set_exchange_rate", set_exchange_rate},
                           {"set_credit_note_prefix", set_credit_note_prefix},
                           {"remove_reference", remove_reference},
                           {"add_ledger_accounts", add_ledger_accounts},
                           {"delete_contact", delete_contact_by_hand},
                           {"user_edit", user_edit}};

}  // namespace

Result<json::Value> act_on(World& world, const json::Value& action, Millis now) {
  User* user = world.user(action.text_or("user", fixed::owner));
  if (!user) return wrong("user");
  const auto business = world.businesses.find(action.text_or("business", fixed::gb_plus));
  if (business == world.businesses.end()) return wrong("business");
  Act act{world, action, *user, business->second, now};
  const std::string word = action.text_or("action");
  for (const Named& one : doers) {
    if (one.word == word) return one.doer(act);
  }
  return wrong("action");
}

}  // namespace byte8::sandbox::sage
