#pragma once
// One accepted connection: reads a request, hands it over, writes the answer, begins again. Lives
// on the I/O thread; every method is called there. Private to net/ (it is Asio and Beast all over).

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "net/read_buffer.h"
#include "net/request_parser.h"
#include "net/server.h"
#include "port/outlet.h"

namespace byte8::net {

class Connection;

// What became of a request.
struct Answer {
  enum class Kind : std::uint8_t { whole, nothing, part, slowly, more };
  Kind kind = Kind::whole;
  http::Response response;
  std::int64_t amount = 0;  // part: bytes of the body; slowly: milliseconds per byte
};

// What a connection needs of its server.
class Hub {
 public:
  virtual ~Hub() = default;
  virtual const ServerOptions& options() const = 0;
  virtual bool draining() const = 0;
  virtual std::string_view date() const = 0;
  virtual std::string next_request_id() = 0;
  virtual void handle(http::Request request, std::shared_ptr<Connection> from,
                      std::uint64_t serial) = 0;
  virtual void remove(Connection& connection) = 0;
  // What an outlet calls, from any thread, when it has more for that answer.
  virtual std::function<void()> waker(std::weak_ptr<Connection> of, std::uint64_t serial) = 0;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp,
                                                  boost::asio::io_context::executor_type>;

  using Timer =
      boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                        boost::asio::wait_traits<std::chrono::steady_clock>,
                                        boost::asio::io_context::executor_type>;

  Connection(Hub& hub, Socket socket, std::string peer);

  void start();
  // Answers an overload and ends, without reading a request.
  void turn_away();
  // The answer to request number `serial`; ignored when that one is over.
  void answer(std::uint64_t serial, Answer answer);
  // A deadline passed.
  void expire();
  void close();

  Millis deadline() const { return deadline_; }
  // Nothing is lost when it is closed: an endless answer is begun again elsewhere.
  bool idle() const {
    return phase_ == Phase::streaming ||
           (phase_ == Phase::reading && !parser_ && in_.empty() && out_empty());
  }

  std::size_t slot = 0;  // place in the server's list; the server's own

 private:
  enum class Phase : std::uint8_t {
    reading,    // for a request
    handling,   // the handler has it
    trickling,  // an answer goes out byte by byte
    streaming,  // an answer goes on as parts of it come
    closing,    // the last answer is being written
    lingering,  // our side is closed; what still arrives is thrown away
    closed,
  };
  enum class Waiting : std::uint8_t { nothing, next, head, body, room, beat };

  struct Trickle {
    std::string text;
    std::size_t at = 0;
    Millis per_byte = 0;
    Timer timer;
  };

  void advance();
  bool take_request();
  void read();
  void on_read(boost::system::error_code ec, std::size_t count);
  void refuse(int status, std::string_view code, std::string_view message);
  void refuse(boost::system::error_code ec);
  void compose(http::Response response, std::size_t body_bytes);
  void begin_trickle(http::Response response, Millis per_byte);
  void schedule_trickle();
  void trickle();
  void begin_stream(http::Response response);
  void stream();
  void beat();
  void after_answer();
  bool flush();
  void await_room();
  void linger();
  void wait_for(Waiting what, Millis limit);
  void rest();
  bool out_empty() const { return out_.empty() && out_body_.empty(); }

  static constexpr Millis never = std::numeric_limits<Millis>::max();

  Hub& hub_;
  Socket socket_;
  std::string peer_;
  ReadBuffer in_;
  std::optional<RequestParser> parser_;
  std::string out_;       // heads and small bodies
  std::string out_body_;  // one large body, after out_
  std::size_t out_at_ = 0;
  std::unique_ptr<Trickle> trickle_;
  std::shared_ptr<http::Outlet> outlet_;
  Millis stream_ends_ = 0;
  std::uint64_t serial_ = 0;
  std::size_t lingered_ = 0;
  Millis deadline_ = never;
  Phase phase_ = Phase::reading;
  Waiting waiting_ = Waiting::nothing;
  bool keep_alive_ = true;    // of the request being handled
  bool old_version_ = false;  // likewise: HTTP/1.0
  bool head_only_ = false;    // likewise: HEAD
  bool close_after_ = false;
  bool advancing_ = false;
  bool reading_ = false;  // a read is outstanding: in_ must stay where it is
  bool writing_ = false;  // waiting until the socket takes more
};

// Milliseconds of the steady clock, for deadlines of connections.
Millis steady_now();

}  // namespace byte8::net
