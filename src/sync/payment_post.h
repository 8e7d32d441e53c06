#pragma once
// Money in or out, exactly once: a receipt for an invoice, a refund of a credit note. One call pays
// and allocates, so that no crash leaves one without the other.

#include "sync/flow.h"

namespace byte8::sync {

// What identifies the act and what it is for.
struct Money {
  std::string purpose;      // of the operation and its mapping: "receipt" | "refund"
  std::string magento_key;  // "42": the invoice; for a refund the memo
  std::string fingerprint;
  model::LedgerPayment payment;
  bool again = false;       // a person asks for it
  bool look_first = false;  // it may be there from before
};

std::string payment_operation(const View& view, std::string_view purpose,
                              std::string_view magento_key);
// `money.payment` is not looked at when the operation's body is frozen.
Task<Result<engine::Settled>> post_payment(engine::Ctx ctx, ViewPtr view, Money money);

// "M2-P-000000042", within the 25 characters of a reference.
std::string payment_reference(std::string_view prefix, const std::string& number,
                              std::int64_t magento_id);

}  // namespace byte8::sync
