#pragma once
// Sage's lists: their addresses, their envelope and where they end. A page beyond the end repeats
// the last one, $next is relative and not always filled, so $total and $page decide. Source:
// spec/sage.md §5.

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "port/provider.h"

namespace byte8::sage {

// Route and query below the API's address ("/tax_rates?usage=sales&…&page=2"); nothing for a kind
// that Sage does not have.
std::optional<std::string> reference_route(std::string_view kind, int page);

// The page that was asked for, or an empty one without a next when Sage repeated an earlier page.
Result<port::ReferencePage> read_page(const json::Value& answer, int page);

// All items of a search that must fit in one page: the decision "absent" may only be made of a
// whole list. Fault::needs_review, code too_many_matches otherwise.
Result<json::Array> read_whole(const json::Value& answer);

}  // namespace byte8::sage
