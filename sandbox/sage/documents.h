#pragma once
// Sales documents: invoices, credit notes, quotes and estimates. Rows 5 to 22 and 30 of the
// validation table.

#include <span>
#include <string>
#include <string_view>

#include "sandbox/sage/call.h"
#include "sandbox/sage/fields.h"

namespace byte8::sandbox::sage {

struct DocumentWords {
  DocumentKind kind;
  std::string_view resource, wrapper, lines, number, prefix, transaction_type;
  std::span<const Field> fields;
  bool booked() const {
    return kind == DocumentKind::sales_invoice || kind == DocumentKind::sales_credit_note;
  }
};
const DocumentWords& words_of(DocumentKind kind);

Reply list_documents(Call& call, DocumentKind kind);
Reply read_document(Call& call, DocumentKind kind);
Reply create_document(Call& call, DocumentKind kind);
Reply update_document(Call& call, DocumentKind kind);
Reply delete_document(Call& call, DocumentKind kind);  // void; quotes and estimates are deleted
Reply release_document(Call& call, DocumentKind kind);

// Reads and checks `fields` into `made` (contact, dates, currency, lines, sums). `old` is set for
// PUT.
void build_document(Call& call, DocumentKind kind, const json::Value& fields, const Document* old,
                    Document& made, Problems& problems);

json::Value show_document(const Business& business, const Document& document, const Query& query);
std::string document_label(const Document& document);  // "SI-12", "SI-DRAFT"
json::Value document_ref(const Document& document);    // with links
json::Value status_ref(std::string_view status);

// Gives number, transaction and status, moves stock; the row is in the table already.
void book(World& world, Business& business, Document& document, std::int64_t given_number,
          bool same_as_last, Millis now);
Document& store_document(Business& business, Document document);
void cancel(World& world, Business& business, Document& document, std::string reason, Millis now);

}  // namespace byte8::sandbox::sage
