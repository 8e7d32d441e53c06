#pragma once
// What the command line asks of bindings and runs, and how the answers read on a terminal.

#include <string>
#include <string_view>

#include "base/json.h"

namespace byte8::app {

struct Asked {
  std::string_view noun;  // binding | run
  std::string_view verb;  // list | show | disconnect | pause | resume | retry
  std::string id;         // of all but list
  std::string account;    // "acct_…"; empty: the host account
  std::string cursor;     // of a list: where it goes on
  std::string status;     // of runs: only these
};

struct PurgeWanted {
  bool dry_run = false;
};

json::Value to_json(const Asked& asked);
json::Value to_json(const PurgeWanted& wanted);

// Lines for people; the answer itself is what --json prints.
std::string text_of(const Asked& asked, const json::Value& answer);
std::string text_of(const PurgeWanted& wanted, const json::Value& answer);

}  // namespace byte8::app
