#pragma once
// What a business holds: contacts, sales documents, payments, allocations, items and movements.
// Amounts are in the document's currency unless the name says base.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "sandbox/sage/decimal.h"

namespace byte8::sandbox::sage {

// Who made a record: decoys and people's edits are told apart from the caller's work.
enum class Origin : std::uint8_t { api, seed, foreign };

struct Record {
  std::string id;
  Millis created = 0;
  Millis updated = 0;
  std::optional<Millis> deleted;
  std::string idempotency_id;
  Origin origin = Origin::api;
};

struct Contact : Record {
  std::string type;  // CUSTOMER | VENDOR
  std::string name;
  std::string reference;
  std::string currency;
  std::string email;   // of the main contact person, lower case
  json::Value fields;  // as sent, merged over all calls
  bool system = false;
  std::string main_address_id, delivery_address_id, person_id;
  std::vector<std::uint32_t> documents;  // rows of invoices and credit notes, for the currency lock
};

enum class DocumentKind : std::uint8_t {
  sales_invoice,
  sales_credit_note,
  sales_quote,
  sales_estimate
};

struct Line {
  std::string id, description, ledger_account_id, item_id, tax_rate_id, eu_type;
  bool is_service = false;
  bool trade_of_asset = false;
  Fine quantity, discount_percentage;
  Cents unit_price, discount, net, tax, total;
};

struct Document : Record {
  DocumentKind kind = DocumentKind::sales_invoice;
  std::int64_t number = 0;  // 0 while a draft
  std::string prefix;
  std::string status;
  std::string contact_id, contact_name, contact_reference;
  std::string date, due_date, original_invoice_date, reference, notes, terms, region;
  std::string quote_id;  // original_quote_estimate_id; on a quote: the invoice made of it
  json::Value main_address, delivery_address;
  std::vector<Line> lines;
  std::string shipping_rate_id;
  Cents shipping_net, shipping_tax, net, tax, total, discount_total;
  std::string currency;
  Fine rate = rate_of_one;  // base units per foreign unit
  bool sent = false, reverse_charge = false, destination_consignment = false;
  std::string void_reason;
  std::string transaction_id;
  Cents settled, settled_discount;           // allocated to it, and the discounts given with that
  std::vector<std::string> settlements;      // ids of payments and allocations
  std::shared_ptr<const std::string> input;  // as sent, or merged by PUT: JSON with its wrapper

  Cents outstanding() const { return total - settled - settled_discount; }
};

struct Share {  // a part of a payment or of an allocation
  std::string id, artefact_id;
  Cents amount, discount;
};

struct Payment : Record {
  std::string type, contact_id, bank_account_id, payment_method_id, date, currency, reference;
  Cents total, charge;
  Fine rate = rate_of_one;
  std::vector<Share> shares;
  std::string on_account_id;  // empty: fully allocated
  std::string transaction_id;
  json::Value fields;
};

struct OnAccount : Record {  // payment on account
  std::string payment_id, contact_id, date, currency, reference;
  Cents total, settled;
  Fine rate = rate_of_one;
  Cents outstanding() const { return total - settled; }
};

struct Allocation : Record {
  std::string type, contact_id, date, transaction_id;
  std::vector<Share> shares;
};

enum class ItemKind : std::uint8_t { product, service, stock_item };

struct Item : Record {
  ItemKind kind = ItemKind::product;
  std::string item_code, description;
  bool active = true;
  json::Value fields;  // as sent, merged over all calls
  std::vector<std::string> price_ids;
  Fine in_stock;
};

struct Movement : Record {
  std::int64_t number = 0;
  std::string item_id, date, details, reference, document_id;
  Fine quantity;  // signed
  Cents cost;
};

}  // namespace byte8::sandbox::sage
