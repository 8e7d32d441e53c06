#include "net/connection.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <chrono>
#include <tuple>

#include "net/answer_text.h"

namespace byte8::net {
namespace {

namespace beast_http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t head_read = std::size_t{4} << 10;
constexpr std::size_t body_read = std::size_t{32} << 10;
// Above this an answer's body is written from where it is instead of being copied behind its head.
constexpr std::size_t large_body = std::size_t{32} << 10;
// Answers to pipelined requests are collected up to here before they are written.
constexpr std::size_t collected = std::size_t{64} << 10;
constexpr Millis linger_limit = 2'000;
constexpr std::size_t linger_bytes = std::size_t{16} << 20;

}  // namespace

Millis steady_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Connection::Connection(Hub& hub, Socket socket, std::string peer)
    : hub_(hub), socket_(std::move(socket)), peer_(std::move(peer)) {}

void Connection::start() {
  advance();
}

void Connection::turn_away() {
  refuse(503, "overloaded", "too many connections; try again shortly");
  advance();
}

// Everything that happens ends here: requests already read are taken, answers are written, then the
// connection waits for what its phase says. Answers given inside a handler come back to the loop,
// so pipelined requests neither recurse nor cost a write each.
void Connection::advance() {
  if (advancing_ || writing_) return;
  advancing_ = true;
  while (phase_ == Phase::reading) {
    // A large body is always the last thing collected: what follows it would overtake it.
    if ((out_.size() > collected || !out_body_.empty()) && !flush()) break;
    if (!take_request()) break;
  }
  advancing_ = false;
  if (phase_ == Phase::closed || !flush()) return;
  switch (phase_) {
    case Phase::reading:
      if (!parser_) {
        wait_for(Waiting::next, hub_.options().idle_timeout);
      } else {
        wait_for(parser_->is_header_done() ? Waiting::body : Waiting::head,
                 hub_.options().body_timeout);
      }
      read();
      break;
    case Phase::trickling:
      rest();
      schedule_trickle();
      break;
    case Phase::streaming:
      stream();
      break;
    case Phase::closing:
      linger();
      break;
    case Phase::handling:
      rest();
      break;
    case Phase::lingering:
    case Phase::closed:
      break;
  }
}

// Whether a whole request was handed over; false also when the rest of it has to be read first.
bool Connection::take_request() {
  if (!parser_) {
    // RFC 9112, 2.2: empty lines before a request are skipped.
    while (!in_.empty() && (in_.data().front() == '\r' || in_.data().front() == '\n'))
      in_.consume(1);
    if (in_.empty()) return false;
    parser_.emplace(hub_.options().header_limit, hub_.options().body_limit);
  }
  error_code ec;
  if (!in_.empty()) {
    const std::string_view bytes = in_.data();
    in_.consume(parser_->put(boost::asio::buffer(bytes.data(), bytes.size()), ec));
  }
  if (ec && ec != beast_http::error::need_more) {
    refuse(ec);
    return false;
  }
  if (ec || !parser_->is_done()) return false;

  http::Request request = parser_->take();
  request.peer = peer_;
  keep_alive_ = parser_->keep_alive();
  old_version_ = parser_->old_version();
  head_only_ = request.method == "HEAD";
  parser_.reset();
  phase_ = Phase::handling;
  rest();
  hub_.handle(std::move(request), shared_from_this(), ++serial_);
  return true;
}

void Connection::read() {
  if (reading_) return;
  const bool in_body = parser_ && parser_->is_header_done();
  const std::span<char> room =
      in_.prepare(in_body ? body_read : head_read, hub_.options().header_limit + body_read);
  if (room.empty()) {
    refuse(400, "malformed", "a line of the request is too long");
    advance();
    return;
  }
  reading_ = true;
  socket_.async_read_some(
      boost::asio::buffer(room.data(), room.size()),
      [self = shared_from_this()](error_code ec, std::size_t count) { self->on_read(ec, count); });
}

void Connection::on_read(error_code ec, std::size_t count) {
  reading_ = false;
  if (phase_ == Phase::closed) return;
  if (phase_ != Phase::reading) {
    lingered_ += count;
    if (ec || lingered_ > linger_bytes) return close();
    if (phase_ == Phase::lingering || phase_ == Phase::streaming) read();
    return;
  }
  if (ec) {
    // Half a request and then the end: whoever only closed its sending side still learns why.
    if (ec != boost::asio::error::eof || !parser_) return close();
    refuse(400, "malformed", "the connection ended inside the request");
  } else {
    in_.commit(count);
  }
  advance();
}

void Connection::refuse(error_code ec) {
  if (ec == beast_http::error::header_limit) {
    return refuse(431, "too_large", "the request headers are too large");
  }
  if (ec == beast_http::error::body_limit) {
    return refuse(413, "too_large", "the request body is too large");
  }
  refuse(400, "malformed", "not a valid HTTP request: " + ec.message());
}

void Connection::refuse(int status, std::string_view code, std::string_view message) {
  parser_.reset();
  keep_alive_ = false;
  head_only_ = false;
  ++serial_;
  compose(refusal(status, code, message), std::string::npos);
  phase_ = Phase::closing;
}

void Connection::answer(std::uint64_t serial, Answer answer) {
  if (serial != serial_) return;
  if (answer.kind == Answer::Kind::more && phase_ == Phase::streaming) return advance();
  if (phase_ != Phase::handling) return;
  switch (answer.kind) {
    case Answer::Kind::more:
      return;
    case Answer::Kind::nothing:
      return close();
    case Answer::Kind::whole:
      if (answer.response.outlet != nullptr && !head_only_) {
        begin_stream(std::move(answer.response));
        break;
      }
      compose(std::move(answer.response), std::string::npos);
      after_answer();
      break;
    case Answer::Kind::part:
      compose(std::move(answer.response), static_cast<std::size_t>(answer.amount));
      phase_ = Phase::closing;
      break;
    case Answer::Kind::slowly:
      begin_trickle(std::move(answer.response), answer.amount);
      break;
  }
  advance();
}

void Connection::compose(http::Response response, std::size_t body_bytes) {
  // Interim answers (1xx) are taken for final ones by some clients; nobody gets one from here.
  if (response.status < 200 || response.status > 999) {
    response = refusal(500, "internal", "no valid status");
  }
  if (hub_.options().request_ids &&
      http::find_header(response.headers, "x-request-id") == nullptr) {
    response.headers.push_back({"X-Request-Id", hub_.next_request_id()});
  }
  close_after_ = !keep_alive_ || hub_.draining() || asks_to_close(response);
  append_head(out_, response,
              {.close = close_after_,
               .says_keep_alive = old_version_ && !close_after_,
               .endless = response.outlet != nullptr},
              hub_.date());
  if (head_only_ || response.status == 204 || response.status == 304) return;
  std::string& body = response.body;
  if (body_bytes < body.size()) body.resize(body_bytes);
  if (body.size() > large_body && out_body_.empty()) {
    out_body_ = std::move(body);
  } else {
    out_ += body;
  }
}

void Connection::after_answer() {
  phase_ = close_after_ ? Phase::closing : Phase::reading;
  waiting_ = Waiting::nothing;
}

void Connection::begin_trickle(http::Response response, Millis per_byte) {
  // What was collected for earlier requests goes first, at full speed.
  std::string earlier = std::exchange(out_, {});
  compose(std::move(response), std::string::npos);
  trickle_ = std::make_unique<Trickle>(Trickle{
      .text = out_ + out_body_, .per_byte = per_byte, .timer = Timer(socket_.get_executor())});
  out_ = std::move(earlier);
  out_body_.clear();
  phase_ = Phase::trickling;
}

void Connection::schedule_trickle() {
  trickle_->timer.expires_after(std::chrono::milliseconds(trickle_->per_byte));
  trickle_->timer.async_wait([self = shared_from_this()](error_code ec) {
    if (!ec) self->trickle();
  });
}

void Connection::trickle() {
  if (phase_ != Phase::trickling) return;
  out_ += trickle_->text[trickle_->at++];
  if (trickle_->at == trickle_->text.size()) {
    trickle_.reset();
    after_answer();
  }
  advance();
}

void Connection::begin_stream(http::Response response) {
  outlet_ = response.outlet;
  keep_alive_ = false;
  stream_ends_ = steady_now() + outlet_->options().longest;
  compose(std::move(response), std::string::npos);
  phase_ = Phase::streaming;
  outlet_->listen(hub_.waker(weak_from_this(), serial_));
  // Only its end is of interest: what the other side still sends is thrown away.
  in_.clear();
  if (!reading_) read();
}

// Everything before is written: what has come since follows, as fast as it is taken.
void Connection::stream() {
  for (std::string part = outlet_->take(); !part.empty(); part = outlet_->take()) {
    out_ += part;
    if (!flush()) return;
  }
  if (outlet_->over()) {
    phase_ = Phase::closing;
    return linger();
  }
  waiting_ = Waiting::nothing;
  wait_for(Waiting::beat, outlet_->options().beat_every);
}

// Silence is broken now and then, so that nobody on the way takes the connection for dead.
void Connection::beat() {
  if (steady_now() >= stream_ends_) {
    outlet_->end();
  } else {
    out_ += outlet_->options().beat;
  }
  advance();
}

// Whether everything is written. Tries at once: an answer fits the socket's buffer nearly always.
bool Connection::flush() {
  while (!out_empty()) {
    const std::size_t head_at = std::min(out_at_, out_.size());
    const std::size_t body_at = out_at_ - head_at;
    const std::array<boost::asio::const_buffer, 2> rest = {
        boost::asio::buffer(out_.data() + head_at, out_.size() - head_at),
        boost::asio::buffer(out_body_.data() + body_at, out_body_.size() - body_at)};
    error_code ec;
    out_at_ += socket_.write_some(rest, ec);
    if (ec == boost::asio::error::would_block || ec == boost::asio::error::try_again) {
      await_room();
      return false;
    }
    if (ec) {
      close();
      return false;
    }
    if (out_at_ < out_.size() + out_body_.size()) continue;
    out_at_ = 0;
    out_body_ = {};
    if (out_.capacity() > collected) out_ = {};
    out_.clear();
  }
  return true;
}

void Connection::await_room() {
  waiting_ = Waiting::nothing;  // each time the peer takes something its time begins anew
  wait_for(Waiting::room, hub_.options().idle_timeout);
  writing_ = true;
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](error_code ec) {
    self->writing_ = false;
    if (!ec) self->advance();
  });
}

// Closing at once while the peer still sends would make the kernel reset the connection, and the
// peer would lose our last answer: so only our side is closed first.
void Connection::linger() {
  phase_ = Phase::lingering;
  error_code ignored;
  std::ignore = socket_.shutdown(Socket::shutdown_send, ignored);
  waiting_ = Waiting::nothing;
  wait_for(Waiting::next, linger_limit);
  if (!reading_) {
    in_.clear();
    read();
  }
}

void Connection::wait_for(Waiting what, Millis limit) {
  if (waiting_ == what) return;
  waiting_ = what;
  deadline_ = steady_now() + limit;
}

// Waits for nobody outside: a handler may take its time.
void Connection::rest() {
  waiting_ = Waiting::nothing;
  deadline_ = never;
}

void Connection::expire() {
  deadline_ = never;
  if (phase_ == Phase::streaming && !writing_) return beat();
  if (phase_ != Phase::reading || writing_ || !parser_) return close();
  refuse(503, "timeout", "the request did not arrive in time");
  advance();
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  phase_ = Phase::closed;
  deadline_ = never;
  if (trickle_) trickle_->timer.cancel();
  if (outlet_) outlet_->end();
  error_code ignored;
  std::ignore = socket_.close(ignored);
  hub_.remove(*this);
}

}  // namespace byte8::net
