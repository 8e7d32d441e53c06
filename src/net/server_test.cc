#include "net/server.h"

#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "net/server_fixture.h"

namespace byte8::net {
namespace {

TEST(server, hands_over_the_request_and_sends_the_answer) {
  std::promise<http::Request> seen;
  const auto server = serve([&](http::Request request, const auto& responder) {
    seen.set_value(std::move(request));
    responder->send({.status = 202, .headers = {{"X-Run", "run_1"}}, .body = "yes"});
  });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(
      "POST /v1/runs?limit=5 HTTP/1.1\r\nHost: x\r\nX-Key:  v 1 \r\nContent-Length: 4\r\n\r\nbody");
  const std::string answer = socket.read_message();
  const http::Request request = seen.get_future().get();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path(), "/v1/runs");
  EXPECT_EQ(request.query(), "limit=5");
  EXPECT_EQ(request.body, "body");
  EXPECT_EQ(request.peer, "127.0.0.1");
  ASSERT_NE(http::find_header(request.headers, "x-key"), nullptr);
  EXPECT_EQ(*http::find_header(request.headers, "x-key"), "v 1");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 202 Accepted\r\n")) << answer;
  EXPECT_NE(answer.find("\r\nX-Run: run_1\r\n"), std::string::npos);
  EXPECT_NE(answer.find("\r\nContent-Length: 3\r\n"), std::string::npos);
  EXPECT_NE(answer.find("\r\nDate: "), std::string::npos);
  EXPECT_EQ(answer.find("Connection:"), std::string::npos);
  EXPECT_EQ(body_of(answer), "yes");
}

TEST(server, keeps_the_connection_for_the_next_request) {
  const auto server = serve(echo);
  RawSocket socket = RawSocket::connect(server->port());
  for (const char* target : {"/1", "/2", "/3"}) {
    socket.send(std::string("GET ") + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(body_of(socket.read_message()), std::string("GET ") + target + " []");
  }
}

TEST(server, answers_pipelined_requests_in_order_whoever_answers_them) {
  Kept kept;
  const auto server = serve([&](http::Request request, std::shared_ptr<http::Responder> responder) {
    if (request.target == "/later") return kept.put(std::move(responder));
    echo(std::move(request), responder);
  });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n"
      "POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
      "\r\nGET /later HTTP/1.1\r\nHost: x\r\n\r\n"
      "POST /4 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nd\r\n0\r\n\r\n"
      "GET /5 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(body_of(socket.read_message()), "GET /1 []");
  EXPECT_EQ(body_of(socket.read_message()), "POST /2 [abc]");
  kept.take(1).front()->send(text("late"));
  EXPECT_EQ(body_of(socket.read_message()), "late");
  EXPECT_EQ(body_of(socket.read_message()), "POST /4 [d]");
  EXPECT_EQ(body_of(socket.read_message()), "GET /5 []");
}

TEST(server, takes_thousands_of_pipelined_requests_without_recursion) {
  const auto server =
      serve([](const auto&, const auto& responder) { responder->send(text("ok")); });
  RawSocket socket = RawSocket::connect(server->port());
  constexpr int count = 20'000;
  std::thread sender([&] {
    for (int i = 0; i < count; ++i) socket.send(get);
    socket.end_sending();
  });
  int answered = 0;
  while (status_of(socket.read_message()) == 200) ++answered;
  sender.join();
  EXPECT_EQ(answered, count);
}

TEST(server, closes_when_asked_to) {
  const auto server = serve(echo);
  const std::pair<const char*, bool> cases[] = {
      {"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", true},
      {"GET / HTTP/1.0\r\n\r\n", true},
      {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false},
      {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", false}};
  for (const auto& [request, closes] : cases) {
    RawSocket socket = RawSocket::connect(server->port());
    socket.send(request);
    const std::string answer = socket.read_message();
    EXPECT_EQ(status_of(answer), 200) << request;
    EXPECT_EQ(answer.find("Connection: close") != std::string::npos, closes) << request;
    if (!closes) {
      socket.send(get);
      EXPECT_EQ(status_of(socket.read_message()), 200) << request;
    } else {
      EXPECT_EQ(socket.read_all(), "") << request;
      EXPECT_FALSE(socket.gave_up());
    }
  }
}

TEST(server, a_handler_can_close_too) {
  const auto server = serve([](const auto&, const auto& responder) {
    responder->send({.status = 200, .headers = {{"connection", "Close"}}, .body = "x"});
  });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  EXPECT_NE(socket.read_all().find("Connection: close"), std::string::npos);
}

TEST(server, head_has_the_length_and_no_body) {
  const auto server = serve(echo);
  RawSocket socket = RawSocket::connect(server->port());
  socket.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string head = socket.read_until("\r\n\r\n");
  EXPECT_NE(head.find("Content-Length: 10\r\n"), std::string::npos) << head;
  socket.send(get);
  EXPECT_TRUE(socket.read_message().starts_with("HTTP/1.1 200"));
}

TEST(server, reads_chunked_bodies_and_drops_their_trailers) {
  std::promise<http::Request> seen;
  const auto server = serve([&](http::Request request, const auto& responder) {
    seen.set_value(request);
    responder->send(text("ok"));
  });
  RawSocket socket = RawSocket::connect(server->port());
  for (const char* piece :
       {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "3\r", "\nab", "c\r\n",
        "2;ext=1\r\nde\r\n0\r\n", "X-Role: admin\r\n", "\r\n"}) {
    socket.send(piece);
  }
  EXPECT_EQ(status_of(socket.read_message()), 200);
  const http::Request request = seen.get_future().get();
  EXPECT_EQ(request.body, "abcde");
  EXPECT_EQ(http::find_header(request.headers, "X-Role"), nullptr);
}

TEST(server, answers_after_the_client_ended_its_sending_side) {
  const auto server = serve(echo);
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  socket.end_sending();
  EXPECT_EQ(body_of(socket.read_all()), "GET /a []");
}

TEST(server, a_handler_may_take_longer_than_any_timeout) {
  Kept kept;
  const auto server = serve([&](const auto&, auto responder) { kept.put(std::move(responder)); },
                            {.body_timeout = 300, .idle_timeout = 300});
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  const auto waiting = kept.take(1);
  std::promise<void> later;
  server->after(900, [&] { later.set_value(); });
  later.get_future().wait();
  waiting.front()->send(text("late"));
  EXPECT_EQ(body_of(socket.read_message()), "late");
}

TEST(server, a_handler_cannot_split_an_answer) {
  const auto server = serve([](const auto&, const auto& responder) {
    responder->send(
        {.status = 200, .headers = {{"X-A", "1\r\nX-B: 2"}, {"Content-Length", "9"}}, .body = "x"});
  });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  const std::string answer = socket.read_message();
  EXPECT_NE(answer.find("X-A: 1  X-B: 2\r\n"), std::string::npos) << answer;
  EXPECT_NE(answer.find("Content-Length: 1\r\n"), std::string::npos) << answer;
  EXPECT_EQ(answer.find("Content-Length: 9"), std::string::npos) << answer;
}

TEST(server, drop_closes_without_an_answer) {
  const auto server = serve([](const auto&, const auto& responder) { responder->drop(); });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  EXPECT_EQ(socket.read_all(), "");
  EXPECT_FALSE(socket.gave_up());
}

TEST(server, part_of_an_answer_ends_early) {
  const auto server = serve(
      [](const auto&, const auto& responder) { responder->send_part(text("0123456789"), 4); });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  const std::string answer = socket.read_all();
  EXPECT_NE(answer.find("Content-Length: 10\r\n"), std::string::npos) << answer;
  EXPECT_EQ(body_of(answer), "0123");
  EXPECT_FALSE(socket.gave_up());
}

TEST(server, a_slow_answer_arrives_whole_and_the_connection_lives) {
  const auto server = serve(
      [](const auto&, const auto& responder) { responder->send_slowly(text("0123456789"), 1); });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(std::string(get) + std::string(get));
  EXPECT_EQ(body_of(socket.read_message()), "0123456789");
  EXPECT_EQ(body_of(socket.read_message()), "0123456789");
}

TEST(server, a_responder_is_harmless_after_its_connection_or_server_has_gone) {
  Kept kept;
  auto server = serve([&](const auto&, auto responder) { kept.put(std::move(responder)); });
  std::optional<RawSocket> gone(RawSocket::connect(server->port()));
  gone->send(get);
  auto first = kept.take(1);
  gone->reset();
  first.front()->send(text(std::string(1'000'000, 'x')));
  first.front()->send(text("twice"));
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  auto second = kept.take(1);
  server.reset();
  second.front()->send(text("too late"));
  RawSocket third = std::move(socket);
  EXPECT_EQ(third.read_all(), "");
}

TEST(server, a_forgotten_request_is_answered_503) {
  const auto server = serve([](const auto&, const auto&) {});
  RawSocket socket = RawSocket::connect(server->port());
  for (int i = 0; i < 2; ++i) {
    socket.send(get);
    const std::string answer = socket.read_message();
    EXPECT_EQ(status_of(answer), 503);
    EXPECT_EQ(code_of(answer), "unavailable");
  }
}

TEST(server, a_throwing_handler_does_not_end_the_server) {
  const auto server = serve([](const auto&, const auto&) { throw std::runtime_error("x"); });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  EXPECT_EQ(status_of(socket.read_message()), 503);
}

TEST(server, only_the_first_answer_counts) {
  Kept kept;
  const auto server = serve([&](const auto&, auto responder) { kept.put(std::move(responder)); });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  auto first = kept.take(1).front();
  first->send(text("one"));
  EXPECT_EQ(body_of(socket.read_message()), "one");
  socket.send(get);
  const auto second = kept.take(1).front();
  first->send(text("one again"));
  first->drop();
  second->send(text("two"));
  EXPECT_EQ(body_of(socket.read_message()), "two");
}

TEST(server, many_answers_from_other_threads_reach_their_connections) {
  Kept kept;
  const auto server = serve([&](const auto&, auto responder) { kept.put(std::move(responder)); });
  constexpr std::size_t connections = 100;
  constexpr int rounds = 20;
  std::thread core([&] {
    for (std::size_t left = connections * rounds; left > 0;) {
      auto turn = kept.take(1);
      left -= turn.size();
      for (const auto& responder : turn) responder->send(text("committed"));
    }
  });
  std::vector<RawSocket> sockets;
  for (std::size_t i = 0; i < connections; ++i)
    sockets.push_back(RawSocket::connect(server->port()));
  for (int round = 0; round < rounds; ++round) {
    for (RawSocket& socket : sockets) socket.send(get);
    for (RawSocket& socket : sockets) ASSERT_EQ(body_of(socket.read_message()), "committed");
  }
  core.join();
}

TEST(server, large_bodies_go_both_ways_between_small_ones) {
  const auto server =
      serve([](http::Request request,
               const auto& responder) { responder->send(text(std::move(request.body))); },
            {.body_limit = 6'000'000});
  RawSocket socket = RawSocket::connect(server->port());
  std::string large(5'000'000, 'x');
  for (std::size_t i = 0; i < large.size(); i += 997) large[i] = static_cast<char>('a' + i % 26);
  std::thread sender([&] {
    socket.send(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n" + large + std::string(get) +
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 40000\r\n\r\n" + large.substr(0, 40'000) +
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 40000\r\n\r\n" + large.substr(7, 40'000));
  });
  EXPECT_TRUE(body_of(socket.read_message()) == large);
  EXPECT_EQ(body_of(socket.read_message()), "");
  EXPECT_TRUE(body_of(socket.read_message()) == large.substr(0, 40'000));
  EXPECT_TRUE(body_of(socket.read_message()) == large.substr(7, 40'000));
  sender.join();
}

TEST(server, stop_waits_for_answers_under_way_and_closes_idle_connections) {
  Kept kept;
  const auto server = serve([&](const auto&, auto responder) { kept.put(std::move(responder)); });
  RawSocket idle = RawSocket::connect(server->port());
  RawSocket busy = RawSocket::connect(server->port());
  busy.send(get);
  const auto waiting = kept.take(1);
  std::thread stopper([&] { server->stop(10'000); });
  EXPECT_EQ(idle.read_all(), "");
  EXPECT_FALSE(idle.gave_up());
  waiting.front()->send(text("the last"));
  const std::string answer = busy.read_all();
  EXPECT_EQ(body_of(answer), "the last");
  EXPECT_NE(answer.find("Connection: close"), std::string::npos);
  busy.close();
  stopper.join();
  server->stop(0);
}

TEST(server, stop_does_not_wait_longer_than_it_was_told) {
  Kept kept;
  const auto server = serve([&](const auto&, auto responder) { kept.put(std::move(responder)); });
  RawSocket busy = RawSocket::connect(server->port());
  busy.send(get);
  const auto waiting = kept.take(1);
  server->stop(20);
  EXPECT_EQ(busy.read_all(), "");
}

TEST(server, runs_timers_on_its_own_thread) {
  std::promise<std::thread::id> handler_thread;
  const auto server = serve([&](const auto&, const auto& responder) {
    handler_thread.set_value(std::this_thread::get_id());
    responder->send(text("ok"));
  });
  RawSocket socket = RawSocket::connect(server->port());
  socket.send(get);
  socket.read_message();
  std::promise<std::thread::id> timer_thread;
  server->after(1, [&] { timer_thread.set_value(std::this_thread::get_id()); });
  EXPECT_EQ(timer_thread.get_future().get(), handler_thread.get_future().get());
  server->after(60'000, [] { FAIL() << "a timer outlived its server"; });
}

TEST(server, says_where_it_cannot_listen) {
  const auto first = serve(echo);
  const auto second = Server::start({.port = first->port()}, echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, Fault::http);
  EXPECT_NE(second.error().message.find("127.0.0.1:" + std::to_string(first->port())),
            std::string::npos);
  const auto nowhere = Server::start({.address = "not an address"}, echo);
  ASSERT_FALSE(nowhere);
  EXPECT_NE(nowhere.error().message.find("not an address"), std::string::npos);
}

}  // namespace
}  // namespace byte8::net
