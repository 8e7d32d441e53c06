// The simulator behind a port, spoken to over raw sockets: what faults look like from the other
// side.
#include "sandbox/sage/host.h"

#include <gtest/gtest.h>

#include "net/raw_socket.h"
#include "sandbox/sage/test_rig.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::string_view get_log = "GET /__sim/log HTTP/1.1\r\nHost: x\r\n\r\n";

class HostTest : public testing::Test {
 protected:
  void SetUp() override {
    auto started = Host::start(rig_options(), "127.0.0.1", 0);
    ASSERT_TRUE(started.ok());
    host = *std::move(started);
  }
  // One request on a connection of its own; what came until the other side closed or the answer was
  // whole.
  std::string say(std::string_view bytes, bool to_the_end = false) {
    net::RawSocket socket = net::RawSocket::connect(host->port());
    socket.send(bytes);
    if (to_the_end) return socket.read_all();
    return socket.read_message();
  }
  static std::string post(std::string_view path, std::string_view body) {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  }
  void fault(std::string_view rule) { say(post("/__sim/faults", rule)); }

  std::unique_ptr<Host> host;
};

TEST_F(HostTest, answers_over_http) {
  const std::string answer = say("GET /v3.1/contacts HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 401")) << answer;
  EXPECT_NE(answer.find("AuthorizationFailure"), std::string::npos);
  EXPECT_NE(say("GET /__sim/clock HTTP/1.1\r\nHost: x\r\n\r\n").find("now_ms"), std::string::npos);
}

TEST_F(HostTest, drops_parts_and_drips) {
  fault(R"({"do":"drop_after_commit"})");
  EXPECT_EQ(say("GET /v3.1/contacts HTTP/1.1\r\nHost: x\r\n\r\n", true), "");
  fault(R"({"do":"drop_mid_response"})");
  const std::string part = say("GET /v3.1/contacts HTTP/1.1\r\nHost: x\r\n\r\n", true);
  EXPECT_TRUE(part.starts_with("HTTP/1.1 401"));
  EXPECT_NE(part.find("$severity"), std::string::npos);
  EXPECT_EQ(part.find("\"}]"), std::string::npos);
  fault(R"({"do":"slow_body","ms":1})");
  EXPECT_NE(say("GET /v3.1/contacts HTTP/1.1\r\nHost: x\r\n\r\n").find("\"}]"), std::string::npos);
}

TEST_F(HostTest, carries_out_what_was_delayed_though_its_caller_has_gone) {
  fault(R"({"match":{"path_regex":"token"},"do":"delay_before","ms":150})");
  {
    net::RawSocket socket = net::RawSocket::connect(host->port());
    socket.send("POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(say(get_log).find("/oauth/token"), std::string::npos);
  }
  std::size_t looks = 0;
  while (say(get_log).find("/oauth/token") == std::string::npos) ASSERT_LT(++looks, 5000U);
}

TEST_F(HostTest, silence_is_silence) {
  fault(R"({"do":"endless"})");
  net::RawSocket socket = net::RawSocket::connect(host->port());
  socket.send("GET /v3.1/contacts HTTP/1.1\r\nHost: x\r\n\r\n");
  while (say(get_log).find("\"delivery\":\"never\"") == std::string::npos) {
  }
  host->stop();
  EXPECT_EQ(socket.read_all(), "");
}

TEST_F(HostTest, gives_the_simulator_to_tests_between_requests) {
  Millis now = 0;
  host->with([&](Simulator& simulator) {
    simulator.advance(1000);
    now = simulator.now(0);
  });
  EXPECT_EQ(now, 1000);
}

TEST(host, says_why_it_cannot_listen) {
  EXPECT_FALSE(Host::start({}, "not an address", 0).ok());
}

}  // namespace
}  // namespace byte8::sandbox::sage
