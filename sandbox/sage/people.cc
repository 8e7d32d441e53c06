#include "sandbox/sage/people.h"

#include "base/text.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/contacts.h"
#include "sandbox/sage/documents.h"
#include "sandbox/sage/payments.h"

namespace byte8::sandbox::sage {
namespace {

constexpr Cents penny = {1};

Contact& stranger(World& world, Business& business, std::string name, std::string reference,
                  Millis now) {
  Contact contact;
  contact.id = world.new_id();
  contact.origin = Origin::foreign;
  contact.created = contact.updated = now;
  contact.type = "CUSTOMER";
  contact.name = std::move(name);
  contact.reference = std::move(reference);
  contact.currency = business.currency;
  contact.fields = json::object({{"name", contact.name}, {"reference", contact.reference}});
  return store_contact(business, std::move(contact));
}

// Somebody's own document of one line, in the books.
Document& write_document(World& world, Business& business, DocumentKind kind,
                         const Contact& contact, std::string reference, std::string date,
                         Cents amount, Millis now) {
  Document document;
  document.kind = kind;
  document.id = world.new_id();
  document.origin = Origin::foreign;
  document.created = document.updated = now;
  document.status = words_of(kind).booked() ? "UNPAID" : "PENDING";
  document.contact_id = contact.id;
  document.contact_name = contact.name;
  document.contact_reference = contact.reference;
  document.date = document.due_date = std::move(date);
  document.reference = std::move(reference);
  document.currency = contact.currency;
  document.input = std::make_shared<const std::string>("{}");
  Line line;
  line.id = world.new_id();
  line.description = "By hand";
  line.ledger_account_id = business.ledger_accounts.front().id;
  line.tax_rate_id = business.tax_rates.back().id;
  line.quantity = rate_of_one;
  line.unit_price = line.net = line.total = amount;
  document.net = document.total = amount;
  document.lines.push_back(std::move(line));
  Document& stored = store_document(business, std::move(document));
  book(world, business, stored, 0, false, now);
  const auto slot = static_cast<std::size_t>(kind);
  business.document_search[slot].add(business.of(kind).size() - 1,
                                     text::lower_ascii(stored.reference));
  return stored;
}

DocumentKind kind_of(std::string_view resource) {
  if (resource == "sales_credit_notes") return DocumentKind::sales_credit_note;
  if (resource == "sales_quotes") return DocumentKind::sales_quote;
  return resource == "sales_estimates" ? DocumentKind::sales_estimate : DocumentKind::sales_invoice;
}

bool is_documents(std::string_view resource) {
  return resource == words_of(kind_of(resource)).resource;
}

const Document* with_reference(const Business& business, DocumentKind kind,
                               const std::string& reference) {
  for (const Document& document : business.of(kind)) {
    if (document.reference == reference && document.origin == Origin::api) return &document;
  }
  return nullptr;
}

}  // namespace

bool edit_by_hand(World& world, Business& business, Document& document, std::string_view edit,
                  Millis now) {
  if (edit == "pay") return pay_by_hand(world, business, document, now);
  if (edit == "void") {
    if (!document.settled.zero() || document.status == "VOID") return false;
    cancel(world, business, document, "by hand", now);
    return true;
  }
  if (edit != "change") return false;
  document.notes += " (changed by hand)";
  if (!document.lines.empty()) document.lines.front().description += " (changed by hand)";
  document.updated = now;
  return true;
}

Document* newest_invoice(Business& business) {
  Document* newest = nullptr;
  for (Document& document : business.of(DocumentKind::sales_invoice)) {
    if (!document.deleted && document.status != "VOID") newest = &document;
  }
  return newest;
}

Document* find_invoice(Business& business, std::string_view key) {
  if (key.empty()) return newest_invoice(business);
  if (Document* found = business.of(DocumentKind::sales_invoice).find(key)) return found;
  Document* found = nullptr;
  for (Document& document : business.of(DocumentKind::sales_invoice)) {
    if (document.reference == key || document_label(document) == key) found = &document;
  }
  return found;
}

bool plant_decoy(World& world, Business& business, std::string_view resource,
                 const std::string& reference, std::string_view what, Millis now) {
  if (resource == "contacts") {
    // Close, but not equal: the reference of a contact is unique.
    stranger(world, business, "Decoy " + reference, reference.substr(0, 9) + "x", now);
    return true;
  }
  if (!is_documents(resource)) return false;
  const DocumentKind kind = kind_of(resource);
  const Document* ours = with_reference(business, kind, reference);
  const Contact* contact = ours ? business.contacts.find(ours->contact_id) : nullptr;
  const std::string date = ours ? ours->date : day_of(now);
  const Cents amount = ours ? ours->total : Cents{4200};
  if (what == "contact" || !contact) {
    contact = &stranger(world, business, "Decoy Customer", "", now);
  }
  write_document(world, business, kind, *contact, reference,
                 what == "date" ? add_days(date, 1) : date,
                 what == "amount" ? amount + penny : amount, now);
  return true;
}

bool plant_any(World& world, Business& business, std::string_view resource, Millis now) {
  if (resource == "contacts") {
    stranger(world, business, "Somebody new", "", now);
    return true;
  }
  if (!is_documents(resource)) return false;
  const Contact& contact = stranger(world, business, "Somebody new", "", now);
  write_document(world, business, kind_of(resource), contact, "", day_of(now), Cents{100}, now);
  return true;
}

}  // namespace byte8::sandbox::sage
