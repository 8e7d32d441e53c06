#include "net/guard.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <span>

namespace byte8::net {
namespace {

using Bytes = std::array<unsigned char, 16>;

struct Address {
  int family = 0;  // AF_INET or AF_INET6
  Bytes bytes = {};
};

struct Range {
  Bytes bytes;
  int prefix;
};

// IANA's special-purpose registries. Everything here may lead somewhere a public address would not.
constexpr std::array<Range, 15> special_v4 = {{
    {{0}, 8},              // this network
    {{10}, 8},             // private
    {{100, 64}, 10},       // carrier NAT
    {{127}, 8},            // loopback
    {{169, 254}, 16},      // link-local, cloud metadata
    {{172, 16}, 12},       // private
    {{192, 0, 0}, 24},     // IETF protocol assignments
    {{192, 0, 2}, 24},     // documentation
    {{192, 88, 99}, 24},   // 6to4 relays
    {{192, 168}, 16},      // private
    {{198, 18}, 15},       // benchmarking
    {{198, 51, 100}, 24},  // documentation
    {{203, 0, 113}, 24},   // documentation
    {{224}, 4},            // multicast
    {{240}, 4},            // reserved
}};

// Inside 2000::/3; everything outside of it is refused anyway (loopback, NAT64, unique local,
// link-local, site-local, multicast, discard, the unspecified address).
constexpr std::array<Range, 3> special_v6 = {{
    {{0x20, 0x01, 0x00, 0x00}, 23},  // IETF assignments: Teredo, benchmarking, ORCHID
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x3f, 0xff, 0x00, 0x00}, 20},  // documentation
}};
constexpr Range global_v6 = {{0x20}, 3};
constexpr Range six_to_four = {{0x20, 0x02}, 16};
constexpr Range v4_mapped = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};

bool within(std::span<const unsigned char> address, std::span<const unsigned char> network,
            int prefix) {
  const std::size_t whole = static_cast<std::size_t>(prefix) / 8;
  if (std::memcmp(address.data(), network.data(), whole) != 0) return false;
  const int rest = prefix % 8;
  if (rest == 0) return true;
  const int mask = 0xff << (8 - rest);
  return ((address[whole] ^ network[whole]) & mask) == 0;
}

bool within(const Address& address, const Range& range) {
  return within(address.bytes, range.bytes, range.prefix);
}

// The IPv4 address that stands in an IPv6 one at a byte offset.
Address embedded(const Address& address, std::size_t offset) {
  Address inner{.family = AF_INET};
  std::memcpy(inner.bytes.data(), address.bytes.data() + offset, 4);
  return inner;
}

// A mapped address connects by IPv4, so it is judged as IPv4.
Address plain(Address address) {
  if (address.family == AF_INET6 && within(address, v4_mapped)) return embedded(address, 12);
  return address;
}

std::optional<Address> read(const sockaddr* from) {
  Address address;
  if (from == nullptr) return std::nullopt;
  if (from->sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, from, sizeof v4);
    address.family = AF_INET;
    std::memcpy(address.bytes.data(), &v4.sin_addr, 4);
    return address;
  }
  if (from->sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, from, sizeof v6);
    address.family = AF_INET6;
    std::memcpy(address.bytes.data(), &v6.sin6_addr, 16);
    return plain(address);
  }
  return std::nullopt;
}

std::optional<Address> read_text(const std::string& text) {
  Address address;
  if (inet_pton(AF_INET, text.c_str(), address.bytes.data()) == 1) {
    address.family = AF_INET;
    return address;
  }
  if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) {
    address.family = AF_INET6;
    return address;
  }
  return std::nullopt;
}

bool global(const Address& address) {
  if (address.family == AF_INET) {
    for (const Range& range : special_v4) {
      if (within(address, range)) return false;
    }
    return true;
  }
  if (!within(address, global_v6)) return false;
  for (const Range& range : special_v6) {
    if (within(address, range)) return false;
  }
  return !within(address, six_to_four) || global(embedded(address, 2));
}

sockaddr_storage to_sockaddr(const Address& address) {
  sockaddr_storage storage{};
  if (address.family == AF_INET) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    std::memcpy(&v4.sin_addr, address.bytes.data(), 4);
    std::memcpy(&storage, &v4, sizeof v4);
  } else {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    std::memcpy(&v6.sin6_addr, address.bytes.data(), 16);
    std::memcpy(&storage, &v6, sizeof v6);
  }
  return storage;
}

}  // namespace

Result<Guard> Guard::allowing(const std::vector<std::string>& networks) {
  Guard guard;
  for (const std::string& text : networks) {
    const std::size_t slash = text.find('/');
    const std::optional<Address> parsed = read_text(text.substr(0, slash));
    const auto refused = [&text](std::string_view why) {
      return Error::in_field("outbound_allow", fmt::format("\"{}\" {}", text, why));
    };
    if (!parsed) return refused("is not a network");
    const int bits = parsed->family == AF_INET ? 32 : 128;
    int prefix = bits;
    if (slash != std::string::npos) {
      const char* end = text.data() + text.size();
      const auto read = std::from_chars(text.data() + slash + 1, end, prefix);
      if (read.ec != std::errc() || read.ptr != end || prefix < 0 || prefix > bits) {
        return refused("is not a network");
      }
    }
    Address address = *parsed;
    for (int bit = prefix; bit < bits; ++bit) {
      const auto at = static_cast<std::size_t>(bit) / 8;
      if ((address.bytes.at(at) & (0x80 >> (bit % 8))) != 0) {
        return refused("has bits set behind its prefix");
      }
    }
    if (address.family == AF_INET6 && prefix >= 96 && within(address, v4_mapped)) {
      address = embedded(address, 12);
      prefix -= 96;
    }
    Network network{.family = address.family, .prefix = prefix};
    std::memcpy(network.bytes, address.bytes.data(), sizeof network.bytes);
    guard.allowed_.push_back(network);
  }
  return guard;
}

bool Guard::lists(const sockaddr* address) const {
  const std::optional<Address> parsed = read(address);
  if (!parsed) return false;
  for (const Network& network : allowed_) {
    if (network.family == parsed->family && within(parsed->bytes, network.bytes, network.prefix)) {
      return true;
    }
  }
  return false;
}

bool Guard::allows(const sockaddr* address) const {
  const std::optional<Address> parsed = read(address);
  return parsed && (global(*parsed) || lists(address));
}

bool Guard::allows_host(std::string_view host) const {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string text(host.substr(0, host.find('%')));
  std::optional<Address> literal = read_text(text);
  if (!literal) {
    // "127.1", "0x7f.1", "2130706433": resolvers read them as addresses, so they are judged as
    // such.
    in_addr odd{};
    if (text.empty() || inet_aton(text.c_str(), &odd) == 0) return true;
    literal = Address{.family = AF_INET};
    std::memcpy(literal->bytes.data(), &odd, 4);
  }
  const sockaddr_storage storage = to_sockaddr(*literal);
  return allows(reinterpret_cast<const sockaddr*>(&storage));
}

}  // namespace byte8::net
