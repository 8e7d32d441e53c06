#include "engine/acts.h"

#include <algorithm>

namespace byte8::engine {
namespace {

std::string posting_key(std::int64_t account, const std::string& operation_key) {
  return std::to_string(account) + "/" + operation_key;
}

}  // namespace

ActId Acts::add(Act act) {
  const ActId id = ++last_;
  tally(act, 1);
  acts_.emplace(id, std::move(act));
  return id;
}

void Acts::remove(ActId id) {
  auto found = acts_.find(id);
  if (found == acts_.end()) return;
  if (retired_.erase(id) == 0) tally(found->second, -1);
  acts_.erase(found);
}

void Acts::retire(ActId id) {
  auto found = acts_.find(id);
  if (found != acts_.end() && retired_.insert(id).second) tally(found->second, -1);
}

void Acts::restore(ActId id) {
  auto found = acts_.find(id);
  if (found != acts_.end() && retired_.erase(id) != 0) tally(found->second, 1);
}

const Act* Acts::find(ActId id) const {
  auto found = acts_.find(id);
  return found == acts_.end() ? nullptr : &found->second;
}

bool Acts::acting(std::int64_t account, const std::string& operation_key) const {
  return postings_.contains(posting_key(account, operation_key));
}

std::vector<ActId> Acts::of(std::int64_t binding) const {
  std::vector<ActId> ids;
  for (const auto& [id, act] : acts_) {
    if (act.target.binding == binding && !retired_.contains(id)) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

void Acts::bump(Counts& counts, std::int64_t key, int by) {
  auto [entry, fresh] = counts.try_emplace(key, 0);
  entry->second += static_cast<std::size_t>(by);
  if (entry->second == 0) counts.erase(entry);
}

void Acts::tally(const Act& act, int by) {
  if (act.settles.empty()) return;
  if (act.settles == posting_settler) bump(writes_, act.target.id, by);
  const std::string key = posting_key(act.posting.account_id, act.posting.operation_key);
  auto [entry, fresh] = postings_.try_emplace(key, 0);
  entry->second += static_cast<std::size_t>(by);
  if (entry->second == 0) postings_.erase(entry);
}

}  // namespace byte8::engine
