#include "app/cli_maintenance.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/backup.h"
#include "app/cli_texts.h"
#include "app/config_file.h"
#include "app/doctor.h"
#include "app/exit_code.h"
#include "app/house.h"
#include "app/version.h"
#include "app/web.h"
#include "base/clock.h"

namespace byte8::app {
namespace {

int told(const Error& error) {
  fmt::print(stderr, "byte8-ledger: {}\n", error.message);
  const bool refused = error.code == "exists" || error.code == "wrong_passphrase";
  return refused ? exit_refused : exit_of(error);
}

Result<SecretText> passphrase(const MaintenanceTyped& typed) {
  if (typed.passphrase_file.empty()) return SecretText();
  auto text = read_secret_file(typed.passphrase_file);
  if (!text) return text.error();
  return SecretText(*std::move(text));
}

int report(std::string_view done, const Result<BackupFacts>& facts) {
  if (!facts) return told(facts.error());
  fmt::print("{}: {} bytes of {}, {} the master key\n", done, facts->size, facts->created_at,
             facts->sealed_key.empty() ? "without" : "with");
  return exit_done;
}

int backup(const Config& config, const MaintenanceTyped& typed, bool restore) {
  auto secret = passphrase(typed);
  if (!secret) return told(secret.error());
  if (restore) return report("restored", restore_backup(config, typed.file, *secret));
  return report("written", create_backup(config, typed.file, *secret));
}

int doctor(const Config& config, const MaintenanceTyped& typed) {
  if (typed.restored) {
    if (Status marked = mark_restored(config); !marked) return told(marked.error());
    fmt::print(
        "the database is marked as restored: Sage is asked before anything is posted that it "
        "may have forgotten\n");
    return exit_done;
  }
  const std::vector<Finding> findings = examine(config);
  fmt::print("{}", typed.as_json ? json::write(to_json(findings)) + "\n" : text(findings));
  return stops(findings) ? exit_failed : exit_done;
}

// No documents, no secrets, no personal data: what somebody who helps needs to see first.
int support_bundle(const Config& config, const std::string& path) {
  const json::Value bundle = json::object({{"made_at", utc_text(read_clocks().wall)},
                                           {"version", version},
                                           {"configuration", dump_config(config)},
                                           {"doctor", to_json(examine(config))}});
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    return told(
        Error::coded(Fault::internal, "exists",
                     "cannot make " + path + ": it exists, or its folder cannot be written"));
  }
  const std::string text = json::write(bundle) + "\n";
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ::close(fd);
  if (!written) return told(Error::make(Fault::internal, "cannot write " + path));
  fmt::print("{}: look at it before you send it\n", path);
  return exit_done;
}

int healthcheck(const Config& config) {
  Listen where = config.listen;
  if (where.address == "0.0.0.0" || where.address == "::") where.address = "127.0.0.1";
  Web web;
  const auto answer = web.send("GET", "http://" + where.text() + "/readyz");
  if (!answer) return told(answer.error());
  fmt::print("{}", answer->body);
  return answer->status == 200 ? exit_done : exit_failed;
}

void add_backup(CLI::App& root, MaintenanceTyped& typed, const AddCommand& add,
                const AddPlain& plain) {
  CLI::App* group = root.add_subcommand("backup", "copies of the database");
  group->fallthrough()->require_subcommand(1);
  CLI::App* create = add(*group, "create", "write a backup, also while serve runs",
                         [&typed](const Config& config) { return backup(config, typed, false); });
  CLI::App* verify = plain(*group, "verify", "read a backup and say whether it is whole",
                           [&typed] { return report("whole", verify_backup(typed.file)); });
  CLI::App* restore =
      add(*group, "restore", "put a backup in the place of the database; serve must not run",
          [&typed](const Config& config) { return backup(config, typed, true); });
  for (CLI::App* command : {create, verify, restore}) {
    command->add_option("file", typed.file, "the backup")->required()->type_name("FILE");
  }
  create
      ->add_option("--with-key", typed.passphrase_file,
                   "put the master key into it, sealed with the passphrase in this file")
      ->type_name("FILE");
  restore
      ->add_option("--with-key", typed.passphrase_file,
                   "also the master key, where none is there; the passphrase is in this file")
      ->type_name("FILE");
}

}  // namespace

void add_maintenance(CLI::App& root, MaintenanceTyped& typed, const AddCommand& add,
                     const AddPlain& plain) {
  add_backup(root, typed, add, plain);
  CLI::App* examined = add(root, "doctor", "say what is wrong with this installation",
                           [&typed](const Config& config) { return doctor(config, typed); });
  examined->add_flag("--restored", typed.restored,
                     "the database is an older snapshot: ask Sage before posting again");
  examined->add_flag("--json", typed.as_json, "print the findings as JSON");
  CLI::App* bundle =
      add(root, "support-bundle", "write a file for somebody who helps, without secrets",
          [&typed](const Config& config) { return support_bundle(config, typed.file); });
  bundle->add_option("file", typed.file, "the file to write")->required()->type_name("FILE");
  add(root, "healthcheck", "ask the serve of this configuration whether it is ready", healthcheck);
  CLI::App* shell = plain(root, "completion", "print the completion of a shell", [&root, &typed] {
    const auto text = completion(root, typed.shell);
    fmt::print("{}", text.value_or(""));
    return text ? exit_done : exit_usage;
  });
  shell->add_option("shell", typed.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  plain(root, "man", "print the manual page", [&root] {
    fmt::print("{}", manual(root));
    return exit_done;
  });
}

}  // namespace byte8::app
