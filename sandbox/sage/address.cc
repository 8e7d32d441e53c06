#include "sandbox/sage/address.h"

#include <array>

#include "base/text.h"
#include "sandbox/sage/lists.h"
#include "sandbox/sage/reference_data.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::size_t document_address_limit = 500;

constexpr std::array<Field, 12> contact_address_fields = {
    {{"address_line_1", Kind::text, false, 50},
     {"address_line_2", Kind::text, false, 50},
     {"city", Kind::text, false, 50},
     {"postal_code", Kind::text, false, 10},
     {"country_id", Kind::id},
     {"address_type_id", Kind::id},
     {"name", Kind::text, false, 50},
     {"region", Kind::text, false, 50},
     {"country_group_id", Kind::id},
     {"is_main_address", Kind::boolean},
     {"bank_account_id", Kind::id},
     {"contact_id", Kind::id}}};

constexpr std::array<Field, 8> document_address_fields = {{{"address_line_1"},
                                                           {"address_line_2"},
                                                           {"city"},
                                                           {"postal_code"},
                                                           {"country_id", Kind::id},
                                                           {"address_type_id", Kind::id},
                                                           {"region"},
                                                           {"country_group_id", Kind::id}}};

constexpr std::array<Field, 10> person_fields = {{{"contact_person_type_ids", Kind::array},
                                                  {"name", Kind::text, false, 50},
                                                  {"job_title", Kind::text, false, 50},
                                                  {"telephone", Kind::text, false, 50},
                                                  {"mobile", Kind::text, false, 50},
                                                  {"email", Kind::text, false, 100},
                                                  {"fax", Kind::text, false, 50},
                                                  {"is_main_contact", Kind::boolean},
                                                  {"address_id", Kind::id},
                                                  {"is_preferred_contact", Kind::boolean}}};

bool known_word(std::string_view id, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    if (word == id) return true;
  }
  return false;
}

void check_address_ids(const json::Value& address, std::string_view prefix, Problems& problems) {
  const std::string start(prefix);
  const auto country = text_of(address, "country_id");
  if (country && !known_country(*country)) problems.add(start + "country_id", "is invalid");
  const auto type = text_of(address, "address_type_id");
  if (type && !known_word(*type, {"ACCOUNTS", "SALES", "DELIVERY"})) {
    problems.add(start + "address_type_id", "is invalid");
  }
  const auto group = text_of(address, "country_group_id");
  if (group && !known_word(*group, {"GBIE", "EU", "US", "CA", "ALL"})) {
    problems.add(start + "country_group_id", "is invalid");
  }
}

json::Value text_or_null(const json::Value& object, std::string_view name) {
  return json::Value(text_of(object, name));
}

}  // namespace

void check_contact_address(const json::Value& address, std::string_view prefix, Problems& problems,
                           Counters& counters) {
  check_fields(address, contact_address_fields, prefix, problems, counters);
  check_address_ids(address, prefix, problems);
}

void check_document_address(const json::Value& address, std::string_view prefix, Problems& problems,
                            Counters& counters) {
  check_fields(address, document_address_fields, prefix, problems, counters);
  check_address_ids(address, prefix, problems);
  std::size_t size = 0;
  for (const std::string_view part :
       {"address_line_1", "address_line_2", "city", "postal_code", "region"}) {
    size += text::code_points(address.text_or(part));
  }
  if (size > document_address_limit) {
    problems.add(prefix.substr(0, prefix.size() - 1), "is too long (maximum is 500 characters)");
  }
}

void check_person(const json::Value& person, std::string_view prefix, Problems& problems,
                  Counters& counters) {
  check_fields(person, person_fields, prefix, problems, counters);
}

json::Value show_address(const json::Value& address, std::string_view id,
                         std::string_view fallback_type) {
  if (!address.is_object()) return {};
  const std::string type = text_of(address, "address_type_id").value_or(std::string(fallback_type));
  const std::string country = address.text_or("country_id");
  const std::string group = text_of(address, "country_group_id").value_or(country_group(country));
  const std::string name = text_of(address, "name").value_or("Main Address");
  json::Value whole = reference("addresses", id, name);
  json::Object& shown = whole.object();
  shown.reserve(14);
  for (const std::string_view part :
       {"address_line_1", "address_line_2", "city", "postal_code", "region"}) {
    shown.emplace_back(part, text_or_null(address, part));
  }
  shown.emplace_back("country", country_ref(country));
  shown.emplace_back("country_group",
                     country.empty() ? json::Value() : reference("country_groups", group, group));
  shown.emplace_back("address_type", reference("address_types", type, type));
  shown.emplace_back("name", name);
  shown.emplace_back("is_main_address", fallback_type != "DELIVERY");
  shown.emplace_back("deleted_at", nullptr);
  return whole;
}

json::Value show_person(const json::Value& person, std::string_view id,
                        std::string_view address_id) {
  if (!person.is_object()) return {};
  const std::string name = text_of(person, "name").value_or("Main Contact");
  json::Value shown = reference("contact_persons", id, name);
  json::Array types;
  if (const json::Value* sent = person.find("contact_person_type_ids"); sent && sent->is_array()) {
    for (const json::Value& type : sent->array()) {
      if (type.is_string())
        types.push_back(reference("contact_person_types", type.string(), type.string()));
    }
  }
  shown.set("contact_person_types", std::move(types));
  shown.set("name", name);
  for (const std::string_view part : {"job_title", "telephone", "mobile", "email", "fax"}) {
    shown.set(std::string(part), text_or_null(person, part));
  }
  shown.set("is_main_contact", true);
  shown.set("is_preferred_contact", flag_of(person, "is_preferred_contact"));
  shown.set("address", reference_or_null("addresses", address_id, "Main Address"));
  return shown;
}

}  // namespace byte8::sandbox::sage
