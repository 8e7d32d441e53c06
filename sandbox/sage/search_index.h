#pragma once
// Finds the rows whose text contains a word without reading them all: for each three-byte piece the
// rows that have it. The caller still compares, because pieces of an older text stay behind.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace byte8::sandbox::sage {

class SearchIndex {
 public:
  // `text` in lower case; rows in any order.
  void add(std::size_t row, std::string_view text) {
    for (std::size_t at = 0; at + 3 <= text.size(); ++at) {
      auto& rows = pieces_[piece(text.substr(at, 3))];
      if (rows.empty() || rows.back() != row) rows.push_back(static_cast<std::uint32_t>(row));
    }
  }

  // Candidates for a word of at least three bytes, in the order in which they were added; null:
  // none has it.
  const std::vector<std::uint32_t>* candidates(std::string_view word) const {
    const std::vector<std::uint32_t>* best = nullptr;
    for (std::size_t at = 0; at + 3 <= word.size(); ++at) {
      const auto found = pieces_.find(piece(word.substr(at, 3)));
      if (found == pieces_.end()) return nullptr;
      if (!best || found->second.size() < best->size()) best = &found->second;
    }
    return best;
  }

 private:
  static std::uint32_t piece(std::string_view three) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(three[0])) << 16 |
           static_cast<std::uint32_t>(static_cast<unsigned char>(three[1])) << 8 |
           static_cast<std::uint32_t>(static_cast<unsigned char>(three[2]));
  }

  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> pieces_;
};

}  // namespace byte8::sandbox::sage
