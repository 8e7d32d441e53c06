#include "sandbox/sage/documents.h"

#include <algorithm>

#include "base/text.h"
#include "sandbox/sage/lists.h"
#include "sandbox/sage/settle.h"
#include "sandbox/sage/stock.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::size_t void_reason_limit = 200;

std::size_t slot(DocumentKind kind) {
  return static_cast<std::size_t>(kind);
}

std::string search_text(const Document& document, bool with_number) {
  std::string text =
      text::lower_ascii(document.reference) + "\n" + text::lower_ascii(document.contact_name);
  if (with_number) text += "\n" + text::lower_ascii(document_label(document));
  return text;
}

std::int64_t take_number(Business& business, DocumentKind kind, std::int64_t given,
                         bool same_as_last) {
  std::int64_t& next = business.next_number[slot(kind)];
  auto& used = business.used_numbers[slot(kind)];
  std::int64_t number = given;
  if (number == 0) {
    if (same_as_last && next > 1) {
      number = next - 1;
    } else {
      while (used.contains(next)) ++next;
      number = next;
    }
  }
  next = std::max(next, number + 1);
  used.insert(number);
  return number;
}

std::string default_prefix(const Business& business, DocumentKind kind) {
  switch (kind) {
    case DocumentKind::sales_invoice:
      return business.invoice_prefix;
    case DocumentKind::sales_credit_note:
      return business.credit_note_prefix;
    case DocumentKind::sales_quote:
      return business.quote_prefix;
    default:
      return business.estimate_prefix;
  }
}

// The merged input of a PUT: lines with an id replace that line, lines without one are added.
json::Value merged_input(const Document& old, const json::Value& patch, const DocumentWords& words,
                         Problems& problems) {
  const Result<json::Value> before = json::parse(*old.input);
  const json::Value* sent_then = before ? (*before).find(words.wrapper) : nullptr;
  json::Value fields = sent_then ? *sent_then : json::object({});
  const std::string_view lines_key = words.lines;
  const json::Value* lines = fields.find(lines_key);
  json::Array kept = lines && lines->is_array() ? lines->array() : json::Array();
  for (std::size_t at = 0; at < kept.size() && at < old.lines.size(); ++at)
    kept[at].set("id", old.lines[at].id);
  const json::Value* sent = patch.find(lines_key);
  if (sent && sent->is_array()) {
    for (const json::Value& line : sent->array()) {
      const std::string id = line.text_or("id");
      const auto place = std::ranges::find_if(
          kept, [&](const json::Value& one) { return one.text_or("id") == id; });
      if (id.empty()) {
        kept.push_back(line);
      } else if (place == kept.end()) {
        problems.add("line_items.id", "is invalid");
      } else {
        *place = merged(std::move(*place), line);
      }
    }
  }
  fields = merged(std::move(fields), patch);
  fields.set(std::string(lines_key), std::move(kept));
  return fields;
}

void finish_lines(World& world, Document& document) {
  for (Line& line : document.lines) {
    if (line.id.empty()) line.id = world.new_id();
  }
}

bool editable(const Document& document) {
  const bool open = document.status == "UNPAID" || document.status == "DRAFT" ||
                    document.status == "PRO_FORMA" || document.status == "PENDING";
  return open && document.settled.zero() && document.settled_discount.zero();
}

std::optional<std::string> void_reason(Call& call) {
  const std::string_view in_query = find(call.query, "void_reason");
  const std::string in_body = call.body.text_or("void_reason");
  const std::string& mode = call.switches().void_reason_in;
  if (mode == "query") return std::string(in_query);
  if (mode == "body") return in_body;
  if (mode == "both" && (in_query.empty() || in_body.empty())) return std::nullopt;
  return in_query.empty() ? in_body : std::string(in_query);
}

const std::vector<std::uint32_t>* places_for(const Business& business, const Query& query,
                                             DocumentKind kind, std::string_view word) {
  static const std::vector<std::uint32_t> none;
  const std::string_view contact = find(query, "contact_id");
  if (!contact.empty()) {
    const auto& rows = business.by_contact[slot(kind)];
    const auto found = rows.find(contact);
    return found == rows.end() ? &none : &found->second;
  }
  if (word.size() < 3) return nullptr;
  const auto* found = business.document_search[slot(kind)].candidates(word);
  return found ? found : &none;
}

Reply refused(std::string_view message) {
  return refusal(422, "RecordInvalid", message);
}

}  // namespace

Document& store_document(Business& business, Document document) {
  const DocumentKind kind = document.kind;
  const auto row = static_cast<std::uint32_t>(business.of(kind).size());
  business.by_contact[slot(kind)][document.contact_id].push_back(row);
  Contact* contact = business.contacts.find(document.contact_id);
  if (contact && words_of(kind).booked()) contact->documents.push_back(row);
  return business.of(kind).add(std::move(document));
}

void book(World& world, Business& business, Document& document, std::int64_t given_number,
          bool same_as_last, Millis now) {
  document.number = take_number(business, document.kind, given_number, same_as_last);
  if (document.prefix.empty()) document.prefix = default_prefix(business, document.kind);
  if (!words_of(document.kind).booked()) return;
  document.status = "UNPAID";
  document.transaction_id = world.new_id();
  move_stock(world, business, document, false, now);
  follow_status(document);
}

void cancel(World& world, Business& business, Document& document, std::string reason, Millis now) {
  if (document.number != 0) move_stock(world, business, document, true, now);
  document.status = "VOID";
  document.void_reason = std::move(reason);
  document.updated = now;
}

Reply list_documents(Call& call, DocumentKind kind) {
  const Business& business = call.business;
  const TimeFilter time(call);
  const std::string word = text::lower_ascii(find(call.query, "search"));
  const std::string_view contact = find(call.query, "contact_id");
  const std::string_view status = find(call.query, "status_id");
  const bool with_number = call.switches().search_finds_number;
  auto rows = pick(business.of(kind), places_for(business, call.query, kind, word),
                   [&](const Document& document) {
                     if (!time.lets(document) || !in_dates(call.query, document.date)) return false;
                     if (!contact.empty() && document.contact_id != contact) return false;
                     if (!status.empty() && document.status != status) return false;
                     return word.empty() || search_hits(search_text(document, with_number), word,
                                                        call.switches().search_mode);
                   });
  if (kind == DocumentKind::sales_invoice) {
    sort_rows(rows, sort_of(call.query, {"created_at", "updated_at", "date", "due_date"}));
  } else if (kind != DocumentKind::sales_estimate) {
    sort_rows(rows, sort_of(call.query, {"created_at", "updated_at", "date"}));
  }
  return list_answer(call, rows, [&](const Document& document) {
    return show_document(business, document, call.query);
  });
}

Reply read_document(Call& call, DocumentKind kind) {
  Document* document = call.business.of(kind).find(call.id);
  if (!document || document->deleted) return not_found();
  Reply reply;
  if (words_of(kind).booked() && find(call.query, "mark_as_sent") != "false") {
    ++call.world.counters.mark_as_sent;
    if (!document->sent) {
      document->sent = true;
      document->updated = call.now;
      reply.committed = true;
    }
  }
  reply.body = show_document(call.business, *document, call.query);
  return reply;
}

Reply create_document(Call& call, DocumentKind kind) {
  World& world = call.world;
  const DocumentWords& words = words_of(kind);
  Problems problems;
  Document made;
  build_document(call, kind, call.fields, nullptr, made, problems);
  if (!problems.none()) return problems.refuse();
  if (!given(call.fields, "delivery_address") && words.booked())
    ++world.counters.copied_delivery_address;
  made.id = world.new_id();
  made.created = made.updated = call.now;
  made.idempotency_id = call.idempotency_id();
  made.input = call.raw;
  made.prefix = text_of(call.fields, words.prefix).value_or("");
  made.total += parse_decimal<Cents>(call.switches().total_off_by).value_or(Cents{});
  finish_lines(world, made);
  Document& stored = store_document(call.business, std::move(made));
  if (stored.status == "UNPAID" || !words.booked()) {
    book(world, call.business, stored, integer_of(call.fields, words.number).value_or(0),
         call.overlapped && call.switches().parallel_same_number, call.now);
  }
  call.business.document_search[slot(kind)].add(call.business.of(kind).size() - 1,
                                                search_text(stored, true));
  return Reply::made(show_document(call.business, stored, call.query));
}

Reply update_document(Call& call, DocumentKind kind) {
  Business& business = call.business;
  const DocumentWords& words = words_of(kind);
  Document* document = business.of(kind).find(call.id);
  if (!document || document->deleted) return not_found();
  if (!editable(*document)) return refused("This artefact cannot be edited.");
  Problems problems;
  const auto status = text_of(call.fields, "status_id");
  if (status && words.booked() && *status != document->status)
    problems.add("status_id", "is invalid");
  const json::Value fields = merged_input(*document, call.fields, words, problems);
  Document made;
  build_document(call, kind, fields, document, made, problems);
  if (!problems.none()) return problems.refuse();
  if (made.contact_id != document->contact_id) return refused("The contact cannot be changed.");
  const bool in_books = document->number != 0 && words.booked();
  if (in_books) move_stock(call.world, business, *document, true, call.now);
  static_cast<Record&>(made) = *document;
  made.number = document->number;
  made.prefix = document->prefix;
  made.transaction_id = document->transaction_id;
  made.sent = document->sent;
  made.updated = call.now;
  made.input = std::make_shared<const std::string>(
      json::write(json::object({{std::string(words.wrapper), fields}})));
  finish_lines(call.world, made);
  *document = std::move(made);
  if (in_books) move_stock(call.world, business, *document, false, call.now);
  follow_status(*document);
  business.document_search[slot(kind)].add(business.of(kind).place_of(document->id),
                                           search_text(*document, true));
  return Reply::changed(show_document(business, *document, call.query));
}

Reply delete_document(Call& call, DocumentKind kind) {
  Document* document = call.business.of(kind).find(call.id);
  if (!document || document->deleted) return not_found();
  if (!words_of(kind).booked()) {
    document->deleted = document->updated = call.now;
    return Reply::gone();
  }
  if (document->status == "VOID") return refused("This artefact is already void.");
  if (!document->settled.zero() || !document->settled_discount.zero()) {
    return refused("You must remove payments and allocations before voiding.");
  }
  const auto reason = void_reason(call);
  const bool draft = document->status == "DRAFT";
  if (!draft && (!reason || reason->empty()))
    return refusal(422, "RecordInvalid", required_message, "void_reason");
  if (reason && text::code_points(*reason) > void_reason_limit) {
    return refusal(422, "RecordInvalid", "is too long (maximum is 200 characters)", "void_reason");
  }
  cancel(call.world, call.business, *document, reason.value_or(""), call.now);
  return Reply::changed(show_document(call.business, *document, call.query));
}

Reply release_document(Call& call, DocumentKind kind) {
  Document* document = call.business.of(kind).find(call.id);
  if (!document || document->deleted) return not_found();
  if (document->status != "DRAFT" && document->status != "PRO_FORMA") {
    return refused("Only a draft or pro forma can be released.");
  }
  if (kind == DocumentKind::sales_invoice && !enough_stock(call.business, *document, nullptr)) {
    return refused("You cannot fulfil this invoice as you do not have enough stock.");
  }
  book(call.world, call.business, *document, 0, false, call.now);
  document->updated = call.now;
  Reply reply = Reply::made(show_document(call.business, *document, call.query));
  return reply;
}

}  // namespace byte8::sandbox::sage
