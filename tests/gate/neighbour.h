#pragma once
// Another application of the same Sage user: it writes what carries our references and is not ours.
// Call it on the simulator's own thread.

#include <string>

#include "port/http.h"
#include "sandbox/sage/simulator.h"

namespace byte8::gate {

class Neighbour {
 public:
  // Signs in as the owner with the client's own redirect URI.
  Neighbour(sandbox::sage::Simulator& sage, const sandbox::sage::ClientOptions& client,
            std::string business);

  // A contact of its own under this reference. The statuses are Sage's.
  int take_reference(const std::string& reference);
  // An invoice with this reference for a contact that nobody else knows.
  int write_invoice(const std::string& reference);

 private:
  http::Response send(http::Request request);

  sandbox::sage::Simulator& sage_;
  std::string business_;
  std::string token_;
};

}  // namespace byte8::gate
