#include "sandbox/shop/switches.h"

namespace byte8::sandbox::shop {

namespace {

json::Value to_json(const Failing& failing) {
  return json::object({{"status", failing.status}, {"times", failing.times}});
}

Status read(const json::Value& given, std::string_view name, bool& to) {
  const json::Value* value = given.find(name);
  if (value == nullptr) return {};
  if (!value->is_bool()) return Error::in_field(std::string(name), "must be true or false");
  to = value->boolean();
  return {};
}

Status read(const json::Value& given, std::string_view name, Failing& to) {
  const json::Value* value = given.find(name);
  if (value == nullptr) return {};
  const json::Value* status = value->find("status");
  const json::Value* times = value->find("times");
  const auto code = status != nullptr && status->is_number() ? status->integer() : std::nullopt;
  const auto count = times != nullptr && times->is_number() ? times->integer() : std::nullopt;
  if (!code || *code < 400 || *code > 599 || !count || *count < 0) {
    return Error::in_field(std::string(name), "must be {\"status\":400-599,\"times\":n}");
  }
  to = {.status = static_cast<int>(*code), .times = *count};
  return {};
}

}  // namespace

std::string_view word(Mode mode) {
  switch (mode) {
    case Mode::developer:
      return "developer";
    case Mode::default_:
      return "default";
    case Mode::production:
      return "production";
  }
  return "";
}

std::optional<Mode> mode_of(std::string_view word_given) {
  for (const Mode mode : {Mode::developer, Mode::default_, Mode::production}) {
    if (word(mode) == word_given) return mode;
  }
  return std::nullopt;
}

Status apply(Switches& switches, const json::Value& given) {
  Switches changed = switches;
  if (const json::Value* mode = given.find("mode")) {
    const auto known = mode->is_string() ? mode_of(mode->string()) : std::nullopt;
    if (!known) return Error::in_field("mode", "must be developer, default or production");
    changed.mode = *known;
  }
  if (const json::Value* offset = given.find("clock_offset_s")) {
    const auto seconds = offset->is_number() ? offset->integer() : std::nullopt;
    if (!seconds) return Error::in_field("clock_offset_s", "must be an integer");
    changed.clock_offset_ms = *seconds * 1000;
  }
  if (Status read_it = read(given, "maintenance", changed.maintenance); !read_it) return read_it;
  if (Status read_it = read(given, "fail_sync_state", changed.fail_sync_state); !read_it) {
    return read_it;
  }
  if (Status read_it = read(given, "fail_canonical", changed.fail_canonical); !read_it) {
    return read_it;
  }
  switches = changed;
  return {};
}

json::Value to_json(const Switches& switches) {
  return json::object({{"mode", word(switches.mode)},
                       {"maintenance", switches.maintenance},
                       {"clock_offset_s", switches.clock_offset_ms / 1000},
                       {"fail_sync_state", to_json(switches.fail_sync_state)},
                       {"fail_canonical", to_json(switches.fail_canonical)}});
}

}  // namespace byte8::sandbox::shop
