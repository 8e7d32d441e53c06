#pragma once
// The address guard: which addresses this process may connect to. Global unicast only, minus the
// special ranges (private, loopback, link-local, carrier NAT, NAT64, 6to4 of a private address,
// documentation, multicast …), plus the networks that configuration allows (outbound_allow).

#include <sys/socket.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace byte8::net {

class Guard {
 public:
  // Networks as text: "127.0.0.0/8", "fd00::/8". The error names the one that is not a network.
  static Result<Guard> allowing(const std::vector<std::string>& networks);
  bool allows(const sockaddr* address) const;
  // Whether configuration names the address: such a one may be spoken to without TLS.
  bool lists(const sockaddr* address) const;
  // For a literal address in a URL, refused before any resolver is asked; true for a host name.
  bool allows_host(std::string_view host) const;

 private:
  struct Network {
    int family = 0;
    unsigned char bytes[16] = {};
    int prefix = 0;
  };
  std::vector<Network> allowed_;
};

}  // namespace byte8::net
