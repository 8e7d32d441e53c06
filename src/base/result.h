#pragma once
// Result<T>: a value or an Error. Reading an error as a value stops the process (std::expected
// would be undefined behaviour), so a forgotten check is found by the first test that meets it.

#include <expected>
#include <utility>

#include "base/check.h"
#include "base/error.h"

namespace byte8 {

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : inner_(std::move(value)) {}                       // NOLINT: meant to convert
  Result(Error error) : inner_(std::unexpected(std::move(error))) {}  // NOLINT: meant to convert

  explicit operator bool() const { return inner_.has_value(); }
  bool ok() const { return inner_.has_value(); }

  T& value() & {
    BYTE8_CHECK(inner_.has_value());
    return *inner_;
  }
  const T& value() const& {
    BYTE8_CHECK(inner_.has_value());
    return *inner_;
  }
  T&& value() && {
    BYTE8_CHECK(inner_.has_value());
    return *std::move(inner_);
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error& error() {
    BYTE8_CHECK(!inner_.has_value());
    return inner_.error();
  }
  const Error& error() const {
    BYTE8_CHECK(!inner_.has_value());
    return inner_.error();
  }

 private:
  std::expected<T, Error> inner_;
};

// For what can fail and has nothing to say when it does not.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT: meant to convert

  explicit operator bool() const { return ok_; }
  bool ok() const { return ok_; }
  const Error& error() const {
    BYTE8_CHECK(!ok_);
    return error_;
  }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace byte8
