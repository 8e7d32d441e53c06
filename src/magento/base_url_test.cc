#include "magento/base_url.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace byte8::magento {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

TEST(BaseUrl, F006_twelve_spellings_become_one_form) {
  constexpr std::array<Pair, 12> spellings = {{
      {"https://shop.example.com", "https://shop.example.com"},
      {"https://shop.example.com/", "https://shop.example.com"},
      {"  https://shop.example.com//  ", "https://shop.example.com"},
      {"shop.example.com", "https://shop.example.com"},
      {"//shop.example.com/", "https://shop.example.com"},
      {"HTTPS://Shop.Example.COM", "https://shop.example.com"},
      {"https://shop.example.com:443/", "https://shop.example.com"},
      {"https://shop.example.com/index.php", "https://shop.example.com"},
      {"https://shop.example.com/index.php/admin/dashboard/?key=1", "https://shop.example.com"},
      {"https://shop.example.com/store/", "https://shop.example.com/store"},
      {"shop.example.com/store/index.php/", "https://shop.example.com/store"},
      {"https://shop.example.com/rest/V1/byte8/ping#top", "https://shop.example.com"},
  }};
  for (const auto& [typed, tidied] : spellings) {
    auto url = tidy_base_url(typed);
    ASSERT_TRUE(url) << typed << ": " << url.error().message;
    EXPECT_EQ(*url, tidied) << typed;
  }
}

TEST(BaseUrl, plain_http_and_other_ports_are_kept_for_others_to_judge) {
  EXPECT_EQ(*tidy_base_url("http://127.0.0.1:8810/"), "http://127.0.0.1:8810");
  EXPECT_EQ(*tidy_base_url("http://localhost:80"), "http://localhost");
  EXPECT_EQ(*tidy_base_url("localhost:8080/m2"), "https://localhost:8080/m2");
  EXPECT_EQ(*tidy_base_url("http://[::1]:8080"), "http://[::1]:8080");
  EXPECT_EQ(*tidy_base_url("https://xn--mller-kva.example"), "https://xn--mller-kva.example");
}

TEST(BaseUrl, tidying_twice_changes_nothing) {
  for (const std::string_view typed : {"Shop.example.com/a//b/", "http://x:8080/index.php/y"}) {
    auto once = tidy_base_url(typed);
    ASSERT_TRUE(once);
    EXPECT_EQ(*tidy_base_url(*once), *once);
  }
}

TEST(BaseUrl, F006_what_is_no_address_is_invalid_url_at_its_field) {
  for (const std::string& typed :
       {std::string(), std::string("   "), std::string("https://"), std::string("https:///x"),
        std::string("ftp://shop.example.com"), std::string("javascript://x"),
        std::string("shop example.com"), std::string("https://shop.example.com/a b"),
        std::string("https://user:pw@shop.example.com"), std::string("https://müller.example"),
        std::string("https://shop..example.com"), std::string("https://-shop.example.com"),
        std::string("https://shop.example.com:0"), std::string("https://shop.example.com:70000"),
        std::string("https://shop.example.com:8x"), std::string("https://shop.example.com/../x"),
        std::string("https://[::1"), std::string("https://sh\"op.example"),
        "https://shop.example.com/" + std::string(600, 'x')}) {
    auto url = tidy_base_url(typed);
    ASSERT_FALSE(url) << typed << " became " << *url;
    EXPECT_EQ(url.error().code, "invalid_url") << typed;
    EXPECT_EQ(url.error().field, "magento_base_url");
    EXPECT_EQ(url.error().fault, Fault::validation);
    EXPECT_FALSE(url.error().message.empty());
  }
}

TEST(BaseUrl, the_stores_key_survives_a_change_from_http_to_https) {
  EXPECT_EQ(store_key("https://shop.example.com/store"), "shop.example.com/store");
  EXPECT_EQ(store_key("http://shop.example.com/store"), "shop.example.com/store");
  EXPECT_EQ(store_key("http://127.0.0.1:8810"), "127.0.0.1:8810");
}

TEST(BaseUrl, the_origin_has_no_path) {
  EXPECT_EQ(origin("https://shop.example.com/store"), "https://shop.example.com");
  EXPECT_EQ(origin("http://127.0.0.1:8810"), "http://127.0.0.1:8810");
}

}  // namespace
}  // namespace byte8::magento
