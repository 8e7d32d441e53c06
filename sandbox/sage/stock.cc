#include "sandbox/sage/stock.h"

#include <array>
#include <map>

#include "base/text.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/documents.h"
#include "sandbox/sage/fields.h"
#include "sandbox/sage/lists.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::array<Field, 7> movement_fields = {{{"stock_item_id", Kind::id, true},
                                                   {"date", Kind::date, true},
                                                   {"quantity", Kind::decimal, true},
                                                   {"cost_price", Kind::decimal, true},
                                                   {"details", Kind::text, true, 50},
                                                   {"movement_number", Kind::integer, false, 4},
                                                   {"reference", Kind::text, false, 31}}};

using Demand = std::map<std::string, Fine>;

Demand demand_of(const Business& business, const Document& document) {
  Demand demand;
  for (const Line& line : document.lines) {
    const Item* item = business.items.find(line.item_id);
    if (item && item->kind == ItemKind::stock_item) demand[line.item_id] += line.quantity;
  }
  return demand;
}

std::string label_of(const Movement& movement) {
  return movement.reference.empty() ? movement.details
                                    : movement.details + " (Ref: " + movement.reference + ")";
}

json::Value show_movement(const Business& business, const Movement& movement) {
  const Item* item = business.items.find(movement.item_id);
  json::Value shown = reference("stock_movements", movement.id, label_of(movement));
  shown.set(
      "links",
      json::Array{json::object({{"href", nullptr}, {"rel", "alternate"}, {"type", "text/html"}})});
  shown.set("created_at", instant(movement.created));
  shown.set("updated_at", instant(movement.updated));
  shown.set("movement_number", movement.number);
  shown.set("date", movement.date + "T00:00:00.000Z");
  shown.set("cost_price", show(movement.cost));
  shown.set("quantity", show(movement.quantity));
  shown.set("details", movement.details);
  shown.set("reference",
            movement.reference.empty() ? json::Value() : json::Value(movement.reference));
  shown.set("stock_item",
            reference("stock_items", movement.item_id, item ? item->description : std::string()));
  return shown;
}

Movement& add_movement(World& world, Business& business, Movement movement, Millis now) {
  movement.id = world.new_id();
  movement.created = movement.updated = now;
  if (movement.number == 0) movement.number = business.next_movement;
  business.next_movement = std::max(business.next_movement, movement.number + 1);
  if (Item* item = business.items.find(movement.item_id)) {
    item->in_stock += movement.quantity;
    item->updated = now;
  }
  return business.movements.add(std::move(movement));
}

// `taken` is what the movement being changed already counts for.
void build_movement(Call& call, const json::Value& fields, Fine taken, Movement& made,
                    Problems& problems) {
  check_fields(fields, movement_fields, "", problems, call.world.counters);
  made.item_id = text_of(fields, "stock_item_id").value_or("");
  made.date = text_of(fields, "date").value_or("").substr(0, 10);
  made.details = text_of(fields, "details").value_or("");
  made.reference = text_of(fields, "reference").value_or("");
  made.number = integer_of(fields, "movement_number").value_or(0);
  made.cost = cents_of(fields, "cost_price").value_or(Cents{});
  made.quantity = fine_of(fields, "quantity").value_or(Fine{});
  if (given(fields, "quantity") && made.quantity.zero()) problems.add("quantity", "must not be 0");
  if (made.cost < Cents{}) problems.add("cost_price", "must not be below 0");
  const Item* item = call.business.items.find(made.item_id);
  if (!item || item->deleted || item->kind != ItemKind::stock_item) {
    if (!made.item_id.empty()) problems.add("stock_item_id", "is invalid");
  } else if (item->in_stock - taken + made.quantity < Fine{}) {
    problems.add("quantity", "would take the stock below 0");
  }
}

json::Value fields_of(const Movement& movement) {
  return json::object({{"stock_item_id", movement.item_id},
                       {"date", movement.date},
                       {"quantity", show(movement.quantity)},
                       {"cost_price", show(movement.cost)},
                       {"details", movement.details},
                       {"reference", movement.reference}});
}

}  // namespace

bool enough_stock(const Business& business, const Document& made, const Document* old) {
  Demand demand = demand_of(business, made);
  if (old && old->number != 0) {
    for (const auto& [id, quantity] : demand_of(business, *old)) {
      const auto found = demand.find(id);
      if (found != demand.end()) found->second -= quantity;
    }
  }
  for (const auto& [id, quantity] : demand) {
    if (quantity > business.items.find(id)->in_stock) return false;
  }
  return true;
}

void move_stock(World& world, Business& business, const Document& document, bool reverse,
                Millis now) {
  const bool takes = (document.kind == DocumentKind::sales_invoice) != reverse;
  for (const auto& [id, quantity] : demand_of(business, document)) {
    Movement movement;
    movement.item_id = id;
    movement.date = document.date;
    movement.details =
        document.kind == DocumentKind::sales_invoice ? "Sales Invoice" : "Sales Credit Note";
    movement.reference = document_label(document);
    movement.document_id = document.id;
    movement.quantity = takes ? -quantity : quantity;
    add_movement(world, business, std::move(movement), now);
  }
}

Reply list_movements(Call& call) {
  const Business& business = call.business;
  const TimeFilter time(call);
  const std::string word = text::lower_ascii(find(call.query, "search"));
  const std::string_view item = find(call.query, "stock_item_id");
  const auto rows = pick(business.movements, nullptr, [&](const Movement& movement) {
    if (!time.lets(movement) || !in_dates(call.query, movement.date)) return false;
    if (!item.empty() && movement.item_id != item) return false;
    return word.empty() ||
           search_hits(text::lower_ascii(movement.details), word, call.switches().search_mode);
  });
  return list_answer(call, rows,
                     [&](const Movement& movement) { return show_movement(business, movement); });
}

Reply read_movement(Call& call) {
  const Movement* movement = call.business.movements.find(call.id);
  if (!movement || movement->deleted) return not_found();
  return Reply::ok(show_movement(call.business, *movement));
}

Reply create_movement(Call& call) {
  Problems problems;
  Movement made;
  build_movement(call, call.fields, Fine{}, made, problems);
  if (!problems.none()) return problems.refuse();
  made.idempotency_id = call.idempotency_id();
  const Movement& stored = add_movement(call.world, call.business, std::move(made), call.now);
  return Reply::made(show_movement(call.business, stored));
}

Reply update_movement(Call& call) {
  Movement* movement = call.business.movements.find(call.id);
  if (!movement || movement->deleted || !movement->document_id.empty()) return not_found();
  Problems problems;
  Movement made;
  build_movement(call, merged(fields_of(*movement), call.fields), movement->quantity, made,
                 problems);
  if (made.item_id != movement->item_id) problems.add("stock_item_id", "cannot be changed");
  if (!problems.none()) return problems.refuse();
  Item* item = call.business.items.find(movement->item_id);
  item->in_stock += made.quantity - movement->quantity;
  item->updated = movement->updated = call.now;
  movement->quantity = made.quantity;
  movement->cost = made.cost;
  movement->date = made.date;
  movement->details = made.details;
  movement->reference = made.reference;
  return Reply::changed(show_movement(call.business, *movement));
}

Reply delete_movement(Call& call) {
  Movement* movement = call.business.movements.find(call.id);
  if (!movement || movement->deleted || !movement->document_id.empty()) return not_found();
  Item* item = call.business.items.find(movement->item_id);
  if (item->in_stock < movement->quantity) {
    return refusal(422, "RecordInvalid", "would take the stock below 0", "quantity");
  }
  item->in_stock -= movement->quantity;
  movement->deleted = movement->updated = item->updated = call.now;
  return Reply::gone();
}

}  // namespace byte8::sandbox::sage
