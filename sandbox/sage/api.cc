#include "sandbox/sage/api.h"

#include <algorithm>

#include "base/text.h"
#include "sandbox/sage/business_pages.h"
#include "sandbox/sage/idempotency.h"
#include "sandbox/sage/oauth.h"
#include "sandbox/sage/reference_data.h"
#include "sandbox/sage/routes.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::string_view root = "/v3.1/";

struct Path {
  std::string_view resource, id, action;
  bool too_deep = false;
};

Path path_of(const http::Request& request) {
  std::string_view rest = request.path();
  rest.remove_prefix(std::min(rest.size(), root.size()));
  const auto parts = text::split(rest, '/');
  Path path;
  path.resource = parts.empty() ? std::string_view() : parts[0];
  if (parts.size() > 1) path.id = parts[1];
  if (parts.size() > 2) path.action = parts[2];
  path.too_deep = parts.size() > 3;
  return path;
}

Reply unauthorized(std::string_view message) {
  return refusal(401, "AuthorizationFailure", message);
}

Reply no_method() {
  return refusal(405, "MethodNotAllowed", "The method is not allowed for this resource.");
}

bool is_json(const http::Request& request) {
  const std::string* type = http::find_header(request.headers, "Content-Type");
  return type && text::lower_ascii(text::trim(*type)).starts_with("application/json");
}

// One request on its way through the checks that all endpoints share.
class Service {
 public:
  Service(World& world, const http::Request& request, std::shared_ptr<const std::string> body,
          const ApiHints& hints, Millis now)
      : world_(world),
        request_(request),
        body_(std::move(body)),
        hints_(hints),
        now_(now),
        path_(path_of(request)) {}

  ApiAnswer run() {
    const Reply reply = answer();
    ApiAnswer result;
    result.response.status = reply.status;
    result.committed = reply.committed;
    result.replayed = replayed_ != nullptr;
    if (!echo_.empty()) result.response.headers.push_back({"X-Business", echo_});
    result.response.headers.push_back({"x_request_id", world_.dice.uuid()});
    if (replayed_) {
      result.body = replayed_;
    } else if (remembered_) {
      result.body = remembered_;
    } else {
      result.body =
          std::make_shared<const std::string>(reply.body.is_null() ? "" : json::write(reply.body));
    }
    if (pdf_)
      result.body =
          std::make_shared<const std::string>("%PDF-1.4\n% " + std::string(path_.id) + "\n%%EOF\n");
    if (!result.body->empty()) {
      result.response.headers.push_back(
          {"Content-Type", pdf_ ? "application/pdf" : "application/json"});
    }
    result.response.body = *result.body;
    if (reply.status == 422) ++world_.counters.refused;
    return result;
  }

 private:
  Reply answer() {
    const auto identity = identify(world_, request_, hints_.arrived);
    if (!identity) return unauthorized("The access token is invalid or has expired.");
    user_ = world_.user(identity->user);
    if (!user_) return unauthorized("The access token is invalid or has expired.");
    query_ = text::parse_form(request_.query());
    if (path_.resource == "user") return request_.method == "GET" ? read_user(*user_) : no_method();
    if (path_.resource == "businesses") {
      if (request_.method != "GET") return no_method();
      return path_.id.empty() ? list_businesses(world_, *user_, query_)
                              : read_business(world_, *user_, path_.id);
    }
    if (!choose_business()) return unauthorized("Access denied.");
    if (!business_->active) return no_subscription();
    if (identity->scope == "readonly" && request_.method != "GET") return not_allowed();
    return in_business();
  }

  bool choose_business() {
    const std::string* header = http::find_header(request_.headers, "X-Business");
    if (!header) ++world_.counters.missing_x_business;
    if (user_->businesses.empty()) return false;
    const std::string& id = header ? *header : user_->businesses.front();
    if (std::ranges::find(user_->businesses, id) == user_->businesses.end()) return false;
    const auto found = world_.businesses.find(id);
    if (found == world_.businesses.end()) return false;
    business_ = &found->second;
    echo_ = id;
    return true;
  }

  Reply in_business() {
    short_path_ = std::string(request_.path().substr(root.size() - 1));
    static const json::Value nothing;
    Call call{world_,      *business_,        *user_,          now_,
              short_path_, path_.id,          query_,          nothing,
              nothing,     hints_.overlapped, hints_.next_null};
    const Route* route = find_route(path_.resource);
    if (!route) return plain(call);
    if (path_.too_deep || (!path_.action.empty() && (path_.action != "release" || !route->release)))
      return not_found();
    if (!in_edition(*business_, world_.switches, *route, request_.method)) return no_subscription();
    if (!has_right(*user_, *route, request_.method)) return not_allowed();
    const Endpoint endpoint = endpoint_of(*route);
    if (!endpoint) return no_method();
    if (request_.method == "GET") {
      const std::string* accept = http::find_header(request_.headers, "Accept");
      Reply reply = endpoint(call);
      pdf_ = accept && *accept == "application/pdf" && route->area == "Sales" &&
             !path_.id.empty() && reply.status == 200;
      return reply;
    }
    return write(call, *route, endpoint);
  }

  Reply plain(Call& call) {
    const bool settings = is_settings(path_.resource);
    if (!settings && !is_reference(path_.resource)) return not_found();
    if (request_.method != "GET") return no_method();
    if (!path_.action.empty() || (settings && !path_.id.empty())) return not_found();
    if (!settings) return read_reference(call, path_.resource);
    const bool needs_settings = path_.resource != "business_settings";
    if (needs_settings && !has_area(*user_, "Settings")) return not_allowed();
    return read_settings(call, path_.resource);
  }

  Endpoint endpoint_of(const Route& route) const {
    const std::string& method = request_.method;
    if (!path_.action.empty()) return method == "POST" ? route.release : nullptr;
    if (method == "GET") return path_.id.empty() ? route.list : route.read;
    if (path_.id.empty()) return method == "POST" ? route.create : nullptr;
    if (method == "PUT") return route.update;
    return method == "DELETE" ? route.remove : nullptr;
  }

  // DELETE and release may come without a body; POST and PUT need one with the wrapper.
  Reply write(Call& call, const Route& route, Endpoint endpoint) {
    const bool needs_body = path_.action.empty() && request_.method != "DELETE";
    if (body_->empty() && !needs_body) return endpoint(call);
    if (!is_json(request_))
      return refusal(415, "UnsupportedMediaType", "The content type must be application/json.");
    const Result<json::Value> parsed = json::parse(*body_);
    if (!parsed || !(*parsed).is_object())
      return refusal(400, "BadRequest", "The body is not valid JSON.");
    static const json::Value nothing;
    if (!needs_body) {
      Call with_body{world_,   *business_, *user_,  now_,   short_path_,
                     path_.id, query_,     *parsed, nothing};
      return endpoint(with_body);
    }
    const json::Value* fields = (*parsed).find(route.wrapper);
    if (!fields || !fields->is_object()) {
      return refusal(422, "RecordInvalid", required_message, route.wrapper);
    }
    if ((*parsed).object().size() > 1) {
      return refusal(422, "RecordInvalid", "Only one record can be sent.", route.wrapper);
    }
    Call whole{world_,      *business_,        *user_,           now_,
               short_path_, path_.id,          query_,           *parsed,
               *fields,     hints_.overlapped, hints_.next_null, body_};
    return once(whole, endpoint, takes_idempotency_id(route.wrapper));
  }

  Reply once(Call& call, Endpoint endpoint, bool takes_id) {
    if (!takes_id) return endpoint(call);
    const std::string what = request_.method + " " + short_path_;
    if (request_.method == "POST" && !given_id(call))
      ++world_.counters.requests_without_idempotency_id;
    if (hints_.same_id_under_way && world_.switches.idem_parallel == "409" &&
        world_.switches.idempotency) {
      return refusal(409, "Conflict", "A request with this idempotency id is under way.",
                     "idempotency_id");
    }
    const IdempotencyVerdict verdict = ask_memory(call, what, *body_);
    if (verdict.refused) return *verdict.refused;
    if (verdict.replay) {
      replayed_ = verdict.replay->answer;
      ++world_.counters.replayed;
      return {verdict.replay->status, {}, false};
    }
    const Reply reply = endpoint(call);
    if (given_id(call)) {
      remembered_ =
          std::make_shared<const std::string>(reply.body.is_null() ? "" : json::write(reply.body));
      remember(call, what, body_, reply, remembered_);
    }
    return reply;
  }

  static bool given_id(const Call& call) { return !call.idempotency_id().empty(); }

  World& world_;
  const http::Request& request_;
  std::shared_ptr<const std::string> body_;
  ApiHints hints_;
  Millis now_;
  Path path_;
  Query query_;
  User* user_ = nullptr;
  Business* business_ = nullptr;
  std::string echo_, short_path_;
  std::shared_ptr<const std::string> replayed_, remembered_;
  bool pdf_ = false;
};

}  // namespace

ApiAnswer serve_api(World& world, const http::Request& request,
                    std::shared_ptr<const std::string> body, const ApiHints& hints, Millis now) {
  return Service(world, request, std::move(body), hints, now).run();
}

Business* business_of(World& world, const http::Request& request, Millis now) {
  const std::string* header = http::find_header(request.headers, "X-Business");
  std::string id = header ? *header : "";
  if (!header) {
    const auto identity = identify(world, request, now);
    const User* user = identity ? world.user(identity->user) : nullptr;
    if (!user || user->businesses.empty()) return nullptr;
    id = user->businesses.front();
  }
  const auto found = world.businesses.find(id);
  return found == world.businesses.end() ? nullptr : &found->second;
}

bool is_serial_write(const http::Request& request) {
  if (request.method != "POST" || !request.path().starts_with(root)) return false;
  const Path path = path_of(request);
  const Route* route = path.id.empty() ? find_route(path.resource) : nullptr;
  return route && route->serial;
}

std::string idempotency_id_of(const http::Request& request) {
  const Route* route = find_route(path_of(request).resource);
  if (!route || (request.method != "POST" && request.method != "PUT")) return {};
  const Result<json::Value> parsed = json::parse(request.body);
  const json::Value* fields = parsed ? (*parsed).find(route->wrapper) : nullptr;
  return fields ? fields->text_or("idempotency_id") : std::string();
}

}  // namespace byte8::sandbox::sage
