#include "app/control.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <future>
#include <optional>
#include <thread>

#include "base/log.h"
#include "net/io_thread.h"

namespace byte8::app {
namespace {

constexpr std::size_t line_max = 1024 * 1024;  // a page of bindings or runs fits
constexpr int peer_patience_ms = 5'000;
constexpr std::chrono::seconds answer_patience{60};

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Error failed(const std::string& what, const std::string& path) {
  return Error::make(Fault::internal,
                     what + " the control socket " + path + ": " + std::strerror(errno));
}

std::optional<sockaddr_un> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return std::nullopt;
  path.copy(address.sun_path, path.size());
  return address;
}

Error too_long(const std::string& path) {
  return Error::make(Fault::internal,
                     "data_dir is too long for a socket in it (107 characters): " + path);
}

bool wait_for(int fd, short what, int milliseconds) {
  pollfd one{.fd = fd, .events = what, .revents = 0};
  return ::poll(&one, 1, milliseconds) == 1;
}

std::optional<std::string> read_line(int fd, int patience_ms) {
  std::string line;
  std::array<char, 4096> buffer{};
  while (line.size() <= line_max && wait_for(fd, POLLIN, patience_ms)) {
    const ssize_t size = ::read(fd, buffer.data(), buffer.size());
    if (size <= 0) return std::nullopt;
    line.append(buffer.data(), static_cast<std::size_t>(size));
    if (const std::size_t end = line.find('\n'); end != std::string::npos) {
      return line.substr(0, end);
    }
  }
  return std::nullopt;
}

bool write_line(int fd, std::string line) {
  line.push_back('\n');
  std::string_view rest = line;
  while (!rest.empty()) {
    if (!wait_for(fd, POLLOUT, peer_patience_ms)) return false;
    const ssize_t size = ::send(fd, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (size <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

http::Response unavailable() {
  return {.status = 503, .body = R"({"code":"unavailable","detail":"not processed; try again"})"};
}

// Turns the way back of a request into a future; dropped, it says 503 like the server's.
class PromiseResponder final : public http::Responder {
 public:
  ~PromiseResponder() override { send(unavailable()); }
  void send(http::Response response) override {
    if (!answered_.exchange(true)) answer_.set_value(std::move(response));
  }
  void drop() override { send(unavailable()); }
  void send_part(http::Response response, std::size_t) override { send(std::move(response)); }
  void send_slowly(http::Response response, Millis) override { send(std::move(response)); }
  std::future<http::Response> future() { return answer_.get_future(); }

 private:
  std::atomic<bool> answered_ = false;
  std::promise<http::Response> answer_;
};

class UnixServer final : public ControlServer {
 public:
  UnixServer(std::string path, int listener, Handler handler)
      : path_(std::move(path)),
        handler_(std::move(handler)),
        listener_(listener),
        stop_(::eventfd(0, EFD_CLOEXEC)),
        thread_(net::io_thread("control", [this] { run(); })) {}

  ~UnixServer() override {
    const std::uint64_t one = 1;
    if (::write(stop_.get(), &one, sizeof one) != sizeof one) log::warn("control_stop_failed");
    thread_.join();
    ::unlink(path_.c_str());
  }

 private:
  // One after the other: these are commands that people type.
  void run() {
    for (;;) {
      std::array<pollfd, 2> both{{{.fd = listener_.get(), .events = POLLIN, .revents = 0},
                                  {.fd = stop_.get(), .events = POLLIN, .revents = 0}}};
      if (::poll(both.data(), both.size(), -1) < 0 && errno != EINTR) return;
      if ((both[1].revents & POLLIN) != 0) return;
      if ((both[0].revents & POLLIN) == 0) continue;
      const Descriptor peer(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (peer.get() >= 0) serve(peer.get());
    }
  }

  void serve(int peer) {
    const std::optional<std::string> line = read_line(peer, peer_patience_ms);
    if (!line) return;
    http::Response response{.status = 422, .body = R"({"detail":"not a JSON object"})"};
    if (auto request = json::parse(*line); request && request->is_object()) {
      auto responder = std::make_shared<PromiseResponder>();
      std::future<http::Response> answer = responder->future();
      handler_(*std::move(request), std::move(responder));
      response = answer.wait_for(answer_patience) == std::future_status::ready ? answer.get()
                                                                               : unavailable();
    }
    const std::string text = json::write(
        json::object({{"status", response.status}, {"body", std::move(response.body)}}));
    if (!write_line(peer, text)) log::warn("control_peer_gone");
  }

  std::string path_;
  Handler handler_;
  Descriptor listener_;
  Descriptor stop_;
  std::thread thread_;
};

}  // namespace

std::string control_path(const std::string& data_dir) {
  return data_dir + "/control.sock";
}

Result<std::unique_ptr<ControlServer>> ControlServer::start(const std::string& path,
                                                            Handler handler) {
  const std::optional<sockaddr_un> address = address_of(path);
  if (!address) return too_long(path);
  // What lies there is left from a process that ended: the lock of the folder is ours.
  ::unlink(path.c_str());
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return failed("cannot make", path);
  // Before anybody can connect: nobody listens yet.
  const bool listening =
      ::bind(fd, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0 &&
      ::chmod(path.c_str(), 0600) == 0 && ::listen(fd, 16) == 0;
  if (!listening) {
    Error error = failed("cannot listen on", path);
    ::close(fd);
    return error;
  }
  return std::unique_ptr<ControlServer>(std::make_unique<UnixServer>(path, fd, std::move(handler)));
}

Result<http::Response> ask_running(const std::string& path, const json::Value& request) {
  const std::optional<sockaddr_un> address = address_of(path);
  if (!address) return too_long(path);
  const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (socket.get() < 0) return failed("cannot make", path);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
    Error error = failed("cannot connect to", path);
    error.code = "not_running";
    return error;
  }
  const int patience = static_cast<int>(std::chrono::milliseconds(answer_patience).count());
  const std::optional<std::string> line = write_line(socket.get(), json::write(request))
                                              ? read_line(socket.get(), patience)
                                              : std::nullopt;
  if (!line) return Error::make(Fault::internal, "the running byte8-ledger did not answer");
  auto answer = json::parse(*line);
  if (!answer) return answer.error();
  const json::Value* status = answer->find("status");
  return http::Response{
      .status = static_cast<int>(status == nullptr ? 500 : status->integer().value_or(500)),
      .body = answer->text_or("body")};
}

}  // namespace byte8::app
