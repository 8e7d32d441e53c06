// What the server refuses by itself: too large, malformed, too late, too many.

#include "net/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "net/server_fixture.h"

namespace byte8::net {
namespace {

TEST(server_refusal, refuses_bodies_over_the_limit) {
  const auto server = serve(echo, {.body_limit = 1000});
  {
    RawSocket socket = RawSocket::connect(server->port());
    socket.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" +
                std::string(1000, 'a'));
    EXPECT_EQ(status_of(socket.read_message()), 200);
  }
  {
    RawSocket socket = RawSocket::connect(server->port());
    socket.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n" +
                std::string(1001, 'a'));
    EXPECT_EQ(last_answer(socket), "413 too_large") << "with length";
  }
  {
    RawSocket socket = RawSocket::connect(server->port());
    socket.send(
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "300\r\n" +
        std::string(0x300, 'a') + "\r\n300\r\n" + std::string(0x300, 'a') + "\r\n0\r\n\r\n");
    EXPECT_EQ(last_answer(socket), "413 too_large") << "chunked";
  }
}

TEST(server_refusal, a_refused_sender_of_megabytes_still_gets_its_answer) {
  const auto server = serve(echo);
  RawSocket socket = RawSocket::connect(server->port());
  socket.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n");
  EXPECT_TRUE(socket.send(std::string(8'000'000, 'a')));
  socket.end_sending();
  EXPECT_EQ(last_answer(socket), "413 too_large") << "8 MB";
}

TEST(server_refusal, refuses_headers_over_the_limit) {
  const auto server = serve(echo);
  {
    RawSocket socket = RawSocket::connect(server->port());
    socket.send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(33'000, 'a') + "\r\n\r\n");
    EXPECT_EQ(last_answer(socket), "431 too_large") << "one long header";
  }
  {
    RawSocket socket = RawSocket::connect(server->port());
    socket.send("GET /" + std::string(33'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(last_answer(socket), "431 too_large") << "a long target";
  }
  {
    // Each of them is small and read for itself: the sum counts.
    RawSocket socket = RawSocket::connect(server->port());
    socket.send("GET / HTTP/1.1\r\nHost: x\r\n");
    for (int i = 0; i < 400; ++i) socket.send("X-Header: " + std::string(100, 'a') + "\r\n");
    EXPECT_EQ(last_answer(socket), "431 too_large") << "many small headers";
  }
  {
    RawSocket socket = RawSocket::connect(server->port());
    socket.send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(31'000, 'a') + "\r\n\r\n");
    EXPECT_EQ(status_of(socket.read_message()), 200);
  }
}

TEST(server_refusal, refuses_what_is_not_http) {
  bool handled = false;
  const auto server = serve([&](http::Request request, const auto& responder) {
    handled = true;
    echo(std::move(request), responder);
  });
  for (const std::string request :
       {"nonsense\r\n\r\n",
        "\x16\x03\x01\x02\x01\x01\r\n\r\n",
        "G@T / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.2\r\nHost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET / HTTP/1.1\nHost: x\n\n",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: "
        "1\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\naXX0\r\n\r\n"}) {
    RawSocket socket = RawSocket::connect(server->port());
    socket.send(request);
    EXPECT_EQ(last_answer(socket), "400 malformed") << request;
  }
  RawSocket socket = RawSocket::connect(server->port());
  using std::string_view_literals::operator""sv;
  socket.send("GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n"sv);
  EXPECT_EQ(last_answer(socket), "400 malformed") << "a zero byte in a header";
  EXPECT_FALSE(handled);
}

TEST(server_refusal, an_endless_line_of_a_chunk_is_refused) {
  const auto server = serve(echo);
  RawSocket socket = RawSocket::connect(server->port());
  socket.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;" +
              std::string(100'000, 'a'));
  EXPECT_EQ(last_answer(socket), "400 malformed") << "chunk extension";
}

TEST(server_refusal, a_request_cut_in_half_is_malformed) {
  const auto server = serve(echo);
  for (const char* half :
       {"GET / HT", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab"}) {
    RawSocket socket = RawSocket::connect(server->port());
    socket.send(half);
    socket.end_sending();
    EXPECT_EQ(last_answer(socket), "400 malformed") << half;
  }
}

TEST(server_refusal, a_body_or_head_that_does_not_arrive_in_time_is_503) {
  const auto server = serve(echo, {.body_timeout = 60, .idle_timeout = 60'000});
  for (const char* part :
       {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab", "GET / HTTP/1.1\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"}) {
    RawSocket socket = RawSocket::connect(server->port());
    socket.send(part);
    EXPECT_EQ(last_answer(socket), "503 timeout") << part;
  }
}

TEST(server_refusal, dripping_bytes_does_not_buy_time) {
  const auto server = serve(echo, {.body_timeout = 100});
  RawSocket socket = RawSocket::connect(server->port());
  socket.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
  std::atomic<bool> over = false;
  std::thread dripper([&] {
    while (!over) {
      socket.send("a");
      std::this_thread::yield();
    }
  });
  const std::string answer = socket.read_message();
  over = true;
  dripper.join();
  EXPECT_EQ(status_of(answer), 503);
}

TEST(server_refusal, an_idle_connection_is_closed_without_a_word) {
  const auto server = serve(echo, {.idle_timeout = 400});
  RawSocket silent = RawSocket::connect(server->port());
  EXPECT_EQ(silent.read_all(), "");
  EXPECT_FALSE(silent.gave_up());
  RawSocket used = RawSocket::connect(server->port());
  used.send(get);
  EXPECT_EQ(status_of(used.read_message()), 200);
  EXPECT_EQ(used.read_all(), "");
  EXPECT_FALSE(used.gave_up());
}

TEST(server_refusal, never_sends_an_interim_answer) {
  const auto server = serve(echo);
  RawSocket socket = RawSocket::connect(server->port());
  socket.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  socket.send("ab");
  EXPECT_EQ(status_of(socket.read_message()), 200);
  const auto odd =
      serve([](const auto&, const auto& responder) { responder->send({.status = 103}); });
  RawSocket other = RawSocket::connect(odd->port());
  other.send(get);
  EXPECT_EQ(status_of(other.read_message()), 500);
}

TEST(server_refusal, gives_every_answer_a_request_id_of_its_own) {
  const auto server = serve(
      [](const auto& request, const auto& responder) {
        http::Response response = text("yes");
        if (request.target == "/own") response.headers.push_back({"X-Request-Id", "mine"});
        responder->send(std::move(response));
      },
      {.request_ids = true});
  RawSocket socket = RawSocket::connect(server->port());
  const auto id_of = [](const std::string& message) {
    const std::size_t at = message.find("X-Request-Id: ");
    return at == std::string::npos ? "" : message.substr(at + 14, message.find('\r', at) - at - 14);
  };
  socket.send("GET /own HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(id_of(socket.read_message()), "mine");
  socket.send(get);
  const std::string first = id_of(socket.read_message());
  socket.send("no http at all\r\n\r\n");
  const std::string refusal = id_of(socket.read_all());
  EXPECT_TRUE(first.starts_with("req_")) << first;
  EXPECT_TRUE(refusal.starts_with("req_")) << refusal;
  EXPECT_NE(first, refusal);
}

TEST(server_refusal, turns_away_what_is_above_its_connections) {
  const auto server = serve(echo, {.connections_max = 3});
  std::vector<RawSocket> held;
  for (int i = 0; i < 3; ++i) {
    held.push_back(RawSocket::connect(server->port()));
    held.back().send(get);
    EXPECT_EQ(status_of(held.back().read_message()), 200);
  }
  RawSocket fourth = RawSocket::connect(server->port());
  EXPECT_EQ(last_answer(fourth), "503 overloaded") << "the fourth";
  held.front().send(get);
  EXPECT_EQ(status_of(held.front().read_message()), 200);
}

}  // namespace
}  // namespace byte8::net
