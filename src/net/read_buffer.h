#pragma once
// The bytes of one connection that were read and not yet understood. Small while a connection is
// idle (thousands of them are), grows only as far as it is told.

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace byte8::net {

class ReadBuffer {
 public:
  bool empty() const { return begin_ == end_; }
  std::string_view data() const { return {bytes_.get() + begin_, end_ - begin_}; }
  void commit(std::size_t count) { end_ += count; }
  void clear() { begin_ = end_ = 0; }

  void consume(std::size_t count) {
    begin_ += count;
    if (begin_ == end_) clear();
  }

  // Room to read into: at least `wanted` bytes of capacity when nothing is kept, doubled when full,
  // never above `most`. Empty when `most` bytes are kept already. Forgets no unread byte.
  std::span<char> prepare(std::size_t wanted, std::size_t most) {
    if (begin_ > 0) {
      std::memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    std::size_t capacity = capacity_;
    if (capacity < wanted || (end_ == 0 && capacity > wanted)) capacity = std::max(wanted, end_);
    if (end_ == capacity) capacity = std::min(capacity * 2, std::max(most, end_));
    if (capacity != capacity_) resize(capacity);
    return {bytes_.get() + end_, capacity_ - end_};
  }

 private:
  void resize(std::size_t capacity) {
    std::unique_ptr<char[]> larger = std::make_unique_for_overwrite<char[]>(capacity);
    if (end_ > 0) std::memcpy(larger.get(), bytes_.get(), end_);
    bytes_ = std::move(larger);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace byte8::net
