#pragma once
// /__sim over HTTP:
//   GET|POST clock {"advance_s"|"advance_ms"} · GET|POST switches · GET|POST|DELETE faults
//   GET|DELETE log?since=&limit=&path= · GET ledger?business= · GET assert · POST state (act.h)
//   POST snapshot|restore {"name"} · POST reset
// Errors: 422 {"message","field"}.

#include <map>
#include <string>

#include "port/http.h"
#include "sandbox/sage/simulator.h"

namespace byte8::sandbox::sage {

using Snapshots = std::map<std::string, Simulator::Snapshot, std::less<>>;

http::Response control(Simulator& simulator, Snapshots& snapshots, const http::Request& request,
                       Millis now_wall);

}  // namespace byte8::sandbox::sage
