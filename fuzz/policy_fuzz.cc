// A policy that parses is written as a document that parses to the same.

#include "fuzz/input.h"
#include "model/policy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto value = byte8::json::parse(fuzz_text(data, size));
  if (!value) return 0;
  std::vector<byte8::model::FieldError> errors;
  auto policy = byte8::model::parse_policy(*value, errors);
  BYTE8_CHECK(policy.ok() == errors.empty());
  if (!policy) return 0;
  const auto document = byte8::model::to_json(*policy);
  auto again = byte8::model::parse_policy(document, errors);
  BYTE8_CHECK(again.ok() && byte8::model::to_json(*again) == document);
  return 0;
}
