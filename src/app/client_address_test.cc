#include "app/client_address.h"

#include <gtest/gtest.h>

namespace byte8::app {
namespace {

std::string client(const std::string& peer, const std::string& forwarded) {
  const auto proxies = net::Guard::allowing({"10.0.0.0/8", "fd00::/8"});
  http::Request request{.peer = peer};
  if (!forwarded.empty()) request.headers.push_back({"x-forwarded-for", forwarded});
  return client_address(*proxies, request);
}

TEST(ClientAddress, is_the_peer_where_no_proxy_of_ours_speaks) {
  EXPECT_EQ(client("192.0.2.1", ""), "192.0.2.1");
  EXPECT_EQ(client("192.0.2.1", "198.51.100.7"), "192.0.2.1") << "anybody can write that";
  EXPECT_EQ(client("10.0.0.1", ""), "10.0.0.1");
}

TEST(ClientAddress, is_the_last_one_that_is_no_proxy) {
  EXPECT_EQ(client("10.0.0.1", "198.51.100.7"), "198.51.100.7");
  EXPECT_EQ(client("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.0.0.2"), "198.51.100.7");
  EXPECT_EQ(client("fd00::1", "2001:db8::7"), "2001:db8::7");
  EXPECT_EQ(client("10.0.0.1", "198.51.100.7, nonsense"), "10.0.0.1");
  EXPECT_EQ(client("10.0.0.1", "10.0.0.3"), "10.0.0.1");
}

TEST(ClientAddress, believes_the_line_that_was_added_last) {
  const auto proxies = net::Guard::allowing({"10.0.0.0/8"});
  http::Request request{.peer = "10.0.0.1"};
  request.headers = {{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", "198.51.100.7"}};
  EXPECT_EQ(client_address(*proxies, request), "198.51.100.7");
}

}  // namespace
}  // namespace byte8::app
