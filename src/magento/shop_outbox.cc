// The store's own outbox: what it gave up on, and delivering that once more. Routes of our own
// module (spec/wire.md, "Beyond the original").

#include "magento/errors.h"
#include "magento/shop.h"

namespace byte8::magento {
namespace {

// PHP writes a map without entries as a list, and a list of rows where the framework wants one.
std::vector<std::pair<std::string, std::int64_t>> causes_of(const json::Value* value) {
  std::vector<std::pair<std::string, std::int64_t>> causes;
  if (value == nullptr) return causes;
  if (value->is_object()) {
    for (const auto& [cause, count] : value->object()) {
      causes.emplace_back(cause, count.integer().value_or(0));
    }
  } else if (value->is_array()) {
    for (const json::Value& row : value->array()) {
      const json::Value* count = row.find("count");
      const auto number = count == nullptr ? std::nullopt : count->integer();
      if (number) causes.emplace_back(row.text_or("cause"), *number);
    }
  }
  return causes;
}

Result<port::Outbox> read_status(const http::Outcome& outcome) {
  auto answer = read_answer(outcome, Act::read);
  if (!answer) return answer.error();
  const json::Value* box = answer->find("outbox");
  const json::Value* dead = box == nullptr ? nullptr : box->find("dead_lettered");
  const auto count = dead == nullptr ? std::nullopt : dead->integer();
  if (!count) return unreadable("the status names no dead letters");
  return port::Outbox{.dead_lettered = *count, .by_cause = causes_of(box->find("by_cause"))};
}

Result<std::int64_t> read_requeued(const http::Outcome& outcome) {
  auto answer = read_answer(outcome, Act::report);
  if (!answer) return answer.error();
  const json::Value* count = answer->find("requeued");
  const auto number = count == nullptr ? std::nullopt : count->integer();
  if (!number) return unreadable("how many events were requeued", Act::report);
  return *number;
}

}  // namespace

port::Verb<port::Outbox> MagentoShop::outbox(const port::StoreAccess& store, Now now,
                                             Rng& rng) const {
  return {signed_call("GET", store, "/status", now, rng), read_status};
}

port::Verb<std::int64_t> MagentoShop::requeue(const port::StoreAccess& store,
                                              const std::optional<std::string>& cause,
                                              std::int64_t limit, Now now, Rng& rng) const {
  http::Call built = signed_call("POST", store, "/outbox/requeue", now, rng);
  built.headers.push_back({"Content-Type", "application/json"});
  built.body = json::write(json::object({{"cause", cause}, {"limit", limit}}));
  return {std::move(built), read_requeued};
}

}  // namespace byte8::magento
