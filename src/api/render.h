#pragma once
// Stores, businesses, bindings and runs as JSON. Shapes: spec/openapi.yaml.

#include <vector>

#include "base/json.h"
#include "engine/context.h"
#include "lifecycle/businesses.h"
#include "port/shop.h"
#include "store/directory.h"
#include "store/history.h"

namespace byte8::api {

// outlives: the shop belongs to the composition root
json::Value store_json(const port::Shop& shop, const store::StoreRow& store);
json::Value business_json(const store::BusinessRow& business);

// Those bindings of an account, in that order; ones that are gone are left out.
// outlives: the shop belongs to the composition root
Task<json::Array> bindings_json(engine::Ctx ctx, const port::Shop* shop, std::int64_t account_id,
                                std::vector<std::int64_t> ids);
// outlives: the shop belongs to the composition root
Task<json::Value> binding_json(engine::Ctx ctx, const port::Shop* shop, std::int64_t account_id,
                               std::int64_t binding_id);

// A business that a consent reaches, and whether it may be chosen.
json::Value candidate_json(const lifecycle::Candidate& candidate);

json::Value run_json(const store::RunView& view);
// `exchanges`: the attempts of the run of which the wire is kept; named by their place among them.
json::Value attempt_json(const store::AttemptView& view,
                         const std::vector<std::int64_t>& exchanges);
json::Value reported_json(const store::ReportedView& reported);

}  // namespace byte8::api
