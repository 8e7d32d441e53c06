// What parses is written and parses again to the same value, also as ASCII.

#include "base/json.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto value = byte8::json::parse(fuzz_text(data, size));
  if (!value) return 0;
  const std::string text = byte8::json::write(*value);
  auto again = byte8::json::parse(text);
  BYTE8_CHECK(again.ok() && *again == *value);
  auto ascii = byte8::json::parse(byte8::json::write_ascii(*value));
  BYTE8_CHECK(ascii.ok() && *ascii == *value);
  return 0;
}
