#pragma once
// Which handler a method and path lead to, and who may come in.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/request.h"
#include "engine/context.h"

namespace byte8::api {

enum class Access : std::uint8_t {
  open,  // nobody need say who they are
  wire,  // a paired store's JWT
  read,  // an API token with at least that scope, of a user whose role permits it
  operate,
  admin,
  host,  // an API token with the scope admin of the host account; nothing is there for others
};

struct Route {
  std::string method;
  std::string pattern;  // "/v1/runs/{id}"
  Access access = Access::read;
  std::function<Task<http::Response>(engine::Ctx, RequestPtr)> handler;
  // Its answer must not be kept for an Idempotency-Key.
  bool answer_is_secret = false;
  // Only a person who is signed in with a browser; a token is refused.
  bool session_only = false;
  // The member of its answer that is shown once: kept, and answered again, as null.
  std::string shown_once;
};

struct Match {
  const Route* route = nullptr;  // null: nothing there, or not with this method
  std::vector<std::string> captured;
  std::vector<std::string> allowed;  // the methods of that path
};

class Router {
 public:
  void add(Route route) { routes_.push_back(std::move(route)); }
  // The path without its query. A part that does not decode matches nothing.
  Match match(std::string_view method, std::string_view path) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace byte8::api
