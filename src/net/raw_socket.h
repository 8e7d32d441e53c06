#pragma once
// A blocking TCP socket for tests: says exactly what it is told, byte by byte, which no HTTP
// library does. Reads give up after ten seconds, so a broken test ends.

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "base/check.h"

namespace byte8::net {

class RawSocket {
 public:
  explicit RawSocket(int fd) : fd_(fd) {
    BYTE8_CHECK(fd >= 0);
    const timeval limit = {.tv_sec = 10, .tv_usec = 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  RawSocket(RawSocket&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), kept_(std::move(other.kept_)) {}
  RawSocket& operator=(RawSocket&&) = delete;
  ~RawSocket() { close(); }

  static RawSocket connect(std::uint16_t port) {
    RawSocket made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in to = loopback(port);
    BYTE8_CHECK(::connect(made.fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
    return made;
  }

  static sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  // False once the other side has gone.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // One more read; false at the end, on an error or after ten seconds.
  bool read_some() {
    char bytes[65536];
    const ssize_t count = ::recv(fd_, bytes, sizeof bytes, 0);
    was_reset_ = count < 0 && errno == ECONNRESET;
    gave_up_ = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (count <= 0) return false;
    kept_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  // Everything up to and with `mark`; what arrived until the end where the mark does not come.
  std::string read_until(std::string_view mark) {
    std::size_t at = std::string::npos;
    while ((at = kept_.find(mark)) == std::string::npos && read_some()) {
    }
    return take(at == std::string::npos ? kept_.size() : at + mark.size());
  }

  std::string read_exactly(std::size_t count) {
    while (kept_.size() < count && read_some()) {
    }
    return take(std::min(count, kept_.size()));
  }

  std::string read_all() {
    while (read_some()) {
    }
    return take(kept_.size());
  }

  // One message: its head and as much body as Content-Length says.
  std::string read_message() {
    std::string message = read_until("\r\n\r\n");
    const std::size_t at = message.find("Content-Length: ");
    if (at == std::string::npos) return message;
    return message + read_exactly(std::strtoul(message.c_str() + at + 16, nullptr, 10));
  }

  void end_sending() { ::shutdown(fd_, SHUT_WR); }
  // Closes with a reset, as a process that dies with unread bytes does.
  void reset() {
    const linger at_once = {.l_onoff = 1, .l_linger = 0};
    setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
  }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  bool was_reset() const { return was_reset_; }
  bool gave_up() const { return gave_up_; }
  int fd() const { return fd_; }

 private:
  std::string take(std::size_t count) {
    std::string taken = kept_.substr(0, count);
    kept_.erase(0, count);
    return taken;
  }

  int fd_;
  std::string kept_;
  bool was_reset_ = false;
  bool gave_up_ = false;
};

class RawListener {
 public:
  RawListener() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = RawSocket::loopback(0);
    socklen_t size = sizeof address;
    BYTE8_CHECK(::bind(fd_, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    BYTE8_CHECK(::listen(fd_, 16) == 0);
    BYTE8_CHECK(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    const timeval limit = {.tv_sec = 10, .tv_usec = 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  RawListener(const RawListener&) = delete;
  RawListener& operator=(const RawListener&) = delete;
  ~RawListener() { close(); }

  std::uint16_t port() const { return port_; }
  RawSocket accept() { return RawSocket(::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC)); }
  // Whether somebody waits to be accepted.
  bool pending() {
    pollfd waiting = {.fd = fd_, .events = POLLIN, .revents = 0};
    return ::poll(&waiting, 1, 0) > 0;
  }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_;
  std::uint16_t port_ = 0;
};

}  // namespace byte8::net
