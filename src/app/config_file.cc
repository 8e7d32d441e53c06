#include "app/config_file.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "base/text.h"

namespace byte8::app {
namespace {

Error wrong(std::string message) {
  return Error::make(Fault::validation, std::move(message));
}

Result<std::string> scalar(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* flag = node.as_boolean()) return std::string(flag->get() ? "true" : "false");
  return wrong("must be a text, a whole number, true, false or a list of these");
}

Result<std::string> value_text(const toml::node& node) {
  const toml::array* items = node.as_array();
  if (items == nullptr) return scalar(node);
  std::string all;
  for (const toml::node& item : *items) {
    auto one = scalar(item);
    if (!one) return one.error();
    if (one->find(',') != std::string::npos) return wrong("must not hold a comma inside an item");
    all += (all.empty() ? "" : ",") + *one;
  }
  return all;
}

Status flatten(const std::string& path, const std::string& prefix, const toml::table& table,
               Settings& out) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    if (const toml::table* inner = node.as_table()) {
      if (Status done = flatten(path, name + ".", *inner, out); !done) return done;
      continue;
    }
    auto value = value_text(node);
    if (!value) {
      return wrong(
          fmt::format("{}:{}: {} {}", path, node.source().begin.line, name, value.error().message));
    }
    out.emplace_back(name, *value);
  }
  return {};
}

Result<std::string> read_whole(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return wrong("cannot read " + path);
  std::ostringstream text;
  text << stream.rdbuf();
  if (stream.bad()) return wrong("cannot read " + path);
  return text.str();
}

}  // namespace

Result<Settings> read_config_file(const std::string& path) {
  auto text = read_whole(path);
  if (!text) return text.error();
  Settings settings;
  try {
    const toml::table table = toml::parse(*text, path);
    if (Status done = flatten(path, "", table, settings); !done) return done.error();
  } catch (const toml::parse_error& failed) {
    return wrong(fmt::format("{}:{}: {}", path, failed.source().begin.line, failed.description()));
  }
  return settings;
}

Result<std::string> read_secret_file(const std::string& path) {
  auto text = read_whole(path);
  if (!text) return text.error();
  return std::string(text::trim(std::string_view(*text).substr(0, text->find('\n'))));
}

}  // namespace byte8::app
