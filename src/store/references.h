#pragma once
// The reference cache of a business: its tax rates, accounts and so on as the provider sent them, a
// row per kind with how far the reading is.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/reference.h"
#include "port/db.h"
#include "port/provider.h"

namespace byte8::store {

inline constexpr std::array<std::string_view, 7> reference_kinds = {
    "tax_rates",  "ledger_accounts",           "bank_accounts",     "payment_methods",
    "currencies", "product_sales_price_types", "service_rate_types"};

struct ReferenceRow {
  std::int64_t account_id = 0;
  std::int64_t business_id = 0;
  std::string kind;
  std::string state = "waiting";  // waiting | reading | done | refused
  std::string items = "[]";       // JSON array of the provider's items
  std::int64_t item_count = 0;
  std::optional<std::int64_t> fetched_at;
  std::optional<std::string> error;  // what was refused, in words
};

namespace references {
// Every kind that has a row, by kind.
port::Query all(std::int64_t account_id, std::int64_t business_id);
ReferenceRow row(const port::Row& row);
port::Query put(const ReferenceRow& reference);
// How far a reading is. What was read before stays in force until put() replaces it.
port::Query progress(const ReferenceRow& reference);
// The rows of all() as the translation reads them; what is unreadable is left out.
model::Reference read(const port::Provider& provider, const port::Rows& rows);
}  // namespace references

}  // namespace byte8::store
