#pragma once
// The real program, paired with pretended stores and connected to a pretended Sage that are both in
// this process, behind real sockets. Budgets are off; a token lasts a day.

#include <memory>
#include <string>

#include "app/config.h"
#include "app/setup.h"
#include "sandbox/sage/host.h"
#include "tests/bench/bench.h"
#include "tests/bench/program.h"
#include "tests/bench/stores.h"

namespace byte8::bench {

class Stand {
 public:
  // The first store is paired and connected as a person would do it. The others are made like it,
  // each with a business of its own, as rows: 512 times through the front door takes minutes.
  Stand(int stores, Stores::Told told);
  ~Stand();
  Stand(const Stand&) = delete;
  Stand& operator=(const Stand&) = delete;

  Stores& stores() { return stores_; }
  const Program& program() const { return *program_; }

 private:
  void start_sage(const std::string& chassis);
  void start_program();
  void connect();
  void multiply(int stores);
  void copy_business(int stores);

  Folder folder_;
  Stores stores_;
  std::unique_ptr<sandbox::sage::Host> sage_;
  app::Settings flags_;
  app::Config config_;
  std::unique_ptr<Program> program_;
  std::string business_;
};

}  // namespace byte8::bench
