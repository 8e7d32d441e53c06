// Whatever Sage answers to a POST is a record with an id, or an error; a success that cannot be
// read is in doubt.

#include "fuzz/input.h"
#include "sage/provider.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const byte8::sage::SageProvider provider{byte8::sage::SageOptions{}};
  if (size < 2) return 0;
  byte8::http::Outcome outcome;
  outcome.sent = true;
  outcome.response.status = 200 + (data[0] * 256 + data[1]) % 400;
  outcome.response.headers = {{"X-Business", "b"}};
  outcome.response.body = std::string(fuzz_text(data + 2, size - 2));
  auto record = provider.posted("sales_invoice", "b", outcome);
  if (record) {
    BYTE8_CHECK(!record->id.empty());
  } else if (outcome.response.status < 300 || outcome.response.status >= 500) {
    BYTE8_CHECK(record.error().effect == byte8::Effect::maybe);
  }
  return 0;
}
