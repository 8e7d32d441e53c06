#include "tests/gate/proxy.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/check.h"
#include "base/text.h"

namespace byte8::gate {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int tcp_socket() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  BYTE8_CHECK(fd >= 0);
  const int one = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

void close_fd(int& fd) {
  if (fd >= 0) ::close(fd);
  fd = -1;
}

// Messages here are small and both sides read; whoever has gone hears nothing.
void send_all(int fd, std::string_view bytes) {
  while (fd >= 0 && !bytes.empty()) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::size_t head_end(std::string_view bytes) {
  const std::size_t at = bytes.find("\r\n\r\n");
  return at == std::string_view::npos ? at : at + 4;
}

std::optional<std::size_t> content_length(std::string_view head) {
  for (const std::string_view line : text::split(head, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    if (!text::iequals_ascii(text::trim(line.substr(0, colon)), "content-length")) continue;
    const std::string_view digits = text::trim(line.substr(colon + 1));
    std::size_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }
  return std::nullopt;
}

// How long the first message is, once all of it is there. An answer without a length ends with its
// connection, unless its status has no body.
std::optional<std::size_t> whole(std::string_view bytes, bool is_answer) {
  const std::size_t head = head_end(bytes);
  if (head == std::string_view::npos) return std::nullopt;
  const auto length = content_length(bytes.substr(0, head));
  if (!length && is_answer) {
    const std::string_view status = bytes.substr(0, bytes.find('\r'));
    if (status.find(" 204") == std::string_view::npos) return std::nullopt;
  }
  const std::size_t size = head + length.value_or(0);
  return bytes.size() < size ? std::nullopt : std::optional(size);
}

}  // namespace

Proxy::Proxy(std::uint16_t peer)
    : peer_port_(peer), listener_(tcp_socket()), event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  BYTE8_CHECK(event_ >= 0);
  BYTE8_CHECK(::bind(listener_, any, size) == 0);
  BYTE8_CHECK(::listen(listener_, SOMAXCONN) == 0);
  BYTE8_CHECK(::getsockname(listener_, any, &size) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

Proxy::~Proxy() {
  tell([this] { stopping_ = true; });
  thread_.join();
  for (Link& link : links_) {
    close_fd(link.client);
    close_fd(link.peer);
  }
  close_fd(listener_);
  close_fd(event_);
}

void Proxy::arm(const Harming& harming) {
  struck_ = false;
  tell([this, harming] {
    // What lies idle now would not be fresh any more.
    for (Link& link : links_) {
      if (harming.line == Line::fresh && !link.asked && !link.held) close_fd(link.client);
    }
    armed_ = harming;
    matched_ = 0;
  });
}

void Proxy::disarm() {
  tell([this] { armed_.reset(); });
}

void Proxy::let_go(bool deliver_it) {
  tell([this, deliver_it] {
    for (Link& link : links_) {
      if (!link.held) continue;
      if (deliver_it) {
        link.held_until = read_clocks().boot;
      } else {
        link.held = false;
        close_fd(link.client);
        close_fd(link.peer);
      }
    }
  });
}

void Proxy::tell(std::function<void()> command) {
  {
    const std::lock_guard lock(mutex_);
    commands_.push_back(std::move(command));
  }
  const std::uint64_t one = 1;
  BYTE8_CHECK(::write(event_, &one, sizeof one) == sizeof one);
}

// False at the end.
bool Proxy::obey() {
  std::vector<std::function<void()>> commands;
  {
    const std::lock_guard lock(mutex_);
    commands.swap(commands_);
  }
  for (const auto& command : commands) command();
  return !stopping_;
}

void Proxy::run() {
  while (obey()) {
    release_due();
    forget_ended();
    watch();
  }
}

void Proxy::watch() {
  std::vector<pollfd> watched = {{.fd = event_, .events = POLLIN, .revents = 0},
                                 {.fd = listener_, .events = POLLIN, .revents = 0}};
  // Negative descriptors are left out by poll() itself.
  for (const Link& link : links_) {
    watched.push_back({.fd = link.client, .events = POLLIN, .revents = 0});
    watched.push_back({.fd = link.peer, .events = POLLIN, .revents = 0});
  }
  ::poll(watched.data(), watched.size(), next_wait());
  std::uint64_t count = 0;
  if (watched[0].revents != 0) static_cast<void>(::read(event_, &count, sizeof count));
  if (!obey()) return;
  std::size_t at = 2;
  for (Link& link : links_) {
    // A command or the first of the two may have closed it.
    if (watched[at].revents != 0 && link.client >= 0) read_client(link);
    if (watched[at + 1].revents != 0 && link.peer >= 0) read_peer(link);
    at += 2;
  }
  if (watched[1].revents != 0) accept_one();
}

void Proxy::forget_ended() {
  std::erase_if(links_, [](Link& link) {
    const bool over = link.client < 0 && !link.asked && !link.held;
    if (over) close_fd(link.peer);
    return over;
  });
  holds_ = std::ranges::any_of(links_, &Link::held);
}

int Proxy::next_wait() {
  Millis wait = -1;
  for (const Link& link : links_) {
    if (!link.held || link.held_until == 0) continue;
    const Millis left = std::max<Millis>(link.held_until - read_clocks().boot, 0);
    wait = wait < 0 ? left : std::min(wait, left);
  }
  return static_cast<int>(wait);
}

void Proxy::accept_one() {
  const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  Link link;
  link.client = client;
  link.peer = tcp_socket();
  const sockaddr_in address = loopback(peer_port_);
  const auto* any = reinterpret_cast<const sockaddr*>(&address);
  if (::connect(link.peer, any, sizeof address) != 0) close_fd(link.client);
  const int one = 1;
  ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  links_.push_back(std::move(link));
}

// The client may give up at any time; what the peer was asked for happens all the same.
void Proxy::read_client(Link& link) {
  std::array<char, 65'536> buffer{};
  const ssize_t size = ::recv(link.client, buffer.data(), buffer.size(), 0);
  if (size <= 0) return close_fd(link.client);
  link.request.append(buffer.data(), static_cast<std::size_t>(size));
  if (!link.asked && !link.held) take_request(link);
}

void Proxy::read_peer(Link& link) {
  std::array<char, 65'536> buffer{};
  const ssize_t size = ::recv(link.peer, buffer.data(), buffer.size(), 0);
  if (size > 0) link.answer.append(buffer.data(), static_cast<std::size_t>(size));
  take_answer(link, size <= 0);
}

std::optional<Harm> Proxy::harm_for(const Link& link, std::string_view request) {
  if (!armed_ || struck_) return std::nullopt;
  const bool first = link.served == 0;
  if (armed_->line == Line::fresh && !first) return std::nullopt;
  if (armed_->line == Line::kept && first) return std::nullopt;
  const std::string_view line = request.substr(0, request.find('\r'));
  const std::string wanted = armed_->method + " " + armed_->path;
  if (!line.starts_with(wanted) || line.substr(wanted.size()).find_first_of(" ?") != 0) {
    return std::nullopt;
  }
  if (++matched_ < armed_->nth) return std::nullopt;
  struck_ = true;
  return armed_->harm;
}

void Proxy::take_request(Link& link) {
  if (!whole(link.request, false)) return;
  link.harm = harm_for(link, link.request);
  if (link.harm == Harm::cut_before) {
    close_fd(link.client);
    return;
  }
  const bool late = link.harm == Harm::cut_late || link.harm == Harm::fail_late;
  if (!late && link.harm != Harm::hold_request) return pass_request(link);
  if (link.harm == Harm::fail_late) {
    send_all(link.client, "HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n");
  }
  if (late) close_fd(link.client);
  link.held = true;
  link.held_until = late ? read_clocks().boot + armed_->hold_ms : 0;
}

void Proxy::pass_request(Link& link) {
  const std::size_t size = whole(link.request, false).value_or(link.request.size());
  send_all(link.peer, std::string_view(link.request).substr(0, size));
  link.request.erase(0, size);
  link.asked = true;
}

void Proxy::take_answer(Link& link, bool ended) {
  if (!ended && !whole(link.answer, true)) return;
  link.asked = false;
  if (ended) {
    // The peer's own faults pass through as they are: what came, then the end.
    send_all(link.client, link.answer);
    close_fd(link.client);
    close_fd(link.peer);
    return;
  }
  if (link.harm == Harm::cut_after) {
    close_fd(link.client);
  } else if (link.harm == Harm::cut_half) {
    const std::size_t head = head_end(link.answer);
    send_all(link.client,
             std::string_view(link.answer).substr(0, head + (link.answer.size() - head) / 2));
    close_fd(link.client);
  } else if (link.harm == Harm::hold_answer) {
    link.held = true;
    link.held_until = 0;
  } else {
    deliver(link);
  }
}

void Proxy::deliver(Link& link) {
  const bool last = armed_ && armed_->line == Line::fresh;
  if (last) link.answer.insert(link.answer.find("\r\n") + 2, "Connection: close\r\n");
  send_all(link.client, link.answer);
  link.answer.clear();
  link.harm.reset();
  ++link.served;
  if (last) return close_fd(link.client);
  take_request(link);
}

void Proxy::release_due() {
  const Millis now = read_clocks().boot;
  for (Link& link : links_) {
    if (!link.held || link.held_until == 0 || link.held_until > now) continue;
    link.held = false;
    if (link.harm == Harm::hold_answer) {
      deliver(link);
    } else {
      link.harm.reset();
      pass_request(link);
    }
  }
}

}  // namespace byte8::gate
