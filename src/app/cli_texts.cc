#include "app/cli_texts.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <vector>

#include "app/version.h"

namespace byte8::app {
namespace {

constexpr std::string_view program = "byte8-ledger";

// A command by its words ("token create"), and what may follow it.
struct Entry {
  std::string words;
  std::string help;
  std::vector<std::string> next;   // its subcommands
  std::vector<std::string> flags;  // "--email"
  const CLI::App* app = nullptr;
};

std::vector<std::string> flags_of(const CLI::App& app) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
  }
  std::ranges::sort(flags);
  return flags;
}

void collect(const CLI::App& app, const std::string& words, std::vector<Entry>& into) {
  Entry entry{.words = words, .help = app.get_description(), .flags = flags_of(app), .app = &app};
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* one : commands) entry.next.push_back(one->get_name());
  into.push_back(entry);
  for (const CLI::App* one : commands) {
    collect(*one, words.empty() ? one->get_name() : words + " " + one->get_name(), into);
  }
}

std::vector<Entry> entries_of(const CLI::App& app) {
  std::vector<Entry> entries;
  collect(app, "", entries);
  return entries;
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

// The words typed so far, without flags and their values, choose what is offered.
std::string bash(const std::vector<Entry>& entries) {
  std::string cases;
  for (const Entry& entry : entries) {
    cases +=
        fmt::format("    \"{}\") offer=\"{}\" ;;\n", entry.words,
                    joined(entry.next) + (entry.next.empty() ? "" : " ") + joined(entry.flags));
  }
  return fmt::format(
      "# bash completion of {0}; put it where your bash looks, or source it.\n"
      "_byte8_ledger() {{\n"
      "  local typed=\"\" word offer=\"\"\n"
      "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case \"$word\" in -*) ;; *) typed=\"${{typed:+$typed }}$word\" ;; esac\n"
      "  done\n"
      "  case \"$typed\" in\n{1}"
      "    *) offer=\"\" ;;\n"
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$offer\" -- \"${{COMP_WORDS[COMP_CWORD]}}\"))\n"
      "  [ -n \"${{COMPREPLY[*]}}\" ] || COMPREPLY=($(compgen -f -- "
      "\"${{COMP_WORDS[COMP_CWORD]}}\"))\n"
      "}}\n"
      "complete -F _byte8_ledger {0}\n",
      program, cases);
}

std::string zsh(const std::vector<Entry>& entries) {
  return "#compdef byte8-ledger\nautoload -U +X bashcompinit && bashcompinit\n" + bash(entries);
}

std::string fish(const std::vector<Entry>& entries) {
  std::string out = "# fish completion of byte8-ledger\n";
  for (const Entry& entry : entries) {
    std::string seen;
    for (const std::string_view word : CLI::detail::split(entry.words, ' ')) {
      if (!word.empty())
        seen += fmt::format("{}__fish_seen_subcommand_from {}", seen.empty() ? "" : "; and ", word);
    }
    const std::string when = seen.empty() ? "__fish_use_subcommand" : seen;
    for (const std::string& next : entry.next) {
      out += fmt::format("complete -c {} -f -n '{}' -a {}\n", program, when, next);
    }
    for (const std::string& flag : entry.flags) {
      out += fmt::format("complete -c {} -n '{}' -l {}\n", program, seen.empty() ? "true" : seen,
                         flag.substr(2));
    }
  }
  return out;
}

// Roff takes a leading dot for a request, and a minus for a hyphen.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '-' || c == '\\') out += '\\';
    if (c == '\n') {
      out += ' ';
    } else {
      out += c;
    }
  }
  return out;
}

std::string options_of(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_lnames().empty()) continue;
    const std::string type = option->get_type_name();
    out += fmt::format(".TP\n\\fB{}\\fR{}{}\n{}\n", roff("--" + option->get_lnames().front()),
                       type.empty() ? "" : " ", roff(type), roff(option->get_description()));
  }
  return out;
}

}  // namespace

std::optional<std::string> completion(const CLI::App& app, std::string_view shell) {
  const std::vector<Entry> entries = entries_of(app);
  if (shell == "bash") return bash(entries);
  if (shell == "zsh") return zsh(entries);
  if (shell == "fish") return fish(entries);
  return std::nullopt;
}

std::string manual(const CLI::App& app) {
  std::string out = fmt::format(
      ".TH BYTE8\\-LEDGER 1 \"\" \"byte8\\-ledger {}\" \"Byte8 Ledger\"\n"
      ".SH NAME\nbyte8\\-ledger \\- {}\n"
      ".SH SYNOPSIS\n.B byte8\\-ledger\nCOMMAND [OPTIONS]\n.SH COMMANDS\n",
      version, roff(app.get_description()));
  for (const Entry& entry : entries_of(app)) {
    if (entry.words.empty() || !entry.next.empty()) continue;
    out +=
        fmt::format(".SS {}\n{}\n{}", roff(entry.words), roff(entry.help), options_of(*entry.app));
  }
  out +=
      ".SH CONFIGURATION\nEvery key is a flag, an environment variable and a line of the file.\n" +
      options_of(app);
  out +=
      ".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\nfailed\n.TP\n2\nwrong usage or configuration\n"
      ".TP\n3\nnot permitted in this state\n.TP\n75\ntry again: another process holds the port or "
      "the lock\n";
  return out;
}

}  // namespace byte8::app
