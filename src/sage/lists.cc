#include "sage/lists.h"

#include <array>
#include <charconv>
#include <utility>

#include "sage/errors.h"
#include "sage/facts.h"

namespace byte8::sage {
namespace {

struct ReferenceList {
  std::string_view kind;
  std::string_view query;
};

constexpr std::array<ReferenceList, 7> reference_lists = {{
    {"tax_rates",
     "usage=sales&attributes=name,percentage,percentages,is_visible,is_combined_rate&"},
    {"ledger_accounts",
     "attributes=name,nominal_code,visible_in_sales,visible_in_expenses,is_control_account&"},
    {"bank_accounts", "attributes=bank_account_type,currency,is_active,nominal_code&"},
    {"payment_methods", ""},
    {"currencies", ""},
    {"product_sales_price_types", ""},
    {"service_rate_types", ""},
}};

// A count sent as a number or as text.
std::optional<std::int64_t> count(const json::Value& answer, std::string_view key) {
  const json::Value* value = answer.find(key);
  if (value == nullptr) return std::nullopt;
  std::string text;
  if (value->is_number()) text = value->number_text();
  if (value->is_string()) text = value->string();
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || problem != std::errc() || end != text.data() + text.size() || number < 0) {
    return std::nullopt;
  }
  return number;
}

bool has_next(const json::Value& answer) {
  const json::Value* next = answer.find("$next");
  return next != nullptr && next->is_string() && !next->string().empty();
}

const json::Array* items_of(const json::Value& answer) {
  const json::Value* items = answer.find("$items");
  return items != nullptr && items->is_array() ? &items->array() : nullptr;
}

}  // namespace

std::optional<std::string> reference_route(std::string_view kind, int page) {
  for (const ReferenceList& list : reference_lists) {
    if (list.kind != kind) continue;
    return "/" + std::string(kind) + "?" + std::string(list.query) +
           "items_per_page=" + std::to_string(items_per_page) + "&page=" + std::to_string(page);
  }
  return std::nullopt;
}

Result<port::ReferencePage> read_page(const json::Value& answer, int page) {
  const json::Array* items = items_of(answer);
  if (items == nullptr) return unreadable("not a list", Act::look);
  if (count(answer, "$page").value_or(page) != page || items->empty()) return port::ReferencePage{};
  port::ReferencePage read{.items = *items};
  const auto total = count(answer, "$total");
  // What a page holds is the server's word, else what this one held: only the last may hold fewer.
  const std::int64_t size =
      count(answer, "$itemsPerPage").value_or(static_cast<std::int64_t>(items->size()));
  const bool more = total ? page * size < *total : has_next(answer);
  if (more) read.next_page = page + 1;
  return read;
}

Result<json::Array> read_whole(const json::Value& answer) {
  const json::Array* items = items_of(answer);
  if (items == nullptr) return unreadable("not a list", Act::look);
  const auto total = count(answer, "$total");
  const bool whole = total ? std::cmp_less_equal(*total, items->size()) : !has_next(answer);
  if (!whole) {
    return Error::coded(
        Fault::needs_review, "too_many_matches",
        "Sage found more records than one page holds, so nothing can be concluded.");
  }
  return *items;
}

}  // namespace byte8::sage
