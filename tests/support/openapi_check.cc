#include "tests/support/openapi_check.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <sstream>

#include "base/text.h"

namespace byte8::test_support {
namespace {

using json::Value;
using Faults = std::vector<std::string>;

bool digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return digits(text);
  return digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

bool calendar_date(std::string_view text) {
  return text.size() >= 10 && digits(text.substr(0, 4)) && text[4] == '-' &&
         digits(text.substr(5, 2)) && text[7] == '-' && digits(text.substr(8, 2));
}

bool fits_type(const Value& value, std::string_view type) {
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "integer") return value.integer().has_value();
  if (type == "number") {
    return value.is_number() || (value.is_string() && decimal(value.string()));
  }
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  return false;
}

bool fits_format(const std::string& text, std::string_view format) {
  if (format == "date") return text.size() == 10 && calendar_date(text);
  if (format == "date-time") return calendar_date(text) && (text.size() == 10 || text[10] == 'T');
  return true;
}

std::int64_t limit(const Value* schema, std::string_view name, std::int64_t fallback) {
  const Value* value = schema == nullptr ? nullptr : schema->find(name);
  return value == nullptr ? fallback : value->integer().value_or(fallback);
}

void check_text(const std::string& text, const Value& schema, const Value* answer,
                const std::string& path, Faults& faults) {
  const std::int64_t longest =
      std::min(limit(&schema, "maxLength", INT64_MAX), limit(answer, "maxLength", INT64_MAX));
  if (std::cmp_greater(text::code_points(text), longest)) {
    faults.push_back(path + " is longer than " + std::to_string(longest));
  }
  if (!fits_format(text, schema.text_or("format"))) faults.push_back(path + " is no date");
  const Value* words = schema.find("enum");
  if (words != nullptr && words->is_array() &&
      std::ranges::find(words->array(), Value(text)) == words->array().end()) {
    faults.push_back(path + " is none of the allowed words");
  }
}

Value answer_schema(const Value& operation) {
  const Value* responses = operation.find("responses");
  for (const std::string_view status : {"201", "200"}) {
    const Value* response = responses == nullptr ? nullptr : responses->find(status);
    const Value* schema = response == nullptr ? nullptr : response->find("schema");
    if (schema != nullptr) return *schema;
  }
  return {};
}

bool segments_match(std::string_view pattern, std::string_view path) {
  const auto wanted = text::split(pattern, '/');
  const auto given = text::split(path, '/');
  return std::ranges::equal(wanted, given, [](std::string_view want, std::string_view have) {
    return want == have || (want.starts_with('{') && !have.empty());
  });
}

}  // namespace

Result<OpenApi> OpenApi::load(const std::string& file, std::string prefix) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return Error::make(Fault::internal, "cannot read " + file);
  std::ostringstream content;
  content << stream.rdbuf();
  auto document = json::parse(content.str(), {.depth = 100});
  if (!document) return document.error();
  if (document->text_or("swagger") != "2.0") {
    return Error::make(Fault::internal, file + " is not Swagger 2.0");
  }
  OpenApi api;
  api.document_ = *std::move(document);
  api.prefix_ = std::move(prefix);
  return api;
}

Result<OpenApi> OpenApi::sage() {
  auto api = load(BYTE8_SOURCE_DIR "/spec/sage-openapi-subset.json", "/v3.1");
  if (!api) return api;
  constexpr std::array<std::string_view, 6> wrappers = {
      "/contact",         "/sales_invoice",      "/sales_credit_note",
      "/contact_payment", "/contact_allocation", "/product"};
  for (const std::string_view wrapper : wrappers) {
    api->allow(std::string(wrapper), "idempotency_id", "string");
  }
  api->allow("/invoice_lines[]", "currency_tax_amount", "number");
  api->allow("/credit_note_lines[]", "currency_tax_amount", "number");
  return api;
}

void OpenApi::allow(std::string parent, std::string member, std::string type) {
  extras_.push_back({std::move(parent), std::move(member), std::move(type)});
}

const std::string* OpenApi::extra_type(std::string_view parent_form,
                                       std::string_view member) const {
  for (const Extra& extra : extras_) {
    if (extra.member == member && parent_form.ends_with(extra.parent)) return &extra.type;
  }
  return nullptr;
}

const Value* OpenApi::resolved(const Value* schema) const {
  constexpr std::string_view place = "#/definitions/";
  for (int hops = 0; schema != nullptr && hops < 16; ++hops) {
    const std::string reference = schema->text_or("$ref");
    if (reference.empty()) return schema;
    const Value* definitions = document_.find("definitions");
    if (!reference.starts_with(place) || definitions == nullptr) return nullptr;
    schema = definitions->find(std::string_view(reference).substr(place.size()));
  }
  return nullptr;
}

const Value* OpenApi::member_schema(const Value* schema, std::string_view name) const {
  schema = resolved(schema);
  const Value* properties = schema == nullptr ? nullptr : schema->find("properties");
  return properties == nullptr ? nullptr : resolved(properties->find(name));
}

const Value* OpenApi::operation(std::string_view method, std::string_view path) const {
  const Value* paths = document_.find("paths");
  if (paths == nullptr || !paths->is_object() || !path.starts_with(prefix_)) return nullptr;
  path.remove_prefix(prefix_.size());
  for (const auto& [pattern, operations] : paths->object()) {
    if (!segments_match(pattern, path)) continue;
    if (const Value* found = operations.find(text::lower_ascii(method))) return found;
  }
  return nullptr;
}

void OpenApi::check_query(const Value& operation, std::string_view query, Faults& faults) const {
  for (const auto& [name, text] : text::parse_form(query)) {
    const Value* parameters = operation.find("parameters");
    const Value* known = nullptr;
    if (parameters != nullptr && parameters->is_array()) {
      for (const Value& parameter : parameters->array()) {
        if (parameter.text_or("in") == "query" && parameter.text_or("name") == name) {
          known = &parameter;
        }
      }
    }
    if (known == nullptr) {
      faults.push_back("?" + name + " is no parameter of this route");
      continue;
    }
    const std::string type = known->text_or("type");
    const bool fits = type == "integer"   ? digits(text)
                      : type == "boolean" ? text == "true" || text == "false"
                                          : fits_format(text, known->text_or("format"));
    if (!fits) faults.push_back("?" + name + " has the wrong form");
    if (type == "integer" && digits(text) && text.size() < 10 &&
        (std::stoll(text) > limit(known, "maximum", INT64_MAX) ||
         std::stoll(text) < limit(known, "minimum", INT64_MIN))) {
      faults.push_back("?" + name + " is out of range");
    }
  }
}

void OpenApi::check_object(const Value& value, const Value* schema, const Value* answer,
                           const Place& place, Faults& faults) const {
  for (const auto& [name, member] : value.object()) {
    const Place inner{place.path + "/" + name, place.parent_form + "/" + name};
    if (const Value* known = member_schema(schema, name)) {
      check_value(member, known, member_schema(answer, name), inner, faults);
    } else if (const std::string* type = extra_type(place.parent_form, name)) {
      if (!fits_type(member, *type)) faults.push_back(inner.path + " is no " + *type);
    } else {
      faults.push_back(inner.path + " is unknown");
    }
  }
  const Value* required = schema->find("required");
  if (required == nullptr || !required->is_array()) return;
  for (const Value& name : required->array()) {
    if (value.find(name.string()) == nullptr) {
      faults.push_back(place.path + "/" + name.string() + " is missing");
    }
  }
}

void OpenApi::check_value(const Value& value, const Value* schema, const Value* answer,
                          const Place& place, Faults& faults) const {
  const std::string type = schema->text_or("type", "object");
  if (!fits_type(value, type)) {
    faults.push_back(place.path + " is a " + std::string(value.type_name()) + " and no " + type);
    return;
  }
  if (type == "string") check_text(value.string(), *schema, answer, place.path, faults);
  if (type == "integer") {
    const std::int64_t number = value.integer().value_or(0);
    if (number > limit(schema, "maximum", INT64_MAX) ||
        number < limit(schema, "minimum", INT64_MIN)) {
      faults.push_back(place.path + " is out of range");
    }
  }
  if (type == "object") check_object(value, schema, answer, place, faults);
  if (type == "array") {
    const Value* items = resolved(schema->find("items"));
    const Value* answer_items = answer == nullptr ? nullptr : resolved(answer->find("items"));
    if (items == nullptr) return;
    for (std::size_t i = 0; i < value.array().size(); ++i) {
      const Place inner{place.path + "[" + std::to_string(i) + "]", place.parent_form + "[]"};
      check_value(value.array()[i], items, answer_items, inner, faults);
    }
  }
}

void OpenApi::check_body(const Value& operation, std::string_view body, Faults& faults) const {
  const Value* wanted = nullptr;
  const Value* parameters = operation.find("parameters");
  if (parameters != nullptr && parameters->is_array()) {
    for (const Value& parameter : parameters->array()) {
      if (parameter.text_or("in") == "body") wanted = resolved(parameter.find("schema"));
    }
  }
  if (wanted == nullptr || body.empty()) {
    if (wanted != nullptr) faults.emplace_back("the body is missing");
    if (!body.empty() && wanted == nullptr) faults.emplace_back("no body belongs here");
    return;
  }
  auto value = json::parse(body);
  if (!value || !value->is_object()) {
    faults.emplace_back("the body is no JSON object");
    return;
  }
  // The answer's definition describes what is inside the wrapper; its lengths hold for the request
  // too.
  Value answer;
  for (const auto& [wrapper, entity] : value->object()) {
    answer.set("properties", json::object({{wrapper, answer_schema(operation)}}));
  }
  check_object(*value, wanted, &answer, {}, faults);
}

std::vector<std::string> OpenApi::check(std::string_view method, std::string_view target,
                                        std::string_view body) const {
  const std::string_view path = target.substr(0, target.find('?'));
  const std::string_view query =
      path.size() == target.size() ? std::string_view() : target.substr(path.size() + 1);
  const Value* found = operation(method, path);
  if (found == nullptr) {
    return {std::string(method) + " " + std::string(path) + " is no route of this API"};
  }
  Faults faults;
  check_query(*found, query, faults);
  check_body(*found, body, faults);
  return faults;
}

}  // namespace byte8::test_support
