#pragma once
// Whose contact a document goes to, ensured in the ledger: the buyer's own, or the one that private
// sales share.

#include <functional>
#include <string>
#include <vector>

#include "sync/post_document.h"

namespace byte8::sync {

// Plans under the binding's policy, with as much rounding as a person has accepted for this
// document.
Outcome plan_accepting(const View& view, const std::optional<std::string>& accepted_difference,
                       const std::function<Outcome(const PlanGround&)>& plan);
PlanGround ground_of(const View& view);

struct ContactTaken {
  std::string id;           // the provider's
  std::string source_guid;  // ours
};

// `buyer` is the buyer's own contact as planned. Why a shared one
// was taken is added to `notes`. outlives: `notes` stands in the caller's frame, which awaits this.
Task<Result<ContactTaken>> contact_for(engine::Ctx ctx, ViewPtr view, Asked asked,
                                       model::LedgerContact buyer, std::vector<std::string>* notes);

}  // namespace byte8::sync
