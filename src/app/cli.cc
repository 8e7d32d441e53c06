#include "app/cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <deque>
#include <functional>

#include "app/alone.h"
#include "app/cli_ask.h"
#include "app/cli_command.h"
#include "app/cli_maintenance.h"
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
  NewAccount account;
  ForgottenPassword forgotten;
  AuditQuestion audit;
  Asked asked;
  PurgeWanted purge;
  bool as_json = false;
  DemoOptions demo;
  MaintenanceTyped maintenance;

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

// One member of what was answered, alone on standard output.
int print_member(const Config& config, const json::Value& request, std::string_view member) {
  auto response = run_command(config, request);
  if (!response) return told(response.error());
  if (response->status >= 300) return told(*response);
  auto body = json::parse(response->body);
  fmt::print("{}\n", body ? body->text_or(member) : std::string());
  return exit_done;
}

std::string audit_line(const json::Value& item) {
  const auto number = [&item](std::string_view key) {
    const json::Value* value = item.find(key);
    return value == nullptr ? std::int64_t{0} : value->integer().value_or(0);
  };
  const json::Value* unbroken = item.find("unbroken");
  const bool whole = unbroken != nullptr && unbroken->is_bool() && unbroken->boolean();
  const std::string who = fmt::format("{} ({})", item.text_or("account_id"), item.text_or("name"));
  return whole ? fmt::format("{}: unbroken, {} entries", who, number("entries"))
               : fmt::format("{}: broken at entry {}", who, number("broken_at"));
}

int verify_audit(const Config& config, const Typed& typed) {
  auto response = run_command(config, to_json(typed.audit));
  if (!response) return told(response.error());
  auto body = json::parse(response->body);
  const json::Value* items = body ? body->find("items") : nullptr;
  if (items == nullptr || !items->is_array()) return told(*response);
  if (typed.as_json) {
    fmt::print("{}\n", response->body);
  } else {
    for (const json::Value& item : items->array()) fmt::print("{}\n", audit_line(item));
  }
  return response->status == 200 ? exit_done : exit_failed;
}

// Asks, and prints what came as lines or as it is.
template <typename Question>
int ask(const Config& config, const Question& question, bool as_json) {
  auto response = run_command(config, to_json(question));
  if (!response) return told(response.error());
  if (response->status >= 300) return told(*response);
  auto body = json::parse(response->body);
  if (as_json || !body) {
    fmt::print("{}\n", response->body);
  } else {
    fmt::print("{}", text_of(question, *body));
  }
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
    add_accounts();
    add_bindings_and_runs();
    add_demo();
    add_maintenance(
        app_, typed_.maintenance,
        [this](CLI::App& parent, const std::string& name, const std::string& help,
               std::function<int(const Config&)> action) {
          return configured(parent, name, help, action);
        },
        [this](CLI::App& parent, const std::string& name, const std::string& help,
               std::function<int()> action) {
          return plain(parent, name, help, std::move(action));
        });
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
    CLI::App& people = group("user", "people who sign in");
    CLI::App* user =
        configured(people, "create", "add a person; the first one makes the host account",
                   [this](const Config& config) { return create_user(config, typed_); });
    CLI::App* forgotten = configured(
        people, "reset-password", "print a link for a new password; it works for an hour",
        [this](const Config& config) {
          return print_member(config, to_json(typed_.forgotten), "url");
        });
    forgotten->add_option("--email", typed_.forgotten.email, "whose password it is")->required();
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

  void add_accounts() {
    CLI::App* account =
        configured(group("account", "organisations with users and bindings"), "create",
                   "add an account without users and print its id", [this](const Config& config) {
                     return print_member(config, to_json(typed_.account), "id");
                   });
    account->add_option("--name", typed_.account.name, "what it is called")->required();
    CLI::App* audit =
        configured(group("audit", "who did what"), "verify", "check that no entry was changed",
                   [this](const Config& config) { return verify_audit(config, typed_); });
    audit->add_option("--account", typed_.audit.account, "only this one");
    audit->add_flag("--json", typed_.as_json, "print the answer as JSON");
  }

  CLI::App* add_question(CLI::App& parent, std::string_view noun, std::string_view verb,
                         const std::string& help) {
    CLI::App* command =
        configured(parent, std::string(verb), help, [this, noun, verb](const Config& config) {
          typed_.asked.noun = noun;
          typed_.asked.verb = verb;
          return ask(config, typed_.asked, typed_.as_json);
        });
    if (verb == "list") {
      command->add_option("--cursor", typed_.asked.cursor, "where the list goes on");
    } else {
      command->add_option("id", typed_.asked.id, "its id")->required();
    }
    command->add_option("--account", typed_.asked.account,
                        "the account, when it is not the host account");
    command->add_flag("--json", typed_.as_json, "print the answer as JSON");
    return command;
  }

  void add_bindings_and_runs() {
    CLI::App& binding = group("binding", "stores and the businesses they are bound to");
    add_question(binding, "binding", "list", "bindings, newest first");
    add_question(binding, "binding", "show", "one binding");
    add_question(binding, "binding", "disconnect", "revoke it, and give its grant back at Sage");
    add_question(binding, "binding", "pause", "accept events, dispatch nothing");
    add_question(binding, "binding", "resume", "go on after a pause");
    CLI::App& run = group("run", "what was done about each event");
    add_question(run, "run", "list", "runs, newest first")
        ->add_option("--status", typed_.asked.status, "only runs with this status");
    add_question(run, "run", "show", "one run with its attempts");
    add_question(run, "run", "explain", "why it is as it is, and what to do");
    add_question(run, "run", "retry", "try it again with the newest settings");
    CLI::App* purge = configured(
        app_, "purge", "delete what is left of accounts 90 days after their subscription ended",
        [this](const Config& config) { return ask(config, typed_.purge, typed_.as_json); });
    purge->add_flag("--dry-run", typed_.purge.dry_run, "only say what would be deleted");
    purge->add_flag("--json", typed_.as_json, "print the answer as JSON");
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
