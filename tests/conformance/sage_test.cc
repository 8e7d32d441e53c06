// The Sage adapter against the simulator: sign-in, choosing a business, reading, looking and
// acting.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/conformance/sage_world.h"

namespace byte8::conformance {
namespace {

namespace fixed = sandbox::sage::fixed;

class SageConformance : public SageWorld {};

TEST_F(SageConformance, F012_a_code_becomes_a_grant_once) {
  const std::string code = authorise();
  const SecretText proof{std::string(verifier)};
  auto granted = ask(provider_.exchange(code, redirect_uri, proof));
  ASSERT_TRUE(granted) << said(granted);
  EXPECT_EQ(granted->access_life_ms, 300'000);
  EXPECT_EQ(granted->refresh_life_ms, 2'678'400'000);
  EXPECT_FALSE(granted->requested_by.empty());
  EXPECT_EQ(said(ask(provider_.exchange(code, redirect_uri, proof))), "auth/invalid_grant/none");
}

TEST_F(SageConformance, F012_a_code_needs_its_own_proof_and_dies_after_a_minute) {
  EXPECT_EQ(
      said(ask(provider_.exchange(authorise(), redirect_uri, SecretText(std::string(43, 'x'))))),
      "auth/invalid_grant/none");
  const std::string code = authorise();
  pass(61'000);
  EXPECT_EQ(said(ask(provider_.exchange(code, redirect_uri, SecretText(std::string(verifier))))),
            "auth/invalid_grant/none");
}

TEST_F(SageConformance, a_refresh_rotates_and_the_old_token_is_dead) {
  const port::Grant first = grant();
  auto second = ask(provider_.refresh(first.refresh_token));
  ASSERT_TRUE(second) << said(second);
  EXPECT_NE(second->refresh_token.reveal(), first.refresh_token.reveal());
  EXPECT_EQ(said(ask(provider_.refresh(first.refresh_token))), "auth/invalid_grant/none");
  EXPECT_TRUE(ask(provider_.businesses(first.access_token))) << "old access tokens live on";
  EXPECT_TRUE(ask(provider_.refresh(second->refresh_token)));
}

TEST_F(SageConformance, a_lost_refresh_is_a_doubt_that_the_next_one_settles) {
  const port::Grant first = grant();
  fault(R"({"do":"token_drop_after_rotate"})");
  EXPECT_EQ(said(ask(provider_.refresh(first.refresh_token))), "http/sage_unavailable/maybe");
  EXPECT_EQ(said(ask(provider_.refresh(first.refresh_token))), "auth/invalid_grant/none");
}

TEST_F(SageConformance, a_wrong_secret_is_our_fault_and_not_the_grants) {
  const port::Grant first = grant();
  const sage::SageProvider other({.client_id = "byte8-demo",
                                  .client_secret = SecretText("wrong"),
                                  .token_url = "http://sage.test/oauth/token"});
  EXPECT_EQ(said(ask(other.refresh(first.refresh_token))), "provider/invalid_client/none");
  EXPECT_TRUE(ask(provider_.refresh(first.refresh_token)));
}

TEST_F(SageConformance, S15_a_revoked_grant_is_dead) {
  const port::Grant first = grant();
  EXPECT_EQ(said(ask(provider_.revoke(first.refresh_token))), "ok");
  EXPECT_EQ(said(ask(provider_.refresh(first.refresh_token))), "auth/invalid_grant/none");
  EXPECT_EQ(said(ask(provider_.revoke(first.refresh_token))), "ok") << "twice does no harm";
}

TEST_F(SageConformance, F013_businesses_are_listed_and_described) {
  grant();
  auto listed = ask(provider_.businesses(access_.access_token));
  ASSERT_TRUE(listed) << said(listed);
  EXPECT_EQ(listed->size(), 4U);
  auto detail = ask(provider_.business(access_));
  ASSERT_TRUE(detail) << said(detail);
  EXPECT_EQ(detail->id, fixed::gb_plus);
  EXPECT_EQ(detail->country, "GB");
  EXPECT_TRUE(detail->subscription_active);
  EXPECT_EQ(detail->subscription, "ACCOUNTING");
  auto facts = ask(provider_.business_facts(access_));
  ASSERT_TRUE(facts) << said(facts);
  EXPECT_EQ(facts->base_currency, "GBP");
  EXPECT_TRUE(facts->multi_currency);
}

TEST_F(SageConformance, F013_a_user_without_rights_gets_the_reason) {
  grant(fixed::sales);
  EXPECT_EQ(said(ask(provider_.business_facts(access_))), "auth/sage_access_denied/none");
}

TEST_F(SageConformance, F014_reference_lists_are_read_to_their_end) {
  grant();
  model::Reference reference;
  for (const char* kind :
       {"tax_rates", "ledger_accounts", "bank_accounts", "payment_methods", "currencies"}) {
    std::set<std::string> ids;
    std::optional<int> page = 1;
    for (int asked = 0; page && asked < 20; ++asked) {
      auto read = ask(provider_.reference_page(access_, kind, *page));
      ASSERT_TRUE(read) << kind << ": " << said(read);
      for (const json::Value& item : read->items) ids.insert(item.text_or("id"));
      provider_.read_reference(kind, read->items, reference);
      page = read->next_page;
    }
    EXPECT_FALSE(ids.empty()) << kind;
    EXPECT_EQ(page, std::nullopt) << kind;
  }
  const model::TaxRate* standard = reference.tax_rate("GB_STANDARD");
  ASSERT_NE(standard, nullptr);
  EXPECT_EQ(model::text(standard->percentage), "20");
  EXPECT_FALSE(standard->percentages.empty());
  const auto sales = [](const model::LedgerAccount& account) { return account.visible_in_sales; };
  EXPECT_GE(std::ranges::count_if(reference.ledger_accounts, sales), 7);
  EXPECT_GE(reference.bank_accounts.size(), 2U);
  EXPECT_FALSE(reference.currencies.empty());
}

TEST_F(SageConformance, a_contact_is_posted_and_found_again) {
  grant();
  auto posted = post("contact", provider_.body(contact("M57"), id(1)));
  ASSERT_TRUE(posted) << posted.error().message;
  EXPECT_EQ(posted->reference, "M57");
  EXPECT_EQ(posted->source_guid, "m2:shop.example.com:customer:M57:GBP");
  EXPECT_EQ(posted->displayed_as, "Ada Lovelace (M57)");
  EXPECT_EQ(posted->currency, "GBP");
  EXPECT_FALSE(posted->url.empty());
  ASSERT_TRUE(post("contact", provider_.body(contact("M570"), id(2))));

  auto found = ask(provider_.find_contacts(access_, "M57"));
  ASSERT_TRUE(found) << said(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().id, posted->id);
  EXPECT_EQ(found->front().source_guid, posted->source_guid);
  EXPECT_EQ(found->front().url, posted->url);
  EXPECT_TRUE(ask(provider_.find_contacts(access_, "M5"))->empty());

  auto by_email = ask(provider_.find_contacts_by_email(access_, "ADA.M57@example.com"));
  ASSERT_TRUE(by_email) << said(by_email);
  ASSERT_EQ(by_email->size(), 1U);
  EXPECT_EQ(by_email->front().id, posted->id);
}

TEST_F(SageConformance, a_taken_reference_is_said_also_when_its_holder_was_deleted) {
  grant();
  auto posted = post("contact", provider_.body(contact("M57"), id(1)));
  ASSERT_TRUE(posted);
  EXPECT_EQ(said(post("contact", provider_.body(contact("M57"), id(2)))),
            "validation/reference_taken/none");
  http::Call remove = provider_.post(access_, "contact", "", "");
  remove.method = "DELETE";
  remove.url += "/" + posted->id;
  ASSERT_LT(send(remove).response.status, 300);
  EXPECT_TRUE(ask(provider_.find_contacts(access_, "M57"))->empty());
  auto deleted = ask(provider_.find_deleted_contacts(access_, "2020-01-01T00:00:00Z"));
  ASSERT_TRUE(deleted) << said(deleted);
  ASSERT_EQ(deleted->size(), 1U);
  EXPECT_TRUE(deleted->front().deleted);
  EXPECT_EQ(deleted->front().reference, "M57");
  EXPECT_EQ(said(post("contact", provider_.body(contact("M57"), id(3)))),
            "validation/reference_taken/none");
}

class SageInvoices : public SageWorld {
 protected:
  void SetUp() override {
    grant();
    auto posted = post("contact", provider_.body(contact("M57"), id(1)));
    ASSERT_TRUE(posted) << posted.error().message;
    contact_id_ = posted->id;
  }

  std::string body(const std::string& reference, int number) {
    return provider_.body(invoice(contact_id_, reference), id(number));
  }
  std::size_t found(const std::string& reference) {
    auto records = ask(provider_.find_invoices(access_, reference));
    EXPECT_TRUE(records) << said(records);
    return records ? records->size() : 99;
  }

  std::string contact_id_;
};

TEST_F(SageInvoices, an_invoice_is_posted_and_found_with_the_same_figures) {
  auto posted = post("sales_invoice", body("000000042", 2));
  ASSERT_TRUE(posted) << posted.error().message;
  EXPECT_EQ(model::text(posted->total), "54.00");
  EXPECT_EQ(model::text(posted->tax), "9.00");
  EXPECT_EQ(model::text(posted->base_total), "54.00");
  EXPECT_EQ(posted->contact_id, contact_id_);
  EXPECT_EQ(posted->date, "2026-05-17");
  EXPECT_EQ(posted->currency, "GBP");
  EXPECT_EQ(posted->status, "UNPAID");
  EXPECT_TRUE(posted->displayed_as.starts_with("SI-")) << posted->displayed_as;
  EXPECT_FALSE(posted->url.empty());

  auto records = ask(provider_.find_invoices(access_, "000000042"));
  ASSERT_TRUE(records) << said(records);
  ASSERT_EQ(records->size(), 1U);
  const model::LedgerRecord& record = records->front();
  EXPECT_EQ(record.id, posted->id);
  EXPECT_EQ(record.total, posted->total);
  EXPECT_EQ(record.tax, posted->tax);
  EXPECT_EQ(record.base_total, posted->base_total);
  EXPECT_EQ(record.contact_id, posted->contact_id);
  EXPECT_EQ(record.date, posted->date);
  EXPECT_EQ(record.notes, "m2:shop.example.com:invoice:000000042");
  EXPECT_EQ(record.status, "UNPAID");
  EXPECT_EQ(record.url, posted->url);
  EXPECT_EQ(found("00000004"), 0U) << "a part of a reference is no find";
}

TEST_F(SageInvoices, the_same_request_again_is_answered_with_the_same_document) {
  auto first = post("sales_invoice", body("42", 2));
  auto again = post("sales_invoice", body("42", 2));
  ASSERT_TRUE(first);
  ASSERT_TRUE(again) << said(again);
  EXPECT_EQ(first->id, again->id);
  EXPECT_EQ(found("42"), 1U);
}

TEST_F(SageInvoices, another_body_under_a_used_id_is_a_doubt) {
  ASSERT_TRUE(post("sales_invoice", body("42", 2)));
  EXPECT_EQ(said(post("sales_invoice", body("43", 2))), "validation/idempotency_conflict/maybe");
}

TEST_F(SageInvoices, without_sages_memory_a_repeat_is_a_second_document_and_the_look_shows_both) {
  simulator_.switches().idempotency = false;
  ASSERT_TRUE(post("sales_invoice", body("42", 2)));
  ASSERT_TRUE(post("sales_invoice", body("42", 2)));
  EXPECT_EQ(found("42"), 2U);
}

TEST_F(SageInvoices, a_foreign_document_keeps_its_rate) {
  model::LedgerContact foreign = contact("M57E");
  foreign.currency = "EUR";
  auto posted = post("contact", provider_.body(foreign, id(3)));
  ASSERT_TRUE(posted) << posted.error().message;
  model::LedgerDocument document = invoice(posted->id, "44");
  document.currency = "EUR";
  document.exchange_rate = model::Rate{8'580'744'809};
  auto record = post("sales_invoice", provider_.body(document, id(4)));
  ASSERT_TRUE(record) << record.error().message;
  EXPECT_EQ(record->currency, "EUR");
  EXPECT_EQ(model::text(record->total), "54.00");
  EXPECT_EQ(model::text(record->base_total), "46.34");
}

TEST_F(SageInvoices, a_refused_document_names_every_fault) {
  model::LedgerDocument document = invoice(contact_id_, "42");
  document.lines[0].ledger_account_id = "nothing";
  document.lines[0].tax_rate_id = "GB_NOTHING";
  auto refused = post("sales_invoice", provider_.body(document, id(2)));
  ASSERT_FALSE(refused);
  EXPECT_EQ(said(refused), "validation//none");
  EXPECT_NE(refused.error().message.find("ledger_account_id"), std::string::npos);
  EXPECT_NE(refused.error().message.find("tax_rate_id"), std::string::npos);
}

TEST_F(SageInvoices, a_search_over_more_than_a_page_of_hits_concludes_nothing) {
  simulator_.switches().search_finds_number = true;
  for (int i = 0; i < 201; ++i) {
    ASSERT_TRUE(post("sales_invoice", body("9" + id(i).substr(26), 100 + i)));
  }
  EXPECT_EQ(said(ask(provider_.find_invoices(access_, "9"))), "needs_review/too_many_matches/none");
}

struct FaultRow {
  std::string fault;
  std::string said;
  bool committed;
};

const std::vector<FaultRow>& fault_rows() {
  static const std::vector<FaultRow> rows = {
      {R"({"do":"drop_before"})", "http/sage_unavailable/maybe", false},
      {R"({"do":"drop_after_commit"})", "http/sage_unavailable/maybe", true},
      {R"({"do":"drop_mid_response"})", "http/sage_unavailable/maybe", true},
      {R"({"do":"never_answers"})", "http/sage_unavailable/maybe", true},
      {R"({"do":"huge_body"})", "http/sage_unavailable/maybe", true},
      {R"({"do":"delay_ms","when":"before","ms":30000})", "http/sage_unavailable/maybe", true},
      {R"({"do":"delay_ms","when":"after","ms":30000})", "http/sage_unavailable/maybe", true},
      {R"({"do":"500_before"})", "provider/sage_unavailable/maybe", false},
      {R"({"do":"500_after_commit"})", "provider/sage_unavailable/maybe", true},
      {R"({"do":"502"})", "provider/sage_unavailable/maybe", false},
      {R"({"do":"503"})", "provider/sage_unavailable/maybe", false},
      {R"({"do":"504"})", "provider/sage_unavailable/maybe", false},
      {R"({"do":"525"})", "provider/sage_unavailable/maybe", false},
      {R"({"do":"not_json"})", "provider/sage_unavailable/maybe", true},
      {R"({"do":"wrong_business_echo"})", "provider/wrong_business/maybe", true},
      {R"({"do":"no_business_echo"})", "ok", true},
      {R"({"do":"schema_drift"})", "ok", true},
      {R"({"do":"429"})", "rate_limited/rate_limited/none", false},
      {R"({"do":"401_once"})", "auth/token_expired/none", false},
      {R"({"do":"mse"})", "auth/no_subscription/none", false},
      {R"({"do":"403_area"})", "auth/sage_access_denied/none", false},
  };
  return rows;
}

TEST_F(SageInvoices, every_fault_is_judged_and_the_look_tells_whether_it_was_done) {
  int number = 10;
  for (const FaultRow& row : fault_rows()) {
    const std::string reference = "F" + std::to_string(++number);
    fault(row.fault);
    EXPECT_EQ(said(post("sales_invoice", body(reference, number))), row.said) << row.fault;
    simulator_.clear_faults();
    EXPECT_EQ(found(reference), row.committed ? 1U : 0U) << row.fault;
  }
}

TEST_F(SageInvoices, whatever_happened_the_same_request_again_leaves_one_document) {
  int number = 100;
  for (const FaultRow& row : fault_rows()) {
    const std::string reference = "R" + std::to_string(++number);
    fault(row.fault);
    (void)post("sales_invoice", body(reference, number)).ok();
    simulator_.clear_faults();
    EXPECT_TRUE(post("sales_invoice", body(reference, number))) << row.fault;
    EXPECT_EQ(found(reference), 1U) << row.fault;
  }
}

TEST_F(SageInvoices, every_form_of_retry_after_is_read) {
  const std::vector<std::pair<std::string, std::optional<std::int64_t>>> forms = {
      {"seconds", 5'000}, {"absent", std::nullopt}, {"zero", 1'000}, {"date", 5'000}};
  int number = 200;
  for (const auto& [form, wait] : forms) {
    for (const char* content : {"empty", "text", "html", "array"}) {
      fault(R"({"do":"429","retry_after":")" + form + R"(","body":")" + content + R"("})");
      ++number;
      auto refused = post("sales_invoice", body("T" + std::to_string(number), number));
      ASSERT_EQ(said(refused), "rate_limited/rate_limited/none") << form << " " << content;
      EXPECT_EQ(refused.error().retry_after_ms, wait) << form << " " << content;
    }
  }
}

TEST_F(SageInvoices, a_decoy_with_our_reference_is_found_and_left_to_be_compared) {
  ASSERT_TRUE(post("sales_invoice", body("42", 2)));
  fault(R"({"do":"search_decoy","decoy":"amount","match":{"method":"GET"}})");
  EXPECT_EQ(found("42"), 2U);
}

TEST_F(SageInvoices, a_drifted_list_is_read_all_the_same) {
  auto posted = post("sales_invoice", body("42", 2));
  ASSERT_TRUE(posted);
  fault(R"({"do":"schema_drift","match":{"method":"GET"}})");
  auto records = ask(provider_.find_invoices(access_, "42"));
  ASSERT_TRUE(records) << said(records);
  ASSERT_EQ(records->size(), 1U);
  EXPECT_EQ(records->front().total, posted->total);
}

TEST_F(SageInvoices, an_expired_token_is_told_from_a_cut_off_user) {
  pass(301'000);
  EXPECT_EQ(said(ask(provider_.find_invoices(access_, "42"))), "auth/token_expired/none");
  const port::Grant fresh = grant();
  fault(R"({"do":"revoke_mid_batch"})");
  EXPECT_EQ(said(post("sales_invoice", body("42", 2))), "auth/token_expired/none");
  EXPECT_EQ(said(ask(provider_.refresh(fresh.refresh_token))), "auth/invalid_grant/none");
}

}  // namespace
}  // namespace byte8::conformance
