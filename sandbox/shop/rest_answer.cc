#include "sandbox/shop/rest_answer.h"

#include <utility>
#include <vector>

#include "base/text.h"

namespace byte8::sandbox::shop {

namespace {

constexpr std::string_view json_type = "application/json; charset=utf-8";
constexpr std::string_view xml_type = "application/xml; charset=utf-8";
constexpr std::string_view html_type = "text/html; charset=UTF-8";

http::Response typed(int status, std::string_view type, std::string body) {
  return {.status = status,
          .headers = {{"Cache-Control", "no-store"}, {"Content-Type", std::string(type)}},
          .body = std::move(body)};
}

http::Response error_page(int status, std::string_view title, std::string_view text) {
  std::string body = "<!doctype html>\n<html lang=\"en\">\n<head>\n    <title>";
  body += title;
  body += "</title>\n    <meta charset=\"utf-8\"/>\n</head>\n<body>\n<p>";
  body += text;
  body += "</p>\n</body>\n</html>\n";
  return typed(status, html_type, std::move(body));
}

std::string exception_text(std::string_view message) {
  const std::string line = "Exception #0 (Exception): " + std::string(message);
  return "1 exception(s):\n" + line + "\n\n" + line +
         "\n<pre>#1 Magento\\Framework\\App\\Bootstrap->run() called at [pub/index.php:30]\n"
         "#2 include() called at [phpserver/router.php:119]\n</pre>\n";
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += letter;
    }
  }
  return out;
}

void append_element(std::string& out, const std::string& name, const json::Value& value,
                    std::size_t depth) {
  const std::string indent(depth * 2, ' ');
  if (value.is_array() || value.is_object()) {
    out += indent + '<' + name + ">\n";
    if (value.is_array()) {
      for (const json::Value& item : value.array()) append_element(out, "item", item, depth + 1);
    } else {
      for (const auto& [key, item] : value.object()) append_element(out, key, item, depth + 1);
    }
    out += indent + "</" + name + ">\n";
    return;
  }
  std::string text;
  if (value.is_bool()) text = value.boolean() ? "true" : "false";
  if (value.is_number()) text = value.number_text();
  if (value.is_string()) text = escaped(value.string());
  out += indent + '<' + name + (text.empty() ? "/>\n" : '>' + text + "</" + name + ">\n");
}

// One name of a field list with what its brackets hold.
struct Field {
  std::string_view name;
  std::string_view inner;
  bool all = true;
};

std::vector<Field> split_fields(std::string_view list) {
  std::vector<Field> fields;
  std::size_t from = 0;
  std::size_t depth = 0;
  for (std::size_t at = 0; at <= list.size(); ++at) {
    const char letter = at < list.size() ? list[at] : ',';
    if (letter == '[') ++depth;
    if (letter == ']' && depth > 0) --depth;
    if (letter != ',' || (depth > 0 && at < list.size())) continue;
    const std::string_view whole = list.substr(from, at - from);
    const std::size_t bracket = whole.find('[');
    Field field = {.name = whole.substr(0, bracket)};
    if (bracket != std::string_view::npos && whole.ends_with(']')) {
      field.inner = whole.substr(bracket + 1, whole.size() - bracket - 2);
      field.all = false;
    }
    if (!field.name.empty()) fields.push_back(field);
    from = at + 1;
  }
  return fields;
}

}  // namespace

std::string encode(const json::Value& value) {
  const std::string plain = json::write_ascii(value);
  std::string out;
  out.reserve(plain.size());
  for (const char letter : plain) {
    if (letter == '/') out += '\\';  // a slash can only stand inside a string
    out += letter;
  }
  return out;
}

Reply reply(const json::Value& value) {
  return {.json = encode(value)};
}

Reply refuse(const Refusal& refusal, Mode mode) {
  json::Value body = json::object({{"message", refusal.message}});
  if (!refusal.errors.is_null()) body.set("errors", refusal.errors);
  if (!refusal.parameters.is_null()) body.set("parameters", refusal.parameters);
  if (mode == Mode::developer) {
    const bool stack = refusal.trace == Trace::stack;
    body.set("trace", stack ? json::Value("#0 {main}") : json::Value());
  }
  return {.status = refusal.status, .json = encode(body)};
}

Refusal no_route() {
  return {.status = 404, .message = "Request does not match any route."};
}

Refusal not_authorised(std::string_view resource) {
  return {.status = 401,
          .trace = Trace::stack,
          .message = "The consumer isn't authorized to access %resources.",
          .parameters = json::object({{"resources", resource}})};
}

Refusal not_processable() {
  return {.status = 400, .message = "Specified request cannot be processed."};
}

Refusal internal_error() {
  return {.status = 500,
          .message =
              "Internal Error. Details are available in Magento log file. Report ID: "
              "webapi-0000000000000"};
}

Refusal failing(const Failing& failing) {
  if (failing.status >= 500) {
    Refusal refusal = internal_error();
    refusal.status = failing.status;
    return refusal;
  }
  return {.status = failing.status,
          .trace = Trace::stack,
          .message = "The request could not be carried out. Verify and try again."};
}

Format negotiate(const http::Headers& headers) {
  const std::string* accept = http::find_header(headers, "Accept");
  if (accept == nullptr || text::trim(*accept).empty()) return Format::json;
  for (const std::string_view part : text::split(*accept, ',')) {
    const std::string type = text::lower_ascii(text::trim(part.substr(0, part.find(';'))));
    if (type == "*/*" || type == "application/json") return Format::json;
    if (type == "application/xml" || type == "text/xml" || type == "application/xhtml+xml") {
      return Format::xml;
    }
  }
  return Format::unsupported;
}

http::Response finish(const Reply& reply, Format format) {
  if (format == Format::json) return typed(reply.status, json_type, reply.json);
  const Result<json::Value> value = json::parse(reply.json);
  return typed(reply.status, xml_type, to_xml(value ? *value : json::Value()));
}

std::string to_xml(const json::Value& value) {
  std::string out = "<?xml version=\"1.0\"?>\n";
  append_element(out, "response", value, 0);
  return out;
}

json::Value keep_fields(const json::Value& value, std::string_view fields) {
  if (value.is_array()) {
    json::Array kept;
    for (const json::Value& item : value.array()) kept.push_back(keep_fields(item, fields));
    return kept;
  }
  if (!value.is_object()) return value;
  const std::vector<Field> wanted = split_fields(fields);
  json::Object kept;
  for (const auto& [key, member] : value.object()) {
    for (const Field& field : wanted) {
      if (field.name != key) continue;
      kept.emplace_back(key, field.all ? member : keep_fields(member, field.inner));
      break;
    }
  }
  return kept;
}

http::Response maintenance_page(Mode mode) {
  if (mode == Mode::developer) {
    return typed(500, "text/plain;charset=UTF-8",
                 exception_text("Unable to proceed: the maintenance mode is enabled. "));
  }
  return error_page(503, "Error 503: Service Unavailable",
                    "The store is down for maintenance. Please try again later.");
}

http::Response unsupported_accept(Mode mode) {
  if (mode == Mode::developer) {
    return typed(500, "text/plain;charset=UTF-8",
                 exception_text("Server cannot match any of the given Accept HTTP header media "
                                "type(s) from the request."));
  }
  return error_page(500, "There has been an error processing your request",
                    "Exception printing is disabled by default for security reasons.");
}

http::Response not_found_page() {
  return error_page(404, "404 Not Found", "The page you requested was not found.");
}

http::Response soap_fault() {
  return typed(500, "text/xml; charset=UTF-8",
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<env:Envelope xmlns:env=\"http://www.w3.org/2003/05/soap-envelope\">\n"
               "   <env:Body><env:Fault><env:Code><env:Value>env:Receiver</env:Value></env:Code>"
               "</env:Fault></env:Body>\n</env:Envelope>\n");
}

}  // namespace byte8::sandbox::shop
