#include "api/run_list.h"

#include <algorithm>
#include <array>

#include "base/clock.h"
#include "engine/core.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using store::RunFilter;
using store::run_pages::Walk;

// Most pages are full after a few candidates; where they are not, the slices grow.
constexpr std::int64_t first_slice = 500;
constexpr std::int64_t slice = 10'000;
constexpr std::int64_t counted_max = 100'000;

struct Named {
  std::string_view name;
  std::vector<std::string> RunFilter::* values;
};
constexpr std::array<Named, 8> filters = {{{"binding", &RunFilter::bindings},
                                           {"status", &RunFilter::statuses},
                                           {"event", &RunFilter::events},
                                           {"reason", &RunFilter::reasons},
                                           {"code", &RunFilter::codes},
                                           {"magento_entity_id", &RunFilter::magento_ids},
                                           {"reference", &RunFilter::references},
                                           {"problem", &RunFilter::problems}}};

// Another account's binding, or none at all, has no runs here.
std::string binding_number(const std::string& id) {
  return std::to_string(store::id_of("bind", id).value_or(0));
}

// The ids of that moment on; a calendar day is its beginning, UTC.
std::optional<std::int64_t> id_at(const std::string& value) {
  constexpr std::size_t day_length = 10;
  auto wall = parse_utc(value.size() == day_length ? value + "T00:00:00Z" : value);
  if (!wall) return std::nullopt;
  return store::first_id(*wall);
}

void read_time(RunFilter& filter, const std::string& name, const std::string& value,
               std::vector<model::FieldError>& errors) {
  const auto id = id_at(value);
  if (!id) {
    errors.push_back({name, "invalid_format", "a time like 2026-05-17T10:11:12Z, or a day"});
  } else if (name == "since") {
    filter.from = std::max(filter.from, *id);
  } else {
    filter.below = std::min(filter.below, *id);
  }
}

// A walk as it goes down: what is next, and how much is looked at.
struct Cursor {
  std::int64_t below;
  std::int64_t floor = 0;
  std::int64_t size = first_slice;
  bool last = false;
};

// Where the next slice ends. Others have their turn first, except before the first slice.
Task<Cursor> next_slice(engine::Ctx ctx, std::int64_t account_id, FilterPtr filter, Walk walk,
                        Cursor cursor) {
  if (cursor.floor != 0) {
    co_await ctx.sleep_until(ctx.now().boot);
    cursor.below = cursor.floor;
    cursor.size = slice;
  }
  const port::Rows end = co_await ctx.ask(
      store::run_pages::slice_end(account_id, *filter, walk, cursor.below, cursor.size));
  cursor.last = end.empty();
  cursor.floor = cursor.last ? filter->from : end.only().integer(0);
  co_return cursor;
}

Task<std::vector<port::Row>> fitting(engine::Ctx ctx, std::int64_t account_id, FilterPtr filter,
                                     Walk walk, std::int64_t limit, bool whole) {
  std::vector<port::Row> found;
  Cursor cursor{.below = filter->below};
  while (!cursor.last && static_cast<std::int64_t>(found.size()) < limit) {
    cursor = co_await next_slice(ctx, account_id, filter, walk, cursor);
    const std::int64_t rest = limit - static_cast<std::int64_t>(found.size());
    const auto query = whole ? store::run_pages::page : store::run_pages::ids;
    port::Rows rows =
        co_await ctx.ask(query(account_id, *filter, walk, cursor.floor, cursor.below, rest));
    std::ranges::move(rows.rows, std::back_inserter(found));
  }
  co_return found;
}

}  // namespace

const std::vector<std::string_view>& run_filter_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all = {"since", "until"};
    for (const Named& one : filters) all.push_back(one.name);
    return all;
  }();
  return names;
}

RunFilter run_filter(const std::vector<std::pair<std::string, std::string>>& query,
                     std::vector<model::FieldError>& errors) {
  RunFilter filter;
  for (const auto& [key, value] : query) {
    if (key == "since" || key == "until") read_time(filter, key, value, errors);
    const auto* named = std::ranges::find(filters, key, &Named::name);
    if (named == filters.end()) continue;
    (filter.*(named->values)).push_back(key == "binding" ? binding_number(value) : value);
  }
  return filter;
}

Task<std::vector<store::RunView>> newest_runs(engine::Ctx ctx, std::int64_t account_id,
                                              FilterPtr filter, std::int64_t limit) {
  std::vector<store::RunView> all;
  for (const Walk& walk : store::run_pages::walks(*filter)) {
    const auto rows = co_await fitting(ctx, account_id, filter, walk, limit, true);
    for (const port::Row& row : rows) all.push_back(store::history::view(row));
  }
  std::ranges::sort(
      all, [](const store::RunView& a, const store::RunView& b) { return a.run.id > b.run.id; });
  if (static_cast<std::int64_t>(all.size()) > limit) all.resize(static_cast<std::size_t>(limit));
  co_return all;
}

Task<std::optional<std::vector<std::int64_t>>> ids_of_runs(engine::Ctx ctx, std::int64_t account_id,
                                                           FilterPtr filter, std::int64_t limit) {
  std::vector<std::int64_t> all;
  for (const Walk& walk : store::run_pages::walks(*filter)) {
    const auto rows = co_await fitting(ctx, account_id, filter, walk, limit + 1, false);
    for (const port::Row& row : rows) all.push_back(row.integer(0));
    if (static_cast<std::int64_t>(all.size()) > limit) co_return std::nullopt;
  }
  std::ranges::sort(all, std::greater<>());
  co_return all;
}

Task<RunCounts> count_runs(engine::Ctx ctx, std::int64_t account_id, FilterPtr filter) {
  RunCounts counts;
  for (const Walk& walk : store::run_pages::walks(*filter)) {
    Cursor cursor{.below = filter->below};
    while (!cursor.last && !counts.capped) {
      cursor = co_await next_slice(ctx, account_id, filter, walk, cursor);
      const port::Rows rows = co_await ctx.ask(
          store::run_pages::counts(account_id, *filter, walk, cursor.floor, cursor.below));
      for (const port::Row& row : rows.rows) {
        counts.by_status[row.text(0)] += row.integer(1);
        counts.total += row.integer(1);
      }
      counts.capped = counts.total >= counted_max;
    }
  }
  co_return counts;
}

}  // namespace byte8::api
