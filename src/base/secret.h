#pragma once
// Secret: a value that cannot be printed, formatted or serialised by accident. reveal() is
// greppable.

#include <string>
#include <utility>

namespace byte8 {

template <typename T>
class Secret {
 public:
  Secret() = default;
  explicit Secret(T value) : value_(std::move(value)) {}
  const T& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  T value_;
};

using SecretText = Secret<std::string>;

}  // namespace byte8
