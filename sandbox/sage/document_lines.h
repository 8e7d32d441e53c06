#pragma once
// Lines of a sales document and Sage's arithmetic: unit price and tax are rounded to two places
// first, then multiplied and added; half away from zero. Rows 8 to 15 of the validation table.

#include "sandbox/sage/call.h"
#include "sandbox/sage/documents.h"

namespace byte8::sandbox::sage {

// Reads the array of lines; `foreign` when the customer is outside GB on a GB business.
void build_lines(Call& call, const json::Value& lines, bool foreign, Document& made,
                 Problems& problems);

}  // namespace byte8::sandbox::sage
