#include "net/server.h"

#include <fmt/format.h>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>
#include <tuple>
#include <vector>

#include "base/check.h"
#include "base/crypto.h"
#include "base/log.h"
#include "net/answer_text.h"
#include "net/connection.h"
#include "net/io_thread.h"

namespace byte8::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Timer = Connection::Timer;

// Connections above connections_max that are still told so; beyond them a newcomer is closed
// unheard.
constexpr std::size_t told_off = 64;
constexpr Millis accept_pause = 100;

struct Letter {
  std::weak_ptr<Connection> connection;
  std::uint64_t serial = 0;
  Answer answer;
};

// Answers given on other threads. The first one into an empty box wakes the I/O thread, the others
// ride along: hundreds of answers released by one commit cost one wake-up. Outlives the server,
// because responders do.
class Mailbox {
 public:
  explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  void put(Letter letter) {
    const std::lock_guard lock(mutex_);
    letters_.push_back(std::move(letter));
    if (letters_.size() == 1 && wake_) wake_();
  }

  // Swaps, so that both vectors keep their memory.
  void take(std::vector<Letter>& into) {
    into.clear();
    const std::lock_guard lock(mutex_);
    letters_.swap(into);
  }

  void close() {
    const std::lock_guard lock(mutex_);
    wake_ = nullptr;
  }

 private:
  std::mutex mutex_;
  std::vector<Letter> letters_;
  std::function<void()> wake_;
};

// The mailbox whose server runs on this thread: its answers need no letter.
thread_local const Mailbox* served_here = nullptr;

class ServerResponder final : public http::Responder {
 public:
  ServerResponder(std::shared_ptr<Mailbox> mailbox, std::weak_ptr<Connection> connection,
                  std::uint64_t serial)
      : mailbox_(std::move(mailbox)), connection_(std::move(connection)), serial_(serial) {}

  // Nobody can answer any more (the core was rebuilt): 503 tells the other side to come again.
  ~ServerResponder() override {
    if (!answered_.load(std::memory_order_relaxed)) {
      end({.response = refusal(503, "unavailable", "the request was not processed; try again")});
    }
  }

  void send(http::Response response) override { end({.response = std::move(response)}); }
  void drop() override { end({.kind = Answer::Kind::nothing}); }
  void send_part(http::Response response, std::size_t bytes) override {
    end({.kind = Answer::Kind::part,
         .response = std::move(response),
         .amount = static_cast<std::int64_t>(bytes)});
  }
  void send_slowly(http::Response response, Millis per_byte) override {
    end({.kind = Answer::Kind::slowly, .response = std::move(response), .amount = per_byte});
  }

 private:
  void end(Answer answer) {
    if (answered_.exchange(true, std::memory_order_relaxed)) return;
    if (served_here != mailbox_.get()) {
      mailbox_->put(
          {.connection = std::move(connection_), .serial = serial_, .answer = std::move(answer)});
    } else if (const std::shared_ptr<Connection> connection = connection_.lock()) {
      connection->answer(serial_, std::move(answer));
    }
  }

  std::shared_ptr<Mailbox> mailbox_;
  std::weak_ptr<Connection> connection_;
  std::uint64_t serial_;
  std::atomic<bool> answered_ = false;
};

class AsioServer final : public Server, private Hub {
 public:
  AsioServer(ServerOptions options, http::Handler handler)
      : options_(std::move(options)),
        handler_(std::move(handler)),
        io_(1),
        busy_(io_.get_executor()),
        acceptor_(io_.get_executor()),
        tick_timer_(io_.get_executor()),
        pause_timer_(io_.get_executor()),
        stop_timer_(io_.get_executor()),
        mailbox_(std::make_shared<Mailbox>([this] { asio::post(io_, [this] { deliver(); }); })) {}

  ~AsioServer() override {
    stop(0);
    mailbox_->close();
    connections_.clear();
  }

  AsioServer(const AsioServer&) = delete;
  AsioServer& operator=(const AsioServer&) = delete;

  Status listen();
  void run();

  std::uint16_t port() const override { return port_; }
  void after(Millis delay, std::function<void()> fn) override;
  void stop(Millis wait) override;

 private:
  const ServerOptions& options() const override { return options_; }
  bool draining() const override { return draining_; }
  std::string_view date() const override { return date_; }
  std::string next_request_id() override {
    return "req_" + id_prefix_ + std::to_string(++last_id_);
  }
  void handle(http::Request request, std::shared_ptr<Connection> from,
              std::uint64_t serial) override;
  void remove(Connection& connection) override;
  std::function<void()> waker(std::weak_ptr<Connection> of, std::uint64_t serial) override;

  void accept();
  void accepted(error_code ec, Connection::Socket socket);
  void deliver();
  void tick();
  void begin_stop(Millis wait);

  ServerOptions options_;
  http::Handler handler_;
  asio::io_context io_;
  asio::executor_work_guard<Executor> busy_;
  asio::basic_socket_acceptor<asio::ip::tcp, Executor> acceptor_;
  asio::ip::tcp::endpoint peer_;
  Timer tick_timer_;
  Timer pause_timer_;
  Timer stop_timer_;
  std::shared_ptr<Mailbox> mailbox_;
  std::vector<Letter> letters_;
  std::vector<std::shared_ptr<Connection>> connections_;
  std::string date_;
  const std::string id_prefix_ = crypto::random_hex(4);  // another process, other ids
  std::uint64_t last_id_ = 0;
  std::time_t dated_ = 0;
  std::uint16_t port_ = 0;
  bool draining_ = false;
  std::mutex stop_mutex_;
  std::thread thread_;
};

Status AsioServer::listen() {
  const auto failed = [this](const error_code& ec) {
    return Error::make(Fault::http, fmt::format("cannot listen on {}:{}: {}", options_.address,
                                                options_.port, ec.message()));
  };
  error_code ec;
  const asio::ip::address address = asio::ip::make_address(options_.address, ec);
  if (ec) return failed(ec);
  const asio::ip::tcp::endpoint endpoint(address, options_.port);
  if (acceptor_.open(endpoint.protocol(), ec); ec) return failed(ec);
  if (acceptor_.set_option(asio::socket_base::reuse_address(true), ec); ec) return failed(ec);
  if (acceptor_.bind(endpoint, ec); ec) return failed(ec);
  if (acceptor_.listen(4096, ec); ec) return failed(ec);
  port_ = acceptor_.local_endpoint(ec).port();
  if (ec) return failed(ec);
  return {};
}

void AsioServer::run() {
  thread_ = io_thread("net-server", [this] {
    served_here = mailbox_.get();
    tick();
    accept();
    io_.run();
  });
}

void AsioServer::accept() {
  acceptor_.async_accept(
      io_.get_executor(), peer_,
      [this](error_code ec, Connection::Socket socket) { accepted(ec, std::move(socket)); });
}

void AsioServer::accepted(error_code ec, Connection::Socket socket) {
  if (draining_ || ec == asio::error::operation_aborted) return;
  if (ec && ec != asio::error::connection_aborted) {
    // Out of descriptors, most likely: those who wait in the backlog are served when some are
    // closed.
    log::warn("net.accept_failed", {{"error", ec.message()}});
    pause_timer_.expires_after(std::chrono::milliseconds(accept_pause));
    pause_timer_.async_wait([this](error_code cancelled) {
      if (!cancelled && !draining_) accept();
    });
    return;
  }
  if (!ec && connections_.size() < options_.connections_max + told_off) {
    error_code ignored;
    std::ignore = socket.non_blocking(true, ignored);
    std::ignore = socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    asio::ip::address address = peer_.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
      address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    }
    const auto connection = std::make_shared<Connection>(static_cast<Hub&>(*this),
                                                         std::move(socket), address.to_string());
    const bool full = connections_.size() >= options_.connections_max;
    connection->slot = connections_.size();
    connections_.push_back(connection);
    full ? connection->turn_away() : connection->start();
  }
  accept();
}

void AsioServer::handle(http::Request request, std::shared_ptr<Connection> from,
                        std::uint64_t serial) {
  try {
    handler_(std::move(request),
             std::make_shared<ServerResponder>(mailbox_, std::move(from), serial));
  } catch (const std::exception& thrown) {
    log::error("net.handler_threw", {{"what", thrown.what()}});
  }
}

void AsioServer::remove(Connection& connection) {
  const std::size_t slot = connection.slot;
  BYTE8_CHECK(slot < connections_.size() && connections_[slot].get() == &connection);
  connections_[slot].swap(connections_.back());
  connections_[slot]->slot = slot;
  connections_.pop_back();
  if (draining_ && connections_.empty()) io_.stop();
}

std::function<void()> AsioServer::waker(std::weak_ptr<Connection> of, std::uint64_t serial) {
  return [mailbox = mailbox_, of = std::move(of), serial] {
    mailbox->put({.connection = of, .serial = serial, .answer = {.kind = Answer::Kind::more}});
  };
}

void AsioServer::deliver() {
  mailbox_->take(letters_);
  for (Letter& letter : letters_) {
    if (const std::shared_ptr<Connection> connection = letter.connection.lock()) {
      connection->answer(letter.serial, std::move(letter.answer));
    }
  }
  letters_.clear();
}

// Deadlines are looked at by one timer for all: a timer for each connection would cost every
// request two changes of a heap, and a quarter of a second more or less decides nothing here.
void AsioServer::tick() {
  const std::time_t wall = std::time(nullptr);
  if (wall != dated_) {
    dated_ = wall;
    date_ = http_date(wall);
  }
  const Millis now = steady_now();
  std::vector<std::shared_ptr<Connection>> late;
  for (const std::shared_ptr<Connection>& connection : connections_) {
    if (connection->deadline() <= now) late.push_back(connection);
  }
  for (const std::shared_ptr<Connection>& connection : late) connection->expire();
  const Millis shortest = std::min(options_.body_timeout, options_.idle_timeout);
  tick_timer_.expires_after(
      std::chrono::milliseconds(std::clamp<Millis>(shortest / 8, Millis{1}, Millis{250})));
  tick_timer_.async_wait([this](error_code ec) {
    if (!ec) tick();
  });
}

void AsioServer::after(Millis delay, std::function<void()> fn) {
  const auto timer = std::make_shared<Timer>(io_.get_executor(), std::chrono::milliseconds(delay));
  timer->async_wait([timer, fn = std::move(fn)](error_code ec) {
    if (!ec) fn();
  });
}

void AsioServer::stop(Millis wait) {
  const std::lock_guard lock(stop_mutex_);
  if (!thread_.joinable()) return;
  BYTE8_CHECK(thread_.get_id() != std::this_thread::get_id());
  asio::post(io_, [this, wait] { begin_stop(wait); });
  thread_.join();
}

void AsioServer::begin_stop(Millis wait) {
  draining_ = true;
  error_code ignored;
  std::ignore = acceptor_.close(ignored);
  const std::vector<std::shared_ptr<Connection>> all = connections_;
  for (const std::shared_ptr<Connection>& connection : all) {
    if (wait <= 0 || connection->idle()) connection->close();
  }
  if (connections_.empty()) return io_.stop();
  stop_timer_.expires_after(std::chrono::milliseconds(wait));
  stop_timer_.async_wait([this](error_code ec) {
    if (ec) return;
    const std::vector<std::shared_ptr<Connection>> left = connections_;
    for (const std::shared_ptr<Connection>& connection : left) connection->close();
    io_.stop();
  });
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, http::Handler handler) {
  auto server = std::make_unique<AsioServer>(std::move(options), std::move(handler));
  if (const Status listening = server->listen(); !listening) return listening.error();
  server->run();
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace byte8::net
