#pragma once
// How a command of the command line reaches a running serve: a Unix socket in data_dir, 0600. One
// JSON object on one line there, one back: {"kind","arguments"} → {"status","body"}, as if it had
// come by HTTP.

#include <functional>
#include <memory>
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "port/http.h"

namespace byte8::app {

std::string control_path(const std::string& data_dir);

class ControlServer {
 public:
  // Called on the server's thread; the responder may be answered on any thread, later.
  using Handler = std::function<void(json::Value request, std::shared_ptr<http::Responder>)>;

  static Result<std::unique_ptr<ControlServer>> start(const std::string& path, Handler handler);
  virtual ~ControlServer() = default;
};

// Sends one request and waits for its answer. Code `not_running` when nobody listens.
Result<http::Response> ask_running(const std::string& path, const json::Value& request);

}  // namespace byte8::app
