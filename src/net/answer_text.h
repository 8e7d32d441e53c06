#pragma once
// The head of an answer as HTTP/1.1 text (RFC 9112), and the small JSON answers that the server
// gives by itself. Framing (Content-Length, Connection) belongs to the server: what a handler says
// about it is left out, and line breaks inside a header value become spaces, so no handler can
// split an answer.

#include <ctime>
#include <string>
#include <string_view>

#include "port/http.h"

namespace byte8::net {

struct Framing {
  bool close = false;            // "Connection: close"
  bool says_keep_alive = false;  // an HTTP/1.0 client asked to keep the connection
  bool endless = false;          // no length: the end of the connection ends the body
};

// Status line, headers and the empty line. Content-Length is the size of the whole body, also for
// HEAD and for answers cut short on purpose; 204 has none (RFC 9110, 8.6).
void append_head(std::string& out, const http::Response& response, Framing framing,
                 std::string_view date);

// {"code":…,"message":…} with its content type.
http::Response refusal(int status, std::string_view code, std::string_view message);

// Whether the handler itself asked to end the connection.
bool asks_to_close(const http::Response& response);

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(std::time_t seconds);

}  // namespace byte8::net
