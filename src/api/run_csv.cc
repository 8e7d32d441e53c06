#include "api/run_csv.h"

#include <algorithm>

#include "api/render.h"
#include "api/request.h"

namespace byte8::api {
namespace {

// Spreadsheets compute what begins so; a leading apostrophe makes it text (OWASP, CSV injection).
constexpr std::string_view computed = "=+-@\t\r";

std::string line_of(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) line += (line.empty() ? "" : ",") + csv_cell(cell);
  return line + "\r\n";
}

std::string text_in(const json::Value& value, std::string_view object, std::string_view key) {
  const json::Value* found = value.find(object);
  return found == nullptr ? std::string() : found->text_or(key);
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string out(text);
  const std::size_t sign = out.starts_with('-') ? 1 : 0;
  const bool number =
      out.size() > sign && out.find_first_not_of("0123456789.", sign) == std::string::npos;
  if (!out.empty() && computed.find(out.front()) != std::string_view::npos && !number) {
    out.insert(0, 1, '\'');
  }
  if (out.find_first_of(",\"\r\n\t") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_head() {
  return line_of({"id", "accepted_at", "finished_at", "binding", "event", "status", "reason",
                  "magento_entity_id", "magento_reference", "sage_reference", "store_total",
                  "ledger_total", "currency", "error_code", "error_detail", "error_message"});
}

std::string csv_line(const store::RunView& view) {
  const json::Value run = run_json(view);
  const std::string reason = run.text_or("reason", run.text_or("skip_reason"));
  return line_of({run.text_or("id"), run.text_or("created_at"), run.text_or("finished_at"),
                  run.text_or("binding_id"), run.text_or("event"), run.text_or("status"), reason,
                  std::to_string(view.run.magento_id), run.text_or("magento_reference"),
                  text_in(run, "provider", "reference"), text_in(run, "totals", "store"),
                  text_in(run, "totals", "ledger"), text_in(run, "totals", "currency"),
                  text_in(run, "error", "code"), text_in(run, "error", "detail"),
                  text_in(run, "error", "message")});
}

}  // namespace byte8::api
