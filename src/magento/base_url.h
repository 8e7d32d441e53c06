#pragma once
// The address of a store as people paste it, made into one form. Tidied: scheme and host in lower
// case, no default port, no trailing slash, nothing after index.php or rest; https where no scheme
// was given. A subfolder stays. The REST routes hang below it: {base}/rest/V1/byte8/…
// (spec/wire.md, "Routes").

#include <string>
#include <string_view>

#include "base/result.h"

namespace byte8::magento {

// Fault::validation, code invalid_url, field magento_base_url, and a message that says what to
// change.
Result<std::string> tidy_base_url(std::string_view typed);

// "shop.example.com/sub": a tidied address without its scheme. It names the store inside keys that
// must survive a change from http to https ("m2:{store_key}:customer:57:GBP").
std::string store_key(std::string_view tidied);

// "https://shop.example.com": scheme, host and port of a tidied address, for framing rules.
std::string origin(std::string_view tidied);

}  // namespace byte8::magento
