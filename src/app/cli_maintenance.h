#pragma once
// Commands for whoever looks after the installation: backup, doctor, support-bundle, healthcheck,
// completion, man.

#include <functional>
#include <string>

#include "app/config.h"

namespace CLI {
class App;
}

namespace byte8::app {

// What was typed for them; its addresses must stay.
struct MaintenanceTyped {
  std::string file;
  std::string passphrase_file;
  std::string shell;
  bool restored = false;
  bool as_json = false;
};

// How a command is made: below which, its name, its help, what it does with the configuration.
using AddCommand =
    std::function<CLI::App*(CLI::App& parent, const std::string& name, const std::string& help,
                            std::function<int(const Config&)> action)>;
// The same without a configuration.
using AddPlain = std::function<CLI::App*(CLI::App& parent, const std::string& name,
                                         const std::string& help, std::function<int()> action)>;

void add_maintenance(CLI::App& root, MaintenanceTyped& typed, const AddCommand& add,
                     const AddPlain& plain);

}  // namespace byte8::app
