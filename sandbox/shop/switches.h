#pragma once
// What a test can break or set on the running store (POST /__shop/switches).

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"

namespace byte8::sandbox::shop {

// Magento's mode. `default_` is the word "default".
enum class Mode : std::uint8_t { developer, default_, production };
std::string_view word(Mode mode);
std::optional<Mode> mode_of(std::string_view word);

// The next `times` requests of a kind are answered with `status` and the fitting error of Magento.
struct Failing {
  int status = 500;
  std::int64_t times = 0;
};

struct Switches {
  Mode mode = Mode::default_;
  bool maintenance = false;
  Millis clock_offset_ms = 0;  // Magento's clock is off by this
  Failing fail_sync_state;
  Failing fail_canonical;
};

// {"mode":"production","maintenance":true,"clock_offset_s":-90,
//  "fail_sync_state":{"status":400,"times":2},"fail_canonical":…}
// What is left out stays as it is.
Status apply(Switches& switches, const json::Value& given);
json::Value to_json(const Switches& switches);

}  // namespace byte8::sandbox::shop
