#pragma once
// Log lines: ids and words, never documents, names or secrets. One line an event, key=value.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace byte8::log {

enum class Level { debug, info, warn, error };

using Field = std::pair<std::string_view, std::string>;

// `json` chooses one JSON object a line, else text. Everything goes to standard error.
void configure(Level level, bool json);
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});

inline void debug(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::debug, event, fields);
}
inline void info(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::info, event, fields);
}
inline void warn(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::warn, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::error, event, fields);
}

}  // namespace byte8::log
