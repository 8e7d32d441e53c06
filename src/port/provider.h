#pragma once
// Port of a ledger provider: data (its facts) and verbs. Sage is the first; nothing above knows
// which. Implemented by sage/, faked in tests. Errors carry fault, effect and retry_after_ms; a
// definite refusal is Effect::none with Fault::validation, a 5xx or silence on a write is
// Effect::maybe.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/secret.h"
#include "model/ledger.h"
#include "model/reference.h"
#include "port/verb.h"

namespace byte8::port {

// What it takes to speak for one business.
struct LedgerAccess {
  SecretText access_token;
  std::string business_id;  // the provider's own id
};

struct Grant {
  SecretText access_token;
  SecretText refresh_token;
  Millis access_life_ms = 0;
  Millis refresh_life_ms = 0;
  std::string requested_by;  // the authorising user
};

struct BusinessListed {
  std::string id;
  std::string name;
};

struct BusinessDetail {
  std::string id;
  std::string name;
  std::string country;  // upper case
  bool subscription_active = false;
  std::string subscription;  // e.g. "ACCOUNTING"
};

struct ProviderFacts {
  std::string_view key;  // "sage_accounting", the word on the wire
  std::size_t contact_reference_max = 10;
  std::size_t document_reference_max = 25;
  std::vector<std::string_view> countries;
};

// One page of a list and where the next one starts.
struct ReferencePage {
  json::Array items;
  std::optional<int> next_page;
};

// By what a record is found; empty: not asked for.
struct LedgerSearch {
  std::string reference;   // of articles the item code, of stock movements the details
  std::string contact_id;  // payments
  std::string type;        // payments: "CUSTOMER_RECEIPT" | "CUSTOMER_REFUND"
  std::string date;        // payments, stock movements
  std::string item_id;     // stock movements
};

class Provider {
 public:
  virtual ~Provider() = default;
  virtual const ProviderFacts& facts() const = 0;

  // OAuth. The browser is sent to authorize_url; the rest are calls of ours (spec/sage.md §1).
  virtual std::string authorize_url(std::string_view state, std::string_view code_challenge,
                                    std::string_view redirect_uri,
                                    std::optional<std::string_view> country) const = 0;
  virtual Verb<Grant> exchange(std::string_view code, std::string_view redirect_uri,
                               const SecretText& code_verifier) const = 0;
  virtual Verb<Grant> refresh(const SecretText& refresh_token) const = 0;
  virtual Verb<Nothing> revoke(const SecretText& refresh_token) const = 0;

  // Choosing a business, and what is known of it.
  virtual Verb<std::vector<BusinessListed>> businesses(const SecretText& access_token) const = 0;
  virtual Verb<BusinessDetail> business(const LedgerAccess& access) const = 0;
  virtual Verb<model::BusinessFacts> business_facts(const LedgerAccess& access) const = 0;
  // kind: "tax_rates" | "ledger_accounts" | "bank_accounts" | "payment_methods" | "currencies"
  virtual Verb<ReferencePage> reference_page(const LedgerAccess& access, std::string_view kind,
                                             int page) const = 0;
  // Cached items → what the translation reads. Unknown shapes are skipped, never guessed.
  virtual void read_reference(std::string_view kind, const json::Array& items,
                              model::Reference& into) const = 0;

  // Looking. A contact search may also return soft-deleted holders of the reference (deleted =
  // true).
  virtual Verb<std::vector<model::LedgerRecord>> find_contacts(
      const LedgerAccess& access, std::string_view reference) const = 0;
  virtual Verb<std::vector<model::LedgerRecord>> find_deleted_contacts(
      const LedgerAccess& access, std::string_view since_utc) const = 0;
  virtual Verb<std::vector<model::LedgerRecord>> find_contacts_by_email(
      const LedgerAccess& access, std::string_view email) const = 0;
  virtual Verb<std::vector<model::LedgerRecord>> find_invoices(
      const LedgerAccess& access, std::string_view reference) const = 0;
  // Everything else that is found by what we wrote on it. Only exact matches come back.
  virtual Verb<std::vector<model::LedgerRecord>> find(const LedgerAccess& access,
                                                      std::string_view kind,
                                                      const LedgerSearch& search) const = 0;
  // One record with what is open on it and what settles it. Looking changes nothing there.
  virtual Verb<model::LedgerRecord> read(const LedgerAccess& access, std::string_view kind,
                                         std::string_view id) const = 0;

  // Acting. The body is fixed before the act and carries the idempotency id; `post` sends exactly
  // it. kind: "contact" | "sales_invoice" | "sales_credit_note" | "contact_payment" |
  // "contact_allocation" | "product" | "service" | "stock_item" | "stock_movement", or one of them
  // with "_update" behind: then `marker` is the provider's id of what is changed.
  virtual std::string body(const model::LedgerContact& contact,
                           std::string_view idempotency_id) const = 0;
  virtual std::string body(const model::LedgerDocument& document,
                           std::string_view idempotency_id) const = 0;
  virtual std::string body(const model::LedgerPayment& payment,
                           std::string_view idempotency_id) const = 0;
  virtual std::string body(const model::LedgerAllocation& allocation,
                           std::string_view idempotency_id) const = 0;
  virtual std::string body(const model::LedgerItem& item,
                           std::string_view idempotency_id) const = 0;
  virtual std::string body(const model::LedgerMovement& movement,
                           std::string_view idempotency_id) const = 0;
  // A change of an existing contact: its currency and its proof of identity stay.
  virtual std::string change(const model::LedgerContact& contact,
                             std::string_view idempotency_id) const = 0;
  virtual http::Call post(const LedgerAccess& access, std::string_view kind,
                          std::string_view marker, std::string body) const = 0;
  // Judges the answer to `post`, also long after the run has gone; checks the echoed business.
  virtual Result<model::LedgerRecord> posted(std::string_view kind, std::string_view business_id,
                                             const http::Outcome& outcome) const = 0;
};

}  // namespace byte8::port
