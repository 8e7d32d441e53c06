// The audit trail, and whether its chain is whole.

#include "api/audit_check.h"
#include "api/people.h"
#include "store/audit.h"
#include "store/audit_pages.h"
#include "store/ids.h"

namespace byte8::api {
namespace {

using accounts::DepsPtr;

std::vector<std::string> all_of(const Request& request, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : request.query) {
    if (key == name) values.push_back(value);
  }
  return values;
}

json::Value entry_json(const store::AuditRow& row) {
  return json::object({{"n", row.n},
                       {"at", time(row.at)},
                       {"actor", row.actor},
                       {"action", row.action},
                       {"object", row.object},
                       {"before", row.before},
                       {"after", row.after},
                       {"hash", row.hash}});
}

Task<http::Response> list(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  std::vector<model::FieldError> errors;
  const Page page = page_of(*request, "entry", {"actor", "action", "object"}, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const store::audit::Filter filter{.actors = all_of(*request, "actor"),
                                    .actions = all_of(*request, "action"),
                                    .objects = all_of(*request, "object")};
  const port::Rows rows = co_await ctx.ask(store::audit::newest(
      request->who.account_id, page.before.value_or(INT64_MAX), filter, page.limit + 1));
  json::Array items;
  std::optional<std::string> next;
  std::int64_t last = 0;
  for (const port::Row& row : rows.rows) {
    if (static_cast<std::int64_t>(items.size()) == page.limit) {
      next = store::id_text("entry", last);
      break;
    }
    const store::AuditRow entry = store::audit::row(row);
    last = entry.n;
    items.push_back(entry_json(entry));
  }
  co_return answer(200, list_body(std::move(items), next));
}

Task<http::Response> verify(engine::Ctx ctx, RequestPtr request, DepsPtr) {
  const AuditCheck check = co_await check_audit(ctx, request->who.account_id);
  co_return answer(200, audit_check_json(check));
}

}  // namespace

void add_audit_routes(Service& service) {
  add_route(service, {"GET", "/v1/audit", Access::read, {}}, list);
  add_route(service, {"GET", "/v1/audit/verify", Access::read, {}}, verify);
}

}  // namespace byte8::api
