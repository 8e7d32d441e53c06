#pragma once
// Lists as Sage gives them: an envelope, pages that never end empty, minimal items unless
// attributes are named, and a search that may lag. Only supported filters work; others are ignored
// without a word.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

// {"id","displayed_as","$path"}: how one record names another.
json::Value reference(std::string_view resource, std::string_view id, std::string_view shown);
json::Value reference_or_null(std::string_view resource, std::string_view id,
                              std::string_view shown);

struct Page {
  std::size_t first = 0, count = 0, total = 0;
  std::int64_t number = 1, size = 20, last = 1;
};
Page page_of(const Query& query, std::size_t total);  // beyond the end: the last page
json::Value envelope(const Call& call, const Page& page, json::Array items);

// A whole record cut down to what the list shows of it (attributes, nested_attributes).
json::Value list_item(const json::Value& whole, const Query& query);

template <typename Row, typename Render>
Reply list_answer(const Call& call, const std::vector<const Row*>& rows, Render render) {
  const Page page = page_of(call.query, rows.size());
  json::Array items;
  items.reserve(page.count);
  for (std::size_t at = 0; at < page.count; ++at) {
    items.push_back(list_item(render(*rows[page.first + at]), call.query));
  }
  return Reply::ok(envelope(call, page, std::move(items)));
}

// The filters on times that every list of records has.
class TimeFilter {
 public:
  explicit TimeFilter(const Call& call);
  // Not deleted (unless deleted_since asks for those), old enough to be seen, changed since.
  bool lets(const Record& record) const;

 private:
  Millis now_ = 0, lag_ = 0;
  std::optional<Millis> changed_since_, deleted_since_;
};

// from_date / to_date, both inclusive.
bool in_dates(const Query& query, std::string_view date);

// Whether one of the fields (in lower case, separated by '\n') matches, in the mode of the switch.
bool search_hits(std::string_view fields, std::string_view word, std::string_view mode);

// sort=key:asc|desc where the key is one of `allowed`; otherwise the order of making stays.
struct Sort {
  std::string key;
  bool descending = false;
};
std::optional<Sort> sort_of(const Query& query, std::initializer_list<std::string_view> allowed);

template <typename Row>
void sort_rows(std::vector<const Row*>& rows, const std::optional<Sort>& sort) {
  if (!sort) return;
  const auto before = [&](const Row* a, const Row* b) {
    if (sort->key == "created_at") return a->created < b->created;
    if (sort->key == "updated_at") return a->updated < b->updated;
    if constexpr (requires { a->due_date; }) {
      if (sort->key == "due_date") return a->due_date < b->due_date;
    }
    return a->date < b->date;
  };
  // Rows of one instant keep the order of their making, backwards when descending.
  const std::vector<const Row*> made = rows;
  std::vector<std::size_t> order(made.size());
  for (std::size_t at = 0; at < order.size(); ++at) order[at] = at;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (sort->descending) std::swap(a, b);
    if (before(made[a], made[b])) return true;
    return !before(made[b], made[a]) && a < b;
  });
  for (std::size_t at = 0; at < order.size(); ++at) rows[at] = made[order[at]];
}

// The rows that may match a search word: by the index where the word is long enough, else all.
template <typename Row, typename Lets>
std::vector<const Row*> pick(const Table<Row>& table, const std::vector<std::uint32_t>* places,
                             Lets lets) {
  std::vector<const Row*> rows;
  if (places) {
    std::vector<std::uint32_t> sorted = *places;  // a changed text may have added an old row late
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    for (const std::uint32_t place : sorted) {
      if (lets(table.at(place))) rows.push_back(&table.at(place));
    }
    return rows;
  }
  for (const Row& row : table) {
    if (lets(row)) rows.push_back(&row);
  }
  return rows;
}

}  // namespace byte8::sandbox::sage
