#include "net/transfer.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <concepts>

#include "base/check.h"
#include "base/text.h"

namespace byte8::net {
namespace {

constexpr Millis connect_limit = 10'000;
constexpr long idle_seconds = 55;  // below the 60 to 75 s that servers keep an idle connection

// libcurl reads numbers as long, whatever was given: an int must not slip in.
template <typename Value>
  requires(!std::same_as<Value, int> && !std::same_as<Value, bool>)
void set(CURL* easy, CURLoption option, Value value) {
  BYTE8_CHECK(curl_easy_setopt(easy, option, value) == CURLE_OK);
}

bool has_line_break(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

bool repeatable(std::string_view method) {
  return method == "GET" || method == "HEAD";
}

// The framing of the request is libcurl's; a header of the caller's that fights it is left out.
bool framing_header(std::string_view name) {
  return text::iequals_ascii(name, "content-length") ||
         text::iequals_ascii(name, "transfer-encoding") || text::iequals_ascii(name, "expect");
}

}  // namespace

Transfer::Transfer(TransferShared& shared, std::uint64_t id, http::Call call, http::Done done)
    : shared_(shared), id_(id), call_(std::move(call)), done_(std::move(done)) {
  if (call_.method.empty()) call_.method = "GET";
}

bool Transfer::prepare(Easy easy) {
  easy_ = std::move(easy);
  if (cancelled()) {
    fail(http::Failure::unsent, "cancelled");
    return false;
  }
  if (past_deadline()) {
    fail(http::Failure::unsent, "past its deadline");
    return false;
  }
  if (!prepare_url() || !prepare_headers()) return false;
  set_request_options();
  set_callbacks();
  set_connection_options();
  return true;
}

bool Transfer::prepare_url() {
  const auto refuse = [this](std::string_view why) {
    fail(http::Failure::refused, std::string(why));
    return false;
  };
  const auto part = [this](CURLUPart which) {
    char* text = nullptr;
    std::string copy;
    if (curl_url_get(url_.get(), which, &text, 0) == CURLUE_OK) copy = text;
    curl_free(text);
    return copy;
  };
  url_.reset(curl_url());
  if (has_line_break(call_.url) ||
      curl_url_set(url_.get(), CURLUPART_URL, call_.url.c_str(), 0) != CURLUE_OK) {
    return refuse("not a valid URL");
  }
  const std::string scheme = part(CURLUPART_SCHEME);
  plain_http_ = scheme == "http";
  if (!plain_http_ && scheme != "https") return refuse("neither https nor http");
  if (!part(CURLUPART_USER).empty() || !part(CURLUPART_PASSWORD).empty()) {
    return refuse("the URL holds credentials");
  }
  if (!shared_.options.guard.allows_host(part(CURLUPART_HOST))) {
    return refuse("the address is not allowed");
  }
  set(easy_.get(), CURLOPT_CURLU, url_.get());
  return true;
}

bool Transfer::prepare_headers() {
  curl_slist* list = nullptr;
  const auto add = [&list](const std::string& line) {
    curl_slist* longer = curl_slist_append(list, line.c_str());
    BYTE8_CHECK(longer != nullptr);
    list = longer;
  };
  bool typed = false;
  bool valid = !has_line_break(call_.method);
  for (const http::Header& header : call_.headers) {
    valid = valid && !header.name.empty() && !has_line_break(header.name) &&
            !has_line_break(header.value) && header.name.find_first_of(":;") == std::string::npos;
    if (framing_header(header.name)) continue;
    typed = typed || text::iequals_ascii(header.name, "content-type");
    // "Name;" is libcurl's way to say a header with an empty value.
    add(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  }
  // "Name:" takes out what libcurl would add by itself.
  add("Expect:");
  if (!typed) add("Content-Type:");
  headers_.reset(list);
  if (!valid) {
    fail(http::Failure::refused, "not a valid header");
    return false;
  }
  set(easy_.get(), CURLOPT_HTTPHEADER, headers_.get());
  return true;
}

void Transfer::set_request_options() {
  CURL* easy = easy_.get();
  set(easy, CURLOPT_PRIVATE, static_cast<void*>(this));
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  const bool wants_body =
      call_.method == "POST" || call_.method == "PUT" || call_.method == "PATCH";
  if (!call_.body.empty() || wants_body) {
    set(easy, CURLOPT_POST, 1L);
    set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call_.body.size()));
    set(easy, CURLOPT_CUSTOMREQUEST, call_.method.c_str());
  } else if (call_.method == "HEAD") {
    set(easy, CURLOPT_NOBODY, 1L);
  } else {
    set(easy, CURLOPT_HTTPGET, 1L);
    set(easy, CURLOPT_CUSTOMREQUEST, call_.method.c_str());
  }
  if (call_.method != "HEAD") {
    set(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(call_.answer_limit));
  }
}

void Transfer::set_callbacks() {
  CURL* easy = easy_.get();
  void* self = this;
  set(easy, CURLOPT_PREREQFUNCTION, &Transfer::before_request);
  set(easy, CURLOPT_PREREQDATA, self);
  set(easy, CURLOPT_READFUNCTION, &Transfer::read_body);
  set(easy, CURLOPT_READDATA, self);
  set(easy, CURLOPT_SEEKFUNCTION, &Transfer::seek_body);
  set(easy, CURLOPT_SEEKDATA, self);
  set(easy, CURLOPT_WRITEFUNCTION, &Transfer::write_body);
  set(easy, CURLOPT_WRITEDATA, self);
  set(easy, CURLOPT_HEADERFUNCTION, &Transfer::write_header);
  set(easy, CURLOPT_HEADERDATA, self);
  set(easy, CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
  set(easy, CURLOPT_OPENSOCKETDATA, self);
  // A connection outlives the call that opened it: its closing must not point to that call.
  set(easy, CURLOPT_CLOSESOCKETFUNCTION, &Transfer::close_socket);
  set(easy, CURLOPT_CLOSESOCKETDATA, static_cast<void*>(&shared_));
}

void Transfer::set_connection_options() {
  CURL* easy = easy_.get();
  const Millis timeout = std::max<Millis>(call_.timeout, 1);
  set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout));
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(timeout, connect_limit)));
  set(easy, CURLOPT_MAXAGE_CONN, idle_seconds);
  set(easy, CURLOPT_NOSIGNAL, 1L);
  // A hung resolver would otherwise stall all calls until its thread has ended.
  set(easy, CURLOPT_QUICK_EXIT, 1L);
  // Not even the environment's: behind a proxy the guard would see the proxy's address only.
  set(easy, CURLOPT_PROXY, "");
  set(easy, CURLOPT_NOPROXY, "*");
  set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // CAINFO does not replace CAPATH, and with CAPATH the bundle would be read for every connection.
  set(easy, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  if (!shared_.options.ca_file.empty()) {
    set(easy, CURLOPT_CAINFO, shared_.options.ca_file.c_str());
  }
}

bool Transfer::past_deadline() const {
  return call_.deadline_boot != 0 && read_clocks().boot > call_.deadline_boot;
}

// Called with the connection ready, new or kept, immediately before the request is written.
int Transfer::before_request(void* self, char*, char*, int, int) {
  Transfer& transfer = *static_cast<Transfer*>(self);
  if (transfer.sent_ && !repeatable(transfer.call_.method)) return CURL_PREREQFUNC_ABORT;
  if (transfer.cancelled() || transfer.past_deadline()) {
    transfer.stopped_ = true;
    return CURL_PREREQFUNC_ABORT;
  }
  transfer.sent_ = true;
  return CURL_PREREQFUNC_OK;
}

std::size_t Transfer::read_body(char* to, std::size_t size, std::size_t count, void* self) {
  Transfer& transfer = *static_cast<Transfer*>(self);
  const std::size_t length = transfer.call_.body.copy(to, size * count, transfer.body_at_);
  transfer.body_at_ += length;
  return length;
}

int Transfer::seek_body(void*, curl_off_t, int) {
  return CURL_SEEKFUNC_FAIL;
}

std::size_t Transfer::write_body(char* from, std::size_t size, std::size_t count, void* self) {
  Transfer& transfer = *static_cast<Transfer*>(self);
  const std::size_t length = size * count;
  std::string& body = transfer.outcome_.response.body;
  transfer.body_begun_ = true;
  if (length > transfer.call_.answer_limit - body.size()) {
    transfer.too_large_ = true;
    return length + 1;
  }
  body.append(from, length);
  return length;
}

std::size_t Transfer::write_header(char* from, std::size_t size, std::size_t count, void* self) {
  Transfer& transfer = *static_cast<Transfer*>(self);
  const std::size_t length = size * count;
  transfer.head_bytes_ += length;
  if (transfer.head_bytes_ > limits::header_bytes) {
    transfer.too_large_ = true;
    return length + 1;
  }
  const std::string_view line(from, length);
  http::Headers& headers = transfer.outcome_.response.headers;
  if (transfer.body_begun_) return length;  // a trailer is no header
  if (line.starts_with("HTTP/")) {
    headers.clear();  // an interim answer came before
    return length;
  }
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    headers.push_back({.name = std::string(text::trim(line.substr(0, colon))),
                       .value = std::string(text::trim(line.substr(colon + 1)))});
  }
  return length;
}

bool Transfer::open_allowed(const sockaddr* address) const {
  const Guard& guard = shared_.options.guard;
  if (plain_http_ && shared_.options.require_https) return guard.lists(address);
  return guard.allows(address);
}

curl_socket_t Transfer::open_socket(void* self, curlsocktype, curl_sockaddr* address) {
  Transfer& transfer = *static_cast<Transfer*>(self);
  if (!transfer.open_allowed(&address->addr)) {
    transfer.address_refused_ = true;
    return CURL_SOCKET_BAD;
  }
  const int made = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (made < 0) return CURL_SOCKET_BAD;
  transfer.opened_ = true;
  const auto unacknowledged =
      static_cast<unsigned int>(std::max<Millis>(transfer.call_.timeout, 1));
  setsockopt(made, IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged, sizeof unacknowledged);
  return made;
}

// A connection closed in the middle of a call is reset: what the kernel still holds of the request
// must not be delivered after we have given it up.
int Transfer::close_socket(void* shared, curl_socket_t socket) {
  if (static_cast<TransferShared*>(shared)->last_unwatched == socket) {
    const linger at_once = {.l_onoff = 1, .l_linger = 0};
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  return close(socket);
}

http::Failure Transfer::classify(CURLcode code) const {
  using enum http::Failure;
  if (stopped_) return sent_ ? cut : unsent;
  if (too_large_) return too_large;
  switch (code) {
    case CURLE_OK:
      return none;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:  // also an answer that is no HTTP/1
      return sent_ ? protocol : refused;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return unresolved;
    case CURLE_COULDNT_CONNECT:
      return address_refused_ && !opened_ ? refused : connect;
    case CURLE_OPERATION_TIMEDOUT:
      return sent_ ? timeout : connect;
    case CURLE_FILESIZE_EXCEEDED:
      return too_large;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WRITE_ERROR:
      return sent_ ? protocol : connect;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return sent_ ? cut : tls;
    default:  // 52 nothing came, 55, 56, 18 the connection broke, 65 it would have been repeated
      return sent_ ? cut : connect;
  }
}

void Transfer::finish(CURLcode code) {
  outcome_.failure = classify(code);
  outcome_.sent = sent_;
  if (outcome_.failure == http::Failure::none) {
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    outcome_.response.status = static_cast<int>(status);
    return;
  }
  outcome_.response = {.status = 0};
  outcome_.detail = address_refused_ ? "the address is not allowed" : curl_easy_strerror(code);
}

void Transfer::fail(http::Failure failure, std::string detail) {
  outcome_ = {
      .failure = failure, .sent = sent_, .response = {.status = 0}, .detail = std::move(detail)};
}

void Transfer::report() {
  if (done_) std::exchange(done_, nullptr)(std::move(outcome_));
}

}  // namespace byte8::net
