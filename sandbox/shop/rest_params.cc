#include "sandbox/shop/rest_params.h"

#include <utility>

#include "base/text.h"
#include "sandbox/shop/php.h"

namespace byte8::sandbox::shop {

namespace {

Refusal bad_type(const std::string& value, std::string_view type) {
  return {.message = "The \"" + value + "\" value's type is invalid. The \"" + std::string(type) +
                     "\" type was expected. Verify and try again."};
}

std::optional<Refusal> check_content_type(const http::Headers& headers) {
  const std::string* header = http::find_header(headers, "Content-Type");
  if (header == nullptr || header->empty()) {
    return Refusal{.trace = Trace::stack, .message = "Content-Type header is empty."};
  }
  const std::size_t semicolon = header->find(';');
  const std::string type = text::lower_ascii(text::trim(header->substr(0, semicolon)));
  if (semicolon != std::string::npos) {
    const std::string parameter =
        text::lower_ascii(text::trim(std::string_view(*header).substr(semicolon + 1)));
    if (parameter != "charset=utf-8") {
      return Refusal{.trace = Trace::stack, .message = "UTF-8 is the only supported charset."};
    }
  }
  if (type == "application/json") return std::nullopt;
  return Refusal{.message = "Server cannot understand Content-Type HTTP header media type " + type};
}

std::variant<json::Value, Refusal> read_body(const http::Request& request, Mode mode) {
  if (request.body.empty()) return json::Value(json::Object{});
  Result<json::Value> body = json::parse(request.body);
  if (body) return std::move(*body);
  if (mode != Mode::developer) return Refusal{.message = "Decoding error."};
  return Refusal{.message =
                     "Decoding error: \nUnable to unserialize value. Error: Syntax error\n"
                     "#0 {main}"};
}

const json::Value* given(const json::Value& body, const Parameter& parameter) {
  for (const std::string_view name : {parameter.camel, parameter.snake}) {
    const json::Value* value = body.find(name);
    if (value != nullptr && !value->is_null()) return value;
  }
  return nullptr;
}

std::variant<std::string, Refusal> cast(const json::Value& value, const Parameter& parameter) {
  const std::string_view type = parameter.integer ? "int" : "string";
  std::optional<std::string> text = php::to_string(value);
  if (!text) return bad_type("array", type);
  if (!parameter.integer) return std::move(*text);
  const std::optional<std::int64_t> number = value.is_bool() ? std::nullopt : php::to_int(*text);
  if (!number) return bad_type(*text, type);
  return std::to_string(*number);
}

json::Value required(std::string_view name) {
  return json::object({{"message", "\"%fieldName\" is required. Enter and try again."},
                       {"parameters", json::object({{"fieldName", name}})}});
}

Refusal missing(const std::vector<std::string_view>& names) {
  Refusal refusal = {.trace = Trace::stack};
  if (names.size() == 1) {
    refusal.message = "\"%fieldName\" is required. Enter and try again.";
    refusal.parameters = json::object({{"fieldName", names.front()}});
    return refusal;
  }
  refusal.message = "One or more input exceptions have occurred.";
  for (const std::string_view name : names) refusal.errors.push(required(name));
  return refusal;
}

}  // namespace

std::variant<Arguments, Refusal> read_arguments(const http::Request& request,
                                                std::span<const Parameter> parameters, Mode mode) {
  if (std::optional<Refusal> refusal = check_content_type(request.headers)) return *refusal;
  std::variant<json::Value, Refusal> read = read_body(request, mode);
  if (const Refusal* refusal = std::get_if<Refusal>(&read)) return *refusal;
  const json::Value& body = std::get<json::Value>(read);
  Arguments arguments;
  std::vector<std::string_view> absent;
  for (const Parameter& parameter : parameters) {
    const json::Value* value = given(body, parameter);
    if (value == nullptr) {
      arguments.emplace_back();
      if (parameter.required) absent.push_back(parameter.camel);
      continue;
    }
    std::variant<std::string, Refusal> text = cast(*value, parameter);
    if (const Refusal* refusal = std::get_if<Refusal>(&text)) return *refusal;
    arguments.emplace_back(std::get<std::string>(std::move(text)));
  }
  if (!absent.empty()) return missing(absent);
  return arguments;
}

std::variant<std::int64_t, Refusal> path_integer(std::string_view text) {
  const std::optional<std::int64_t> number = php::to_int(text);
  if (number) return *number;
  return bad_type(std::string(text), "int");
}

}  // namespace byte8::sandbox::shop
