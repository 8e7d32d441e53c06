#include "tests/bench/load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "base/check.h"
#include "tests/bench/bench.h"

namespace byte8::bench {
namespace {

struct Connection {
  int fd = -1;
  double sent_at = 0;
  std::string buffer;
};

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  BYTE8_CHECK(fd >= 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  BYTE8_CHECK(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  const int one = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

// False where there is nothing more to send.
bool send_one(Connection& connection, const std::string& request) {
  if (request.empty()) return false;
  connection.buffer.clear();
  connection.sent_at = now_s();
  BYTE8_CHECK(::send(connection.fd, request.data(), request.size(), MSG_NOSIGNAL) ==
              static_cast<ssize_t>(request.size()));
  return true;
}

// Whether a whole answer is there; its length is in Content-Length.
bool whole(const std::string& text) {
  const std::size_t head = text.find("\r\n\r\n");
  if (head == std::string::npos) return false;
  const std::size_t length = text.find("Content-Length: ");
  if (length == std::string::npos || length > head) return true;
  return text.size() >= head + 4 + std::stoul(text.substr(length + 16));
}

}  // namespace

Load load(std::uint16_t port, int connections, double seconds,
          const std::function<std::string()>& next) {
  std::vector<Connection> all(static_cast<std::size_t>(connections));
  std::vector<pollfd> waiting;
  std::size_t outstanding = 0;
  for (Connection& one : all) {
    one.fd = connect_to(port);
    const bool sent = send_one(one, next());
    if (sent) ++outstanding;
    waiting.push_back({.fd = sent ? one.fd : -1, .events = POLLIN, .revents = 0});
  }
  Load result;
  std::vector<double> times;
  const double from = now_s();
  const double end = from + seconds;
  while (outstanding > 0) {
    BYTE8_CHECK(::poll(waiting.data(), waiting.size(), 10'000) > 0);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (waiting[i].revents == 0) continue;
      char bytes[4096];
      const ssize_t got = ::recv(all[i].fd, bytes, sizeof bytes, 0);
      BYTE8_CHECK(got > 0);
      all[i].buffer.append(bytes, static_cast<std::size_t>(got));
      if (!whole(all[i].buffer)) continue;
      times.push_back(now_s() - all[i].sent_at);
      if (!all[i].buffer.starts_with("HTTP/1.1 202")) ++result.refused;
      ++result.answers;
      if (now_s() < end && send_one(all[i], next())) continue;
      waiting[i].fd = -1;
      --outstanding;
    }
  }
  result.rate = static_cast<double>(result.answers) / (now_s() - from);
  for (Connection& one : all) ::close(one.fd);
  std::sort(times.begin(), times.end());
  result.p50_ms = times[times.size() / 2] * 1e3;
  result.p99_ms = times[times.size() * 99 / 100] * 1e3;
  return result;
}

}  // namespace byte8::bench
