#pragma once
// Text as a ledger takes it (F042): no tags, no entities, no control characters, never too long and
// never empty. Scripts of every language stay as they are. Source: spec/sage.md, text.

#include <cstddef>
#include <string>
#include <string_view>

namespace byte8::sync {

struct CleanText {
  std::string text;
  bool shortened = false;  // code points were cut off at the limit
};

// Tags are stripped once, then entities are decoded until nothing changes (at most three rounds),
// so a decoded "<b>" is text. What still looks like an entity is broken by a space, for the ledger
// refuses it. `limit` counts code points. An empty outcome becomes `fallback`, which must be clean
// and short itself.
CleanText clean_text(std::string_view raw, std::size_t limit, std::string_view fallback = "");

// The character a named entity ("eacute") stands for, or 0.
char32_t named_entity(std::string_view name);

}  // namespace byte8::sync
