#pragma once
// The body of a REST call as Magento reads it: content type, JSON, named parameters in camelCase or
// snake_case, cast to the type of the service method.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "port/http.h"
#include "sandbox/shop/rest_answer.h"

namespace byte8::sandbox::shop {

struct Parameter {
  std::string_view camel;
  std::string_view snake;
  bool integer = false;
  bool required = false;
};

// One for each parameter: text (a cast integer too), or empty where it was not given or null.
using Arguments = std::vector<std::optional<std::string>>;

std::variant<Arguments, Refusal> read_arguments(const http::Request& request,
                                                std::span<const Parameter> parameters, Mode mode);

// An argument of the path: the integer, or the refusal of what is not numeric.
std::variant<std::int64_t, Refusal> path_integer(std::string_view text);

}  // namespace byte8::sandbox::shop
