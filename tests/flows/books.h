#pragma once
// A store and a Sage, both pretended and in this process, with the real chassis between them: what
// the store says goes in as events, what is in Sage comes out as books. The clock is a number.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sandbox/sage/fixed_ids.h"
#include "sandbox/sage/simulator.h"
#include "sandbox/shop/shop.h"
#include "tests/lifecycle/world.h"

namespace byte8::tests {

class Books {
 public:
  // `idempotency`: whether Sage honours idempotency ids.
  explicit Books(bool idempotency = true);
  ~Books();

  // What the store answers for a canonical route ("invoice/42"); replaces what it answered before.
  void put(const std::string& route, const json::Value& body);
  // An event of the store; settles until nothing goes on at this moment.
  std::string send(const std::string& event, std::int64_t id);
  // Time passes in steps, so that what is due in between happens in its order.
  void pass(Millis ms);
  // Until no run goes on by itself, or this much time has gone.
  bool quiet(Millis patience);

  // Changes settings of the policy: {"sync_products": true}.
  void set(const std::string& settings);
  json::Value policy();

  void fault(const std::string& rule);
  json::Value act(const std::string& action);
  json::Value books();
  // Rows of the books that are ours and not deleted.
  std::vector<json::Value> rows(const std::string& list);
  json::Value row(const std::string& list, const std::string& reference);
  json::Value contact_of(const json::Value& document);
  // Calls that Sage saw since the last question, as "POST /v3.1/sales_invoices".
  std::vector<std::string> calls();

  json::Value run(const std::string& id) { return world_.get("/v1/runs/" + id).body; }
  json::Array runs(const std::string& query = "");
  // "status reason|skip_reason|code" of the newest run of an event.
  std::string ended(const std::string& event, std::int64_t id);
  // What the store was last told of an entity: "synced", "skipped", "failed" or "".
  std::string chip(const std::string& kind, std::int64_t id);

  World& world() { return world_; }
  sandbox::sage::Simulator& sage() { return sage_; }
  sandbox::shop::Shop& shop() { return shop_; }
  const std::string& binding() const { return binding_; }

 private:
  std::optional<http::Outcome> answer(const http::Call& call);
  http::Outcome ask_sage(const std::string& target, const http::Call& call);
  void connect();

  World world_;
  sandbox::sage::Simulator sage_;
  sandbox::shop::Shop shop_;
  std::string binding_;
  std::int64_t sent_ = 0;
  std::size_t seen_ = 0;  // entries of Sage's log that were asked for
};

// A document of one line of 25.00 + 20 % and shipping of 5.00 + 20 %: 36.00, paid by checkmo.
json::Value an_invoice(std::int64_t id, const std::string& state = "paid");
// The payment of it.
json::Value a_payment(const json::Value& invoice);
// All of that invoice, or of one of its parts.
json::Value a_memo(std::int64_t id, const json::Value& invoice);
json::Value a_customer(std::int64_t id);
json::Value a_product(std::int64_t id, const std::string& type = "simple");

}  // namespace byte8::tests
