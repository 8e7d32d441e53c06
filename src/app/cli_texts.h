#pragma once
// What is generated from the table of commands and flags: completion for shells, and the manual
// page.

#include <optional>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace byte8::app {

// For bash, zsh or fish; nothing for another shell.
std::optional<std::string> completion(const CLI::App& app, std::string_view shell);

// byte8-ledger(1) in roff.
std::string manual(const CLI::App& app);

}  // namespace byte8::app
