#include "sandbox/sage/allocations.h"

#include <array>

#include "base/text.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/contacts.h"
#include "sandbox/sage/fields.h"
#include "sandbox/sage/lists.h"
#include "sandbox/sage/settle.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::array<Field, 4> allocation_fields = {{{"transaction_type_id", Kind::id, true},
                                                     {"contact_id", Kind::id, true},
                                                     {"allocated_artefacts", Kind::array, true},
                                                     {"date", Kind::date}}};

// Plus for invoices, minus for credit notes and payments on account, nothing left over.
void check_shares(Call& call, Allocation& made, Problems& problems) {
  made.shares = read_shares(call, made.contact_id, problems);
  Cents sum;
  for (const Share& share : made.shares) {
    const auto artefact = find_artefact(call.business, share.artefact_id);
    if (!artefact) continue;
    if ((artefact->kind == ArtefactKind::invoice) != (share.amount > Cents{})) {
      problems.add("allocated_artefacts.amount", "has the wrong sign");
    }
    if (!share.discount.zero()) problems.add("allocated_artefacts.discount", "is invalid");
    sum += share.amount;
  }
  if (made.shares.size() < 2) problems.add("allocated_artefacts", "must have at least two entries");
  if (!sum.zero()) problems.add("allocated_artefacts", "must add up to 0");
}

void build_allocation(Call& call, Allocation& made, Problems& problems) {
  check_fields(call.fields, allocation_fields, "", problems, call.world.counters);
  made.type = text_of(call.fields, "transaction_type_id").value_or("");
  made.contact_id = text_of(call.fields, "contact_id").value_or("");
  made.date = text_of(call.fields, "date").value_or(day_of(call.now)).substr(0, 10);
  const bool vendor = made.type == "VENDOR_ALLOCATION";
  if (!made.type.empty() && !vendor && made.type != "CUSTOMER_ALLOCATION") {
    problems.add("transaction_type_id", "is invalid");
  }
  const Contact* contact = call.business.contacts.find(made.contact_id);
  const bool fits =
      contact && !contact->deleted && contact->type == (vendor ? "VENDOR" : "CUSTOMER");
  if (!made.contact_id.empty() && !fits) {
    problems.add("", vendor ? "Couldn't find Supplier." : "Couldn't find Customer.");
  }
  check_shares(call, made, problems);
}

json::Value show_allocation(const Business& business, const Allocation& allocation) {
  json::Value shown = reference("contact_allocations", allocation.id, "Allocation");
  shown.set("created_at", instant(allocation.created));
  shown.set("updated_at", instant(allocation.updated));
  shown.set("transaction", reference("transactions", allocation.transaction_id, "Allocation"));
  shown.set("transaction_type", reference("transaction_types", allocation.type, allocation.type));
  shown.set("deleted_at",
            allocation.deleted ? json::Value(instant(*allocation.deleted)) : json::Value());
  shown.set("date", allocation.date);
  shown.set("contact", contact_ref(business, allocation.contact_id));
  json::Array shares;
  for (const Share& share : allocation.shares) {
    shares.push_back(json::object({{"id", share.id},
                                   {"artefact", artefact_ref(business, share.artefact_id)},
                                   {"amount", show(share.amount)}}));
  }
  shown.set("allocated_artefacts", std::move(shares));
  return shown;
}

void name_shares(World& world, std::vector<Share>& shares) {
  for (Share& share : shares) share.id = world.new_id();
}

// Everything that a payment or an allocation could still touch, of one contact or of all.
std::vector<json::Value> open_artefacts(Call& call) {
  Business& business = call.business;
  const std::string_view contact = find(call.query, "contact_id");
  const std::string word = text::lower_ascii(find(call.query, "search"));
  std::vector<json::Value> rows;
  const auto add = [&](const Artefact& artefact, const std::string& id) {
    if (!artefact.open() || (!contact.empty() && artefact.contact_id() != contact)) return;
    const Contact* owner = business.contacts.find(artefact.contact_id());
    const std::string label = owner ? text::lower_ascii(contact_label(*owner)) : "";
    if (!word.empty() && !search_hits(label, word, call.switches().search_mode)) return;
    json::Value row = artefact_ref(business, id);
    row.set("outstanding_amount", show(artefact.outstanding()));
    rows.push_back(std::move(row));
  };
  for (Document& invoice : business.of(DocumentKind::sales_invoice)) {
    add({ArtefactKind::invoice, &invoice, nullptr}, invoice.id);
  }
  for (Document& note : business.of(DocumentKind::sales_credit_note)) {
    add({ArtefactKind::credit_note, &note, nullptr}, note.id);
  }
  for (OnAccount& rest : business.on_account)
    add({ArtefactKind::on_account, nullptr, &rest}, rest.id);
  return rows;
}

}  // namespace

Reply list_allocations(Call& call) {
  const Business& business = call.business;
  const TimeFilter time(call);
  const std::string_view contact = find(call.query, "contact_id");
  const std::string_view type = find(call.query, "transaction_type_id");
  auto rows = pick(business.allocations, nullptr, [&](const Allocation& allocation) {
    if (!time.lets(allocation) || (!type.empty() && allocation.type != type)) return false;
    return contact.empty() || allocation.contact_id == contact;
  });
  sort_rows(rows, sort_of(call.query, {"created_at", "updated_at", "date"}));
  return list_answer(call, rows,
                     [&](const Allocation& one) { return show_allocation(business, one); });
}

Reply read_allocation(Call& call) {
  const Allocation* allocation = call.business.allocations.find(call.id);
  if (!allocation || allocation->deleted) return not_found();
  return Reply::ok(show_allocation(call.business, *allocation));
}

Reply create_allocation(Call& call) {
  Problems problems;
  Allocation made;
  build_allocation(call, made, problems);
  if (!problems.none()) return problems.refuse();
  made.id = call.world.new_id();
  made.created = made.updated = call.now;
  made.idempotency_id = call.idempotency_id();
  made.transaction_id = call.world.new_id();
  name_shares(call.world, made.shares);
  const Allocation& stored = call.business.allocations.add(std::move(made));
  settle(call.business, stored.id, stored.shares, false, call.now);
  return Reply::made(show_allocation(call.business, stored));
}

Reply update_allocation(Call& call) {
  Business& business = call.business;
  Allocation* allocation = business.allocations.find(call.id);
  if (!allocation || allocation->deleted) return not_found();
  settle(business, allocation->id, allocation->shares, true, call.now);
  Problems problems;
  Allocation made;
  build_allocation(call, made, problems);
  if (!problems.none()) {
    settle(business, allocation->id, allocation->shares, false, call.now);
    return problems.refuse();
  }
  allocation->date = made.date;
  allocation->shares = std::move(made.shares);
  allocation->updated = call.now;
  name_shares(call.world, allocation->shares);
  settle(business, allocation->id, allocation->shares, false, call.now);
  return Reply::changed(show_allocation(business, *allocation));
}

Reply delete_allocation(Call& call) {
  Allocation* allocation = call.business.allocations.find(call.id);
  if (!allocation || allocation->deleted) return not_found();
  settle(call.business, allocation->id, allocation->shares, true, call.now);
  allocation->deleted = allocation->updated = call.now;
  return Reply::gone();
}

Reply list_unallocated(Call& call) {
  const std::vector<json::Value> rows = open_artefacts(call);
  std::vector<const json::Value*> places;
  for (const json::Value& row : rows) places.push_back(&row);
  return list_answer(call, places, [](const json::Value& row) { return row; });
}

Reply read_unallocated(Call& call) {
  const auto artefact = find_artefact(call.business, call.id);
  if (!artefact || !artefact->open()) return not_found();
  json::Value shown = artefact_ref(call.business, call.id);
  shown.set("outstanding_amount", show(artefact->outstanding()));
  return Reply::ok(std::move(shown));
}

}  // namespace byte8::sandbox::sage
