#include "sandbox/sage/ledger.h"

#include <map>

#include "sandbox/sage/documents.h"
#include "sandbox/sage/settle.h"

namespace byte8::sandbox::sage {
namespace {

json::Value contact_row(const Contact& contact) {
  return json::object({{"id", contact.id},
                       {"name", contact.name},
                       {"reference", contact.reference},
                       {"type", contact.type},
                       {"currency", contact.currency},
                       {"email", contact.email},
                       {"source_guid", contact.fields.text_or("source_guid")},
                       {"deleted", contact.deleted.has_value()},
                       {"foreign", contact.origin != Origin::api}});
}

json::Value line_row(const Line& line) {
  return json::object({{"description", line.description},
                       {"ledger_account_id", line.ledger_account_id},
                       {"item_id", line.item_id},
                       {"tax_rate_id", line.tax_rate_id},
                       {"quantity", show(line.quantity)},
                       {"unit_price", show(line.unit_price)},
                       {"discount", show(line.discount)},
                       {"net", show(line.net)},
                       {"tax", show(line.tax)}});
}

json::Value document_row(const Document& document) {
  json::Array lines;
  for (const Line& line : document.lines) lines.push_back(line_row(line));
  return json::object({{"id", document.id},
                       {"displayed_as", document_label(document)},
                       {"reference", document.reference},
                       {"contact_id", document.contact_id},
                       {"date", document.date},
                       {"status", document.status},
                       {"currency", document.currency},
                       {"exchange_rate", show(document.rate)},
                       {"net", show(document.net)},
                       {"tax", show(document.tax)},
                       {"total", show(document.total)},
                       {"base_total", show(times(document.rate, document.total))},
                       {"outstanding", show(document.outstanding())},
                       {"sent", document.sent},
                       {"notes", document.notes},
                       {"idempotency_id", document.idempotency_id},
                       {"lines", std::move(lines)},
                       {"foreign", document.origin != Origin::api}});
}

json::Value shares_of(const std::vector<Share>& shares) {
  json::Array rows;
  for (const Share& share : shares) {
    rows.push_back(json::object({{"artefact_id", share.artefact_id},
                                 {"amount", show(share.amount)},
                                 {"discount", show(share.discount)}}));
  }
  return rows;
}

json::Value payment_row(const Payment& payment) {
  return json::object({{"id", payment.id},
                       {"type", payment.type},
                       {"reference", payment.reference},
                       {"contact_id", payment.contact_id},
                       {"bank_account_id", payment.bank_account_id},
                       {"payment_method_id", payment.payment_method_id},
                       {"date", payment.date},
                       {"currency", payment.currency},
                       {"total", show(payment.total)},
                       {"shares", shares_of(payment.shares)},
                       {"on_account", !payment.on_account_id.empty()},
                       {"deleted", payment.deleted.has_value()},
                       {"foreign", payment.origin != Origin::api}});
}

json::Value item_row(const Item& item) {
  return json::object({{"id", item.id},
                       {"item_code", item.item_code},
                       {"description", item.description},
                       {"kind", static_cast<int>(item.kind)},
                       {"active", item.active},
                       {"in_stock", show(item.in_stock)},
                       {"deleted", item.deleted.has_value()}});
}

template <typename Table, typename Row>
json::Value rows_of(const Table& table, Row row) {
  json::Array rows;
  for (const auto& one : table) rows.push_back(row(one));
  return rows;
}

json::Value books_of(const Business& business) {
  json::Value books = json::object({});
  books.set("contacts", rows_of(business.contacts, contact_row));
  for (const auto& table : business.documents) {
    const auto kind = static_cast<DocumentKind>(&table - business.documents.data());
    books.set(std::string(words_of(kind).resource), rows_of(table, document_row));
  }
  books.set("contact_payments", rows_of(business.payments, payment_row));
  books.set("contact_allocations", rows_of(business.allocations, [](const Allocation& one) {
              return json::object({{"id", one.id},
                                   {"contact_id", one.contact_id},
                                   {"shares", shares_of(one.shares)},
                                   {"deleted", one.deleted.has_value()}});
            }));
  books.set("items", rows_of(business.items, item_row));
  books.set("stock_movements", rows_of(business.movements, [](const Movement& one) {
              return json::object({{"id", one.id},
                                   {"item_id", one.item_id},
                                   {"details", one.details},
                                   {"quantity", show(one.quantity)},
                                   {"deleted", one.deleted.has_value()}});
            }));
  return books;
}

class Seen {
 public:
  explicit Seen(std::vector<std::string>& doubled) : doubled_(doubled) {}
  void take(const Record& record, std::string_view what, const std::string& key) {
    if (key.empty() || record.deleted || record.origin != Origin::api) return;
    const std::string name = std::string(what) + " " + key;
    if (++seen_[name] == 2) doubled_.push_back(name);
  }

 private:
  std::map<std::string, int> seen_;
  std::vector<std::string>& doubled_;
};

void check_shares(const Business& business, std::vector<std::string>& found) {
  std::map<std::string, std::pair<Cents, Cents>> sums;  // artefact → amount, discount
  const auto add = [&](const std::vector<Share>& shares) {
    for (const Share& share : shares) {
      auto& [amount, discount] = sums[share.artefact_id];
      amount += share.amount < Cents{} ? -share.amount : share.amount;
      discount += share.discount;
    }
  };
  for (const Payment& payment : business.payments) {
    if (!payment.deleted) add(payment.shares);
  }
  for (const Allocation& allocation : business.allocations) {
    if (allocation.deleted) continue;
    add(allocation.shares);
    Cents sum;
    for (const Share& share : allocation.shares) sum += share.amount;
    if (!sum.zero()) found.push_back("allocation " + allocation.id + " does not balance");
  }
  for (const DocumentKind kind : {DocumentKind::sales_invoice, DocumentKind::sales_credit_note}) {
    for (const Document& document : business.of(kind)) {
      const auto& [amount, discount] = sums[document.id];
      if (amount != document.settled || discount != document.settled_discount) {
        found.push_back(document_label(document) + " is not settled by what its payments say");
      }
      if (document.outstanding() < Cents{})
        found.push_back(document_label(document) + " is overpaid");
    }
  }
  for (const OnAccount& rest : business.on_account) {
    if (sums[rest.id].first != rest.settled)
      found.push_back("payment on account " + rest.id + " is off");
    if (rest.outstanding() < Cents{})
      found.push_back("payment on account " + rest.id + " is overdrawn");
  }
}

void check_stock(const Business& business, std::vector<std::string>& found) {
  std::map<std::string, Fine> sums;
  for (const Movement& movement : business.movements) {
    if (!movement.deleted) sums[movement.item_id] += movement.quantity;
  }
  for (const Item& item : business.items) {
    if (sums[item.id] != item.in_stock)
      found.push_back("stock of " + item.item_code + " is not the sum of its movements");
    if (item.in_stock < Fine{}) found.push_back("stock of " + item.item_code + " is below zero");
  }
}

}  // namespace

json::Value ledger_of(const World& world, std::string_view business) {
  json::Value books = json::object({});
  json::Array doubled;
  for (const auto& [id, one] : world.businesses) {
    if (!business.empty() && business != id) continue;
    books.set(id, books_of(one));
    for (const std::string& name : duplicates_in(one)) doubled.push_back(name);
  }
  return json::object({{"businesses", std::move(books)}, {"duplicates", std::move(doubled)}});
}

std::vector<std::string> duplicates_in(const Business& business) {
  std::vector<std::string> doubled;
  Seen seen(doubled);
  for (const Contact& contact : business.contacts)
    seen.take(contact, "contact", contact.fields.text_or("source_guid"));
  for (const auto& table : business.documents) {
    for (const Document& document : table) {
      if (document.status != "VOID")
        seen.take(document, words_of(document.kind).wrapper, document.reference);
    }
  }
  for (const Payment& payment : business.payments)
    seen.take(payment, "contact_payment " + payment.type, payment.reference);
  for (const Item& item : business.items) seen.take(item, "item", item.item_code);
  for (const Movement& movement : business.movements) {
    if (movement.document_id.empty())
      seen.take(movement, "stock_movement", movement.item_id + " " + movement.details);
  }
  return doubled;
}

json::Value report_of(const World& world) {
  const Counters& counters = world.counters;
  std::int64_t doubled = 0;
  std::int64_t shared_ids = 0;
  for (const auto& [id, business] : world.businesses) {
    doubled += static_cast<std::int64_t>(duplicates_in(business).size());
    for (const auto& [key, uses] : business.idempotency_uses) shared_ids += uses > 1 ? 1 : 0;
  }
  json::Array names;
  for (const std::string& name : counters.unknown_field_names) names.push_back(name);
  json::Array contradictions;
  for (const std::string& one : contradictions_in(world)) contradictions.push_back(one);
  return json::object(
      {{"duplicates", doubled},
       {"parallel_post_violations", counters.parallel_post_violations},
       {"parallel_post_delayed", counters.parallel_post_delayed},
       {"missing_x_business", counters.missing_x_business},
       {"unknown_fields", counters.unknown_fields},
       {"unknown_field_names", std::move(names)},
       {"token_reuse", counters.token_reuse},
       {"mark_as_sent", counters.mark_as_sent},
       {"requests_without_idempotency_id", counters.requests_without_idempotency_id},
       {"shared_idempotency_ids", shared_ids},
       {"copied_delivery_address", counters.copied_delivery_address},
       {"refused", counters.refused},
       {"limited", counters.limited},
       {"replayed", counters.replayed},
       {"contradictions", std::move(contradictions)}});
}

std::vector<std::string> contradictions_in(const World& world) {
  std::vector<std::string> found;
  for (const auto& [id, business] : world.businesses) {
    check_shares(business, found);
    check_stock(business, found);
  }
  return found;
}

}  // namespace byte8::sandbox::sage
