#include "net/answer_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/json.h"
#include "base/text.h"

namespace byte8::net {
namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 402:
      return "Payment Required";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "";
  }
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end.ptr);
}

// Header text without anything that could end the line.
void append_line_text(std::string& out, std::string_view text) {
  const std::size_t start = out.size();
  out += text;
  std::replace_if(
      out.begin() + static_cast<std::ptrdiff_t>(start), out.end(),
      [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
}

bool framing_header(std::string_view name) {
  return text::iequals_ascii(name, "content-length") || text::iequals_ascii(name, "connection") ||
         text::iequals_ascii(name, "transfer-encoding") || text::iequals_ascii(name, "keep-alive");
}

}  // namespace

void append_head(std::string& out, const http::Response& response, Framing framing,
                 std::string_view date) {
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(response.status));
  out += ' ';
  out += reason(response.status);
  out += "\r\n";
  bool dated = false;
  for (const http::Header& header : response.headers) {
    if (framing_header(header.name)) continue;
    dated = dated || text::iequals_ascii(header.name, "date");
    append_line_text(out, header.name);
    out += ": ";
    append_line_text(out, header.value);
    out += "\r\n";
  }
  if (!dated) {
    out += "Date: ";
    out += date;
    out += "\r\n";
  }
  if (framing.close) {
    out += "Connection: close\r\n";
  } else if (framing.says_keep_alive) {
    out += "Connection: keep-alive\r\n";
  }
  if (response.status != 204 && !framing.endless) {
    out += "Content-Length: ";
    append_number(out, response.body.size());
    out += "\r\n";
  }
  out += "\r\n";
}

http::Response refusal(int status, std::string_view code, std::string_view message) {
  std::string body = "{\"code\":";
  json::append_quoted(body, code);
  body += ",\"message\":";
  json::append_quoted(body, message);
  body += '}';
  return {
      .status = status, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

bool asks_to_close(const http::Response& response) {
  const std::string* connection = http::find_header(response.headers, "connection");
  return connection != nullptr && text::iequals_ascii(text::trim(*connection), "close");
}

std::string http_date(std::time_t seconds) {
  constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     days.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                     months.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900,
                     utc.tm_hour, utc.tm_min, utc.tm_sec);
}

}  // namespace byte8::net
