#include "app/cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <deque>
#include <functional>

#include "app/alone.h"
#include "app/cli_command.h"
#include "app/config.h"
#include "app/config_file.h"
#include "app/demo.h"
#include "app/exit_code.h"
#include "app/house.h"
#include "app/serve.h"
#include "app/version.h"

namespace byte8::app {
namespace {

void complain(std::string_view text) {
  fmt::print(stderr, "byte8-ledger: {}\n", text);
}

std::string dashed(std::string_view name) {
  std::string out(name);
  std::ranges::replace(out, '_', '-');
  return out;
}

// What was typed, before anything of it is understood.
struct Typed {
  std::string config_file;
  std::deque<std::pair<std::string, std::string>> flags;  // its addresses stay
  NewUser user;
  std::string password_file;
  NewToken token;
  DemoOptions demo;

  Settings settings(const CLI::App& app) const {
    Settings given;
    for (const auto& [name, value] : flags) {
      if (app.count("--" + dashed(name)) > 0) given.emplace_back(name, value);
    }
    return given;
  }
};

void add_flag(CLI::App& app, Typed& typed, const std::string& name, const std::string& help,
              std::string_view kind) {
  auto& [key, value] = typed.flags.emplace_back(name, "");
  app.add_option("--" + dashed(key), value, help)
      ->group("Configuration")
      ->type_name(std::string(kind));
}

void add_configuration(CLI::App& app, Typed& typed) {
  app.add_option("--config", typed.config_file, "the TOML file")->type_name("FILE");
  for (const Key& key : config_keys()) {
    if (key.name.find('<') != std::string_view::npos) continue;
    std::string help(key.help);
    if (!key.fallback.empty()) help += fmt::format(" [{}]", key.fallback);
    add_flag(app, typed, std::string(key.name), help, word(key.kind));
    if (!key.secret) continue;
    add_flag(app, typed, std::string(key.name) + "_file", "the same, read from a file", "file");
  }
}

// The configuration, or nothing after the problems were told.
std::optional<LoadedConfig> configuration(const ConfigSources& sources) {
  LoadedConfig loaded = load_config(sources);
  for (const std::string& warning : loaded.warnings) complain("warning: " + warning);
  for (const std::string& problem : loaded.problems) complain(problem);
  if (!loaded.problems.empty()) return std::nullopt;
  configure_log(loaded.config);
  return loaded;
}

int told(const Error& error) {
  complain(error.message);
  return exit_of(error);
}

// What a command's answer means for a shell.
int told(const http::Response& response) {
  auto body = json::parse(response.body);
  std::string text = body ? body->text_or("detail", body->text_or("message")) : std::string();
  complain(text.empty() ? fmt::format("refused ({})", response.status) : text);
  if (response.status == 409) return exit_refused;
  return response.status == 503 ? exit_again : exit_failed;
}

int create_user(const Config& config, Typed& typed) {
  if (!typed.password_file.empty()) {
    auto password = read_secret_file(typed.password_file);
    if (!password) return told(password.error());
    typed.user.password = SecretText(*password);
  }
  auto response = run_command(config, to_json(typed.user));
  if (!response) return told(response.error());
  if (response->status >= 300) return told(*response);
  fmt::print("{} may sign in as {}\n", typed.user.email, typed.user.role);
  return exit_done;
}

int create_token(const Config& config, const NewToken& token) {
  auto response = run_command(config, to_json(token));
  if (!response) return told(response.error());
  if (response->status >= 300) return told(*response);
  auto body = json::parse(response->body);
  if (!body || body->text_or("token").empty()) {
    complain("the answer holds no token");
    return exit_failed;
  }
  fmt::print("{}\n", body->text_or("token"));
  return exit_done;
}

int migrate(const Config& config) {
  auto house = open_house(config);
  if (!house) return told(house.error());
  fmt::print("{} migrations applied; {} is up to date\n", house->migrations_applied,
             config.database_path);
  return exit_done;
}

class Commands {
 public:
  Commands() : app_("byte8-ledger keeps a Magento store and a Sage company in step.") {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", std::string(version));
    add_configuration(app_, typed_);
    add("serve", "run the chassis",
        [this](const Config& config) { return serve(config, sources()); });
    add("check-config", "say what is wrong with the configuration", [](const Config&) {
      fmt::print("the configuration can be used\n");
      return exit_done;
    });
    add("dump-config", "print the configuration and where each value comes from",
        [](const Config& config) {
          fmt::print("{}", dump_config(config));
          return exit_done;
        });
    add("migrate", "bring the database up to date",
        [](const Config& config) { return migrate(config); });
    add_plain("version", "print the version", [] {
      fmt::print("byte8-ledger {}\n", version);
      return exit_done;
    });
    add_user_and_token();
    add_demo();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& stopped) {
      return app_.exit(stopped) == 0 ? exit_done : exit_usage;
    }
    return chosen_ ? chosen_() : exit_usage;
  }

 private:
  ConfigSources sources() const {
    return sources_of_process(typed_.settings(app_), typed_.config_file);
  }

  CLI::App* plain(CLI::App& parent, const std::string& name, const std::string& help,
                  std::function<int()> action) {
    CLI::App* command = parent.add_subcommand(name, help);
    command->fallthrough();
    command->footer("Every key of the configuration is a flag too: byte8-ledger --help");
    command->callback([this, action = std::move(action)] { chosen_ = action; });
    return command;
  }

  CLI::App* add_plain(const std::string& name, const std::string& help,
                      std::function<int()> action) {
    return plain(app_, name, help, std::move(action));
  }

  CLI::App* configured(CLI::App& parent, const std::string& name, const std::string& help,
                       const std::function<int(const Config&)>& action) {
    return plain(parent, name, help, [this, action] {
      const std::optional<LoadedConfig> loaded = configuration(sources());
      return loaded ? action(loaded->config) : exit_usage;
    });
  }

  void add(const std::string& name, const std::string& help,
           const std::function<int(const Config&)>& action) {
    configured(app_, name, help, action);
  }

  CLI::App& group(const std::string& name, const std::string& help) {
    CLI::App* app = app_.add_subcommand(name, help);
    app->fallthrough()->require_subcommand(1);
    return *app;
  }

  void add_user_and_token() {
    CLI::App* user =
        configured(group("user", "people who sign in"), "create",
                   "add a person; the first one makes the host account",
                   [this](const Config& config) { return create_user(config, typed_); });
    user->add_option("--email", typed_.user.email, "the e-mail address")->required();
    user->add_option("--role", typed_.user.role, "owner, admin, operator or viewer")
        ->required()
        ->check(CLI::IsMember({"owner", "admin", "operator", "viewer"}));
    user->add_option("--password-file", typed_.password_file,
                     "a file whose first line is the password; without it only tokens work")
        ->type_name("FILE");
    CLI::App* token =
        configured(group("token", "keys of scripts"), "create", "make a token and print it alone",
                   [this](const Config& config) { return create_token(config, typed_.token); });
    token->add_option("--email", typed_.token.email, "whose token it is")->required();
    token->add_option("--scope", typed_.token.scopes, "read, operate or admin; may be repeated")
        ->required()
        ->check(CLI::IsMember({"read", "operate", "admin"}));
    token->add_option("--name", typed_.token.name, "to tell it from others");
    for (auto* command : {user, token}) {
      std::string& account = command == user ? typed_.user.account : typed_.token.account;
      command->add_option("--account", account, "the account, when it is not the host account");
    }
  }

  void add_demo() {
    CLI::App* demo =
        add_plain("demo", "chassis, pretended Sage and pretended store on this machine",
                  [this] { return run_demo(typed_.demo); });
    demo->add_flag("--once", typed_.demo.once, "sync a fixed set of documents, compare, and end");
    demo->add_option("--documents", typed_.demo.documents, "example orders with --once [40]");
    demo->add_option("--keep", typed_.demo.keep, "keep all data in this folder")->type_name("DIR");
    demo->add_option("--recordings", typed_.demo.recordings,
                     "the folder of recorded documents, for --once")
        ->type_name("DIR");
  }

  CLI::App app_;
  Typed typed_;
  std::function<int()> chosen_;
};

}  // namespace

int run_cli(int argc, char** argv) {
  return Commands().run(argc, argv);
}

}  // namespace byte8::app
