#pragma once
// Rows of one entity in the order of their making, found by id in constant time. Rows never move.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace byte8::sandbox::sage {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};
template <typename T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

template <typename T>
class Table {
 public:
  // `row.id` must be new.
  T& add(T row) {
    places_.emplace(row.id, rows_.size());
    return rows_.emplace_back(std::move(row));
  }
  T* find(std::string_view id) {
    const auto place = places_.find(id);
    return place == places_.end() ? nullptr : &rows_[place->second];
  }
  const T* find(std::string_view id) const { return const_cast<Table*>(this)->find(id); }
  std::size_t place_of(std::string_view id) const { return places_.find(id)->second; }
  T& at(std::size_t place) { return rows_[place]; }
  const T& at(std::size_t place) const { return rows_[place]; }
  std::size_t size() const { return rows_.size(); }
  auto begin() { return rows_.begin(); }
  auto end() { return rows_.end(); }
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }

 private:
  std::deque<T> rows_;
  TextMap<std::size_t> places_;
};

}  // namespace byte8::sandbox::sage
