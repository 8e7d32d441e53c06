#pragma once
// A store's product as an article of the ledger; pure. Sources: spec/wire.md §6, spec/sage.md §5.

#include <string>
#include <variant>
#include <vector>

#include "sync/plan.h"

namespace byte8::sync {

struct ItemPlan {
  model::LedgerItem item;
  // What the store has, for a stock item whose stock is synced; in the ledger it is never below 0.
  std::optional<model::Amount> stock;
  std::vector<std::string> notes;
};

using ItemOutcome = std::variant<Skip, Hold, Incomplete, ItemPlan>;

// `known_kind`: what the article already is in the ledger; it stays that. Empty: not there yet.
ItemOutcome plan_product(const model::Product& product, const PlanGround& ground,
                         const std::string& known_kind);

}  // namespace byte8::sync
