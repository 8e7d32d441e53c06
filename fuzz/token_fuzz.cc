// No bytes are a valid token: the key is never in the corpus.

#include "fuzz/input.h"
#include "magento/jwt.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const byte8::magento::WireKeys keys(byte8::SecretText("fuzz-key"));
  auto claims =
      byte8::magento::verify_outbound(fuzz_text(data, size), keys, "tenant", 1'795'000'000);
  BYTE8_CHECK(!claims.ok());
  return 0;
}
