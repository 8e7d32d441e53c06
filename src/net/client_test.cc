#include "net/client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <future>
#include <mutex>
#include <thread>

#include "net/raw_socket.h"
#include "net/server.h"

namespace byte8::net {
namespace {

using http::Failure;

class ClientTest : public testing::Test {
 protected:
  static std::unique_ptr<http::Client> make(ClientOptions options = {}) {
    options.guard = Guard::allowing({"127.0.0.0/8"}).value();
    return make_client(std::move(options));
  }

  std::future<http::Outcome> begin(http::Call call) {
    auto promise = std::make_shared<std::promise<http::Outcome>>();
    client_->send(++last_id_, std::move(call),
                  [promise](http::Outcome outcome) { promise->set_value(std::move(outcome)); });
    return promise->get_future();
  }

  http::Outcome ask(http::Call call) { return begin(std::move(call)).get(); }

  static std::string url(std::uint16_t port, std::string_view target = "/") {
    return "http://127.0.0.1:" + std::to_string(port) + std::string(target);
  }

  static http::Call post(std::string to, std::string body = "{}") {
    return {.method = "POST",
            .url = std::move(to),
            .headers = {{"Content-Type", "application/json"}},
            .body = std::move(body)};
  }

  std::unique_ptr<http::Client> client_ = make();
  std::uint64_t last_id_ = 0;
};

std::unique_ptr<Server> serve(http::Handler handler) {
  return std::move(Server::start({}, std::move(handler))).value();
}

TEST_F(ClientTest, sends_the_request_and_returns_the_answer) {
  std::promise<http::Request> seen;
  const auto server = serve([&](http::Request request, const auto& responder) {
    seen.set_value(std::move(request));
    responder->send({.status = 201, .headers = {{"X-Id", " 7 "}}, .body = "made"});
  });
  http::Call call = post(url(server->port(), "/invoices?x=1"), R"({"a":1})");
  call.headers.push_back({"X-Empty", ""});
  const http::Outcome outcome = ask(std::move(call));
  EXPECT_TRUE(outcome.answered()) << outcome.detail;
  EXPECT_TRUE(outcome.sent);
  EXPECT_EQ(outcome.response.status, 201);
  EXPECT_EQ(outcome.response.body, "made");
  ASSERT_NE(http::find_header(outcome.response.headers, "x-id"), nullptr);
  EXPECT_EQ(*http::find_header(outcome.response.headers, "x-id"), "7");
  const http::Request request = seen.get_future().get();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/invoices?x=1");
  EXPECT_EQ(request.body, R"({"a":1})");
  ASSERT_NE(http::find_header(request.headers, "content-type"), nullptr);
  EXPECT_EQ(*http::find_header(request.headers, "content-type"), "application/json");
  EXPECT_NE(http::find_header(request.headers, "x-empty"), nullptr);
  for (const char* unwanted : {"expect", "accept-encoding", "transfer-encoding", "user-agent"}) {
    EXPECT_EQ(http::find_header(request.headers, unwanted), nullptr) << unwanted;
  }
}

TEST_F(ClientTest, knows_every_method) {
  const auto server = serve([](const http::Request& request, const auto& responder) {
    const std::string* length = http::find_header(request.headers, "content-length");
    responder->send({.status = 200,
                     .headers = {{"X-Saw", request.method + " " + (length ? *length : "none") +
                                               " " + request.body}},
                     .body = "b"});
  });
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"GET", "", "GET none "},    {"HEAD", "", "HEAD none "},   {"DELETE", "", "DELETE none "},
      {"POST", "", "POST 0 "},     {"PUT", "", "PUT 0 "},        {"PUT", "xy", "PUT 2 xy"},
      {"PATCH", "x", "PATCH 1 x"}, {"DELETE", "x", "DELETE 1 x"}};
  for (const auto& [method, body, saw] : cases) {
    const http::Outcome outcome = ask({.method = method, .url = url(server->port()), .body = body});
    ASSERT_TRUE(outcome.answered()) << method << outcome.detail;
    EXPECT_EQ(*http::find_header(outcome.response.headers, "x-saw"),
              std::string(saw).substr(0, std::string(saw).find_last_not_of(' ') + 1));
    EXPECT_EQ(outcome.response.body, std::string(method) == "HEAD" ? "" : "b") << method;
  }
}

TEST_F(ClientTest, keeps_connections_for_the_next_call) {
  RawListener listener;
  std::thread peer([&] {
    RawSocket socket = listener.accept();
    for (int i = 0; i < 3; ++i) {
      EXPECT_TRUE(socket.read_message().starts_with("POST /"));
      socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }
  });
  for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(post(url(listener.port()))).response.body, "ok");
  peer.join();
  EXPECT_FALSE(listener.pending());
}

TEST_F(ClientTest, does_not_follow_a_redirect) {
  std::atomic<int> requests = 0;
  const auto server = serve([&](const auto&, const auto& responder) {
    ++requests;
    responder->send({.status = 302, .headers = {{"Location", "/elsewhere"}}});
  });
  const http::Outcome outcome = ask({.method = "GET", .url = url(server->port())});
  EXPECT_EQ(outcome.response.status, 302);
  EXPECT_EQ(requests, 1);
}

TEST_F(ClientTest, a_connection_cut_before_or_inside_the_answer_is_cut_and_sent) {
  const auto server = serve([](const http::Request& request, const auto& responder) {
    if (request.target == "/before") return responder->drop();
    responder->send_part({.status = 200, .body = "0123456789"}, request.target == "/head" ? 0 : 4);
  });
  for (const char* target : {"/before", "/head", "/inside"}) {
    const http::Outcome outcome = ask(post(url(server->port(), target)));
    EXPECT_EQ(outcome.failure, Failure::cut) << target << outcome.detail;
    EXPECT_TRUE(outcome.sent) << target;
    EXPECT_EQ(outcome.effect(), Effect::maybe);
    EXPECT_EQ(outcome.response.body, "") << target;
    EXPECT_NE(outcome.detail, "");
  }
}

TEST_F(ClientTest, a_refused_connection_is_not_sent) {
  RawListener listener;
  const std::uint16_t port = listener.port();
  listener.close();
  const http::Outcome outcome = ask(post(url(port)));
  EXPECT_EQ(outcome.failure, Failure::connect);
  EXPECT_FALSE(outcome.sent);
  EXPECT_EQ(outcome.effect(), Effect::none);
}

TEST_F(ClientTest, an_unknown_name_is_unresolved) {
  const http::Outcome outcome = ask(post("https://nowhere.invalid/"));
  EXPECT_EQ(outcome.failure, Failure::unresolved) << outcome.detail;
  EXPECT_FALSE(outcome.sent);
}

TEST_F(ClientTest, a_silent_server_times_out_and_the_connection_is_reset) {
  RawListener listener;
  std::atomic<bool> reset = false;
  std::thread peer([&] {
    RawSocket socket = listener.accept();
    socket.read_message();
    socket.read_all();
    reset = socket.was_reset();
  });
  http::Call call = post(url(listener.port()));
  call.timeout = 500;
  const http::Outcome outcome = ask(std::move(call));
  peer.join();
  EXPECT_EQ(outcome.failure, Failure::timeout);
  EXPECT_TRUE(outcome.sent);
  EXPECT_TRUE(reset);
}

TEST_F(ClientTest, a_timeout_on_a_kept_connection_resets_it_too_but_an_idle_one_is_closed_quietly) {
  RawListener listener;
  std::atomic<bool> busy_reset = false;
  std::atomic<bool> idle_reset = true;
  std::thread peer([&] {
    RawSocket first = listener.accept();
    first.read_message();
    first.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    first.read_message();
    first.read_all();
    busy_reset = first.was_reset();
    RawSocket second = listener.accept();
    second.read_message();
    second.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    second.read_all();
    idle_reset = second.was_reset();
  });
  EXPECT_TRUE(ask(post(url(listener.port()))).answered());
  http::Call call = post(url(listener.port()));
  call.timeout = 500;
  EXPECT_EQ(ask(std::move(call)).failure, Failure::timeout);
  EXPECT_TRUE(ask(post(url(listener.port()))).answered());
  client_.reset();
  peer.join();
  EXPECT_TRUE(busy_reset);
  EXPECT_FALSE(idle_reset);
}

TEST_F(ClientTest, an_answer_that_drips_does_not_pass_the_timeout) {
  const auto server = serve([](const auto&, const auto& responder) {
    responder->send_slowly({.status = 200, .body = std::string(10'000, 'x')}, 5);
  });
  http::Call call = post(url(server->port()));
  call.timeout = 500;
  const http::Outcome outcome = ask(std::move(call));
  EXPECT_EQ(outcome.failure, Failure::timeout);
  EXPECT_TRUE(outcome.sent);
}

TEST_F(ClientTest, bounds_the_answer) {
  const auto server = serve([](const http::Request& request, const auto& responder) {
    http::Response response{.status = 200, .body = std::string(1001, 'x')};
    if (request.target == "/fits") response.body.pop_back();
    if (request.target == "/head") response.headers.push_back({"X", std::string(40'000, 'x')});
    responder->send(std::move(response));
  });
  for (const auto& [target, failure] : {std::pair("/fits", Failure::none),
                                        {"/body", Failure::too_large},
                                        {"/head", Failure::too_large}}) {
    http::Call call = post(url(server->port(), target));
    call.answer_limit = 1000;
    const http::Outcome outcome = ask(std::move(call));
    EXPECT_EQ(outcome.failure, failure) << target;
    EXPECT_TRUE(outcome.sent);
  }
  const http::Outcome head =
      ask({.method = "HEAD", .url = url(server->port()), .answer_limit = 10});
  EXPECT_TRUE(head.answered()) << head.detail;
}

TEST_F(ClientTest, bounds_a_chunked_answer) {
  RawListener listener;
  std::thread peer([&] {
    RawSocket socket = listener.accept();
    socket.read_message();
    socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "1000\r\n" + std::string(0x1000, 'x') + "\r\n";
    while (socket.send(chunk)) {
    }
  });
  http::Call call = post(url(listener.port()));
  call.answer_limit = 100'000;
  EXPECT_EQ(ask(std::move(call)).failure, Failure::too_large);
  peer.join();
}

TEST_F(ClientTest, reads_chunked_answers_and_steps_over_interim_ones) {
  RawListener listener;
  std::thread peer([&] {
    RawSocket socket = listener.accept();
    socket.read_message();
    socket.send(
        "HTTP/1.1 103 Early Hints\r\nX-A: interim\r\n\r\nHTTP/1.1 202 Accepted\r\nX-B: 1\r\n"
        "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\nX-Trailer: 1\r\n\r\n");
  });
  const http::Outcome outcome = ask(post(url(listener.port())));
  peer.join();
  EXPECT_EQ(outcome.response.status, 202);
  EXPECT_EQ(outcome.response.body, "abc");
  EXPECT_EQ(http::find_header(outcome.response.headers, "x-a"), nullptr);
  EXPECT_EQ(http::find_header(outcome.response.headers, "x-trailer"), nullptr);
  EXPECT_NE(http::find_header(outcome.response.headers, "x-b"), nullptr);
}

TEST_F(ClientTest, what_is_not_http_is_a_protocol_failure_after_sending) {
  RawListener listener;
  std::thread peer([&] {
    RawSocket socket = listener.accept();
    socket.read_message();
    socket.send("220 mail.example.com ESMTP\r\n");
  });
  const http::Outcome outcome = ask(post(url(listener.port())));
  peer.join();
  EXPECT_EQ(outcome.failure, Failure::protocol) << outcome.detail;
  EXPECT_TRUE(outcome.sent);
}

// The server takes the second request, commits, and closes without an answer: libcurl would send it
// again on a new connection.
TEST_F(ClientTest, delivers_a_request_once_on_a_kept_connection_that_dies) {
  for (const auto& [method, body] :
       {std::pair("POST", "{}"), {"POST", ""}, {"PUT", "{}"}, {"DELETE", ""}, {"PATCH", "x"}}) {
    RawListener listener;
    int delivered = 0;
    std::thread peer([&] {
      RawSocket socket = listener.accept();
      socket.read_message();
      socket.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      if (!socket.read_message().empty()) ++delivered;
    });
    EXPECT_TRUE(ask(post(url(listener.port()))).answered());
    const http::Outcome outcome =
        ask({.method = method, .url = url(listener.port()), .body = body});
    peer.join();
    EXPECT_EQ(outcome.failure, Failure::cut) << method << outcome.detail;
    EXPECT_TRUE(outcome.sent) << method;
    EXPECT_EQ(outcome.effect(), Effect::maybe);
    EXPECT_EQ(delivered, 1) << method;
    // A second try may have connected, but nothing may have been written.
    if (listener.pending()) EXPECT_EQ(listener.accept().read_all(), "") << method;
  }
}

TEST_F(ClientTest, a_call_past_its_deadline_is_never_sent) {
  RawListener listener;
  http::Call call = post(url(listener.port()));
  call.deadline_boot = read_clocks().boot - 1;
  const http::Outcome outcome = ask(std::move(call));
  EXPECT_EQ(outcome.failure, Failure::unsent);
  EXPECT_FALSE(outcome.sent);
  EXPECT_FALSE(listener.pending());
  http::Call in_time = post(url(listener.port()));
  in_time.deadline_boot = read_clocks().boot + 60'000;
  std::thread peer([&] {
    RawSocket socket = listener.accept();
    socket.read_message();
    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  EXPECT_TRUE(ask(std::move(in_time)).answered());
  peer.join();
}

// One connection, held by a first call: the second one waits inside libcurl and becomes late there.
TEST_F(ClientTest, a_call_that_becomes_late_while_it_waits_is_never_sent) {
  client_ = make({.guard = {}, .connections_max = 1});
  RawListener listener;
  std::promise<void> late;
  std::thread peer([&] {
    RawSocket socket = listener.accept();
    socket.read_message();
    late.get_future().wait();
    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(socket.read_all(), "");
  });
  auto first = begin(post(url(listener.port())));
  http::Call call = post(url(listener.port()));
  call.deadline_boot = read_clocks().boot + 30;
  const Millis deadline = call.deadline_boot;
  auto second = begin(std::move(call));
  while (read_clocks().boot <= deadline) std::this_thread::yield();
  late.set_value();
  EXPECT_TRUE(first.get().answered());
  const http::Outcome outcome = second.get();
  EXPECT_EQ(outcome.failure, Failure::unsent) << outcome.detail;
  EXPECT_FALSE(outcome.sent);
  client_.reset();
  peer.join();
}

TEST_F(ClientTest, cancel_stops_what_is_unwritten_and_ignores_the_rest) {
  client_ = make({.guard = {}, .connections_max = 1});
  RawListener listener;
  std::promise<void> received;
  std::promise<void> cancelled;
  std::thread peer([&] {
    RawSocket socket = listener.accept();
    socket.read_message();
    received.set_value();
    cancelled.get_future().wait();
    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(socket.read_all(), "");
  });
  auto first = begin(post(url(listener.port())));
  received.get_future().wait();
  auto second = begin(post(url(listener.port())));
  client_->cancel(1);
  client_->cancel(2);
  client_->cancel(77);
  const http::Outcome outcome = second.get();
  EXPECT_EQ(outcome.failure, Failure::unsent);
  EXPECT_FALSE(outcome.sent);
  cancelled.set_value();
  EXPECT_TRUE(first.get().answered());
  client_.reset();
  peer.join();
}

// Whatever the timing: a call that ends unsent has not reached the server, one that was sent has.
TEST_F(ClientTest, cancelled_calls_reach_the_server_or_end_unsent_never_both) {
  std::mutex mutex;
  std::vector<std::string> arrived;
  const auto server = serve([&](const http::Request& request, const auto& responder) {
    {
      const std::lock_guard lock(mutex);
      arrived.push_back(request.body);
    }
    responder->send({.status = 200});
  });
  for (int i = 0; i < 300; ++i) {
    const std::string body = std::to_string(i);
    auto future = begin(post(url(server->port()), body));
    for (int spin = 0; spin < (i % 30) * 100; ++spin) std::this_thread::yield();
    client_->cancel(last_id_);
    const http::Outcome outcome = future.get();
    const std::lock_guard lock(mutex);
    const bool came = std::find(arrived.begin(), arrived.end(), body) != arrived.end();
    EXPECT_EQ(came, outcome.sent) << i;
    EXPECT_EQ(outcome.failure, outcome.sent ? Failure::none : Failure::unsent) << outcome.detail;
  }
}

TEST_F(ClientTest, the_guard_judges_addresses_and_literal_hosts) {
  RawListener listener;
  client_ = make_client({.guard = {}, .require_https = false});
  const std::string port = ":" + std::to_string(listener.port()) + "/";
  for (const std::string host : {"127.0.0.1", "127.1", "0x7f.1", "2130706433", "localhost", "[::1]",
                                 "[::ffff:127.0.0.1]", "0"}) {
    const http::Outcome outcome = ask(post("http://" + host + port));
    EXPECT_EQ(outcome.failure, Failure::refused) << host << outcome.detail;
    EXPECT_FALSE(outcome.sent);
  }
  EXPECT_FALSE(listener.pending());
}

TEST_F(ClientTest, refuses_urls_and_headers_that_are_not_ours) {
  for (const char* bad : {"", "ftp://127.0.0.1/", "file:///etc/passwd", "http://user:pw@127.0.0.1/",
                          "https://", "127.0.0.1", "http://127.0.0.1/a\r\nX: 1"}) {
    const http::Outcome outcome = ask(post(bad));
    EXPECT_EQ(outcome.failure, Failure::refused) << bad;
    EXPECT_FALSE(outcome.sent);
  }
  http::Call call = post("http://127.0.0.1/");
  call.headers.push_back({"X-A", "1\r\nX-B: 2"});
  EXPECT_EQ(ask(std::move(call)).failure, Failure::refused);
}

TEST_F(ClientTest, plain_http_needs_a_listed_address) {
  const http::Outcome outcome = ask(post("http://8.8.8.8/"));
  EXPECT_EQ(outcome.failure, Failure::refused) << outcome.detail;
  EXPECT_FALSE(outcome.sent);
}

TEST_F(ClientTest, ignores_the_proxy_of_the_environment) {
  RawListener proxy;
  const auto server =
      serve([](const auto&, const auto& responder) { responder->send({.status = 204}); });
  setenv("http_proxy", ("http://127.0.0.1:" + std::to_string(proxy.port())).c_str(), 1);
  const http::Outcome outcome = ask(post(url(server->port())));
  unsetenv("http_proxy");
  EXPECT_EQ(outcome.response.status, 204);
  EXPECT_FALSE(proxy.pending());
}

TEST_F(ClientTest, closing_the_client_ends_every_call) {
  client_ = make({.guard = {}, .connections_max = 1});
  RawListener listener;
  std::promise<void> received;
  std::thread peer([&] {
    RawSocket socket = listener.accept();
    socket.read_message();
    received.set_value();
    socket.read_all();
  });
  auto sent = begin(post(url(listener.port())));
  received.get_future().wait();
  auto waiting = begin(post(url(listener.port())));
  std::atomic<int> again = 0;
  client_->send(99, post(url(listener.port())), [&](const http::Outcome&) {
    client_->send(100, post(url(listener.port())), [&](const http::Outcome& outcome) {
      EXPECT_EQ(outcome.failure, Failure::unsent);
      ++again;
    });
  });
  // The pointer stays readable for the callback while the client ends.
  client_.get_deleter()(client_.get());
  static_cast<void>(client_.release());
  EXPECT_EQ(sent.get().failure, Failure::cut);
  const http::Outcome outcome = waiting.get();
  EXPECT_EQ(outcome.failure, Failure::unsent);
  EXPECT_FALSE(outcome.sent);
  EXPECT_EQ(again, 1);
  peer.join();
}

TEST_F(ClientTest, hundreds_of_calls_at_once_are_each_answered_once) {
  const auto server = serve([](http::Request request, const auto& responder) {
    responder->send({.status = 200, .body = std::move(request.body)});
  });
  client_ = make({.guard = {}, .connections_max = 32});
  std::vector<std::future<http::Outcome>> futures;
  for (int i = 0; i < 1000; ++i)
    futures.push_back(begin(post(url(server->port()), std::to_string(i))));
  for (int i = 0; i < 1000; ++i) {
    const http::Outcome outcome = futures[static_cast<std::size_t>(i)].get();
    ASSERT_TRUE(outcome.answered()) << outcome.detail;
    EXPECT_EQ(outcome.response.body, std::to_string(i));
  }
}

TEST_F(ClientTest, a_large_body_is_sent_whole) {
  std::string large(3'000'000, 'x');
  for (std::size_t i = 0; i < large.size(); i += 991) large[i] = static_cast<char>('a' + i % 26);
  std::promise<std::string> seen;
  auto server =
      Server::start({.body_limit = 4'000'000}, [&](http::Request request, const auto& responder) {
        seen.set_value(std::move(request.body));
        responder->send({.status = 200});
      });
  EXPECT_TRUE(ask(post(url(server.value()->port()), large)).answered());
  EXPECT_TRUE(seen.get_future().get() == large);
}

}  // namespace
}  // namespace byte8::net
