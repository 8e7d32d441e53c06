// What a business can be mapped to: its lists as they were read, and reading them anew.

#include <algorithm>
#include <array>

#include "api/service.h"
#include "base/text.h"
#include "engine/core.h"
#include "lifecycle/build.h"
#include "store/ids.h"
#include "store/references.h"

namespace byte8::api {
namespace {

using lifecycle::Deps;
using store::ReferenceRow;

// A page that shows older lists has them read again.
constexpr Millis fresh_for = Millis{24} * 3'600'000;
constexpr std::string_view cursor_prefix = "item";

Task<std::vector<ReferenceRow>> lists_of(engine::Ctx ctx, store::BindingRow binding) {
  std::vector<ReferenceRow> lists;
  if (!binding.business_id) co_return lists;
  const port::Rows rows =
      co_await ctx.ask(store::references::all(binding.account_id, *binding.business_id));
  for (const port::Row& row : rows.rows) lists.push_back(store::references::row(row));
  co_return lists;
}

// Every kind, in the order they are read; one without a row is still to come.
json::Value overview(const std::vector<ReferenceRow>& lists) {
  json::Array items;
  for (const std::string_view kind : store::reference_kinds) {
    const auto found = std::ranges::find(lists, kind, &ReferenceRow::kind);
    const ReferenceRow row =
        found == lists.end() ? ReferenceRow{.kind = std::string(kind)} : *found;
    items.push_back(json::object({{"kind", row.kind},
                                  {"count", row.item_count},
                                  {"state", row.state},
                                  {"fetched_at", time(row.fetched_at)},
                                  {"error", row.error}}));
  }
  return list_body(std::move(items), std::nullopt);
}

Task<http::Response> lists(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  const bool old = binding->status == "active" && !binding->hold &&
                   ctx.now().wall - binding->lists_fetched_at.value_or(0) > fresh_for;
  if (old) lifecycle::start_refresh(ctx, binding->id);
  const std::vector<ReferenceRow> found = co_await lists_of(ctx, *binding);
  co_return answer(200, overview(found));
}

Task<http::Response> refresh(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  const auto errors = Fields(*request).refused();
  if (!errors.empty()) co_return refused(*request, errors);
  if (binding->status != "active") {
    co_return problem(*request, 409, "conflict",
                      "the binding is not active: its lists are read when it is connected");
  }
  lifecycle::start_refresh(ctx, binding->id);
  const std::vector<ReferenceRow> found = co_await lists_of(ctx, *binding);
  co_return answer(202, overview(found));
}

// What a person may type to find an item: a part of its id, its name or its number.
bool matches(const json::Value& item, const std::string& wanted) {
  constexpr std::array<std::string_view, 4> keys = {"id", "displayed_as", "name", "nominal_code"};
  if (wanted.empty()) return true;
  return std::ranges::any_of(keys, [&item, &wanted](std::string_view key) {
    const json::Value* value = item.find(key);
    if (value == nullptr) return false;
    const std::string text = value->is_string()   ? value->string()
                             : value->is_number() ? value->number_text()
                                                  : std::string();
    return text::lower_ascii(text).find(wanted) != std::string::npos;
  });
}

http::Response page_of_list(const ReferenceRow& row, const Page& page, const std::string& wanted) {
  json::Array items;
  std::optional<std::string> next;
  auto all = json::parse(row.items, {.bytes = row.items.size() + 1});
  std::int64_t at = 0;  // of the matching ones
  const std::int64_t from = page.before.value_or(0);
  if (all && all->is_array()) {
    for (json::Value& item : all->array()) {
      if (!matches(item, wanted)) continue;
      if (at == from + page.limit) {
        next = store::id_text(cursor_prefix, at);
        break;
      }
      if (at++ >= from) items.push_back(std::move(item));
    }
  }
  json::Value body = list_body(std::move(items), next);
  body.set("fetched_at", time(row.fetched_at));
  return answer(200, body);
}

Task<http::Response> one_list(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  const std::string kind = request->captured.at(1);
  const bool known =
      std::ranges::find(store::reference_kinds, kind) != store::reference_kinds.end();
  if (!binding || !known) co_return not_found(*request);
  std::vector<model::FieldError> errors;
  const Page page = page_of(*request, cursor_prefix, {"q"}, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const std::vector<ReferenceRow> all = co_await lists_of(ctx, *binding);
  const auto found = std::ranges::find(all, kind, &ReferenceRow::kind);
  co_return page_of_list(found == all.end() ? ReferenceRow{.kind = kind} : *found, page,
                         text::lower_ascii(text::trim(request->parameter("q").value_or(""))));
}

std::string_view name_of(std::string_view country) {
  if (country == "GB") return "United Kingdom";
  if (country == "IE") return "Ireland";
  return country == "CA" ? "Canada" : country;
}

Task<http::Response> countries(engine::Ctx ctx, RequestPtr, Deps deps) {
  json::Array items;
  for (const std::string_view country : ctx.core().provider().facts().countries) {
    items.push_back(
        json::object({{"country", country},
                      {"name", name_of(country)},
                      {"available", deps.provider_configured},
                      {"why_not", deps.provider_configured ? json::Value()
                                                           : json::Value("sage_not_configured")}}));
  }
  co_return answer(200, list_body(std::move(items), std::nullopt));
}

}  // namespace

void add_reference_routes(Service& service) {
  const Deps deps = service.deps;
  Router& router = service.router;
  router.add({"GET", "/v1/bindings/{id}/reference", Access::read, lists});
  router.add({"GET", "/v1/bindings/{id}/reference/{kind}", Access::read, one_list});
  router.add({"POST", "/v1/bindings/{id}/reference/refresh", Access::operate, refresh});
  router.add(
      {"GET", "/v1/sage/countries", Access::read,
       [deps](engine::Ctx ctx, RequestPtr request) { return countries(ctx, request, deps); }});
}

}  // namespace byte8::api
