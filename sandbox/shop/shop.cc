#include "sandbox/shop/shop.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "sandbox/shop/php.h"
#include "sandbox/shop/tile.h"
#include "sandbox/shop/token.h"

namespace byte8::sandbox::shop {

namespace {

constexpr Millis minute = 60'000;
constexpr Millis day = Millis{86'400} * 1000;
constexpr std::size_t rows_a_tick = 50;
constexpr Millis webhook_timeout = 15'000;
constexpr Millis health_kept = 30'000;
constexpr Millis purge_age = 30 * day;

std::string_view entity_of(std::string_view event) {
  return event.substr(0, event.find('.'));
}

bool mirrored(std::string_view entity) {
  constexpr std::array<std::string_view, 4> kinds = {"invoice", "creditmemo", "customer",
                                                     "product"};
  return std::ranges::find(kinds, entity) != kinds.end();
}

std::int64_t entity_id_of(const std::string& payload) {
  const Result<json::Value> body = json::parse(payload);
  const json::Value* id = body ? body->find("magento_entity_id") : nullptr;
  return id != nullptr && id->is_number() ? id->integer().value_or(0) : 0;
}

}  // namespace

Shop::Shop(Options options)
    : options_(std::move(options)), token_dice_(options_.token_seed), generator_(options_.seed) {
  switches_.mode = options_.mode;
  for (const Customer& customer : generator_.customers()) {
    documents_.put("customer/" + std::to_string(customer.id), encode(canonical_customer(customer)));
  }
  for (const Product& product : catalogue()) {
    documents_.put("product/" + std::to_string(product.id), encode(canonical_product(product)));
  }
}

http::Response Shop::handle(const http::Request& request, Millis now) {
  const std::string_view path = request.path();
  if (path == "/__shop" || path.starts_with("/__shop/")) return control(request, now);
  const bool reading = request.method == "GET" || request.method == "HEAD";
  if (path == "/" && reading) return control(request, now);
  return rest(request, now);
}

// ---- outbox and drain --------------------------------------------------------------------------

bool Shop::enqueue(std::string_view event, std::string key, std::string payload,
                   std::int64_t entity_id, Millis now) {
  if (!connected()) return false;
  const Millis at = clock(now);
  const bool queued = outbox_.enqueue(std::string(event), std::move(key), std::move(payload), at);
  const std::string_view entity = entity_of(event);
  // As the original does it: the time moves even where nothing was queued.
  if (mirrored(entity) && entity_id > 0) mirror_.touch(entity, entity_id, php::mysql_time(at));
  return queued;
}

std::vector<Delivery> Shop::due(Millis now) {
  const Millis at = clock(now);
  const std::int64_t tick_now = now * options_.clock_factor / minute;
  if (!last_tick_) last_tick_ = tick_now;
  if (in_flight_) return {};
  if (batch_.empty()) {
    if (tick_now <= *last_tick_ && !tick_asked_) return {};
    last_tick_ = tick_now;
    tick_asked_ = false;
    purge(at);
    if (!connected()) return {};
    batch_ = outbox_.due(at, rows_a_tick);
    std::ranges::reverse(batch_);
  }
  if (batch_.empty()) return {};
  if (!connected()) {  // credentials vanished in the middle of a run: the rows stay as they are
    batch_.clear();
    return {};
  }
  const OutboxRow* row = outbox_.find(batch_.back());
  batch_.pop_back();
  if (row == nullptr) return {};
  in_flight_ = row->id;
  Delivery delivery = {
      .row_id = row->id,
      .call = outbound("POST",
                       "/webhooks/magento/" + text::percent_encode(connection_.tenant()) + '/' +
                           text::percent_encode(row->event),
                       now)};
  delivery.call.headers.push_back({"Content-Type", "application/json"});
  delivery.call.headers.push_back({"Idempotency-Key", row->key});
  delivery.call.body = row->payload;
  in_flight_url_ = delivery.call.url;
  return {std::move(delivery)};
}

void Shop::delivered(std::int64_t row_id, const http::Outcome& outcome, Millis now) {
  if (in_flight_ != row_id) return;
  in_flight_.reset();
  outbox_.settle(row_id, outcome, in_flight_url_, clock(now), options_.clock_factor);
}

Millis Shop::next_due(Millis now) const {
  if (in_flight_) return now + webhook_timeout;
  if (!batch_.empty() || tick_asked_) return now;
  const std::int64_t next = now * options_.clock_factor / minute + 1;
  // Rounded up, so that the tick has come when the clock says so.
  return (next * minute + options_.clock_factor - 1) / options_.clock_factor;
}

void Shop::purge(Millis now) {
  const std::int64_t today = now * options_.clock_factor / day;
  if (last_purge_day_ && *last_purge_day_ != today) {
    outbox_.purge(now - purge_age / options_.clock_factor);
  }
  last_purge_day_ = today;
}

http::Call Shop::outbound(std::string method, std::string path, Millis now) {
  const std::string token = token::mint(connection_.outbound_key(), connection_.tenant(),
                                        clock(now) / 1000, token_dice_.uuid());
  http::Call call;
  call.method = std::move(method);
  call.url = connection_.base_url() + path;
  call.timeout = webhook_timeout;
  const http::Header authorization = {"Authorization", "Bearer " + token};
  // The order is that of Magento's curl wrapper.
  if (call.method == "GET") {
    call.headers = {authorization, {"Accept", "application/json"}};
  } else {
    call.headers = {{"Accept", "*/*"}, authorization};
  }
  return call;
}

// ---- health and disconnect
// -----------------------------------------------------------------------

std::optional<http::Call> Shop::begin_health(Millis now) {
  if (!connected() || (health_ && now < health_until_)) return std::nullopt;
  return outbound("GET", "/v1/tile/health", now);
}

json::Value Shop::end_health(const http::Outcome* outcome, Millis now) {
  if (outcome != nullptr) {
    health_.reset();
    if (outcome->answered() && outcome->response.status / 100 == 2) {
      Result<json::Value> body = json::parse(outcome->response.body);
      // An unreadable answer counts as an empty one and is kept all the same; no answer is not
      // kept.
      health_ = body && body->is_object() ? std::move(*body) : json::Value(json::Object{});
      health_until_ = now + health_kept / options_.clock_factor;
    }
  }
  const bool known = connected() && health_.has_value();
  json::Value shown = health_view(connected(), known ? *health_ : json::Value(), clock(now));
  shown.set("tenant_id", connection_.tenant());
  shown.set("base_url", connection_.base_url());
  shown.set("pairing_code_waits", connection_.code_waits());
  shown.set("outbox_pending", static_cast<std::uint64_t>(outbox_.pending()));
  shown.set("outbox_dead_lettered", static_cast<std::uint64_t>(outbox_.dead_lettered()));
  return shown;
}

std::optional<http::Call> Shop::begin_disconnect(Millis now) {
  if (!connected()) return std::nullopt;
  http::Call call = outbound("POST", "/v1/tenant/disconnect", now);
  call.headers.push_back({"Content-Type", "application/json"});
  call.headers.push_back(
      {"Idempotency-Key", "disconnect:" + token::sha1_hex(connection_.tenant())});
  call.body = "{}";
  return call;
}

json::Value Shop::end_disconnect(const http::Outcome* outcome, Millis) {
  if (outcome == nullptr) {
    return json::object({{"disconnected", false}, {"acknowledged", false}});
  }
  connection_.disconnect();
  health_.reset();
  const bool acknowledged = outcome->answered() && outcome->response.status / 100 == 2;
  return json::object({{"disconnected", true}, {"acknowledged", acknowledged}});
}

// ---- the merchant
// --------------------------------------------------------------------------------

std::string Shop::new_pairing_code(Millis now) {
  std::string code = token_dice_.hex(32);
  offer_pairing_code(code, now);
  return code;
}

void Shop::offer_pairing_code(std::string_view code, Millis issued_at) {
  connection_.offer(code, clock(issued_at));
}

void Shop::keep_invoice(const InvoiceRecord& invoice) {
  const std::string id = std::to_string(invoice.id);
  documents_.put("invoice/" + id, encode(canonical_invoice(invoice)));
  documents_.put("payment/" + id, encode(canonical_payment(invoice)));
  documents_.put_facts(facts_of(invoice));
}

void Shop::invoice_events(const InvoiceRecord& invoice, bool first_save, Millis now) {
  const auto body = [&](json::Value payload) {
    return json::write_ascii(json::object({{"magento_entity_id", invoice.id},
                                           {"website_id", 1},
                                           {"store_id", invoice.store.id},
                                           {"occurred_at", utc_text(clock(now))},
                                           {"payload", std::move(payload)}}));
  };
  const std::string id = std::to_string(invoice.id);
  json::Value payload = json::object({{"increment_id", invoice.increment_id}});
  if (first_save) {
    json::Value created = payload;
    created.set("paid", invoice.paid);
    enqueue("invoice.created", "invoice.created:" + id, body(std::move(created)), invoice.id, now);
  }
  if (invoice.paid) {
    enqueue("invoice.paid", "invoice.paid:" + id, body(std::move(payload)), invoice.id, now);
  }
}

PlacedOrder Shop::place_order(Millis now) {
  Order order = generator_.place(clock(now));
  PlacedOrder placed = {.order_id = order.id, .order_increment_id = order.increment_id};
  for (InvoiceRecord& invoice : order.invoices) {
    keep_invoice(invoice);
    invoice_events(invoice, true, now);
    placed.invoice_ids.push_back(invoice.id);
    const std::int64_t id = invoice.id;
    if (!invoice.paid) invoices_.emplace(id, std::move(invoice));
  }
  return placed;
}

bool Shop::pay_invoice(std::int64_t invoice_id, Millis now) {
  const auto found = invoices_.find(invoice_id);
  if (found == invoices_.end()) return false;
  InvoiceRecord invoice = std::move(found->second);
  invoices_.erase(found);
  invoice.paid = true;
  keep_invoice(invoice);
  invoice_events(invoice, false, now);
  return true;
}

// ---- recordings
// ------------------------------------------------------------------------------------

std::size_t Shop::queue_recorded(const Recording& recording, Millis now) {
  std::size_t queued = 0;
  for (const RecordedWebhook& webhook : recording.webhooks) {
    const std::int64_t id = entity_id_of(webhook.body);
    queued += enqueue(webhook.event, webhook.key, webhook.body, id, now) ? 1 : 0;
  }
  return queued;
}

std::size_t Shop::load_recordings(Millis now) {
  std::size_t queued = 0;
  std::map<std::string, bool> first;
  for (const Recording& recording : options_.recordings) {
    for (const RecordedBody& body : recording.bodies) {
      if (first.emplace(body.route, true).second) documents_.put(body.route, body.body);
    }
    if (recording.refetch) continue;
    if (!recording.facts.kind.empty()) documents_.put_facts(recording.facts);
    queued += queue_recorded(recording, now);
  }
  return queued;
}

std::size_t Shop::apply_refetches(Millis now) {
  std::size_t queued = 0;
  for (const Recording& recording : options_.recordings) {
    for (const RecordedBody& body : recording.bodies) documents_.put(body.route, body.body);
    if (!recording.refetch) continue;
    documents_.put_facts(recording.facts);
    queued += queue_recorded(recording, now);
  }
  return queued;
}

}  // namespace byte8::sandbox::shop
