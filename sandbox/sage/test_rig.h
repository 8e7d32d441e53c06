#pragma once
// For the tests of this folder: a simulator with a connected user, and short ways to call it.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "sandbox/sage/calendar.h"
#include "sandbox/sage/fixed_ids.h"
#include "sandbox/sage/simulator.h"

namespace byte8::sandbox::sage {

inline constexpr std::string_view redirect_uri = "http://127.0.0.1:8080/v1/oauth/callback/sage";

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Answer {
  Decision decision;
  json::Value body;

  int status() const { return decision.response.status; }
  std::string id() const { return body.text_or("id"); }
  std::string text(std::string_view name) const { return body.text_or(name); }
  std::string inner(std::string_view name, std::string_view member = "id") const {
    const json::Value* value = body.find(name);
    return value ? value->text_or(member) : "";
  }
  std::string header(std::string_view name) const {
    const std::string* value = http::find_header(decision.response.headers, name);
    return value ? *value : "";
  }
  // "source: message" of each entry of a refusal.
  std::vector<std::string> problems() const {
    std::vector<std::string> all;
    if (!body.is_array()) return all;
    for (const json::Value& entry : body.array()) {
      all.push_back(entry.text_or("$source") + ": " + entry.text_or("$message"));
    }
    return all;
  }
  std::string code() const {
    return body.is_array() ? body.array().at(0).text_or("$dataCode") : "";
  }
  std::int64_t total() const { return body.find("$total")->integer().value_or(-1); }
  const json::Array& items() const { return body.find("$items")->array(); }
};

inline Options rig_options() {
  Options options;
  options.clients.front().redirect_uris = {std::string(redirect_uri)};
  return options;
}

class Rig {
 public:
  explicit Rig(Options options = rig_options()) : sim(std::move(options)) {
    wall = instant_of("2026-05-01T12:00:00Z").value();
    connect("owner");
  }

  // Authorises and exchanges; keeps the tokens.
  void connect(const std::string& user, const Fields& more = {}) {
    const Answer answer = exchange(code(user, more));
    access = answer.text("access_token");
    refresh = answer.text("refresh_token");
  }

  std::string code(const std::string& user, const Fields& more = {}) {
    const Answer sent = authorise(user, more);
    const std::string location = sent.header("Location");
    const auto query = text::parse_form(std::string_view(location).substr(location.find('?') + 1));
    for (const auto& [name, value] : query) {
      if (name == "code") return value;
    }
    return "";
  }

  Answer authorise(const std::string& user, const Fields& more = {}) {
    Fields query = {{"client_id", "byte8-demo"},
                    {"response_type", "code"},
                    {"redirect_uri", std::string(redirect_uri)},
                    {"state", "st"},
                    {"sim_user", user}};
    for (const auto& [name, value] : more) {
      std::erase_if(query, [&](const auto& member) { return member.first == name; });
      query.emplace_back(name, value);
    }
    return call("GET", "/auth/oauth2/auth/central?" + text::form(query), "", {});
  }

  Answer form(const std::string& path, Fields fields, bool with_client = true) {
    if (with_client) {
      fields.emplace_back("client_id", "byte8-demo");
      fields.emplace_back("client_secret", "byte8-demo-secret");
    }
    return call("POST", path, text::form(fields),
                {{"Content-Type", "application/x-www-form-urlencoded"}});
  }

  Answer exchange(const std::string& code_text, const Fields& more = {}) {
    Fields fields = {{"grant_type", "authorization_code"},
                     {"code", code_text},
                     {"redirect_uri", std::string(redirect_uri)}};
    fields.insert(fields.end(), more.begin(), more.end());
    return form("/oauth/token", fields);
  }

  Answer renew(const std::string& token) {
    return form("/oauth/token", {{"grant_type", "refresh_token"}, {"refresh_token", token}});
  }

  http::Request request(std::string method, std::string path, std::string body = "") const {
    http::Headers headers = {{"Authorization", "Bearer " + access}, {"X-Business", business}};
    if (!body.empty()) headers.push_back({"Content-Type", "application/json"});
    return {std::move(method), "/v3.1" + std::move(path), std::move(headers), std::move(body),
            "127.0.0.1"};
  }

  Answer get(const std::string& path) { return run(request("GET", path)); }
  Answer post(const std::string& path, const json::Value& body) {
    return run(request("POST", path, json::write(body)));
  }
  Answer put(const std::string& path, const json::Value& body) {
    return run(request("PUT", path, json::write(body)));
  }
  Answer del(const std::string& path, const std::string& body = "") {
    return run(request("DELETE", path, body));
  }

  Answer control(const std::string& method, const std::string& path, const json::Value& body = {}) {
    return call(method, "/__sim/" + path, body.is_null() ? "" : json::write(body), {});
  }

  Answer call(std::string method, std::string target, std::string body, http::Headers headers) {
    return run(
        {std::move(method), std::move(target), std::move(headers), std::move(body), "127.0.0.1"});
  }

  Answer run(const http::Request& sent) { return read(sim.handle(sent, wall)); }

  static Answer read(Decision decision) {
    Answer answer;
    const Result<json::Value> parsed = json::parse(decision.response.body);
    if (parsed) answer.body = *parsed;
    answer.decision = std::move(decision);
    return answer;
  }

  // ---- records ----
  json::Value contact(const std::string& reference = "") {
    json::Value fields =
        json::object({{"name", "Ada Shopper"}, {"contact_type_ids", json::Array{"CUSTOMER"}}});
    if (!reference.empty()) fields.set("reference", reference);
    fields.set(
        "main_address",
        json::object({{"address_line_1", "1 Road"}, {"city", "Leeds"}, {"country_id", "GB"}}));
    return fields;
  }
  Answer make_contact(const json::Value& fields) {
    return post("/contacts", json::object({{"contact", fields}}));
  }
  std::string customer(const std::string& reference = "") {
    return make_contact(contact(reference)).id();
  }

  int number() const {
    if (business == fixed::gb_start) return 2;
    if (business == fixed::ie_standard) return 3;
    return business == fixed::ca_plus ? 4 : 1;
  }

  json::Value line(const std::string& price = "10.00", const std::string& tax = "2.00",
                   const std::string& rate = "GB_STANDARD", const std::string& quantity = "1") {
    return json::object({{"description", "A thing"},
                         {"ledger_account_id", fixed::account(number(), 4000)},
                         {"unit_price", price},
                         {"quantity", quantity},
                         {"tax_rate_id", rate},
                         {"tax_amount", tax},
                         {"currency_tax_amount", tax}});
  }
  json::Value invoice(const std::string& contact_id, json::Array lines,
                      const std::string& reference = "") {
    json::Value fields = json::object(
        {{"contact_id", contact_id}, {"date", "2026-05-01"}, {"invoice_lines", std::move(lines)}});
    if (!reference.empty()) fields.set("reference", reference);
    fields.set("delivery_address",
               json::object({{"address_line_1", "2 Road"}, {"country_id", "GB"}}));
    return fields;
  }
  Answer make_invoice(const json::Value& fields) {
    return post("/sales_invoices", json::object({{"sales_invoice", fields}}));
  }
  Answer make_credit_note(json::Value fields) {
    json::Value note = json::object({});
    for (const auto& [name, member] : fields.object()) {
      note.set(name == "invoice_lines" ? "credit_note_lines" : name, member);
    }
    return post("/sales_credit_notes", json::object({{"sales_credit_note", note}}));
  }
  // An invoice over 12.00 and its id.
  std::string simple_invoice(const std::string& contact_id, const std::string& reference = "") {
    return make_invoice(invoice(contact_id, {line()}, reference)).id();
  }
  json::Value payment(const std::string& contact_id, const std::string& total,
                      const std::vector<std::pair<std::string, std::string>>& shares = {},
                      const std::string& type = "CUSTOMER_RECEIPT") {
    json::Array parts;
    for (const auto& [id, amount] : shares)
      parts.push_back(json::object({{"artefact_id", id}, {"amount", amount}}));
    return json::object({{"transaction_type_id", type},
                         {"contact_id", contact_id},
                         {"bank_account_id", fixed::bank(number(), 1200)},
                         {"date", "2026-05-01"},
                         {"total_amount", total},
                         {"allocated_artefacts", std::move(parts)}});
  }
  Answer pay(const json::Value& fields) {
    return post("/contact_payments", json::object({{"contact_payment", fields}}));
  }
  std::int64_t counted(std::string_view name) const {
    return sim.report().find(name)->integer().value_or(-1);
  }
  Status fault(const json::Value& value) {
    const Result<FaultRule> rule = fault_rule_of(value);
    return rule ? sim.add_fault(*rule) : Status(rule.error());
  }
  void act(const json::Value& action) { ASSERT_TRUE(sim.act(action, wall).ok()); }

  Simulator sim;
  Millis wall = 0;
  std::string access, refresh;
  std::string business = std::string(fixed::gb_plus);
};

inline json::Value with(json::Value fields, const std::string& name, json::Value value) {
  fields.set(name, std::move(value));
  return fields;
}
inline json::Value without(const json::Value& fields, std::string_view name) {
  json::Value left = json::object({});
  for (const auto& [key, member] : fields.object()) {
    if (key != name) left.set(key, member);
  }
  return left;
}

}  // namespace byte8::sandbox::sage
