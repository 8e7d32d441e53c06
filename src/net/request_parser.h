#pragma once
// Beast's parser filling an http::Request directly. Adds what Beast leaves to its user: one Host
// header with HTTP/1.1, a transfer coding that ends in "chunked", a bound on all headers together
// (Beast bounds each read only), and trailers that never become headers. Included by net/connection
// only.

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <string>
#include <utility>

#include "port/http.h"

namespace byte8::net {

class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  using ErrorCode = boost::beast::error_code;
  using StringView = boost::beast::string_view;

  RequestParser(std::size_t header_limit, std::size_t body_limit) : header_limit_(header_limit) {
    this->header_limit(static_cast<std::uint32_t>(header_limit));
    this->body_limit(body_limit);
    eager(true);
  }

  bool old_version() const { return version_ < 11; }
  http::Request take() { return std::move(request_); }

 private:
  void on_request_impl(boost::beast::http::verb, StringView method, StringView target, int version,
                       ErrorCode& ec) override {
    version_ = version;
    header_bytes_ = method.size() + target.size() + 12;
    request_.method.assign(method.data(), method.size());
    request_.target.assign(target.data(), target.size());
    request_.headers.reserve(8);
    if (header_bytes_ > header_limit_) ec = boost::beast::http::error::header_limit;
  }

  void on_response_impl(int, StringView, int, ErrorCode&) override {}

  void on_field_impl(boost::beast::http::field field, StringView name, StringView value,
                     ErrorCode& ec) override {
    header_bytes_ += name.size() + value.size() + 4;
    if (header_bytes_ > header_limit_) {
      ec = boost::beast::http::error::header_limit;
      return;
    }
    if (is_header_done()) return;
    if (field == boost::beast::http::field::host) ++hosts_;
    if (field == boost::beast::http::field::transfer_encoding) coded_ = true;
    request_.headers.push_back({.name = std::string(name.data(), name.size()),
                                .value = std::string(value.data(), value.size())});
  }

  void on_header_impl(ErrorCode& ec) override {
    if (coded_ && !chunked()) ec = boost::beast::http::error::bad_transfer_encoding;
    if (hosts_ > 1 || (hosts_ == 0 && !old_version())) ec = boost::beast::http::error::bad_field;
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, ErrorCode&) override {
    // A promise of bytes is no byte yet: what is set aside for it stays small.
    constexpr std::uint64_t set_aside = std::uint64_t{64} << 10;
    if (length) request_.body.reserve(static_cast<std::size_t>(std::min(*length, set_aside)));
  }

  std::size_t on_body_impl(StringView body, ErrorCode&) override {
    request_.body.append(body.data(), body.size());
    return body.size();
  }

  void on_chunk_header_impl(std::uint64_t, StringView, ErrorCode&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, StringView body, ErrorCode&) override {
    request_.body.append(body.data(), body.size());
    return body.size();
  }

  void on_finish_impl(ErrorCode&) override {}

  http::Request request_;
  std::size_t header_limit_;
  std::size_t header_bytes_ = 0;
  int version_ = 11;
  int hosts_ = 0;
  bool coded_ = false;
};

}  // namespace byte8::net
