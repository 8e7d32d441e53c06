// docs/settings.md names every setting with its default, and none that does not exist.

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "base/text.h"
#include "model/policy.h"

namespace byte8::model {
namespace {

using Defaults = std::map<std::string, std::string>;

// The rows "| `key` | `default` |" of the tables; "–" where a key has no default of its own.
Defaults written() {
  std::ifstream file(std::string(BYTE8_SOURCE_DIR) + "/docs/settings.md");
  std::stringstream whole;
  whole << file.rdbuf();
  const std::string page = whole.str();
  Defaults rows;
  bool settings = false;
  for (const std::string_view line : text::split(page, '\n')) {
    if (line.starts_with("| Key |")) settings = true;
    if (line.empty()) settings = false;
    const auto cells = text::split(line, '|');
    if (!settings || cells.size() < 4) continue;
    const std::string_view key = text::trim(cells[1]);
    std::string_view value = text::trim(cells[2]);
    if (!key.starts_with('`')) continue;
    if (value.starts_with('`')) value = value.substr(1, value.size() - 2);
    rows[std::string(key.substr(1, key.size() - 2))] = std::string(value);
  }
  return rows;
}

Defaults true_ones() {
  Defaults all;
  Policy policy;
  const json::Value document = to_json(policy);
  for (const auto& [key, value] : document.object()) {
    all[key] = json::write(value);
    if (key != "b2c_consolidation") continue;
    all[key] = "see below";
    for (const auto& [inner, one] : value.object()) all[key + "." + inner] = json::write(one);
  }
  policy.tax_rate_rules.resize(1);
  const json::Value with_rule = to_json(policy);
  for (const auto& [key, unused] : with_rule.find("tax_rate_rules")->array()[0].object()) {
    all["tax_rate_rules." + key] = "–";
  }
  return all;
}

TEST(SettingsPage, lists_every_key_with_its_default_and_no_other) {
  EXPECT_EQ(written(), true_ones());
}

}  // namespace
}  // namespace byte8::model
