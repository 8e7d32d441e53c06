#include "tests/support/toy_peers.h"

#include <charconv>

#include "base/text.h"
#include "model/policy.h"

namespace byte8::tests {
namespace {

constexpr std::string_view ledger = "toy://ledger/";
constexpr std::string_view shop = "toy://shop/";

http::Call call(std::string method, std::string url, std::string body = "") {
  http::Call made;
  made.method = std::move(method);
  made.url = std::move(url);
  made.body = std::move(body);
  return made;
}

http::Response answer(int status, std::string body) {
  return {.status = status, .headers = {}, .body = std::move(body)};
}

json::Value to_json(const model::LedgerRecord& r) {
  return json::object({{"kind", r.kind},
                       {"id", r.id},
                       {"displayed_as", r.displayed_as},
                       {"reference", r.reference},
                       {"source_guid", r.source_guid},
                       {"contact_id", r.contact_id},
                       {"date", r.date},
                       {"currency", r.currency},
                       {"status", r.status},
                       {"notes", r.notes},
                       {"tax", model::plain(r.tax)},
                       {"total", model::plain(r.total)}});
}

model::LedgerRecord record_of(const json::Value& v) {
  model::LedgerRecord r;
  r.kind = v.text_or("kind");
  r.id = v.text_or("id");
  r.displayed_as = v.text_or("displayed_as");
  r.reference = v.text_or("reference");
  r.source_guid = v.text_or("source_guid");
  r.contact_id = v.text_or("contact_id");
  r.date = v.text_or("date");
  r.currency = v.text_or("currency");
  r.status = v.text_or("status");
  r.notes = v.text_or("notes");
  r.tax = *model::parse_amount(v.text_or("tax", "0"));
  r.total = *model::parse_amount(v.text_or("total", "0"));
  return r;
}

// The error of an outcome, or nothing when it is a 2xx.
std::optional<Error> judge(const http::Outcome& outcome, bool writes) {
  if (!outcome.answered()) {
    Error error = Error::make(Fault::http, std::string(http::word(outcome.failure)));
    error.effect = writes ? outcome.effect() : Effect::none;
    return error;
  }
  const int status = outcome.response.status;
  if (status < 300) return std::nullopt;
  if (status == 401) return Error::coded(Fault::auth, "token_expired", "401");
  if (status == 404) return Error::coded(Fault::not_found, "not_found", "404");
  if (status == 429) return Error::coded(Fault::rate_limited, "rate_limited", "429");
  if (status == 422) {
    return Error::coded(Fault::validation, outcome.response.body, outcome.response.body);
  }
  Error error = Error::coded(Fault::provider, "sage_unavailable", std::to_string(status));
  error.effect = writes ? Effect::maybe : Effect::none;
  return error;
}

port::Verb<std::vector<model::LedgerRecord>> found(http::Call made) {
  return {.call = std::move(made),
          .read = [](const http::Outcome& outcome) -> Result<std::vector<model::LedgerRecord>> {
            if (auto error = judge(outcome, false)) return *error;
            auto parsed = json::parse(outcome.response.body);
            if (!parsed) return parsed.error();
            std::vector<model::LedgerRecord> records;
            for (const json::Value& item : parsed->array()) records.push_back(record_of(item));
            return records;
          }};
}

}  // namespace

// ---- the ledger
// -----------------------------------------------------------------------------------

http::Response ToyLedger::serve(const http::Call& made, Millis now) {
  const std::string_view path = std::string_view(made.url).substr(ledger.size());
  if (path == "token") return answer(200, "");
  // {business}/{kind}, or {business}/{kind}?{reference}: the books of one business know nothing of
  // another.
  const std::size_t question = path.find('?');
  if (question == std::string_view::npos) return create(made, path, now);
  const std::string_view books = path.substr(0, question);
  if (books.ends_with("/email")) return answer(200, "[]");
  return find(books, path.substr(question + 1), now);
}

http::Response ToyLedger::create(const http::Call& made, std::string_view books, Millis now) {
  const std::string_view kind = books.substr(books.find('/') + 1);
  auto parsed = json::parse(made.body);
  if (!parsed) return answer(400, "");
  const std::string id = parsed->text_or("idempotency_id");
  if (honours_idempotency_) {
    auto known = answered_.find(id);
    if (known != answered_.end()) return answer(201, known->second);
  }
  model::LedgerRecord record = record_of(*parsed);
  record.kind = kind;
  record.id = std::string(kind) + "-" + std::to_string(records_.size() + 1);
  record.displayed_as = record.id;
  const std::string key = std::string(books) + "/" + record.reference;
  if (kind == "contact" && by_reference_.contains(key)) return answer(422, "reference_taken");
  by_reference_.emplace(key, records_.size());
  records_.push_back(record);
  made_at_.push_back(now);
  std::string body = json::write(to_json(record));
  if (honours_idempotency_) answered_.emplace(id, body);
  return answer(201, std::move(body));
}

http::Response ToyLedger::find(std::string_view books, std::string_view reference,
                               Millis now) const {
  json::Array items;
  auto [from, to] = by_reference_.equal_range(std::string(books) + "/" + std::string(reference));
  for (auto entry = from; entry != to; ++entry) {
    if (now - made_at_[entry->second] >= search_lag_) {
      items.push_back(to_json(records_[entry->second]));
    }
  }
  return answer(200, json::write(json::Value(std::move(items))));
}

port::Verb<port::Grant> ToyProvider::refresh(const SecretText&) const {
  return {.call = call("POST", std::string(ledger) + "token"),
          .read = [](const http::Outcome& outcome) -> Result<port::Grant> {
            if (auto error = judge(outcome, true)) return *error;
            port::Grant grant;
            grant.access_token = SecretText("access");
            grant.refresh_token = SecretText("refresh");
            grant.access_life_ms = 300'000;
            grant.refresh_life_ms = 2'678'400'000;
            grant.requested_by = "somebody";
            return grant;
          }};
}

port::Verb<port::Nothing> ToyProvider::revoke(const SecretText&) const {
  return {.call = call("POST", std::string(toy_revoke_url)),
          .read = [](const http::Outcome& outcome) -> Result<port::Nothing> {
            if (auto error = judge(outcome, true)) return *error;
            return port::Nothing{};
          }};
}

void ToyProvider::read_reference(std::string_view kind, const json::Array& items,
                                 model::Reference& into) const {
  for (const json::Value& item : items) {
    const std::string id = item.text_or("id");
    if (kind == "tax_rates") {
      model::TaxRate rate;
      rate.id = id;
      rate.name = id;
      rate.percentage = *model::parse_rate(item.text_or("percentage", "0"));
      into.tax_rates.push_back(std::move(rate));
    } else if (kind == "ledger_accounts") {
      into.ledger_accounts.push_back({.id = id, .name = id, .visible_in_sales = true});
    } else if (kind == "currencies") {
      into.currencies.push_back(id);
    }
  }
}

port::Verb<std::vector<model::LedgerRecord>> ToyProvider::find_contacts(
    const port::LedgerAccess& access, std::string_view reference) const {
  return found(
      call("GET", std::string(ledger) + access.business_id + "/contact?" + std::string(reference)));
}

port::Verb<std::vector<model::LedgerRecord>> ToyProvider::find_contacts_by_email(
    const port::LedgerAccess& access, std::string_view email) const {
  return found(
      call("GET", std::string(ledger) + access.business_id + "/email?" + std::string(email)));
}

port::Verb<std::vector<model::LedgerRecord>> ToyProvider::find_invoices(
    const port::LedgerAccess& access, std::string_view reference) const {
  return find(access, "sales_invoice", {.reference = std::string(reference)});
}

port::Verb<std::vector<model::LedgerRecord>> ToyProvider::find(
    const port::LedgerAccess& access, std::string_view kind,
    const port::LedgerSearch& search) const {
  return found(call("GET", std::string(ledger) + access.business_id + "/" + std::string(kind) +
                               "?" + search.reference));
}

port::Verb<model::LedgerRecord> ToyProvider::read(const port::LedgerAccess& access,
                                                  std::string_view kind,
                                                  std::string_view id) const {
  return {.call = call("GET", std::string(ledger) + access.business_id + "/" + std::string(kind) +
                                  "?id=" + std::string(id)),
          .read = [](const http::Outcome& outcome) -> Result<model::LedgerRecord> {
            if (auto error = judge(outcome, false)) return *error;
            auto parsed = json::parse(outcome.response.body);
            if (!parsed) return parsed.error();
            return record_of(*parsed);
          }};
}

std::string ToyProvider::body(const model::LedgerContact& contact,
                              std::string_view idempotency_id) const {
  return json::write(json::object({{"idempotency_id", idempotency_id},
                                   {"reference", contact.reference},
                                   {"source_guid", contact.source_guid},
                                   {"currency", contact.currency}}));
}

std::string ToyProvider::body(const model::LedgerDocument& invoice,
                              std::string_view idempotency_id) const {
  return json::write(json::object({{"idempotency_id", idempotency_id},
                                   {"reference", invoice.reference},
                                   {"contact_id", invoice.contact_id},
                                   {"date", invoice.date},
                                   {"currency", invoice.currency},
                                   {"notes", invoice.notes},
                                   {"status", "UNPAID"},
                                   {"tax", model::plain(invoice.tax)},
                                   {"total", model::plain(invoice.total)}}));
}

http::Call ToyProvider::post(const port::LedgerAccess& access, std::string_view kind,
                             std::string_view, std::string body) const {
  return call("POST", std::string(ledger) + access.business_id + "/" + std::string(kind),
              std::move(body));
}

Result<model::LedgerRecord> ToyProvider::posted(std::string_view, std::string_view,
                                                const http::Outcome& outcome) const {
  if (auto error = judge(outcome, true)) return *error;
  auto parsed = json::parse(outcome.response.body);
  if (!parsed) return Error::maybe(Fault::serde, "unreadable");
  return record_of(*parsed);
}

// ---- the store
// ------------------------------------------------------------------------------------

port::Verb<port::Ping> ToyShop::ping(const port::StoreAccess&, Now, Rng&) const {
  return {.call = call("GET", std::string(shop) + "ping"),
          .read = [](const http::Outcome& outcome) -> Result<port::Ping> {
            if (auto error = judge(outcome, false)) return *error;
            return port::Ping{};
          }};
}

port::Verb<model::Invoice> ToyShop::invoice(const port::StoreAccess&, std::int64_t magento_id, Now,
                                            Rng&) const {
  return {.call = call("GET", std::string(shop) + "invoice/" + std::to_string(magento_id)),
          .read = [magento_id](const http::Outcome& outcome) -> Result<model::Invoice> {
            if (auto error = judge(outcome, false)) return *error;
            std::int64_t edition = 0;
            const std::string& text = outcome.response.body;
            std::from_chars(text.data(), text.data() + text.size(), edition);
            return document(magento_id, edition);
          }};
}

port::Verb<port::Nothing> ToyShop::report(const port::StoreAccess&, const port::SyncState& state,
                                          Now, Rng&) const {
  return {.call = call("POST", std::string(shop) + "sync-state",
                       std::to_string(state.magento_entity_id) + " " + state.sync_status),
          .read = [](const http::Outcome& outcome) -> Result<port::Nothing> {
            if (auto error = judge(outcome, true)) return *error;
            return port::Nothing{};
          }};
}

model::Invoice ToyShop::document(std::int64_t magento_id, std::int64_t edition) {
  const model::Amount net{(25 + edition) * model::Amount::one};
  const model::Amount tax{net.units / 5};
  model::Invoice invoice;
  invoice.magento_id = magento_id;
  invoice.increment_id = std::to_string(100'000'000 + magento_id);
  invoice.website_id = 1;
  invoice.store_id = 1;
  invoice.currency = "GBP";
  invoice.state = "paid";
  // Some buyers come again, some are guests.
  invoice.customer.magento_id = magento_id % 3 == 0 ? 0 : 1 + magento_id % 97;
  invoice.customer.email = "buyer" + std::to_string(magento_id % 89) + "@example.com";
  invoice.customer.last_name = "Buyer";
  invoice.customer.created_at = "2026-11-24T08:00:00Z";
  model::Address address;
  address.kind = "billing";
  address.street = {"1 High Street"};
  address.city = "Leeds";
  address.postcode = "LS1 1AA";
  address.country_id = "GB";
  invoice.billing_address = address;
  invoice.customer.addresses = {address};
  model::Line line;
  line.sku = "TEE";
  line.name = "Tee";
  line.qty = {model::Quantity::one};
  line.unit_price = net;
  line.line_subtotal = net;
  line.line_tax = tax;
  line.line_total = net + tax;
  invoice.lines = {line};
  invoice.subtotal = net;
  invoice.tax_amount = tax;
  invoice.grand_total = net + tax;
  invoice.created_at = "2026-11-24T09:00:00Z";
  invoice.base_to_order_rate = model::Rate{model::Rate::one};
  return invoice;
}

http::Response serve_shop(const http::Call& made, std::int64_t edition) {
  const std::string_view path = std::string_view(made.url).substr(shop.size());
  if (path.starts_with("invoice/")) return answer(200, std::to_string(edition));
  return answer(200, "[]");
}

std::string toy_reference_items(std::string_view kind) {
  if (kind == "tax_rates") {
    return R"([{"id":"GB_STANDARD","percentage":"20"},{"id":"GB_ZERO","percentage":"0"}])";
  }
  if (kind == "ledger_accounts") return R"([{"id":"sales"}])";
  if (kind == "currencies") return R"([{"id":"GBP"}])";
  return "[]";
}

std::string toy_policy() {
  model::Policy policy;
  policy.default_tax_rate_id = "GB_STANDARD";
  policy.zero_tax_rate_id = "GB_ZERO";
  policy.default_ledger_account_id = "sales";
  policy.tax_rate_map["20.00"] = "GB_STANDARD";
  return json::write(model::to_json(policy));
}

std::string toy_facts() {
  return R"({"country":"GB","base_currency":"GBP","multi_currency":true})";
}

}  // namespace byte8::tests
