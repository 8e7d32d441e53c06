#pragma once
// The kinds of record that are made in Sage, and where each lives. Source: spec/sage.md §5.

#include <optional>
#include <string_view>

namespace byte8::sage {

struct RecordKind {
  std::string_view kind;        // our word, and the key that wraps a body
  std::string_view list;        // its route
  std::string_view attributes;  // what a search has to show
};

// Null for a kind that is not known. "contact_update" is none.
const RecordKind* record_kind(std::string_view kind);

// The kind of a change ("contact" for "contact_update"); nothing where it makes something new.
std::optional<std::string_view> changed_kind(std::string_view kind);

}  // namespace byte8::sage
