#include "sandbox/sage/command_line.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace byte8::sandbox::sage {
namespace {

Error wrong(const std::string& argument) {
  return Error::make(Fault::validation, argument + " is unknown or has a wrong value");
}

template <typename T>
std::optional<T> number(std::string_view text) {
  T value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool set_listen(CommandLine& command, const std::string& value) {
  const std::size_t colon = value.rfind(':');
  if (colon == std::string::npos) return false;
  const auto port = number<std::uint16_t>(std::string_view(value).substr(colon + 1));
  command.address = value.substr(0, colon);
  command.port = port.value_or(0);
  return port.has_value();
}

// A client of the same id gets this secret.
bool set_client(CommandLine& command, const std::string& value) {
  const std::size_t colon = value.find(':');
  if (colon == std::string::npos) return false;
  const std::string id = value.substr(0, colon);
  auto& clients = command.options.clients;
  auto found = std::ranges::find(clients, id, &ClientOptions::id);
  if (found == clients.end()) found = clients.insert(clients.end(), ClientOptions{.id = id});
  found->secret = value.substr(colon + 1);
  return true;
}

bool set_value(CommandLine& command, const std::string& name, const std::string& value) {
  if (name == "--listen") return set_listen(command, value);
  if (name == "--client") return set_client(command, value);
  if (name == "--redirect-uri") {
    command.redirect_uris.push_back(value);
    return true;
  }
  if (name == "--seed") {
    const auto seed = number<std::uint64_t>(value);
    command.options.seed = seed.value_or(1);
    return seed.has_value();
  }
  if (name == "--clock-factor") {
    const auto factor = number<std::int64_t>(value);
    command.options.clock_factor = factor.value_or(1);
    return factor && *factor > 0;
  }
  return false;
}

}  // namespace

Result<CommandLine> read_command_line(const std::vector<std::string>& arguments) {
  CommandLine command;
  for (std::size_t at = 0; at + 1 < arguments.size(); ++at) {  // the others are laid over these
    if (arguments[at] != "--options") continue;
    const Result<json::Value> value = json::parse(arguments[at + 1]);
    if (!value) return wrong("--options");
    Result<Options> options = options_of(*value);
    if (!options) return options.error();
    command.options = *std::move(options);
  }
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const std::string& name = arguments[at];
    if (name == "--print-port") {
      command.print_port = true;
      continue;
    }
    if (at + 1 == arguments.size()) return wrong(name);
    const std::string& value = arguments[++at];
    if (name != "--options" && !set_value(command, name, value)) return wrong(name);
  }
  for (ClientOptions& client : command.options.clients) {
    client.redirect_uris.insert(client.redirect_uris.end(), command.redirect_uris.begin(),
                                command.redirect_uris.end());
  }
  return command;
}

}  // namespace byte8::sandbox::sage
