#pragma once
// One call on its way through libcurl: the options of its handle, the callbacks, and what its end
// means. Private to net/. Every method runs on the client's thread.
//
// libcurl repeats a request by itself when a kept-alive connection turns out dead. A body that
// cannot be read twice stops it (CURLE_SEND_FAIL_REWIND), and for requests without a body the
// second try is refused in the last callback before the first byte. Only GET and HEAD may be
// repeated.

#include <curl/curl.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>

#include "net/client.h"
#include "port/http.h"

namespace byte8::net {

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;

// What the transfers of one client share.
struct TransferShared {
  ClientOptions options;
  std::unordered_set<std::uint64_t> cancelled;  // calls that must not leave any more
  // The socket libcurl stopped watching last. When it closes that very one, a call was under way on
  // it.
  curl_socket_t last_unwatched = CURL_SOCKET_BAD;
};

class Transfer {
 public:
  Transfer(TransferShared& shared, std::uint64_t id, http::Call call, http::Done done);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // Sets every option of `easy`. False: the call must not be made, and failed() says why.
  bool prepare(Easy easy);
  CURL* easy() const { return easy_.get(); }
  Easy give_back() { return std::move(easy_); }

  std::uint64_t id() const { return id_; }
  bool sent() const { return sent_; }
  bool cancelled() const { return shared_.cancelled.contains(id_); }

  // Ends: `finish` by libcurl's verdict, `fail` by ours.
  void finish(CURLcode code);
  void fail(http::Failure failure, std::string detail);
  // Calls done with what came of it.
  void report();

 private:
  bool prepare_url();
  bool prepare_headers();
  void set_request_options();
  void set_callbacks();
  void set_connection_options();
  bool past_deadline() const;
  bool open_allowed(const sockaddr* address) const;
  http::Failure classify(CURLcode code) const;

  static int before_request(void* self, char*, char*, int, int);
  static std::size_t read_body(char* to, std::size_t size, std::size_t count, void* self);
  static int seek_body(void*, curl_off_t, int);
  static std::size_t write_body(char* from, std::size_t size, std::size_t count, void* self);
  static std::size_t write_header(char* from, std::size_t size, std::size_t count, void* self);
  static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* address);
  static int close_socket(void* shared, curl_socket_t socket);

  struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  struct UrlDeleter {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
  };

  TransferShared& shared_;
  std::uint64_t id_;
  http::Call call_;
  http::Done done_;
  Easy easy_;
  std::unique_ptr<curl_slist, ListDeleter> headers_;
  std::unique_ptr<CURLU, UrlDeleter> url_;
  http::Outcome outcome_;
  std::size_t body_at_ = 0;
  std::size_t head_bytes_ = 0;
  bool plain_http_ = false;
  bool sent_ = false;
  bool opened_ = false;           // a socket was made
  bool address_refused_ = false;  // the guard refused one
  bool stopped_ = false;          // cancelled or late, found before the first byte
  bool too_large_ = false;
  bool body_begun_ = false;
};

}  // namespace byte8::net
