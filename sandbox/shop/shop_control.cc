// /__shop: what tests and the demo page ask of the store beside the wire.

#include <string>
#include <string_view>
#include <utility>

#include "sandbox/shop/page.h"
#include "sandbox/shop/shop.h"

namespace byte8::sandbox::shop {

namespace {

constexpr std::int64_t orders_at_once = 10'000;

http::Response answer(const json::Value& value, int status = 200) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
          .body = json::write(value)};
}

http::Response refusal(int status, std::string_view code, std::string_view message) {
  return answer(json::object({{"code", code}, {"message", message}}), status);
}

// A page of another site must not be able to press our buttons.
bool foreign(const http::Request& request) {
  const std::string* origin = http::find_header(request.headers, "Origin");
  const std::string* host = http::find_header(request.headers, "Host");
  if (origin == nullptr) return false;
  return host == nullptr || (*origin != "http://" + *host && *origin != "https://" + *host);
}

std::optional<std::int64_t> integer(const json::Value& given, std::string_view name) {
  const json::Value* value = given.find(name);
  return value != nullptr && value->is_number() ? value->integer() : std::nullopt;
}

bool yes(const json::Value& given, std::string_view name) {
  const json::Value* value = given.find(name);
  return value != nullptr && value->is_bool() && value->boolean();
}

template <typename Rows, typename F>
json::Value listed(std::string name, const Rows& rows, F&& shown) {
  json::Array list;
  for (const auto& row : rows) list.push_back(shown(row));
  return json::object({{std::move(name), std::move(list)}});
}

}  // namespace

http::Response Shop::control(const http::Request& request, Millis now) {
  const std::string_view path = request.path();
  if (path == "/") return page_html();
  const std::string_view what = path.size() > 8 ? path.substr(8) : std::string_view();
  if (request.method == "GET") return read_control(what, now);
  if (request.method != "POST") return refusal(405, "method", "GET or POST");
  if (foreign(request)) return refusal(403, "origin", "not from another site");
  Result<json::Value> given =
      request.body.empty() ? json::Value(json::Object{}) : json::parse(request.body);
  if (!given) return refusal(400, "serde", given.error().message);
  return write_control(what, *given, now);
}

http::Response Shop::read_control(std::string_view what, Millis now) {
  if (what == "page.css") return page_css();
  if (what == "page.js") return page_js();
  if (what == "outbox") {
    return answer(
        listed("rows", outbox_.rows(), [](const auto& entry) { return to_json(entry.second); }));
  }
  if (what == "mirror") {
    return answer(
        listed("rows", mirror_.rows(), [](const MirrorRow* row) { return to_json(*row); }));
  }
  if (what == "documents") {
    return answer(listed("documents", documents_.all_facts(),
                         [](const Facts& facts) { return to_json(facts); }));
  }
  if (what == "switches") return answer(to_json(switches_));
  if (what == "health") return answer(end_health(nullptr, now));
  return refusal(404, "not_found", "no such control");
}

http::Response Shop::write_control(std::string_view what, const json::Value& given, Millis now) {
  if (what == "pairing-code") {
    return answer(json::object({{"pairing_code", new_pairing_code(now)}}));
  }
  if (what == "orders") return order_control(given, now);
  if (what == "pay") {
    const bool paid = pay_invoice(integer(given, "id").value_or(0), now);
    return paid ? answer(json::object({{"paid", true}}))
                : refusal(404, "not_found", "no open invoice has this id");
  }
  if (what == "recordings") return recordings_control(given, now);
  if (what == "requeue") return requeue_control(given);
  if (what == "tick") {
    tick();
    return answer(json::object({{"pending", static_cast<std::uint64_t>(outbox_.pending())}}));
  }
  if (what == "switches") {
    if (const Status done = apply(switches_, given); !done) {
      return refusal(400, "validation", done.error().field + ' ' + done.error().message);
    }
    return answer(to_json(switches_));
  }
  // host.h carries these out; a simulation calls begin_disconnect() itself.
  if (what == "disconnect") return refusal(409, "needs_host", "call begin_disconnect()");
  return refusal(404, "not_found", "no such control");
}

http::Response Shop::order_control(const json::Value& given, Millis now) {
  const std::int64_t count = integer(given, "count").value_or(1);
  if (count < 1 || count > orders_at_once) {
    return refusal(400, "validation", "count must be 1 to 10000");
  }
  json::Array orders;
  for (std::int64_t at = 0; at < count; ++at) {
    const PlacedOrder placed = place_order(now);
    json::Array invoices;
    for (const std::int64_t id : placed.invoice_ids) invoices.emplace_back(id);
    orders.push_back(json::object({{"order_id", placed.order_id},
                                   {"order_increment_id", placed.order_increment_id},
                                   {"invoice_ids", std::move(invoices)}}));
  }
  return answer(json::object({{"orders", std::move(orders)}}));
}

http::Response Shop::recordings_control(const json::Value& given, Millis now) {
  const std::string action = given.text_or("action");
  const bool load = action == "load" || yes(given, "load");
  const bool refetch = action == "refetch" || yes(given, "refetch");
  if (load == refetch) return refusal(400, "validation", "action must be load or refetch");
  if (options_.recordings.empty()) {
    return refusal(409, "no_recordings", "the store was started without recordings");
  }
  const std::size_t queued = load ? load_recordings(now) : apply_refetches(now);
  return answer(
      json::object({{"recordings", static_cast<std::uint64_t>(options_.recordings.size())},
                    {"queued", static_cast<std::uint64_t>(queued)}}));
}

http::Response Shop::requeue_control(const json::Value& given) {
  const std::optional<std::int64_t> id = integer(given, "id");
  if (id.has_value() == yes(given, "all")) {
    return refusal(400, "validation", "exactly one of id and all");
  }
  std::size_t count = 0;
  if (id) {
    if (outbox_.find(*id) == nullptr) return refusal(404, "not_found", "no such row");
    count = outbox_.requeue(*id) ? 1 : 0;
  } else {
    count = outbox_.requeue_all();
  }
  return answer(json::object({{"requeued", static_cast<std::uint64_t>(count)}}));
}

}  // namespace byte8::sandbox::shop
