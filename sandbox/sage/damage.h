#pragma once
// What struck faults do to a request: before it is carried out, and to its answer afterwards.

#include <optional>
#include <vector>

#include "sandbox/sage/simulator.h"
#include "sandbox/sage/world.h"

namespace byte8::sandbox::sage {

// Changes the world where the fault says so; an answer where the request ends here.
std::optional<Decision> damage_before(World& world, const std::vector<FaultRule>& struck,
                                      const http::Request& request, Millis now);
// Spoils the decision about a request that was carried out.
void damage_after(const World& world, const std::vector<FaultRule>& struck, Decision& decision);

// Extra members, null for objects, numbers for texts and 60-digit decimals, throughout.
json::Value drifted(const json::Value& value);

}  // namespace byte8::sandbox::sage
