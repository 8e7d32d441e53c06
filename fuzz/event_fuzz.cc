// A refused event names its field; an accepted one has a positive id and a payload that is JSON.

#include "fuzz/input.h"
#include "sync/intake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto event =
      byte8::sync::decode_event("invoice.created", "invoice.created:1", fuzz_text(data, size));
  if (!event) {
    BYTE8_CHECK(!event.error().field.empty() && !event.error().code.empty());
    return 0;
  }
  BYTE8_CHECK(event->magento_id > 0 && event->website_id >= 0);
  BYTE8_CHECK(byte8::json::parse(event->payload).ok());
  return 0;
}
