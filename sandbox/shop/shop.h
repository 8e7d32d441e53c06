#pragma once
// A stand-in for a Magento 2.4.7 store with the original Byte8 modules, as a value: no threads, no
// clock, no sockets, seeded chance. It speaks the module's side of the wire as the recordings of
// spec/fixtures/protocol do. Requests go into handle(); the webhook POSTs of the drain cron come
// out of due(), are carried out by the host (host.h or a simulation) and end in delivered().
// Control for tests is under /__shop. `now` is always wall time in milliseconds and never goes
// back. Source: spec/wire.md.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "port/http.h"
#include "sandbox/shop/connection.h"
#include "sandbox/shop/dice.h"
#include "sandbox/shop/documents.h"
#include "sandbox/shop/generator.h"
#include "sandbox/shop/mirror.h"
#include "sandbox/shop/outbox.h"
#include "sandbox/shop/recordings.h"
#include "sandbox/shop/rest_answer.h"
#include "sandbox/shop/switches.h"

namespace byte8::sandbox::shop {

struct Options {
  std::uint64_t seed = 1;  // of the generated customers and orders
  // Of token ids and pairing codes. Two runs against one chassis need different ones: it refuses a
  // token id that it has seen.
  std::uint64_t token_seed = 1;
  // Divides drain tick, retry delays, pairing age, purge age and the tile's cache; never token
  // times.
  std::int64_t clock_factor = 1;
  Mode mode = Mode::default_;
  std::vector<Recording> recordings;  // of read_recordings(); served from load_recordings() on
};

// One webhook POST to carry out. The token inside was minted for `now`: send it at once.
struct Delivery {
  std::int64_t row_id = 0;
  http::Call call;
};

// What place_order() made.
struct PlacedOrder {
  std::int64_t order_id = 0;
  std::string order_increment_id;
  std::vector<std::int64_t> invoice_ids;
};

class Shop {
 public:
  explicit Shop(Options options);

  // ---- the wire: /rest/…, the page at /, and /__shop/… -----------------------------------------
  http::Response handle(const http::Request& request, Millis now);

  // ---- the drain cron ---------------------------------------------------------------------------
  // Each minute a tick takes up to 50 due rows; they are sent one after the other, so this gives at
  // most one delivery, and none while one is under way. Ask again after delivered() and at
  // next_due().
  std::vector<Delivery> due(Millis now);
  void delivered(std::int64_t row_id, const http::Outcome& outcome, Millis now);
  // When due() may have something again, if nothing else happens: now, or the next tick.
  Millis next_due(Millis now) const;
  // The next due() begins a tick whatever the minute.
  void tick() { tick_asked_ = true; }
  bool draining() const { return in_flight_.has_value() || !batch_.empty(); }

  // ---- calls that an admin page makes; the host carries them out
  // ----------------------------------- Empty when no request is made: not connected, or an answer
  // of the last 30 seconds is kept.
  std::optional<http::Call> begin_health(Millis now);
  // What tile and configuration page show. No outcome: after begin_health() gave no call.
  json::Value end_health(const http::Outcome* outcome, Millis now);
  // The Disconnect button. Empty when not connected (nothing happens then).
  std::optional<http::Call> begin_disconnect(Millis now);
  // Forgets the credentials whatever the chassis answered: {"disconnected","acknowledged"}.
  json::Value end_disconnect(const http::Outcome* outcome, Millis now);

  // ---- the merchant
  // ---------------------------------------------------------------------------------
  std::string new_pairing_code(Millis now);
  // As new_pairing_code() with a given code and time of issue.
  void offer_pairing_code(std::string_view code, Millis issued_at);
  bool connected() const { return connection_.connected(); }
  const Connection& connection() const { return connection_; }

  PlacedOrder place_order(Millis now);
  // Captures an open generated invoice: state paid, event invoice.paid. False where none is open.
  bool pay_invoice(std::int64_t invoice_id, Millis now);

  // Serves the first recorded version of every document and queues the recorded events (only while
  // connected, as the observers do; known keys are not queued twice). Returns how many were queued.
  std::size_t load_recordings(Millis now);
  // Swaps to the later bodies and queues the events of the re-fetched documents.
  std::size_t apply_refetches(Millis now);

  // ---- inspection and tests
  // --------------------------------------------------------------------------
  const Outbox& outbox() const { return outbox_; }
  Outbox& outbox() { return outbox_; }
  const Mirror& mirror() const { return mirror_; }
  const Documents& documents() const { return documents_; }
  Documents& documents() { return documents_; }
  Switches& switches() { return switches_; }
  std::int64_t clock_factor() const { return options_.clock_factor; }
  // A.5: false when not connected or the key is known. Touches the mirror for the four entity
  // kinds.
  bool enqueue(std::string_view event, std::string key, std::string payload, std::int64_t entity_id,
               Millis now);

 private:
  Millis clock(Millis now) const { return now + switches_.clock_offset_ms; }
  bool developer() const { return switches_.mode == Mode::developer; }

  // shop_rest.cc
  http::Response rest(const http::Request& request, Millis now);
  Reply route(const http::Request& request, Millis now);
  Reply byte8_route(const http::Request& request, const std::vector<std::string_view>& parts,
                    Millis now);
  bool authorised(const http::Request& request, Millis now);
  Reply canonical(std::string_view kind, std::string_view id);
  Reply ping(Millis now) const;
  // shop_pair.cc and shop_sync_state.cc
  Reply pair(const http::Request& request, Millis now);
  Reply sync_state(const http::Request& request, Millis now);
  // shop_control.cc
  http::Response control(const http::Request& request, Millis now);
  http::Response read_control(std::string_view what, Millis now);
  http::Response write_control(std::string_view what, const json::Value& given, Millis now);
  http::Response order_control(const json::Value& given, Millis now);
  http::Response recordings_control(const json::Value& given, Millis now);
  http::Response requeue_control(const json::Value& given);
  // shop.cc
  http::Call outbound(std::string method, std::string path, Millis now);
  std::size_t queue_recorded(const Recording& recording, Millis now);
  void invoice_events(const InvoiceRecord& invoice, bool first_save, Millis now);
  void keep_invoice(const InvoiceRecord& invoice);
  void purge(Millis now);

  Options options_;
  Switches switches_;
  Connection connection_;
  Outbox outbox_;
  Mirror mirror_;
  Documents documents_;
  Dice token_dice_;
  Generator generator_;
  std::map<std::int64_t, InvoiceRecord> invoices_;   // generated ones
  std::map<std::string, std::int64_t> burned_jtis_;  // SHA-1 of the jti → exp, unix seconds
  std::int64_t jtis_swept_at_ = 0;
  std::vector<std::int64_t> batch_;  // rows of the running tick, last first
  std::optional<std::int64_t> in_flight_;
  std::string in_flight_url_;
  std::optional<std::int64_t> last_tick_;  // number of the minute
  std::optional<std::int64_t> last_purge_day_;
  bool tick_asked_ = false;
  std::optional<json::Value> health_;  // kept answer of the chassis
  Millis health_until_ = 0;
};

}  // namespace byte8::sandbox::shop
