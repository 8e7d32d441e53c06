#pragma once
// The edge's list of outside calls under way, and the numbers that must not repeat within a
// process.

#include <unordered_map>
#include <unordered_set>

#include "engine/input.h"

namespace byte8::engine {

inline constexpr std::string_view posting_settler = "posting";

class Acts {
 public:
  ActId add(Act act);
  void remove(ActId id);
  // Answered in a turn that has not committed yet: counted no more; counted again if the turn
  // fails.
  void retire(ActId id);
  void restore(ActId id);
  const Act* find(ActId id) const;
  StrandId next_strand() { return ++last_strand_; }

  std::size_t size() const { return acts_.size(); }
  // Whether a write to that business is under way, or an act that settles that key.
  bool writing(std::int64_t business) const { return count(writes_, business) > 0; }
  bool acting(std::int64_t account, const std::string& operation_key) const;
  // Everything of one lane, for a disconnect.
  std::vector<ActId> of(std::int64_t binding) const;

 private:
  using Counts = std::unordered_map<std::int64_t, std::size_t>;
  static std::size_t count(const Counts& counts, std::int64_t key) {
    auto found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
  }
  static void bump(Counts& counts, std::int64_t key, int by);
  void tally(const Act& act, int by);

  std::unordered_map<ActId, Act> acts_;
  std::unordered_set<ActId> retired_;
  Counts writes_;
  std::unordered_map<std::string, std::size_t> postings_;
  ActId last_ = 0;
  StrandId last_strand_ = 0;
};

}  // namespace byte8::engine
