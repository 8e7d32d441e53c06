#include "app/config.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "app/config_check.h"
#include "app/config_file.h"
#include "app/config_values.h"
#include "base/text.h"

namespace byte8::app {
namespace {

constexpr std::string_view variable_prefix = "BYTE8_LEDGER_";
constexpr std::string_view config_variable = "BYTE8_LEDGER_CONFIG";
constexpr std::string_view file_suffix = "_file";
constexpr std::string_view mask = "********";

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

// One source after the other, the strongest first: a key that was given already stays as it is.
class Loading {
 public:
  Loading(LoadedConfig& out, const ConfigSources& sources) : out_(out), sources_(sources) {}

  void run() {
    put_all(sources_.flags, "flag");
    put_all(environment(), "environment");
    if (const std::string file = file_name(); !file.empty()) {
      if (auto settings = read_config_file(file)) {
        put_all(*settings, "file");
      } else {
        problem(settings.error().message);
      }
    }
    for (const Key& key : config_keys()) {
      const std::string name(key.name);
      if (out_.config.given.contains(name) || name.find('<') != std::string::npos) continue;
      const std::string fallback =
          name == "data_dir" ? sources_.default_data_dir : std::string(key.fallback);
      if (!fallback.empty()) put(key, name, fallback, "default");
    }
  }

 private:
  void problem(std::string text) { out_.problems.push_back(std::move(text)); }

  std::string file_name() const {
    if (!sources_.file.empty()) return sources_.file;
    for (const auto& [name, value] : sources_.environment) {
      if (name == config_variable) return value;
    }
    return {};
  }

  Settings environment() {
    Settings settings;
    for (const auto& [name, value] : sources_.environment) {
      if (name == config_variable) continue;
      const std::string key =
          text::lower_ascii(std::string_view(name).substr(variable_prefix.size()));
      if (!known(key) || upper(key) != std::string_view(name).substr(variable_prefix.size())) {
        problem(fmt::format("the environment variable {} is not known; did you mean {}{}?", name,
                            variable_prefix, upper(nearest_key(key))));
      } else {
        settings.emplace_back(key, value);
      }
    }
    return settings;
  }

  // A secret may also stand in a file of its own, which is named by KEY_file.
  static const Key* secret_of_file(std::string_view name) {
    if (!name.ends_with(file_suffix)) return nullptr;
    const Key* key = find_key(name.substr(0, name.size() - file_suffix.size()));
    return key != nullptr && key->secret ? key : nullptr;
  }

  static bool known(std::string_view name) {
    return find_key(name) != nullptr || secret_of_file(name) != nullptr;
  }

  void put_all(const Settings& settings, std::string_view origin) {
    std::set<std::string> here;
    for (const auto& [name, value] : settings) {
      const Key* key = find_key(name);
      std::string target = name;
      std::string text = value;
      if (key == nullptr) {
        key = secret_of_file(name);
        if (key == nullptr) {
          problem(fmt::format("{} ({}) is not a key; did you mean {}?", name, origin,
                              nearest_key(name)));
          continue;
        }
        target = name.substr(0, name.size() - file_suffix.size());
        auto secret = read_secret_file(value);
        if (!secret) {
          problem(fmt::format("{} ({}): {}", name, origin, secret.error().message));
          continue;
        }
        text = *secret;
      }
      if (!here.insert(target).second) {
        problem(fmt::format("{} is given twice ({}): keep one", target, origin));
      } else if (!out_.config.given.contains(target)) {
        put(*key, target, text, origin);
      }
    }
  }

  void put(const Key& key, const std::string& name, const std::string& text,
           std::string_view origin) {
    out_.config.given[name] = {.text = key.secret ? std::string(mask) : text,
                               .origin = std::string(origin)};
    Status done = key.set(out_.config, text);
    if (name.starts_with("oidc_")) out_.config.oidc[name] = SecretText(text);
    if (constexpr std::string_view by_class = "retry_schedule."; name.starts_with(by_class)) {
      const std::string_view code = std::string_view(name).substr(by_class.size());
      auto delays = parse_durations(text);
      if (!fault_of(code)) {
        done = Error::make(Fault::validation,
                           "names no class of errors: auth, not_found, validation, rate_limited, "
                           "provider, http, database, serde, internal or needs_review");
      } else if (delays) {
        out_.config.retry_schedule_by_class[name.substr(by_class.size())] = *delays;
      } else {
        done = delays.error();
      }
    }
    if (!done) problem(fmt::format("{} ({}) {}", name, origin, done.error().message));
    if (!key.carried && origin != "default") {
      out_.warnings.push_back(name + " is kept, but nothing in this version reads it yet");
    }
  }

  LoadedConfig& out_;
  const ConfigSources& sources_;
};

std::string toml_text(const Key& key, const std::string& text) {
  if (key.kind == Kind::integer || key.kind == Kind::boolean) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

bool Config::is_default(const std::string& key) const {
  auto found = given.find(key);
  return found == given.end() || found->second.origin == "default";
}

LoadedConfig load_config(const ConfigSources& sources) {
  LoadedConfig loaded;
  Loading(loaded, sources).run();
  if (loaded.problems.empty()) complete_config(loaded.config);
  if (loaded.problems.empty()) loaded.problems = check_config(loaded.config);
  return loaded;
}

ConfigSources sources_of_process(Settings flags, std::string config_flag) {
  ConfigSources sources{.flags = std::move(flags), .file = std::move(config_flag)};
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (text.starts_with(variable_prefix) && equals != std::string_view::npos) {
      sources.environment.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  std::ranges::sort(sources.environment);
  const char* data_home = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  if (geteuid() == 0) {
    sources.default_data_dir = "/var/lib/byte8-ledger";
  } else if (data_home != nullptr && *data_home != '\0') {
    sources.default_data_dir = std::string(data_home) + "/byte8-ledger";
  } else if (home != nullptr) {
    sources.default_data_dir = std::string(home) + "/.local/share/byte8-ledger";
  }
  return sources;
}

std::string dump_config(const Config& config) {
  std::string out;
  for (const auto& [name, value] : config.given) {
    const Key* key = find_key(name);
    out += fmt::format("{} = {}  # {}\n", name, toml_text(*key, value.text), value.origin);
  }
  return out;
}

}  // namespace byte8::app
