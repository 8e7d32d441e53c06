#pragma once
// port::Provider for Sage Business Cloud Accounting v3.1. Holds no state but its configuration;
// every call names its business in X-Business and every answer's echo is compared. Source:
// spec/sage.md.

#include <string>
#include <string_view>
#include <vector>

#include "port/provider.h"
#include "sage/facts.h"

namespace byte8::sage {

class SageProvider final : public port::Provider {
 public:
  explicit SageProvider(SageOptions options);

  const port::ProviderFacts& facts() const override { return facts_; }

  std::string authorize_url(std::string_view state, std::string_view code_challenge,
                            std::string_view redirect_uri,
                            std::optional<std::string_view> country) const override;
  port::Verb<port::Grant> exchange(std::string_view code, std::string_view redirect_uri,
                                   const SecretText& code_verifier) const override;
  port::Verb<port::Grant> refresh(const SecretText& refresh_token) const override;
  port::Verb<port::Nothing> revoke(const SecretText& refresh_token) const override;

  port::Verb<std::vector<port::BusinessListed>> businesses(
      const SecretText& access_token) const override;
  port::Verb<port::BusinessDetail> business(const port::LedgerAccess& access) const override;
  port::Verb<model::BusinessFacts> business_facts(const port::LedgerAccess& access) const override;
  port::Verb<port::ReferencePage> reference_page(const port::LedgerAccess& access,
                                                 std::string_view kind, int page) const override;
  void read_reference(std::string_view kind, const json::Array& items,
                      model::Reference& into) const override;

  port::Verb<std::vector<model::LedgerRecord>> find_contacts(
      const port::LedgerAccess& access, std::string_view reference) const override;
  port::Verb<std::vector<model::LedgerRecord>> find_deleted_contacts(
      const port::LedgerAccess& access, std::string_view since_utc) const override;
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
  std::string body(const model::LedgerDocument& document,
                   std::string_view idempotency_id) const override;
  std::string body(const model::LedgerPayment& payment,
                   std::string_view idempotency_id) const override;
  std::string body(const model::LedgerAllocation& allocation,
                   std::string_view idempotency_id) const override;
  std::string body(const model::LedgerItem& item, std::string_view idempotency_id) const override;
  std::string body(const model::LedgerMovement& movement,
                   std::string_view idempotency_id) const override;
  std::string change(const model::LedgerContact& contact,
                     std::string_view idempotency_id) const override;
  http::Call post(const port::LedgerAccess& access, std::string_view kind, std::string_view marker,
                  std::string body) const override;
  Result<model::LedgerRecord> posted(std::string_view kind, std::string_view business_id,
                                     const http::Outcome& outcome) const override;

 private:
  http::Call get(const port::LedgerAccess& access, const std::string& route) const;

  SageOptions options_;
  port::ProviderFacts facts_;
};

}  // namespace byte8::sage
