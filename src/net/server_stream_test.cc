// Answers that go on: parts from another thread, silence that is broken, clients that do not take
// what is sent.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "net/server_fixture.h"
#include "port/outlet.h"

namespace byte8::net {
namespace {

using OutletPtr = std::shared_ptr<http::Outlet>;

http::Response going_on(const OutletPtr& outlet) {
  http::Response response = text("first;");
  response.outlet = outlet;
  return response;
}

OutletPtr outlet_with(http::Outlet::Options options) {
  return std::make_shared<http::Outlet>(std::move(options));
}

TEST(ServerStream, sends_what_comes_from_any_thread_until_it_ends) {
  const OutletPtr outlet = outlet_with({});
  const auto server =
      serve([&](const auto&, const auto& responder) { responder->send(going_on(outlet)); });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  const std::string head = socket.read_until("first;");
  EXPECT_EQ(head.find("Content-Length"), std::string::npos);
  EXPECT_NE(head.find("\r\nConnection: close\r\n"), std::string::npos);
  std::thread other([&] {
    EXPECT_TRUE(outlet->push("second;"));
    EXPECT_TRUE(outlet->push("third;"));
  });
  EXPECT_EQ(socket.read_until("third;"), "second;third;");
  other.join();
  outlet->end();
  EXPECT_EQ(socket.read_all(), "");
  EXPECT_FALSE(socket.gave_up());
}

TEST(ServerStream, breaks_the_silence_and_ends_after_its_time) {
  const OutletPtr outlet = outlet_with({.beat = ":beat;", .beat_every = 20, .longest = 200});
  const auto server =
      serve([&](const auto&, const auto& responder) { responder->send(going_on(outlet)); },
            {.idle_timeout = 80});
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  socket.read_until("first;");
  EXPECT_EQ(socket.read_until(":beat;"), ":beat;");
  socket.read_all();
  EXPECT_FALSE(socket.gave_up());
  EXPECT_TRUE(outlet->over());
}

TEST(ServerStream, learns_that_a_client_has_gone) {
  const OutletPtr outlet = outlet_with({.beat_every = 10});
  const auto server =
      serve([&](const auto&, const auto& responder) { responder->send(going_on(outlet)); });
  {
    RawSocket socket = RawSocket::connect(server->port());
    socket.send(get);
    socket.read_until("first;");
  }
  while (outlet->push("more;")) std::this_thread::yield();
  EXPECT_TRUE(outlet->over());
}

TEST(ServerStream, a_client_that_takes_nothing_is_let_go_and_others_are_served) {
  const OutletPtr outlet = outlet_with({});
  const auto server = serve([&](const http::Request& request, const auto& responder) {
    responder->send(request.target == "/stream" ? going_on(outlet) : text("ok"));
  });
  RawSocket slow = RawSocket::connect(server->port());
  slow.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  slow.read_until("first;");
  const std::string part(64 << 10, 'x');
  // The socket's buffers fill, then the outlet's, and nothing more is taken.
  while (outlet->push(part)) {
    RawSocket other = RawSocket::connect(server->port());
    other.send(get);
    EXPECT_EQ(body_of(other.read_message()), "ok");
  }
  EXPECT_TRUE(outlet->over());
}

TEST(ServerStream, does_not_hold_up_the_end_of_the_server) {
  const OutletPtr outlet = outlet_with({});
  const auto server =
      serve([&](const auto&, const auto& responder) { responder->send(going_on(outlet)); });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  socket.read_until("first;");
  server->stop(60'000);
  EXPECT_TRUE(outlet->over());
}

}  // namespace
}  // namespace byte8::net
