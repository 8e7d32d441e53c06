#pragma once
// What the steps of the translation share; used by plan*.cc only.

#include "sync/plan.h"

namespace byte8::sync {

struct PlanInput {
  const PlanGround& ground;
  const model::Document& document;
  const model::Document* origin = nullptr;  // of a credit memo: its invoice
  const model::Policy& policy = ground.policy;
  const model::Reference& reference = ground.reference;
  const model::BusinessFacts& business = ground.business;
  std::string_view store_key = ground.store_key;

  // Who gave the addresses: the document itself, or the invoice of a memo.
  const model::Document& addressed() const { return origin != nullptr ? *origin : document; }
};

}  // namespace byte8::sync
