#pragma once
// What a person may do to a run that ended badly or waits: try it again, or leave it. Both are
// written down and leave the problem that the run counted under in the same turn.

#include <optional>
#include <string>

#include "base/result.h"
#include "engine/context.h"
#include "store/history.h"

namespace byte8::lifecycle {

struct RetryWish {
  bool newest_policy = true;  // else the one in force when its event came
  // "0.03": the totals may differ by that much, and by no more, this time.
  std::optional<std::string> accept_difference;
};

// Errors: `not_found`; `conflict` when its state does not permit it; `difference_changed`, naming
// accept_difference, when another difference is shown by now.
Task<Status> retry_run(engine::Ctx ctx, std::int64_t account_id, std::int64_t run_id,
                       RetryWish wish, std::string actor);
// Ends as cancelled / ignored, and the store is told `skipped`.
Task<Status> ignore_run(engine::Ctx ctx, std::int64_t account_id, std::int64_t run_id,
                        std::string reason, std::string actor);

// The same as a part of something larger that is written down as a whole.
Task<Status> retry_one(engine::Ctx ctx, std::int64_t account_id, std::int64_t run_id,
                       RetryWish wish, std::string actor);
Task<Status> ignore_one(engine::Ctx ctx, std::int64_t account_id, std::int64_t run_id,
                        std::string actor);

Task<std::optional<store::RunView>> find_run(engine::Ctx ctx, std::int64_t account_id,
                                             std::int64_t run_id);
// It counts under no problem any more; in the turn that opens, cancels or settles it.
void leave_problem(engine::Ctx ctx, const store::RunRow& run);
// The difference between the store's total and the planned one, as it is shown: "0.03".
std::optional<std::string> shown_difference(const store::RunView& view);

}  // namespace byte8::lifecycle
