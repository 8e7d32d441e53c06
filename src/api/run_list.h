#pragma once
// Reading runs by a filter: in slices, so that a filter which finds little in a long history costs
// nobody else a long turn.

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "api/request.h"
#include "engine/context.h"
#include "store/history.h"
#include "store/runs_pages.h"

namespace byte8::api {

using FilterPtr = std::shared_ptr<const store::RunFilter>;

// What may stand in a query beside limit and cursor.
const std::vector<std::string_view>& run_filter_names();
// Adds the refusals; pairs of other names are left alone.
store::RunFilter run_filter(const std::vector<std::pair<std::string, std::string>>& query,
                            std::vector<model::FieldError>& errors);

// Newest first, at most so many.
Task<std::vector<store::RunView>> newest_runs(engine::Ctx ctx, std::int64_t account_id,
                                              FilterPtr filter, std::int64_t limit);
// All that fit, newest first; nothing when there are more than `limit`.
Task<std::optional<std::vector<std::int64_t>>> ids_of_runs(engine::Ctx ctx, std::int64_t account_id,
                                                           FilterPtr filter, std::int64_t limit);

struct RunCounts {
  std::map<std::string, std::int64_t> by_status;
  std::int64_t total = 0;
  bool capped = false;  // there are more than were counted: these are the newest
};
Task<RunCounts> count_runs(engine::Ctx ctx, std::int64_t account_id, FilterPtr filter);

}  // namespace byte8::api
