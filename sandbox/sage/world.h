#pragma once
// The whole state of the simulator as one copyable value: who may do what, and what each business
// holds.

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sandbox/sage/dice.h"
#include "sandbox/sage/records.h"
#include "sandbox/sage/search_index.h"
#include "sandbox/sage/switches.h"
#include "sandbox/sage/table.h"

namespace byte8::sandbox::sage {

// ---- OAuth -------------------------------------------------------------------------------------

struct OauthClient {
  std::string id, secret;
  std::vector<std::string> redirect_uris;
};

enum class Right : std::uint8_t { none, read_only, restricted, full };

struct User {
  std::string key;  // the word of sim_user
  std::string id, first_name, last_name, initials, email, locale;
  std::vector<std::string> businesses;               // the first is the lead
  std::map<std::string, Right, std::less<>> rights;  // area → right; absent: full
};

struct Code {
  std::string client, user, redirect_uri, scope, challenge, challenge_method;
  Millis expires = 0;
  bool used = false;
};

struct Grant {
  std::string client, user, scope;
  std::string refresh_token;  // the newest one
  Millis refresh_expires = 0;
  bool alive = true;
};

struct AccessToken {
  std::size_t grant = 0;
  Millis expires = 0;
};

struct OauthState {
  std::vector<OauthClient> clients;
  std::vector<User> users;
  TextMap<Code> codes;
  std::vector<Grant> grants;
  TextMap<AccessToken> access;
  TextMap<std::size_t> refresh;  // every refresh token ever given → its grant
};

// ---- business ----------------------------------------------------------------------------------

struct TaxPercentage {
  Fine percentage;
  std::string from, to;  // days; `to` empty: open
};

struct TaxRate {
  std::string id, name, label, region;
  std::vector<TaxPercentage> percentages;
  bool visible = true;
  Fine at(std::string_view day) const;
};

struct LedgerAccount {
  std::string id, name, group, tax_rate_id;
  int nominal = 0;
  bool sales = false, expenses = false, banking = false, control = false;
};

struct BankAccount {
  std::string id, name, type, currency;
  int nominal = 0;
  bool active = true;
};

struct NamedType {  // price and rate types
  std::string id, name;
  bool active = true;
};

struct Remembered {  // an idempotency id and what was answered
  std::string what;  // method and path
  std::shared_ptr<const std::string> body;
  int status = 0;
  std::shared_ptr<const std::string> answer;
  Millis at = 0;
};

struct Business {
  int number = 0;
  std::string id, name, country, currency, subscription;  // START | ACCOUNTING_10 | ACCOUNTING
  bool active = true;
  bool multi_currency = false, live_rates = false;
  std::string accounts_start_date, lockdown_date;
  std::int64_t credit_days = 30;
  std::string invoice_prefix = "SI-", credit_note_prefix = "SCN-", quote_prefix = "SQ-",
              estimate_prefix = "SE-";
  std::map<std::string, Fine, std::less<>> exchange_rates;  // base units per foreign unit
  std::array<std::int64_t, 4> next_number = {1, 1, 1, 1};   // by DocumentKind
  std::int64_t next_movement = 1;

  std::vector<TaxRate> tax_rates;
  std::vector<LedgerAccount> ledger_accounts;
  std::vector<BankAccount> bank_accounts;
  std::vector<NamedType> price_types, rate_types;

  Table<Contact> contacts;
  SearchIndex contact_search;
  TextMap<std::vector<std::uint32_t>> contact_emails;     // rows that have or had it
  std::set<std::string, std::less<>> contact_references;  // also of deleted contacts
  std::array<Table<Document>, 4> documents;
  std::array<SearchIndex, 4> document_search;
  TextMap<std::vector<std::uint32_t>> by_contact[4];  // contact id → rows of that kind
  std::set<std::int64_t> used_numbers[4];
  Table<Payment> payments;
  TextMap<std::vector<std::uint32_t>> payments_by_contact;
  Table<OnAccount> on_account;
  Table<Allocation> allocations;
  Table<Item> items;
  SearchIndex item_search;
  TextMap<std::int64_t> item_codes;  // lower case → how many live items have it
  Table<Movement> movements;

  TextMap<Remembered> idempotency;
  std::deque<std::pair<Millis, std::string>> idempotency_order;
  TextMap<std::int64_t> idempotency_uses;  // records made under an id
  std::deque<Millis> window;               // requests of the last seconds

  bool plus() const { return subscription == "ACCOUNTING"; }
  bool start() const { return subscription == "START"; }
  Table<Document>& of(DocumentKind kind) { return documents[static_cast<std::size_t>(kind)]; }
  const Table<Document>& of(DocumentKind kind) const {
    return documents[static_cast<std::size_t>(kind)];
  }
  const TaxRate* tax_rate(std::string_view id) const;
  const LedgerAccount* ledger_account(std::string_view id) const;
  const BankAccount* bank_account(std::string_view id) const;
};

// ---- counters ----------------------------------------------------------------------------------

struct Counters {
  std::int64_t parallel_post_violations = 0;  // overlapping POSTs to the endpoints that forbid it
  std::int64_t parallel_post_delayed =
      0;  // the same, where an injected delay still held the earlier one
  std::int64_t missing_x_business = 0;
  std::int64_t unknown_fields = 0;
  std::int64_t token_reuse = 0;   // refreshes with a superseded token
  std::int64_t mark_as_sent = 0;  // reads that marked a document as sent
  std::int64_t requests_without_idempotency_id = 0;
  std::int64_t copied_delivery_address = 0;  // delivery_address was left to Sage
  std::int64_t refused = 0;                  // 422 answers
  std::int64_t limited = 0;                  // 429 answers
  std::int64_t replayed = 0;                 // answers from the idempotency memory
  std::vector<std::string> unknown_field_names;
};

struct World {
  Dice dice;
  Switches switches;
  Millis offset = 0;  // what advance() added to the caller's clock
  std::int64_t clock_factor = 1;
  Millis lag_ms = 0;  // fault search_lag: added to the switch
  OauthState oauth;
  std::map<std::string, Business, std::less<>> businesses;
  Counters counters;
  TextMap<std::pair<std::string, std::int64_t>> daily;  // client → day, requests

  std::string new_id() { return dice.hex(32); }
  User* user(std::string_view key);
  OauthClient* client(std::string_view id);
};

}  // namespace byte8::sandbox::sage
