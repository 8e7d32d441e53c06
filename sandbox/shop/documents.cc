#include "sandbox/shop/documents.h"

#include <utility>

namespace byte8::sandbox::shop {

json::Value to_json(const Facts& facts) {
  return json::object({
      {"kind", facts.kind},
      {"id", facts.id},
      {"increment_id", facts.increment_id},
      {"order_increment_id", facts.order_increment_id},
      {"store_id", facts.store_id},
      {"state", facts.state},
      {"customer", facts.customer},
      {"payment_method", facts.payment_method},
      {"currency", facts.currency},
      {"grand_total", facts.grand_total},
      {"tax_amount", facts.tax_amount},
      {"base_to_order_rate", facts.base_to_order_rate},
      {"created_at", facts.created_at},
      {"recorded", facts.recorded},
  });
}

void Documents::put_facts(Facts facts) {
  const auto [at, fresh] = places_.try_emplace({facts.kind, facts.id}, facts_.size());
  if (fresh) {
    facts_.push_back(std::move(facts));
  } else {
    facts_[at->second] = std::move(facts);
  }
}

const std::string* Documents::find(const std::string& route) const {
  const auto found = bodies_.find(route);
  return found == bodies_.end() ? nullptr : &found->second;
}

const Facts* Documents::facts(std::string_view kind, std::int64_t id) const {
  const auto found = places_.find(std::pair(std::string(kind), id));
  return found == places_.end() ? nullptr : &facts_[found->second];
}

}  // namespace byte8::sandbox::shop
