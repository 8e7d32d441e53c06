#pragma once
// Runs in pages, newest first, whatever they are filtered by. A page walks down one index (or one
// for each value that leads it) and looks at so many candidates at a time: with a million runs no
// single statement is long, and the caller lets others in between.

#include <cstdint>
#include <string>
#include <vector>

#include "port/db.h"

namespace byte8::store {

// Every filter that has values is met by one of them.
struct RunFilter {
  std::vector<std::string> bindings;  // ids as decimal numbers
  std::vector<std::string> statuses;
  std::vector<std::string> events;
  std::vector<std::string> reasons;  // while waiting or cancelled, or why it was skipped
  std::vector<std::string> codes;    // fault or detail
  std::vector<std::string> magento_ids;
  std::vector<std::string> references;
  std::vector<std::string> problems;  // fingerprints
  std::int64_t from = 0;              // ids from there on
  std::int64_t below = INT64_MAX;     // ids below: the cursor
};

namespace run_pages {

enum class Lead : std::uint8_t {
  problem,
  reference,
  entity,
  notable,
  open,
  binding,
  rare_event,
  all
};

// One index, from one value downwards; all but the last filter of `Lead` have a value.
struct Walk {
  Lead lead = Lead::all;
  std::string value;
};

// What to walk so that every run that fits is met once.
std::vector<Walk> walks(const RunFilter& filter);

// The id of candidate number `size` of a walk, counted from `below` downwards; no row when there
// are fewer.
port::Query slice_end(std::int64_t account_id, const RunFilter& filter, const Walk& walk,
                      std::int64_t below, std::int64_t size);
// Those that fit within [floor, below); columns as history::view reads them.
port::Query page(std::int64_t account_id, const RunFilter& filter, const Walk& walk,
                 std::int64_t floor, std::int64_t below, std::int64_t limit);
// The ids alone.
port::Query ids(std::int64_t account_id, const RunFilter& filter, const Walk& walk,
                std::int64_t floor, std::int64_t below, std::int64_t limit);
// How many of each status: (status, count).
port::Query counts(std::int64_t account_id, const RunFilter& filter, const Walk& walk,
                   std::int64_t floor, std::int64_t below);

}  // namespace run_pages
}  // namespace byte8::store
