#include "sandbox/sage/idempotency.h"

#include <algorithm>
#include <array>

namespace byte8::sandbox::sage {
namespace {

constexpr std::array<std::string_view, 15> supported = {"address",
                                                        "contact",
                                                        "contact_person",
                                                        "contact_payment",
                                                        "contact_allocation",
                                                        "product",
                                                        "service",
                                                        "stock_item",
                                                        "stock_movement",
                                                        "product_sales_price_type",
                                                        "service_rate_type",
                                                        "sales_invoice",
                                                        "sales_credit_note",
                                                        "sales_estimate",
                                                        "sales_quote"};

bool well_formed(std::string_view id) {
  return id.size() == 32 &&
         id.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

void forget_old(Call& call) {
  Business& business = call.business;
  const Millis kept = call.switches().idempotency_memory_s * 1000 / call.world.clock_factor;
  while (!business.idempotency_order.empty() &&
         business.idempotency_order.front().first + kept <= call.now) {
    const auto found = business.idempotency.find(business.idempotency_order.front().second);
    // An id that was remembered again later is still young.
    if (found != business.idempotency.end() && found->second.at + kept <= call.now)
      business.idempotency.erase(found);
    business.idempotency_order.pop_front();
  }
}

}  // namespace

bool takes_idempotency_id(std::string_view wrapper) {
  return std::ranges::find(supported, wrapper) != supported.end();
}

IdempotencyVerdict ask_memory(Call& call, const std::string& what, const std::string& body) {
  const json::Value* sent = call.fields.find("idempotency_id");
  if (!sent || sent->is_null() || !call.switches().idempotency) return {};
  if (!sent->is_string() || !well_formed(sent->string())) {
    return {refusal(422, "RecordInvalid", "must be 32 hexadecimal digits", "idempotency_id"),
            nullptr};
  }
  forget_old(call);
  const auto found = call.business.idempotency.find(sent->string());
  if (found == call.business.idempotency.end()) return {};
  const Remembered& first = found->second;
  if (first.what != what) {
    return {refusal(422, "RecordInvalid", "has been used for another resource", "idempotency_id"),
            nullptr};
  }
  if (*first.body == body || call.switches().idem_mismatch == "replay")
    return {std::nullopt, &first};
  if (call.switches().idem_mismatch == "create") return {};
  return {refusal(422, "RecordInvalid", "has been used with another request", "idempotency_id"),
          nullptr};
}

void remember(Call& call, const std::string& what, std::shared_ptr<const std::string> body,
              const Reply& reply, std::shared_ptr<const std::string> answer) {
  const std::string id = call.idempotency_id();
  if (id.empty()) return;
  const bool success = reply.status < 300;
  if (success && what.starts_with("POST")) ++call.business.idempotency_uses[id];
  if (!call.switches().idempotency || (!success && !call.switches().idem_remember_4xx)) return;
  call.business.idempotency[id] = {what, std::move(body), reply.status, std::move(answer),
                                   call.now};
  call.business.idempotency_order.emplace_back(call.now, id);
}

}  // namespace byte8::sandbox::sage
