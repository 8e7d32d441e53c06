#pragma once
// The matrix as data: every fault, done to every write to Sage, with Sage honouring idempotency ids
// and ignoring them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/config.h"
#include "sandbox/sage/faults.h"
#include "tests/gate/proxy.h"

namespace byte8::gate {

// Milliseconds: what the chassis is told to expect of Sage. Short enough for a test, and such that
// a grace from which one of the three is left out is found out.
struct Timing {
  Millis request_timeout = 1'000;
  Millis late_commit_max = 1'600;
  Millis search_lag = 1'000;

  // With BYTE8_DEFAULT_TIMING in the environment, what an installation has that says nothing else.
  static Timing usual();
  app::Settings flags() const;
};

enum class Write : std::uint8_t { contact, invoice, refresh };
std::string_view word(Write write);

// What a neighbour did or does meanwhile.
enum class Decoy : std::uint8_t {
  none,
  contact_taken,   // had a contact under our reference before
  invoice_before,  // had an invoice under our reference before, for a contact of its own
};

// Whether the owner must allow access again.
enum class Consent : std::uint8_t {
  never,
  needed,  // and the chassis says so
};

struct Cell {
  std::string fault;
  Write write = Write::invoice;
  int nth = 1;  // of the writes of this kind within the cell
  bool honoured = true;
  std::vector<sandbox::sage::FaultRule> rules;  // of the simulator; all of them must strike
  std::optional<Harming> harm;                  // of the proxy; must strike
  Millis lag = 0;                               // Sage's search, for as long as the cell lasts
  Decoy decoy = Decoy::none;
  bool kill = false;  // SIGKILL as soon as the proxy struck, and a new start
  bool keep = false;  // what is held goes on its way when the new process has looked for it
  Consent consent = Consent::never;
  bool reuse_revokes = false;  // a superseded refresh token kills its grant
  bool renew_again = false;    // another order once the fault struck, and another renewal
  int held = 0;                // documents that only a person can tell from a decoy

  std::string name() const;
};

// The path that the write is posted to.
std::string path_of(Write write);

std::vector<Cell> all_cells(const Timing& timing);

// A request of this kind that is carried out so much later than it was sent.
Cell late(std::string fault, Write write, Millis delay);

}  // namespace byte8::gate
