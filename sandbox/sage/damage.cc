#include "sandbox/sage/damage.h"

#include <algorithm>

#include "base/text.h"
#include "sandbox/sage/api.h"
#include "sandbox/sage/call.h"
#include "sandbox/sage/limits.h"
#include "sandbox/sage/oauth.h"
#include "sandbox/sage/people.h"

namespace byte8::sandbox::sage {
namespace {

constexpr std::size_t default_huge = 50'000'000;
constexpr Millis default_drip = 1000;

Decision refused(const Reply& reply) {
  Decision decision;
  decision.response = {
      reply.status, {{"Content-Type", "application/json"}}, json::write(reply.body)};
  return decision;
}

http::Response failed(const FaultRule& rule) {
  http::Response response;
  response.status = rule.status == 0 ? 500 : rule.status;
  set_error_body(response, rule.body.empty() ? "array" : std::string_view(rule.body));
  return response;
}

void cut_off_speaker(World& world, const http::Request& request, Millis now) {
  const auto identity = identify(world, request, now);
  if (!identity) return;
  cut_off(world, identity->user, identity->client);
  for (auto& [token, access] : world.oauth.access) {
    if (world.oauth.grants[access.grant].user == identity->user)
      access.expires = std::min(access.expires, now);
  }
}

void change_lead(World& world, const http::Request& request, Millis now) {
  const auto identity = identify(world, request, now);
  User* user = identity ? world.user(identity->user) : nullptr;
  if (user && user->businesses.size() > 1) {
    std::rotate(user->businesses.begin(), user->businesses.begin() + 1, user->businesses.end());
  }
}

std::string_view list_resource(const http::Request& request) {
  constexpr std::string_view root = "/v3.1/";
  if (request.method != "GET" || !request.path().starts_with(root)) return {};
  const std::string_view rest = request.path().substr(root.size());
  return rest.find('/') == std::string_view::npos ? rest : std::string_view();
}

void meddle(World& world, const FaultRule& rule, const http::Request& request, Millis now) {
  Business* business = business_of(world, request, now);
  if (!business) return;
  const std::string_view resource = list_resource(request);
  const Query query = text::parse_form(request.query());
  if (rule.kind == FaultKind::user_edit) {
    if (Document* newest = newest_invoice(*business))
      edit_by_hand(world, *business, *newest, rule.edit, now);
  } else if (rule.kind == FaultKind::search_decoy && !resource.empty()) {
    plant_decoy(world, *business, resource, std::string(find(query, "search")), rule.decoy, now);
  } else if (rule.kind == FaultKind::page_shift && !resource.empty()) {
    plant_any(world, *business, resource, now);
  }
}

void set_header(http::Headers& headers, std::string_view name, const std::string& value) {
  std::erase_if(headers,
                [&](const http::Header& header) { return text::iequals_ascii(header.name, name); });
  if (!value.empty()) headers.push_back({std::string(name), value});
}

std::string another_business(const World& world, const http::Headers& headers) {
  const std::string* echoed = http::find_header(headers, "X-Business");
  for (const auto& [id, business] : world.businesses) {
    if (!echoed || id != *echoed) return id;
  }
  return {};
}

bool is_amount(std::string_view name) {
  return name.ends_with("_amount") || name.ends_with("quantity") || name.ends_with("price") ||
         name.ends_with("_rate") || name == "percentage" || name == "rate";
}

json::Value drifted_amount(std::string_view name, const std::string& text) {
  if (!name.starts_with("base_currency")) return json::Number{text};
  return text + std::string(text.size() < 60 ? 60 - text.size() : 0, '0');
}

void drift_body(http::Response& response) {
  const Result<json::Value> parsed = json::parse(response.body);
  if (parsed) response.body = json::write(drifted(*parsed));
}

}  // namespace

json::Value drifted(const json::Value& value) {
  if (value.is_array()) {
    json::Array items;
    for (const json::Value& item : value.array()) items.push_back(drifted(item));
    return items;
  }
  if (!value.is_object()) return value;
  json::Value changed = json::object({});
  for (const auto& [name, member] : value.object()) {
    const bool dropped = name == "transaction" || name == "links" || name == "main_address" ||
                         name == "tax_analysis";
    if (dropped) {
      changed.set(name, nullptr);
    } else if (member.is_string() && is_amount(name) && !member.string().empty()) {
      changed.set(name, drifted_amount(name, member.string()));
    } else {
      changed.set(name, drifted(member));
    }
  }
  changed.set("x_unheard_of", json::object({{"list", json::Array{1, "two", nullptr}}}));
  return changed;
}

std::optional<Decision> damage_before(World& world, const std::vector<FaultRule>& struck,
                                      const http::Request& request, Millis now) {
  for (const FaultRule& rule : struck) {
    Decision decision;
    switch (rule.kind) {
      case FaultKind::drop_before:
      case FaultKind::reset:
        decision.delivery = Delivery::drop;
        decision.response.status = 0;
        return decision;
      case FaultKind::error_before:
        decision.response = failed(rule);
        return decision;
      case FaultKind::too_many:
        ++world.counters.limited;
        decision.response = too_many_requests(world.switches, rule.retry_after, rule.body, now);
        return decision;
      case FaultKind::revoke:
        cut_off_speaker(world, request, now);
        return refused(
            refusal(401, "AuthorizationFailure", "The access token is invalid or has expired."));
      case FaultKind::unauthorized:
        return refused(
            refusal(401, "AuthorizationFailure", "The access token is invalid or has expired."));
      case FaultKind::mse:
        return refused(no_subscription());
      case FaultKind::forbidden_area:
        return refused(not_allowed());
      case FaultKind::search_lag:
        world.lag_ms = rule.ms;
        break;
      case FaultKind::lead_changes:
        change_lead(world, request, now);
        break;
      default:
        meddle(world, rule, request, now);
    }
  }
  return std::nullopt;
}

void damage_after(const World& world, const std::vector<FaultRule>& struck, Decision& decision) {
  http::Response& response = decision.response;
  for (const FaultRule& rule : struck) {
    switch (rule.kind) {
      case FaultKind::drop_after_commit:
      case FaultKind::token_drop_after_rotate:
        decision.delivery = Delivery::drop;
        break;
      case FaultKind::drop_mid_response:
        decision.delivery = Delivery::part;
        decision.part_bytes = response.body.size() / 2;
        break;
      case FaultKind::error_after_commit:
        response = failed(rule);
        break;
      case FaultKind::delay_after:
        decision.delay_after_ms += rule.ms;
        break;
      case FaultKind::wrong_business_echo:
        set_header(response.headers, "X-Business", another_business(world, response.headers));
        break;
      case FaultKind::no_business_echo:
        set_header(response.headers, "X-Business", "");
        break;
      case FaultKind::schema_drift:
        drift_body(response);
        break;
      case FaultKind::not_json:
        set_header(response.headers, "Content-Type", "text/html");
        response.body = "<html><body>Service temporarily unavailable</body></html>";
        break;
      case FaultKind::slow_body:
        decision.delivery = Delivery::slow;
        decision.per_byte_ms = rule.ms == 0 ? default_drip : rule.ms;
        break;
      case FaultKind::huge_body:
        response.body.assign(rule.bytes == 0 ? default_huge : rule.bytes, ' ');
        break;
      case FaultKind::never_answers:
        decision.delivery = Delivery::never;
        break;
      default:
        break;
    }
  }
}

}  // namespace byte8::sandbox::sage
