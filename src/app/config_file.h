#pragma once
// The TOML file as settings: a name and the text of a value, as a flag would carry it. Arrays
// become lists with commas; a table becomes names with dots ("retry_schedule.http").

#include <string>

#include "app/config.h"

namespace byte8::app {

// Fault::validation with file, line and what is wrong there.
Result<Settings> read_config_file(const std::string& path);
// The content of a secret's file: its first line, without the line break.
Result<std::string> read_secret_file(const std::string& path);

}  // namespace byte8::app
