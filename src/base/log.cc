#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>

#include "base/clock.h"
#include "base/json.h"

namespace byte8::log {
namespace {

std::atomic<Level> threshold = Level::info;
std::atomic<bool> as_json = false;

std::string_view word(Level level) {
  constexpr std::array<std::string_view, 4> words = {"debug", "info", "warn", "error"};
  return words.at(static_cast<std::size_t>(level));
}

// One logger with a locking sink: a line is written whole, whichever thread writes it. It is never
// destroyed, so that the last words of other static objects still find it.
spdlog::logger& logger() {
  static auto* const instance = [] {
    auto* created = new spdlog::logger("byte8", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    created->set_pattern("%v");
    created->set_level(spdlog::level::trace);
    return created;
  }();
  return *instance;
}

bool plain(std::string_view value) {
  return !value.empty() && std::ranges::all_of(value, [](char c) {
    return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '=';
  });
}

std::string text_line(Level level, std::string_view event, std::initializer_list<Field> fields) {
  std::string line = utc_text_millis(read_clocks().wall);
  line.append(" ").append(word(level)).append(" ").append(event);
  for (const auto& [key, value] : fields) {
    line.append(" ").append(key).append("=");
    // A value never breaks out of its line or of its field.
    plain(value) ? line.append(value), void() : json::append_quoted(line, value);
  }
  return line;
}

std::string json_line(Level level, std::string_view event, std::initializer_list<Field> fields) {
  std::string line = "{\"time\":\"" + utc_text_millis(read_clocks().wall) + "\",\"level\":\"";
  line.append(word(level)).append("\",\"event\":");
  json::append_quoted(line, event);
  for (const auto& [key, value] : fields) {
    line += ',';
    json::append_quoted(line, key);
    line += ':';
    json::append_quoted(line, value);
  }
  return line + '}';
}

}  // namespace

void configure(Level level, bool json) {
  threshold = level;
  as_json = json;
}

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (level < threshold.load()) return;
  const std::string line =
      as_json.load() ? json_line(level, event, fields) : text_line(level, event, fields);
  logger().log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace byte8::log
