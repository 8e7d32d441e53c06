#include "sandbox/sage/catalog.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/contacts.h"
#include "sandbox/sage/fields.h"
#include "sandbox/sage/lists.h"
#include "sandbox/sage/reference_data.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::array<Field, 14> product_fields = {{{"description", Kind::text, true, 255},
                                                   {"sales_ledger_account_id", Kind::id, true},
                                                   {"purchase_ledger_account_id", Kind::id, true},
                                                   {"item_code", Kind::text, false, 255},
                                                   {"notes", Kind::text, false, 500},
                                                   {"sales_tax_rate_id", Kind::id},
                                                   {"usual_supplier_id", Kind::id},
                                                   {"purchase_tax_rate_id", Kind::id},
                                                   {"cost_price", Kind::decimal},
                                                   {"source_guid", Kind::text, false, 255},
                                                   {"purchase_description", Kind::text, false, 250},
                                                   {"active", Kind::boolean},
                                                   {"catalog_item_type_id", Kind::id},
                                                   {"sales_prices", Kind::array}}};

constexpr std::array<Field, 14> service_fields = {{{"description", Kind::text, true, 255},
                                                   {"sales_ledger_account_id", Kind::id, true},
                                                   {"purchase_ledger_account_id", Kind::id},
                                                   {"item_code", Kind::text, false, 255},
                                                   {"notes", Kind::text, false, 500},
                                                   {"sales_tax_rate_id", Kind::id},
                                                   {"usual_supplier_id", Kind::id},
                                                   {"purchase_tax_rate_id", Kind::id},
                                                   {"cost_price", Kind::decimal},
                                                   {"source_guid", Kind::text, false, 255},
                                                   {"purchase_description", Kind::text, false, 250},
                                                   {"active", Kind::boolean},
                                                   {"oss_service", Kind::boolean},
                                                   {"sales_rates", Kind::array}}};

constexpr std::array<Field, 27> stock_fields = {{{"item_code", Kind::text, true, 30},
                                                 {"description", Kind::text, true, 255},
                                                 {"sales_ledger_account_id", Kind::id, true},
                                                 {"purchase_ledger_account_id", Kind::id, true},
                                                 {"notes", Kind::text, false, 500},
                                                 {"sales_tax_rate_id", Kind::id},
                                                 {"usual_supplier_id", Kind::id},
                                                 {"purchase_tax_rate_id", Kind::id},
                                                 {"cost_price", Kind::decimal},
                                                 {"source_guid", Kind::text, false, 255},
                                                 {"purchase_description", Kind::text, false, 250},
                                                 {"reorder_level", Kind::decimal},
                                                 {"reorder_quantity", Kind::decimal},
                                                 {"location"},
                                                 {"barcode"},
                                                 {"supplier_part_number"},
                                                 {"weight", Kind::decimal},
                                                 {"measurement_unit"},
                                                 {"active", Kind::boolean},
                                                 {"quantity_in_stock", Kind::decimal},
                                                 {"sales_prices", Kind::array},
                                                 {"weight_converted", Kind::decimal},
                                                 {"last_cost_price", Kind::decimal},
                                                 {"last_cost_price_stock_value", Kind::decimal},
                                                 {"average_cost_price", Kind::decimal},
                                                 {"average_cost_price_stock_value", Kind::decimal},
                                                 {"cost_price_last_updated", Kind::date}}};

constexpr std::array<Field, 4> price_fields = {{{"price_name"},
                                                {"price", Kind::decimal},
                                                {"price_includes_tax", Kind::boolean},
                                                {"product_sales_price_type_id", Kind::id}}};
constexpr std::array<Field, 4> rate_fields = {{{"rate_name"},
                                               {"rate", Kind::decimal},
                                               {"rate_includes_tax", Kind::boolean},
                                               {"service_rate_type_id", Kind::id}}};
constexpr std::array<Field, 2> type_fields = {
    {{"name", Kind::text, true, 50}, {"active", Kind::boolean, true}}};

// What differs between items with prices and services with rates.
struct PriceWords {
  std::string_view list, name, amount, includes, type_id, type, type_resource;
  std::span<const Field> fields;
};
constexpr PriceWords price_words = {"sales_prices",
                                    "price_name",
                                    "price",
                                    "price_includes_tax",
                                    "product_sales_price_type_id",
                                    "product_sales_price_type",
                                    "product_sales_price_types",
                                    price_fields};
constexpr PriceWords rate_words = {"sales_rates",
                                   "rate_name",
                                   "rate",
                                   "rate_includes_tax",
                                   "service_rate_type_id",
                                   "service_rate_type",
                                   "service_rate_types",
                                   rate_fields};

const PriceWords& words_for(ItemKind kind) {
  return kind == ItemKind::service ? rate_words : price_words;
}

std::span<const Field> fields_for(ItemKind kind) {
  if (kind == ItemKind::service) return service_fields;
  return kind == ItemKind::product ? std::span<const Field>(product_fields) : stock_fields;
}

std::string_view resource_of(ItemKind kind) {
  if (kind == ItemKind::service) return "services";
  return kind == ItemKind::product ? "products" : "stock_items";
}

const std::vector<NamedType>& types_for(const Business& business, ItemKind kind) {
  return kind == ItemKind::service ? business.rate_types : business.price_types;
}

std::string search_text(const Item& item) {
  return text::lower_ascii(item.item_code) + "\n" + text::lower_ascii(item.description);
}

void check_prices(Call& call, const json::Value& fields, ItemKind kind, Problems& problems) {
  const PriceWords& words = words_for(kind);
  const json::Value* prices = fields.find(words.list);
  if (!prices || !prices->is_array()) return;
  const std::string prefix = std::string(words.list) + ".";
  for (const json::Value& price : prices->array()) {
    check_fields(price, words.fields, prefix, problems, call.world.counters);
    const auto type = text_of(price, words.type_id);
    const auto& types = types_for(call.business, kind);
    if (type && std::ranges::find(types, *type, &NamedType::id) == types.end()) {
      problems.add(prefix + std::string(words.type_id), "is invalid");
    }
  }
}

void check_item_ids(Call& call, const json::Value& fields, Problems& problems) {
  const Business& business = call.business;
  const auto sales = text_of(fields, "sales_ledger_account_id");
  const LedgerAccount* account = sales ? business.ledger_account(*sales) : nullptr;
  if (sales && (!account || !account->sales)) problems.add("sales_ledger_account_id", "is invalid");
  const auto purchase = text_of(fields, "purchase_ledger_account_id");
  account = purchase ? business.ledger_account(*purchase) : nullptr;
  if (purchase && (!account || !account->expenses))
    problems.add("purchase_ledger_account_id", "is invalid");
  for (const std::string_view name : {"sales_tax_rate_id", "purchase_tax_rate_id"}) {
    const auto rate = text_of(fields, name);
    if (rate && !business.tax_rate(*rate)) problems.add(name, "is invalid");
  }
  const auto supplier = text_of(fields, "usual_supplier_id");
  const Contact* contact = supplier ? business.contacts.find(*supplier) : nullptr;
  if (supplier && (!contact || contact->deleted || contact->type != "VENDOR")) {
    problems.add("usual_supplier_id", "Couldn't find Supplier.");
  }
}

void check_item(Call& call, const json::Value& fields, ItemKind kind, const Item* old, Item& made,
                Problems& problems) {
  check_fields(fields, fields_for(kind), "", problems, call.world.counters);
  made.kind = kind;
  made.item_code = text_of(fields, "item_code").value_or("");
  made.description = text_of(fields, "description").value_or("");
  made.active = flag_of(fields, "active", true);
  check_item_ids(call, fields, problems);
  check_prices(call, fields, kind, problems);
  const std::string code = text::lower_ascii(made.item_code);
  const bool kept = old && text::lower_ascii(old->item_code) == code;
  const auto used = call.business.item_codes.find(code);
  const bool taken =
      !code.empty() && !kept && used != call.business.item_codes.end() && used->second > 0;
  if (taken && call.switches().duplicate_item_code_refused)
    problems.add("item_code", "has already been taken");
}

json::Value show_prices(const Business& business, const Item& item) {
  const PriceWords& words = words_for(item.kind);
  json::Array shown;
  const json::Value* prices = item.fields.find(words.list);
  if (!prices || !prices->is_array()) return shown;
  std::size_t at = 0;
  for (const json::Value& price : prices->array()) {
    const std::string type = price.text_or(words.type_id);
    const auto& types = types_for(business, item.kind);
    const auto found = std::ranges::find(types, type, &NamedType::id);
    const std::string type_name = found == types.end() ? type : found->name;
    const std::string name = text_of(price, words.name).value_or(type_name);
    json::Value one = json::object({{"id", item.price_ids.at(at++)}, {"displayed_as", name}});
    one.set(std::string(words.name), name);
    one.set(std::string(words.amount), show(cents_of(price, words.amount).value_or(Cents{})));
    one.set(std::string(words.includes), flag_of(price, words.includes));
    one.set(std::string(words.type), reference_or_null(words.type_resource, type, type_name));
    shown.push_back(std::move(one));
  }
  return shown;
}

json::Value null_or(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

void show_stock(const Item& item, json::Value& shown) {
  for (const std::string_view name : {"reorder_level", "reorder_quantity"}) {
    shown.set(std::string(name), show(fine_of(item.fields, name).value_or(Fine{})));
  }
  for (const std::string_view name :
       {"location", "barcode", "supplier_part_number", "measurement_unit"}) {
    shown.set(std::string(name), null_or(item.fields.text_or(name)));
  }
  shown.set("weight", json::Number{show(fine_of(item.fields, "weight").value_or(Fine{}))});
  shown.set("quantity_in_stock", show(item.in_stock));
}

json::Value show_item(const Business& business, const Item& item, std::string_view resource) {
  const json::Value& fields = item.fields;
  json::Value shown = reference(resource, item.id, item.description);
  shown.set("created_at", instant(item.created));
  shown.set("updated_at", instant(item.updated));
  shown.set("deleted_at", item.deleted ? json::Value(instant(*item.deleted)) : json::Value());
  shown.set("deletable", true);
  shown.set("item_code", null_or(item.item_code));
  shown.set("description", item.description);
  for (const std::string_view name : {"notes", "source_guid", "purchase_description"}) {
    shown.set(std::string(name), null_or(fields.text_or(name)));
  }
  shown.set("sales_ledger_account",
            ledger_account_ref(business, fields.text_or("sales_ledger_account_id")));
  shown.set("sales_tax_rate", tax_rate_ref(business, fields.text_or("sales_tax_rate_id")));
  shown.set("purchase_ledger_account",
            ledger_account_ref(business, fields.text_or("purchase_ledger_account_id")));
  shown.set("purchase_tax_rate", tax_rate_ref(business, fields.text_or("purchase_tax_rate_id")));
  shown.set("usual_supplier", contact_ref(business, fields.text_or("usual_supplier_id")));
  shown.set("cost_price", show(cents_of(fields, "cost_price").value_or(Cents{})));
  shown.set(std::string(words_for(item.kind).list), show_prices(business, item));
  shown.set("active", item.active);
  const std::string_view type = item.kind == ItemKind::service   ? "SERVICE"
                                : item.kind == ItemKind::product ? "PRODUCT"
                                                                 : "STOCK_ITEM";
  if (item.kind != ItemKind::service)
    shown.set("catalog_item_type", reference("catalog_item_types", type, type));
  if (resource == "stock_items") show_stock(item, shown);
  return shown;
}

// Stock items can be read as products, but written only where they live.
Item* find_item(Call& call, ItemKind kind, bool reading) {
  Item* item = call.business.items.find(call.id);
  if (!item || item->deleted) return nullptr;
  const bool as_product =
      reading && kind == ItemKind::product && item->kind == ItemKind::stock_item;
  return item->kind == kind || as_product ? item : nullptr;
}

void name_prices(World& world, Item& item) {
  const json::Value* prices = item.fields.find(words_for(item.kind).list);
  const std::size_t count = prices && prices->is_array() ? prices->array().size() : 0;
  while (item.price_ids.size() < count) item.price_ids.push_back(world.new_id());
}

void count_code(Business& business, const std::string& code, std::int64_t by) {
  if (!code.empty()) business.item_codes[text::lower_ascii(code)] += by;
}

bool used_anywhere(const Business& business, const std::string& id) {
  const bool moved = std::ranges::any_of(business.movements,
                                         [&](const Movement& one) { return one.item_id == id; });
  if (moved) return true;
  for (const auto& table : business.documents) {
    for (const Document& document : table) {
      if (std::ranges::find(document.lines, id, &Line::item_id) != document.lines.end())
        return true;
    }
  }
  return false;
}

Reply create_type(Call& call, std::vector<NamedType>& types, std::string_view resource) {
  Problems problems;
  check_fields(call.fields, type_fields, "", problems, call.world.counters);
  const std::string name = text_of(call.fields, "name").value_or("");
  if (std::ranges::find(types, name, &NamedType::name) != types.end())
    problems.add("name", "has already been taken");
  if (!problems.none()) return problems.refuse();
  types.push_back({call.world.new_id(), name, flag_of(call.fields, "active", true)});
  json::Value shown = reference(resource, types.back().id, name);
  shown.set("name", name);
  shown.set("active", types.back().active);
  return Reply::made(std::move(shown));
}

}  // namespace

Reply list_items(Call& call, ItemKind kind) {
  const Business& business = call.business;
  const TimeFilter time(call);
  const std::string word = text::lower_ascii(find(call.query, "search"));
  const bool active = find(call.query, "active") != "false";
  static const std::vector<std::uint32_t> none;
  const std::vector<std::uint32_t>* places = nullptr;
  if (word.size() >= 3) {
    places = business.item_search.candidates(word);
    if (!places) places = &none;
  }
  const auto rows = pick(business.items, places, [&](const Item& item) {
    const bool shown =
        item.kind == kind || (kind == ItemKind::product && item.kind == ItemKind::stock_item);
    if (!shown || !time.lets(item) || item.active != active) return false;
    return word.empty() || search_hits(search_text(item), word, call.switches().search_mode);
  });
  return list_answer(
      call, rows, [&](const Item& item) { return show_item(business, item, resource_of(kind)); });
}

Reply read_item(Call& call, ItemKind kind) {
  const Item* item = find_item(call, kind, true);
  return item ? Reply::ok(show_item(call.business, *item, resource_of(kind))) : not_found();
}

Reply create_item(Call& call, ItemKind kind) {
  Problems problems;
  Item made;
  check_item(call, call.fields, kind, nullptr, made, problems);
  if (!problems.none()) return problems.refuse();
  made.id = call.world.new_id();
  made.created = made.updated = call.now;
  made.idempotency_id = call.idempotency_id();
  made.fields = call.fields;
  name_prices(call.world, made);
  Business& business = call.business;
  business.item_search.add(business.items.size(), search_text(made));
  count_code(business, made.item_code, 1);
  const Item& stored = business.items.add(std::move(made));
  return Reply::made(show_item(business, stored, resource_of(kind)));
}

Reply update_item(Call& call, ItemKind kind) {
  Item* item = find_item(call, kind, false);
  if (!item) return not_found();
  Problems problems;
  Item changed;
  json::Value fields = merged(item->fields, call.fields);
  check_item(call, fields, kind, item, changed, problems);
  if (!problems.none()) return problems.refuse();
  count_code(call.business, item->item_code, -1);
  count_code(call.business, changed.item_code, 1);
  item->item_code = changed.item_code;
  item->description = changed.description;
  item->active = changed.active;
  item->fields = std::move(fields);
  item->updated = call.now;
  name_prices(call.world, *item);
  call.business.item_search.add(call.business.items.place_of(item->id), search_text(*item));
  return Reply::changed(show_item(call.business, *item, resource_of(kind)));
}

Reply delete_item(Call& call, ItemKind kind) {
  Item* item = find_item(call, kind, false);
  if (!item) return not_found();
  if (used_anywhere(call.business, item->id)) {
    return refusal(422, "RecordInvalid", "This item has been used and cannot be deleted.");
  }
  item->deleted = item->updated = call.now;
  count_code(call.business, item->item_code, -1);
  return Reply::gone();
}

Reply create_price_type(Call& call) {
  return create_type(call, call.business.price_types, "product_sales_price_types");
}

Reply create_rate_type(Call& call) {
  return create_type(call, call.business.rate_types, "service_rate_types");
}

}  // namespace byte8::sandbox::sage
