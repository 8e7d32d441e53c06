#include "net/guard.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>

namespace byte8::net {
namespace {

sockaddr_storage address(const std::string& text) {
  sockaddr_storage storage{};
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    std::memcpy(&storage, &v4, sizeof v4);
  } else {
    EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr), 1) << text;
    v6.sin6_family = AF_INET6;
    std::memcpy(&storage, &v6, sizeof v6);
  }
  return storage;
}

bool allows(const Guard& guard, const std::string& text) {
  const sockaddr_storage storage = address(text);
  return guard.allows(reinterpret_cast<const sockaddr*>(&storage));
}

bool lists(const Guard& guard, const std::string& text) {
  const sockaddr_storage storage = address(text);
  return guard.lists(reinterpret_cast<const sockaddr*>(&storage));
}

TEST(guard, refuses_every_special_address) {
  const Guard guard;
  for (const char* text : {"127.0.0.1",
                           "127.255.255.254",
                           "0.0.0.0",
                           "0.1.2.3",
                           "10.0.0.1",
                           "10.255.255.255",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.168.0.1",
                           "169.254.169.254",
                           "100.64.0.1",
                           "100.127.255.255",
                           "192.0.0.1",
                           "192.0.2.1",
                           "192.88.99.1",
                           "198.18.0.1",
                           "198.19.255.255",
                           "198.51.100.7",
                           "203.0.113.9",
                           "224.0.0.1",
                           "239.255.255.255",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "::ffff:169.254.169.254",
                           "::127.0.0.1",
                           "64:ff9b::7f00:1",
                           "64:ff9b::8.8.8.8",
                           "64:ff9b:1::1",
                           "100::1",
                           "2001::1",
                           "2001:0:4136:e378::1",
                           "2001:2::1",
                           "2001:10::1",
                           "2001:20::1",
                           "2001:db8::1",
                           "2001:db8:ffff::1",
                           "2002:7f00:1::",
                           "2002:a00:1::1",
                           "2002:c0a8:101::",
                           "2002:a9fe:a9fe::",
                           "3fff::1",
                           "3fff:fff::1",
                           "fc00::1",
                           "fd00::1",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1",
                           "4000::1"}) {
    EXPECT_FALSE(allows(guard, text)) << text;
  }
}

TEST(guard, allows_public_addresses_beside_the_special_ones) {
  const Guard guard;
  for (const char* text : {"8.8.8.8",
                           "9.255.255.255",
                           "11.0.0.1",
                           "100.63.255.255",
                           "100.128.0.1",
                           "126.255.255.255",
                           "128.0.0.1",
                           "169.253.0.1",
                           "172.15.255.255",
                           "172.32.0.1",
                           "192.0.1.1",
                           "192.167.255.255",
                           "198.17.255.255",
                           "198.20.0.1",
                           "223.255.255.255",
                           "::ffff:8.8.8.8",
                           "2600::1",
                           "2001:200::1",
                           "2001:4860:4860::8888",
                           "2002:808:808::1",
                           "2a00:1450::1",
                           "3ffe::1"}) {
    EXPECT_TRUE(allows(guard, text)) << text;
  }
}

TEST(guard, refuses_what_is_no_internet_address) {
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  EXPECT_FALSE(Guard().allows(reinterpret_cast<const sockaddr*>(&local)));
  EXPECT_FALSE(Guard().allows(nullptr));
}

TEST(guard, allows_configured_networks_and_nothing_else) {
  const Guard guard =
      Guard::allowing({"127.0.0.0/8", "10.1.0.0/16", "fd00::/8", "192.168.7.3"}).value();
  for (const char* text :
       {"127.0.0.1", "::ffff:127.0.0.1", "10.1.255.1", "fd12::1", "192.168.7.3"}) {
    EXPECT_TRUE(allows(guard, text)) << text;
    EXPECT_TRUE(lists(guard, text)) << text;
  }
  for (const char* text : {"10.2.0.1", "::1", "192.168.7.4", "fc00::1", "64:ff9b::7f00:1"}) {
    EXPECT_FALSE(allows(guard, text)) << text;
  }
  EXPECT_TRUE(allows(guard, "8.8.8.8"));
  EXPECT_FALSE(lists(guard, "8.8.8.8"));
}

TEST(guard, a_mapped_network_is_read_as_ipv4) {
  const Guard guard = Guard::allowing({"::ffff:10.0.0.0/104"}).value();
  EXPECT_TRUE(allows(guard, "10.200.0.1"));
  EXPECT_TRUE(allows(guard, "::ffff:10.200.0.1"));
  EXPECT_FALSE(lists(guard, "11.0.0.1"));
}

TEST(guard, everything_can_be_allowed) {
  const Guard guard = Guard::allowing({"0.0.0.0/0", "::/0"}).value();
  EXPECT_TRUE(allows(guard, "127.0.0.1"));
  EXPECT_TRUE(allows(guard, "::1"));
}

TEST(guard, names_the_text_that_is_no_network) {
  for (const char* text : {"", "lan", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "10.0.0.0/-1",
                           "fd00::/129", "10.0.0.0/8 ", "10.0.0.5/8", "fd00::1/8", "127.1/8"}) {
    const Result<Guard> guard = Guard::allowing({"127.0.0.0/8", text});
    ASSERT_FALSE(guard) << text;
    EXPECT_EQ(guard.error().field, "outbound_allow");
    EXPECT_NE(guard.error().message.find(std::string("\"") + text + "\""), std::string::npos)
        << text;
  }
}

TEST(guard, refuses_literal_hosts_in_any_spelling_before_a_resolver_is_asked) {
  const Guard guard;
  for (const char* host :
       {"127.0.0.1", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "0", "[::1]", "::1",
        "[fe80::1%25eth0]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "169.254.169.254"}) {
    EXPECT_FALSE(guard.allows_host(host)) << host;
  }
  for (const char* host : {"api.accounting.sage.com", "localhost", "127.0.0.1.example.com",
                           "8.8.8.8", "[2a00:1450::1]", "cafe", "10.example"}) {
    EXPECT_TRUE(guard.allows_host(host)) << host;
  }
  EXPECT_TRUE(Guard::allowing({"127.0.0.0/8"}).value().allows_host("127.1"));
}

}  // namespace
}  // namespace byte8::net
