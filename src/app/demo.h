#pragma once
// `byte8-ledger demo`: chassis, pretended Sage and pretended store on loopback, paired and
// connected, with a stream of example orders; or, with --once, a fixed set of documents that is
// compared to the penny.

#include <cstdint>
#include <string>

namespace byte8::app {

struct DemoOptions {
  bool once = false;
  std::int64_t documents = 40;
  std::string keep;        // a folder that stays; empty: a temporary one
  std::string recordings;  // empty: spec/fixtures/documents near the program, where there is one
};

// The exit code: 0 after Ctrl-C, or when every document is where it belongs.
int run_demo(const DemoOptions& options);

}  // namespace byte8::app
