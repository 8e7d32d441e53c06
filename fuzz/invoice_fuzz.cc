// A canonical invoice decodes or is refused with a field; sums of what decodes cannot overflow.

#include "fuzz/input.h"
#include "model/canonical.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto value = byte8::json::parse(fuzz_text(data, size), {.drop_nul = true});
  if (!value) return 0;
  auto invoice = byte8::model::decode_invoice(*value);
  if (!invoice) {
    BYTE8_CHECK(invoice.error().fault == byte8::Fault::serde);
    return 0;
  }
  byte8::model::Amount sum;
  for (const auto& line : invoice->lines) sum += line.line_total + line.discount();
  return 0;
}
