#pragma once
// A failed turn is a restart in place: the core is destroyed and rebuilt from the database, answers
// are kept and offered again until a turn that holds them commits, and one bad value stops nobody
// else.

#include <map>
#include <memory>
#include <vector>

#include "engine/core.h"

namespace byte8::engine {

class Engine {
 public:
  Engine(port::Db& db, const port::Provider& provider, const crypto::Sealer& sealer,
         const Handlers& handlers, const Settings& settings, Rng& rng);

  Status start(Now now);
  // Never fails: what could not be done is answered 503, kept, or held.
  Turn turn(Now now, std::vector<Input> inputs);

  // The core of this moment; another one after a failed turn.
  Core& core() { return *core_; }
  Acts& acts() { return acts_; }
  std::uint64_t rebuilt() const { return rebuilt_; }

 private:
  Turn one(Now now, const std::vector<Input>& inputs);
  Turn recover(Now now, std::vector<Input> inputs);
  Status rebuild(Now now);
  void keep(const std::vector<Input>& inputs);
  std::vector<Input> kept() const;

  port::Db& db_;
  const port::Provider& provider_;
  const crypto::Sealer& sealer_;
  const Handlers& handlers_;
  const Settings& settings_;
  Rng& rng_;
  Acts acts_;
  std::unique_ptr<Core> core_;
  std::map<ActId, Answer> kept_;  // answers no committed turn has digested
  bool broken_ = false;           // the database did not let us rebuild; tried again each turn
  bool offer_kept_ = false;
  bool new_process_ = true;
  std::uint64_t rebuilt_ = 0;
};

}  // namespace byte8::engine
