#include "sandbox/sage/contacts.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sandbox/sage/address.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/fields.h"
#include "sandbox/sage/lists.h"
#include "sandbox/sage/reference_data.h"
#include "sandbox/sage/tax_number.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::array<Field, 26> contact_fields = {
    {{"name", Kind::text, true, 100},
     {"contact_type_ids", Kind::array, true},
     {"reference", Kind::text, false, 10},
     {"default_sales_ledger_account_id", Kind::id},
     {"default_sales_tax_rate_id", Kind::id},
     {"default_purchase_ledger_account_id", Kind::id},
     {"tax_number", Kind::text, false, 255},
     {"notes", Kind::text, false, 4000},
     {"locale", Kind::text, false, 10},
     {"credit_limit", Kind::decimal},
     {"credit_days", Kind::integer},
     {"credit_terms"},
     {"credit_terms_and_conditions", Kind::text, false, 2000},
     {"product_sales_price_type_id", Kind::id},
     {"source_guid", Kind::text, false, 255},
     {"currency_id", Kind::id},
     {"aux_reference"},
     {"registered_number"},
     {"tax_calculation"},
     {"auxiliary_account"},
     {"destination_vat_blocking", Kind::boolean},
     {"main_address", Kind::object},
     {"delivery_address", Kind::object},
     {"main_contact_person", Kind::object},
     {"bank_account_details", Kind::object},
     {"tax_treatment", Kind::object}}};

constexpr std::array<Field, 5> treatment_fields = {{{"home_tax", Kind::boolean},
                                                    {"eu_tax_registered", Kind::boolean},
                                                    {"eu_not_tax_registered", Kind::boolean},
                                                    {"rest_of_world_tax", Kind::boolean},
                                                    {"is_importer", Kind::boolean}}};

constexpr std::array<std::string_view, 6> terms = {"month_end_invoice", "date_from_invoice",
                                                   "immediate_invoice", "month_end_payment",
                                                   "date_from_payment", "immediate_payment"};

std::string search_text(const Contact& contact) {
  return text::lower_ascii(contact.name) + "\n" + text::lower_ascii(contact.reference);
}

// Exactly one of CUSTOMER and VENDOR.
std::string type_of(const json::Value& fields, Problems& problems) {
  const json::Value* types = fields.find("contact_type_ids");
  if (!types || !types->is_array() || types->array().empty()) return {};
  const json::Array& all = types->array();
  const std::string first = all.front().is_string() ? all.front().string() : "";
  if (all.size() > 1 || (first != "CUSTOMER" && first != "VENDOR")) {
    problems.add("contact_type_ids", all.size() > 1 ? "must be exactly one" : "is invalid");
  }
  return first;
}

void check_currency(Call& call, const std::string& currency, const Contact* old,
                    Problems& problems) {
  const Business& business = call.business;
  if (!known_currency(currency)) return problems.add("currency_id", "is invalid");
  if (currency != business.currency && !(business.plus() && business.multi_currency)) {
    problems.add("currency_id", "is not available for this business");
  }
  if (old && old->currency != currency && !old->documents.empty()) {
    problems.add("currency_id", "cannot be changed once the contact has transactions");
  }
}

void check_terms(Call& call, const json::Value& fields, Problems& problems) {
  const auto days = integer_of(fields, "credit_days");
  if (days && (*days < 0 || *days > 365)) problems.add("credit_days", "must be between 0 and 365");
  const auto wanted = text_of(fields, "credit_terms");
  if (wanted && std::ranges::find(terms, *wanted) == terms.end())
    problems.add("credit_terms", "is invalid");
  if (given(fields, "credit_limit") && call.business.start()) {
    problems.add("credit_limit", "is not available for this business");
  }
}

void check_ids(Call& call, const json::Value& fields, const std::string& type, Problems& problems) {
  const Business& business = call.business;
  for (const std::string_view name :
       {"default_sales_ledger_account_id", "default_purchase_ledger_account_id"}) {
    const auto id = text_of(fields, name);
    if (id && !business.ledger_account(*id)) problems.add(name, "is invalid");
  }
  const auto rate = text_of(fields, "default_sales_tax_rate_id");
  if (rate && !business.tax_rate(*rate)) problems.add("default_sales_tax_rate_id", "is invalid");
  const auto price = text_of(fields, "product_sales_price_type_id");
  if (price && std::ranges::find(business.price_types, *price, &NamedType::id) ==
                   business.price_types.end()) {
    problems.add("product_sales_price_type_id", "is invalid");
  }
  if (type != "CUSTOMER") {
    for (const std::string_view name :
         {"default_sales_ledger_account_id", "default_sales_tax_rate_id"}) {
      if (given(fields, name)) problems.add(name, "is only valid for customers");
    }
  }
}

void check_parts(Call& call, const json::Value& fields, Problems& problems) {
  Counters& counters = call.world.counters;
  for (const std::string_view name : {"main_address", "delivery_address"}) {
    const json::Value* address = fields.find(name);
    if (address && address->is_object()) {
      check_contact_address(*address, std::string(name) + ".", problems, counters);
    }
  }
  if (const json::Value* person = fields.find("main_contact_person");
      person && person->is_object()) {
    check_person(*person, "main_contact_person.", problems, counters);
  }
  const json::Value* treatment = fields.find("tax_treatment");
  if (!treatment || !treatment->is_object()) return;
  check_fields(*treatment, treatment_fields, "tax_treatment.", problems, counters);
  int flags = 0;
  for (std::size_t at = 0; at < 4; ++at)
    flags += flag_of(*treatment, treatment_fields[at].name) ? 1 : 0;
  if (flags > 1) problems.add("tax_treatment", "is invalid");
}

std::string home_country(const Business& business, const json::Value& fields) {
  const json::Value* address = fields.find("main_address");
  const auto country = address ? text_of(*address, "country_id") : std::nullopt;
  return country.value_or(business.country);
}

void check_contact(Call& call, const json::Value& fields, const Contact* old, Contact& made,
                   Problems& problems) {
  check_fields(fields, contact_fields, "", problems, call.world.counters);
  made.type = type_of(fields, problems);
  made.name = text_of(fields, "name").value_or("");
  made.reference = text_of(fields, "reference").value_or("");
  made.currency =
      text_of(fields, "currency_id").value_or(old ? old->currency : call.business.currency);
  const std::string reserved = text::lower_ascii(made.reference);
  const bool kept = old && text::lower_ascii(old->reference) == reserved;
  if (!reserved.empty() && !kept && call.business.contact_references.contains(reserved)) {
    problems.add("reference", "has already been taken");
  }
  const auto number = text_of(fields, "tax_number");
  if (number && !valid_tax_number(*number, home_country(call.business, fields))) {
    problems.add("tax_number", "is invalid");
  }
  check_currency(call, made.currency, old, problems);
  check_terms(call, fields, problems);
  check_ids(call, fields, made.type, problems);
  check_parts(call, fields, problems);
  const json::Value* person = fields.find("main_contact_person");
  made.email = person ? text::lower_ascii(text::trim(person->text_or("email"))) : "";
}

json::Value show_treatment(const Business& business, const json::Value& fields) {
  if (const json::Value* sent = fields.find("tax_treatment"); sent && sent->is_object()) {
    json::Value shown = json::object({});
    for (const Field& field : treatment_fields)
      shown.set(std::string(field.name), flag_of(*sent, field.name));
    return shown;
  }
  const std::string country = home_country(business, fields);
  const bool home = country == business.country;
  const bool registered = given(fields, "tax_number");
  const bool eu = !home && (country_group(country) == "EU" || country == "IE");
  return json::object({{"home_tax", home},
                       {"eu_tax_registered", eu && registered},
                       {"eu_not_tax_registered", eu && !registered},
                       {"rest_of_world_tax", !home && !eu},
                       {"is_importer", false}});
}

json::Value null_or(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

json::Value links_of(std::string_view page, const std::string& id) {
  return json::Array{
      json::object({{"href", "https://accounts-extra.sageone.com/" + std::string(page) + "/" + id},
                    {"rel", "alternate"},
                    {"type", "text/html"}})};
}

json::Value show_contact(const Call& call, const Contact& contact) {
  const Business& business = call.business;
  const json::Value& fields = contact.fields;
  const auto sub = [&](std::string_view name) {
    const json::Value* value = fields.find(name);
    return value ? *value : json::Value();
  };
  json::Value shown = reference("contacts", contact.id, contact_label(contact));
  shown.set("created_at", instant(contact.created));
  shown.set("updated_at", instant(contact.updated));
  shown.set("links", links_of("contacts", contact.id));
  shown.set("deleted_at", contact.deleted ? json::Value(instant(*contact.deleted)) : json::Value());
  if (find(call.query, "show_balance") == "true")
    shown.set("balance", show(contact_balance(business, contact.id)));
  shown.set("contact_types",
            json::Array{reference("contact_types", contact.type,
                                  contact.type == "VENDOR" ? "Vendor" : "Customer")});
  shown.set("name", contact.name);
  shown.set("reference", null_or(contact.reference));
  shown.set("default_sales_ledger_account",
            ledger_account_ref(business, fields.text_or("default_sales_ledger_account_id")));
  shown.set("default_sales_tax_rate",
            tax_rate_ref(business, fields.text_or("default_sales_tax_rate_id")));
  shown.set("default_purchase_ledger_account",
            ledger_account_ref(business, fields.text_or("default_purchase_ledger_account_id")));
  for (const std::string_view name :
       {"tax_number", "notes", "locale", "credit_terms", "credit_terms_and_conditions",
        "source_guid", "aux_reference", "registered_number", "tax_calculation"}) {
    shown.set(std::string(name), null_or(fields.text_or(name)));
  }
  const auto limit = cents_of(fields, "credit_limit");
  shown.set("credit_limit", limit ? json::Value(show(*limit)) : json::Value());
  shown.set("credit_days", json::Value(integer_of(fields, "credit_days")));
  shown.set("main_address", show_address(sub("main_address"), contact.main_address_id, "ACCOUNTS"));
  shown.set("delivery_address",
            show_address(sub("delivery_address"), contact.delivery_address_id, "DELIVERY"));
  shown.set("main_contact_person",
            show_person(sub("main_contact_person"), contact.person_id, contact.main_address_id));
  const std::string price = fields.text_or("product_sales_price_type_id");
  shown.set("product_sales_price_type",
            reference_or_null("product_sales_price_types", price, price));
  shown.set("currency", currency_ref(contact.currency));
  shown.set("deletable", contact.documents.empty() && !contact.system);
  shown.set("tax_treatment", show_treatment(business, fields));
  const json::Value* person = fields.find("main_contact_person");
  shown.set("email", null_or(person ? person->text_or("email") : ""));
  shown.set("gdpr_obfuscated", false);
  shown.set("system", contact.system);
  shown.set("is_active", true);
  shown.set("destination_vat_blocking", flag_of(fields, "destination_vat_blocking"));
  return shown;
}

}  // namespace

std::string contact_label(const Contact& contact) {
  return contact.reference.empty() ? contact.name : contact.name + " (" + contact.reference + ")";
}

json::Value contact_ref(const Business& business, std::string_view id) {
  const Contact* contact = business.contacts.find(id);
  return reference_or_null("contacts", id, contact ? contact_label(*contact) : std::string(id));
}

Cents contact_balance(const Business& business, std::string_view id) {
  Cents balance;
  for (const DocumentKind kind : {DocumentKind::sales_invoice, DocumentKind::sales_credit_note}) {
    const auto rows = business.by_contact[static_cast<std::size_t>(kind)].find(id);
    if (rows == business.by_contact[static_cast<std::size_t>(kind)].end()) continue;
    for (const std::uint32_t row : rows->second) {
      const Document& document = business.of(kind).at(row);
      if (document.number == 0 || document.status == "VOID" || document.deleted) continue;
      kind == DocumentKind::sales_invoice ? balance += document.outstanding()
                                          : balance -= document.outstanding();
    }
  }
  for (const OnAccount& payment : business.on_account) {
    if (payment.contact_id == id && !payment.deleted) balance -= payment.outstanding();
  }
  return balance;
}

Contact& store_contact(Business& business, Contact contact) {
  const std::size_t row = business.contacts.size();
  business.contact_search.add(row, search_text(contact));
  if (!contact.reference.empty())
    business.contact_references.insert(text::lower_ascii(contact.reference));
  if (!contact.email.empty())
    business.contact_emails[contact.email].push_back(static_cast<std::uint32_t>(row));
  return business.contacts.add(std::move(contact));
}

void add_system_contact(Business& business, const std::string& id) {
  Contact contact;
  contact.id = id;
  contact.origin = Origin::seed;
  contact.type = "VENDOR";
  contact.name = business.country == "GB" ? "HM Revenue & Customs" : "Revenue";
  contact.currency = business.currency;
  contact.system = true;
  contact.fields = json::object({});
  store_contact(business, std::move(contact));
}

Reply list_contacts(Call& call) {
  const Business& business = call.business;
  const TimeFilter time(call);
  const std::string word = text::lower_ascii(find(call.query, "search"));
  const std::string email = text::lower_ascii(text::trim(find(call.query, "email")));
  const std::string_view type = find(call.query, "contact_type_id");
  const bool no_system = find(call.query, "exclude_system") == "true";
  static const std::vector<std::uint32_t> nobody;
  const std::vector<std::uint32_t>* places = nullptr;
  if (!email.empty()) {
    const auto found = business.contact_emails.find(email);
    places = found == business.contact_emails.end() ? &nobody : &found->second;
  } else if (word.size() >= 3) {
    places = business.contact_search.candidates(word);
    if (!places) places = &nobody;
  }
  const auto rows = pick(business.contacts, places, [&](const Contact& contact) {
    if (!time.lets(contact) || (no_system && contact.system)) return false;
    if (!type.empty() && contact.type != type) return false;
    if (!email.empty() && contact.email != email) return false;
    return word.empty() || search_hits(search_text(contact), word, call.switches().search_mode);
  });
  return list_answer(call, rows,
                     [&](const Contact& contact) { return show_contact(call, contact); });
}

Reply read_contact(Call& call) {
  const Contact* contact = call.business.contacts.find(call.id);
  return contact && !contact->deleted ? Reply::ok(show_contact(call, *contact)) : not_found();
}

Reply create_contact(Call& call) {
  Problems problems;
  Contact made;
  check_contact(call, call.fields, nullptr, made, problems);
  if (!problems.none()) return problems.refuse();
  World& world = call.world;
  made.id = world.new_id();
  made.created = made.updated = call.now;
  made.idempotency_id = call.idempotency_id();
  made.fields = call.fields;
  made.main_address_id = world.new_id();
  made.delivery_address_id = world.new_id();
  made.person_id = world.new_id();
  const Contact& stored = store_contact(call.business, std::move(made));
  return Reply::made(show_contact(call, stored));
}

Reply update_contact(Call& call) {
  Business& business = call.business;
  Contact* contact = business.contacts.find(call.id);
  if (!contact || contact->deleted) return not_found();
  if (contact->system) return not_allowed();
  Problems problems;
  Contact changed;
  json::Value fields = merged(contact->fields, call.fields);
  check_contact(call, fields, contact, changed, problems);
  if (!problems.none()) return problems.refuse();
  if (contact->reference != changed.reference) {
    business.contact_references.erase(text::lower_ascii(contact->reference));
    if (!changed.reference.empty())
      business.contact_references.insert(text::lower_ascii(changed.reference));
  }
  const auto row = static_cast<std::uint32_t>(business.contacts.place_of(contact->id));
  if (!changed.email.empty() && changed.email != contact->email)
    business.contact_emails[changed.email].push_back(row);
  contact->type = changed.type;
  contact->name = changed.name;
  contact->reference = changed.reference;
  contact->currency = changed.currency;
  contact->email = changed.email;
  contact->fields = std::move(fields);
  contact->updated = call.now;
  business.contact_search.add(row, search_text(*contact));
  return Reply::changed(show_contact(call, *contact));
}

Reply delete_contact(Call& call) {
  Contact* contact = call.business.contacts.find(call.id);
  if (!contact || contact->deleted) return not_found();
  if (contact->system) return not_allowed();
  const bool paid = call.business.payments_by_contact.contains(call.id);
  if (!contact->documents.empty() || paid) {
    return refusal(422, "RecordInvalid", "This contact has transactions and cannot be deleted.");
  }
  contact->deleted = contact->updated = call.now;
  return Reply::gone();
}

}  // namespace byte8::sandbox::sage
