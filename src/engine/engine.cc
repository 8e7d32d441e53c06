#include "engine/engine.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace byte8::engine {
namespace {

constexpr Millis rest_when_broken = 250;

http::Response json_answer(int status, std::string_view code, std::string_view message) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}},
          .body = json::write(json::object({{"code", code}, {"message", message}}))};
}

http::Response unavailable() {
  return json_answer(503, "unavailable", "the database did not take this just now; try again");
}

http::Response refused() {
  return json_answer(422, "malformed", "the database refused a value of this request");
}

void answer(Turn& turn, RequestId request, http::Response response) {
  if (request != 0) turn.effects.emplace_back(Reply{request, std::move(response)});
}

// The effects of earlier turns leave before those of this one.
Turn after(std::vector<Effect> earlier, Turn turn) {
  std::ranges::move(turn.effects, std::back_inserter(earlier));
  turn.effects = std::move(earlier);
  return turn;
}

}  // namespace

Engine::Engine(port::Db& db, const port::Provider& provider, const crypto::Sealer& sealer,
               const Handlers& handlers, const Settings& settings, Rng& rng)
    : db_(db),
      provider_(provider),
      sealer_(sealer),
      handlers_(handlers),
      settings_(settings),
      rng_(rng) {}

Status Engine::start(Now now) {
  return rebuild(now);
}

Status Engine::rebuild(Now now) {
  core_ = std::make_unique<Core>(db_, acts_, provider_, sealer_, handlers_, settings_, rng_);
  Status started = core_->start(now, new_process_);
  broken_ = !started.ok();
  if (started) new_process_ = false;
  return started;
}

void Engine::keep(const std::vector<Input>& inputs) {
  for (const Input& input : inputs) {
    if (const auto* one = std::get_if<Answer>(&input)) kept_.insert_or_assign(one->act, *one);
  }
}

std::vector<Input> Engine::kept() const {
  std::vector<Input> inputs;
  for (const auto& [act, one] : kept_) inputs.emplace_back(one);
  return inputs;
}

// One turn of the core, with the acts brought to what was committed.
Turn Engine::one(Now now, const std::vector<Input>& inputs) {
  Turn turn = core_->turn(now, inputs);
  if (!turn.committed) {
    for (const ActId act : core_->acts_answered()) acts_.restore(act);
    for (const ActId act : core_->acts_added()) acts_.remove(act);
    return turn;
  }
  for (const ActId act : core_->acts_answered()) acts_.remove(act);
  std::erase_if(kept_, [this](const auto& entry) { return acts_.find(entry.first) == nullptr; });
  return turn;
}

Turn Engine::turn(Now now, std::vector<Input> inputs) {
  keep(inputs);
  if (broken_) {
    if (Status rebuilt = rebuild(now); !rebuilt) return recover(now, std::move(inputs));
    offer_kept_ = true;
  }
  std::vector<Effect> before;
  while (core_->wants_solo_turn()) {
    Turn solo = one(now, {});
    // What the solo turns before it committed has to leave all the same: its acts count as under
    // way.
    if (!solo.committed) return after(std::move(before), recover(now, std::move(inputs)));
    std::ranges::move(solo.effects, std::back_inserter(before));
  }
  if (std::exchange(offer_kept_, false)) {
    std::erase_if(inputs, [](const Input& input) { return std::holds_alternative<Answer>(input); });
    std::ranges::move(kept(), std::back_inserter(inputs));
  }
  Turn done = one(now, inputs);
  if (!done.committed) done = recover(now, std::move(inputs));
  return after(std::move(before), std::move(done));
}

// Rebuild, then replay once without whoever was to blame; nobody to blame means the database
// itself, and then every request is told to come again.
Turn Engine::recover(Now now, std::vector<Input> inputs) {
  Turn turn;
  const std::optional<Core::Blame> blame = core_->blame();
  const bool named = blame && (blame->reply != 0 || blame->run);
  std::vector<Input> again;
  std::vector<RequestId> fresh;
  for (Input& input : inputs) {
    auto* command = std::get_if<Command>(&input);
    if (command == nullptr) continue;
    fresh.push_back(command->reply);
    if (blame && blame->reply != 0 && command->reply == blame->reply) {
      answer(turn, command->reply, refused());
    } else if (!named) {
      answer(turn, command->reply, unavailable());
    } else {
      again.push_back(std::move(input));
    }
  }
  // Requests of earlier turns live only in the coroutines that go now.
  for (const RequestId request : core_->replies_open()) {
    if (std::ranges::find(fresh, request) == fresh.end()) answer(turn, request, unavailable());
  }
  ++rebuilt_;
  offer_kept_ = true;
  if (Status rebuilt = rebuild(now); !rebuilt) {
    log::error("rebuild_failed", {{"reason", rebuilt.error().message}});
    for (Input& input : again) answer(turn, std::get<Command>(input).reply, unavailable());
    turn.next_due_boot = now.boot + rest_when_broken;
    return turn;
  }
  turn.more = true;
  if (!named) return turn;
  if (blame->run) core_->hold_poisoned(*blame->run, blame->error);
  if (core_->wants_solo_turn()) {
    // Suspects come first, and alone: the commands come with the next turn.
    for (Input& input : again) answer(turn, std::get<Command>(input).reply, unavailable());
    return turn;
  }
  std::ranges::move(kept(), std::back_inserter(again));
  Turn replay = one(now, again);
  if (replay.committed) {
    offer_kept_ = false;
    return after(std::move(turn.effects), std::move(replay));
  }
  for (Input& input : again) {
    if (auto* command = std::get_if<Command>(&input)) answer(turn, command->reply, unavailable());
  }
  if (Status rebuilt = rebuild(now); !rebuilt) turn.next_due_boot = now.boot + rest_when_broken;
  return turn;
}

}  // namespace byte8::engine
