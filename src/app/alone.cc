#include "app/alone.h"

#include "app/cli_command.h"
#include "app/control.h"
#include "app/services.h"
#include "base/clock.h"
#include "engine/engine.h"

namespace byte8::app {
namespace {

constexpr engine::RequestId only_request = 1;
constexpr int turns_max = 1'000;

// What is owed outside stays owed: nothing could be sent from here.
void begin_nothing_else(engine::Core& core) {
  for (const auto& [id, binding] : core.directory().bindings()) {
    core.scheduler().set_dispatches(id, false);
  }
}

std::optional<http::Response> reply_among(std::vector<engine::Effect>& effects) {
  for (engine::Effect& effect : effects) {
    auto* reply = std::get_if<engine::Reply>(&effect);
    if (reply != nullptr && reply->request == only_request) return std::move(reply->response);
  }
  return std::nullopt;
}

Result<http::Response> answer_of(engine::Engine& engine, engine::Command command) {
  std::vector<engine::Input> inputs;
  inputs.emplace_back(std::move(command));
  for (int turns = 0; turns < turns_max; ++turns) {
    engine::Turn turn = engine.turn(read_clocks(), std::move(inputs));
    inputs.clear();
    if (auto reply = reply_among(turn.effects)) return *std::move(reply);
  }
  return Error::make(Fault::internal, "the command did not come to an end");
}

}  // namespace

Result<http::Response> run_alone(const Config& config, House house, const json::Value& request) {
  auto command = command_of(request);
  if (!command) return command.error();
  command->reply = only_request;
  Services services(config, house.master_key);
  services.handlers().duties.clear();
  engine::Engine engine(*house.db, services.provider(), services.sealer(), services.handlers(),
                        services.settings(), services.rng());
  if (Status started = engine.start(read_clocks()); !started) return started.error();
  begin_nothing_else(engine.core());
  auto response = answer_of(engine, *std::move(command));
  if (Status ended = engine.core().end_clean(); !ended) return ended.error();
  return response;
}

Result<http::Response> run_command(const Config& config, const json::Value& request) {
  auto house = open_house(config);
  if (house) return run_alone(config, *std::move(house), request);
  if (house.error().code != "locked") return house.error();
  auto response = ask_running(control_path(config.data_dir), request);
  // Somebody holds the lock without listening: a serve that starts or stops, or another command.
  if (!response && response.error().code == "not_running") return house.error();
  return response;
}

}  // namespace byte8::app
