#pragma once
// A store and a ledger as small as they can be: ports implemented over calls that a ToyNetwork
// serves from memory. For simulations and benches of the core, where the real adapters would only
// add time. Strict where it matters: references are unique, idempotency ids are honoured or
// ignored, a record once made stays.

#include <map>
#include <string>
#include <vector>

#include "port/provider.h"
#include "port/shop.h"

namespace byte8::tests {

// Where tokens are given back; whoever plays the network answers 200 by himself.
inline constexpr std::string_view toy_revoke_url = "toy://ledger/revoke";

// The ledger's books.
class ToyLedger {
 public:
  explicit ToyLedger(bool honours_idempotency) : honours_idempotency_(honours_idempotency) {}

  http::Response serve(const http::Call& call, Millis now);
  // Made this long ago at least, or a search does not find it.
  void set_search_lag(Millis lag) { search_lag_ = lag; }

  const std::vector<model::LedgerRecord>& records() const { return records_; }

 private:
  http::Response create(const http::Call& call, std::string_view books, Millis now);
  http::Response find(std::string_view books, std::string_view reference, Millis now) const;

  bool honours_idempotency_;
  Millis search_lag_ = 0;
  std::vector<model::LedgerRecord> records_;
  std::vector<Millis> made_at_;
  std::multimap<std::string, std::size_t> by_reference_;      // business/kind/reference
  std::map<std::string, std::string, std::less<>> answered_;  // idempotency id → body
};

class ToyProvider : public port::Provider {
 public:
  const port::ProviderFacts& facts() const override { return facts_; }
  std::string authorize_url(std::string_view, std::string_view, std::string_view,
                            std::optional<std::string_view>) const override {
    return {};
  }
  port::Verb<port::Grant> exchange(std::string_view, std::string_view,
                                   const SecretText&) const override {
    return {};
  }
  port::Verb<port::Grant> refresh(const SecretText& refresh_token) const override;
  port::Verb<port::Nothing> revoke(const SecretText&) const override;
  port::Verb<std::vector<port::BusinessListed>> businesses(const SecretText&) const override {
    return {};
  }
  port::Verb<port::BusinessDetail> business(const port::LedgerAccess&) const override { return {}; }
  port::Verb<model::BusinessFacts> business_facts(const port::LedgerAccess&) const override {
    return {};
  }
  port::Verb<port::ReferencePage> reference_page(const port::LedgerAccess&, std::string_view,
                                                 int) const override {
    return {};
  }
  void read_reference(std::string_view kind, const json::Array& items,
                      model::Reference& into) const override;
  port::Verb<std::vector<model::LedgerRecord>> find_contacts(
      const port::LedgerAccess& access, std::string_view reference) const override;
  port::Verb<std::vector<model::LedgerRecord>> find_deleted_contacts(
      const port::LedgerAccess&, std::string_view) const override {
    return {};
  }
  port::Verb<std::vector<model::LedgerRecord>> find_contacts_by_email(
      const port::LedgerAccess& access, std::string_view email) const override;
  port::Verb<std::vector<model::LedgerRecord>> find_invoices(
      const port::LedgerAccess& access, std::string_view reference) const override;
  port::Verb<std::vector<model::LedgerRecord>> find(
      const port::LedgerAccess& access, std::string_view kind,
      const port::LedgerSearch& search) const override;
  port::Verb<model::LedgerRecord> read(const port::LedgerAccess& access, std::string_view kind,
                                       std::string_view id) const override;
  std::string body(const model::LedgerContact& contact,
                   std::string_view idempotency_id) const override;
  std::string body(const model::LedgerDocument& invoice,
                   std::string_view idempotency_id) const override;
  // The toy ledger keeps contacts and invoices only; these are for peers that are none.
  std::string body(const model::LedgerPayment&, std::string_view) const override { return {}; }
  std::string body(const model::LedgerAllocation&, std::string_view) const override { return {}; }
  std::string body(const model::LedgerItem&, std::string_view) const override { return {}; }
  std::string body(const model::LedgerMovement&, std::string_view) const override { return {}; }
  std::string change(const model::LedgerContact& contact,
                     std::string_view idempotency_id) const override {
    return body(contact, idempotency_id);
  }
  http::Call post(const port::LedgerAccess& access, std::string_view kind, std::string_view marker,
                  std::string body) const override;
  Result<model::LedgerRecord> posted(std::string_view kind, std::string_view business_id,
                                     const http::Outcome& outcome) const override;

 private:
  port::ProviderFacts facts_{.key = "sage_accounting"};
};

// Serves invoices of one line; which buyer and how much follow from the id and the edition.
class ToyShop : public port::Shop {
 public:
  Result<std::string> tidy(std::string_view base_url) const override {
    return std::string(base_url);
  }
  std::string store_key(std::string_view) const override { return "toy.example"; }
  port::Verb<port::Nothing> pair(const port::PairRequest&) const override { return {}; }
  port::Verb<port::Ping> ping(const port::StoreAccess& store, Now now, Rng& rng) const override;
  port::Verb<std::vector<port::PaymentMethod>> payment_methods(const port::StoreAccess&, Now,
                                                               Rng&) const override {
    return {};
  }
  port::Verb<model::Invoice> invoice(const port::StoreAccess& store, std::int64_t magento_id,
                                     Now now, Rng& rng) const override;
  port::Verb<model::CreditMemo> credit_memo(const port::StoreAccess&, std::int64_t, Now,
                                            Rng&) const override {
    return {};
  }
  port::Verb<model::Payment> payment(const port::StoreAccess&, std::int64_t, Now,
                                     Rng&) const override {
    return {};
  }
  port::Verb<model::Customer> customer(const port::StoreAccess&, std::int64_t, Now,
                                       Rng&) const override {
    return {};
  }
  port::Verb<model::Product> product(const port::StoreAccess&, std::int64_t, Now,
                                     Rng&) const override {
    return {};
  }
  port::Verb<port::Nothing> report(const port::StoreAccess& store, const port::SyncState& state,
                                   Now now, Rng& rng) const override;

  port::Verb<port::Outbox> outbox(const port::StoreAccess&, Now, Rng&) const override { return {}; }
  port::Verb<std::int64_t> requeue(const port::StoreAccess&, const std::optional<std::string>&,
                                   std::int64_t, Now, Rng&) const override {
    return {};
  }

  static model::Invoice document(std::int64_t magento_id, std::int64_t edition);
};

// The answers of the toy store: `edition` is what the document says at this moment.
http::Response serve_shop(const http::Call& call, std::int64_t edition);

// The reference data and policy under which ToyShop's invoices plan without a hold.
std::string toy_reference_items(std::string_view kind);
std::string toy_policy();
std::string toy_facts();

}  // namespace byte8::tests
