#pragma once
// Runs as a table for spreadsheets (RFC 4180).

#include <string>
#include <string_view>
#include <vector>

#include "store/history.h"

namespace byte8::api {

// A cell that a spreadsheet takes for text, whatever it begins with.
std::string csv_cell(std::string_view text);
std::string csv_head();
std::string csv_line(const store::RunView& view);

}  // namespace byte8::api
