#pragma once
// What should exist in the ledger, what was found there, and what an act on it answered: the nouns
// between the translation (sync/plan) and a provider. Amounts are in the document's currency.

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "model/money.h"

namespace byte8::model {

struct LedgerAddress {
  std::string line_1;
  std::string line_2;
  std::string city;
  std::string region;
  std::string postal_code;
  std::string country;
};

struct LedgerContact {
  std::string reference;  // at most 10 characters: "M57", "M57E", "G0a1b2c3d4"
  std::string
      source_guid;  // the proof of identity: m2:{host/path}:customer:{id or e-mail hash}:{CUR}
  std::string name;
  std::string currency;
  std::string email;
  std::string telephone;
  std::string person_name;
  std::string tax_number;
  std::optional<LedgerAddress> main_address;
  std::optional<LedgerAddress> delivery_address;
};

struct LedgerLine {
  std::string kind;  // "item" | "shipping" | "rounding" …; for people, not sent
  std::string description;
  std::string ledger_account_id;
  std::string tax_rate_id;
  Quantity quantity;
  Amount unit_price;  // two places
  Amount discount;    // absolute, whole line, before tax
  Amount tax;
  std::optional<std::string> goods_services_type;  // "GOODS" | "SERVICES" on cross-border documents

  // What the ledger will make of it (spec/sage.md §8), set by the planner.
  Amount net;
};

struct LedgerDocument {
  std::string kind = "sales_invoice";  // | "sales_credit_note"
  std::string contact_id;              // set by the flow once the contact is ensured
  std::string date;                    // "2026-05-17"
  std::string reference;               // prefix + increment id, at most 25 characters
  std::string notes;                   // carries the full document key as proof
  std::string currency;
  std::optional<Rate> exchange_rate;  // base units per foreign unit; absent in the base currency
  std::string original_invoice_date;  // credit notes only; may be empty
  LedgerAddress main_address;
  std::optional<LedgerAddress> delivery_address;
  std::vector<LedgerLine> lines;

  // Predicted by the planner; compared with the echo after posting.
  Amount net;
  Amount tax;
  Amount total;
};

// Money in or out, allocated to what it settles in the same call.
struct LedgerPayment {
  std::string type;  // "CUSTOMER_RECEIPT" | "CUSTOMER_REFUND"
  std::string contact_id;
  std::string bank_account_id;
  std::string date;
  std::string reference;  // at most 25 characters
  std::string currency;
  std::optional<Rate> exchange_rate;  // as on documents
  std::string artefact_id;            // the invoice; for a refund the credit note
  Amount amount;
};

// A credit note set against an invoice of the same contact.
struct LedgerAllocation {
  std::string contact_id;
  std::string invoice_id;
  std::string credit_note_id;
  std::string date;
  Amount amount;
};

// An article: what can be sold.
struct LedgerItem {
  std::string kind;  // "product" | "service" | "stock_item"
  std::string item_code;
  std::string description;
  std::string source_guid;
  std::string sales_ledger_account_id;
  std::string purchase_ledger_account_id;  // may be empty for services
  std::string sales_tax_rate_id;           // may be empty
  std::optional<Amount> price;
  bool price_includes_tax = false;
  std::string price_type_id;  // which of the ledger's prices this is; empty: no price is sent
  std::optional<Amount> cost;
  std::string barcode;
  bool active = true;
};

struct LedgerMovement {
  std::string stock_item_id;
  std::string date;
  std::string details;  // at most 50 characters, searchable
  Amount quantity;      // signed
  Amount cost;          // of one
};

// Round trip for the sealed plan of a posting.
json::Value to_json(const LedgerContact& contact);
json::Value to_json(const LedgerDocument& invoice);
json::Value to_json(const LedgerPayment& payment);
json::Value to_json(const LedgerAllocation& allocation);
json::Value to_json(const LedgerItem& item);
json::Value to_json(const LedgerMovement& movement);
Result<LedgerContact> ledger_contact(const json::Value& value);
Result<LedgerDocument> ledger_document(const json::Value& value);

// What an act on the ledger answered, and what a look found: the same shape, so that an adopted
// record is settled exactly as a created one.
struct LedgerRecord {
  std::string kind;          // "contact" | "sales_invoice" | "contact_payment" …
  std::string id;            // the provider's
  std::string displayed_as;  // "SI-27"; for contacts "Name (REF)"
  std::string reference;     // ours; of articles the item code, of stock movements the details
  std::string source_guid;   // contacts only
  std::string contact_id;    // documents only
  std::string date;
  std::string currency;
  std::string status;  // "UNPAID", "VOID" …; empty for contacts
  std::string notes;
  std::string url;  // page in the provider's own UI
  Amount tax;
  Amount total;
  Amount base_total;
  Amount outstanding;                  // documents only, where the provider was asked for it
  Amount quantity;                     // stock items: what there is; movements: what moved
  std::vector<std::string> artefacts;  // what it is settled with, or what it settles
  bool deleted = false;
};

}  // namespace byte8::model
