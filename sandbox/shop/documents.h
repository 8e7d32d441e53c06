#pragma once
// What the store can be asked for: canonical bodies by route ("invoice/2"), recorded or generated,
// with the few facts of invoices and memos that a ledger check compares.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace byte8::sandbox::shop {

// Amounts are decimal text in the document's own currency ("36.0000", "16.99").
struct Facts {
  std::string kind;  // "invoice" or "creditmemo"
  std::int64_t id = 0;
  std::string increment_id;
  std::string order_increment_id;  // empty on a memo: it is not on the wire
  std::string currency;
  std::string state;  // open, paid, cancelled; empty on a memo
  std::string customer;
  std::string payment_method;
  std::string grand_total;
  std::string tax_amount;
  std::string base_to_order_rate;
  std::string created_at;  // "2026-05-17T10:11:12Z"
  std::int64_t store_id = 0;
  bool recorded = false;
};

json::Value to_json(const Facts& facts);

class Documents {
 public:
  void put(std::string route, std::string body) { bodies_[std::move(route)] = std::move(body); }
  void put_facts(Facts facts);
  const std::string* find(const std::string& route) const;
  const Facts* facts(std::string_view kind, std::int64_t id) const;
  // In the order in which they were put.
  const std::vector<Facts>& all_facts() const { return facts_; }

 private:
  std::map<std::string, std::string> bodies_;
  std::vector<Facts> facts_;
  std::map<std::pair<std::string, std::int64_t>, std::size_t, std::less<>> places_;
};

}  // namespace byte8::sandbox::shop
