// What the settings page shows beside the policy: how often its rows are needed, and which contact
// a document would go to.

#include <algorithm>
#include <charconv>

#include "api/service.h"
#include "base/text.h"
#include "engine/core.h"
#include "lifecycle/policy.h"
#include "store/usage.h"
#include "sync/consolidation.h"
#include "sync/contact_reference.h"

namespace byte8::api {
namespace {

using model::FieldError;

constexpr std::int64_t usual_days = 90;

// The days that a question reaches back, today included.
std::int64_t days_of(const Request& request, std::vector<FieldError>& errors) {
  std::int64_t days = usual_days;
  for (const auto& [key, value] : request.query) {
    if (key != "days") {
      errors.push_back({key, "unknown", "there is no parameter " + key + " here"});
      continue;
    }
    const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), days);
    const bool whole = failed == std::errc() && end == value.data() + value.size();
    if (!whole || days < 1 || days > store::usage::days_max) {
      errors.push_back({"days", "out_of_range", "a whole number from 1 to 366"});
    }
  }
  return days;
}

// A row's own words, and how often and when it was needed.
json::Value counted(json::Value item, const store::UsageRow& row) {
  constexpr std::int64_t day_ms = 86'400'000;
  item.set("seen", row.seen);
  item.set("last_seen", utc_text(row.last_day * day_ms).substr(0, 10));
  return item;
}

Task<http::Response> usage(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  std::vector<FieldError> errors;
  const std::int64_t days = days_of(*request, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const std::int64_t first = store::usage::day_of(ctx.now().wall) - days + 1;
  const port::Rows rows =
      co_await ctx.ask(store::usage::since(binding->account_id, binding->id, first));
  json::Array methods;
  json::Array tax_keys;
  json::Array fallbacks;
  for (const port::Row& found : rows.rows) {
    const store::UsageRow row = store::usage::row(found);
    if (row.kind == "method") {
      methods.push_back(counted(json::object({{"method", row.key}}), row));
    } else if (row.kind == "fallback") {
      fallbacks.push_back(counted(json::object({{"field", row.key}}), row));
    } else {
      const store::TaxCase tax = store::usage::tax_case(row.key);
      tax_keys.push_back(counted(json::object({{"country_group", tax.country_group},
                                               {"percentage", tax.percentage},
                                               {"product_class", tax.product_class}}),
                                 row));
    }
  }
  co_return answer(200, json::object({{"days", days},
                                      {"methods", std::move(methods)},
                                      {"tax_keys", std::move(tax_keys)},
                                      {"fallbacks", std::move(fallbacks)}}));
}

bool capitals(std::string_view text, std::size_t length) {
  return text.size() == length &&
         std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// A document as a person describes it.
struct Tried {
  std::string country;
  std::string currency;
  model::Amount total;
  std::optional<model::Rate> rate;
  bool company = false;
  bool known = false;
};

Tried tried_of(const Request& request, std::vector<FieldError>& errors) {
  Fields fields(request);
  Tried tried;
  tried.country = fields.text("country");
  tried.currency = fields.text("currency");
  const std::string total = fields.text("total");
  const auto company = fields.maybe_text("company");
  const auto rate = fields.maybe_text("base_to_order_rate");
  tried.known = fields.flag("known_customer", false);
  errors = fields.refused();
  const auto check = [&errors](bool sound, const char* field, const char* message) {
    if (!sound) errors.push_back({field, "invalid_format", message});
  };
  tried.company = company && !text::trim(*company).empty();
  check(tried.country.empty() || capitals(tried.country, 2), "country", "two capitals, like GB");
  check(tried.currency.empty() || capitals(tried.currency, 3), "currency",
        "three capitals, like GBP");
  if (const auto amount = model::parse_amount(text::trim(total))) {
    tried.total = *amount;
  } else {
    check(total.empty(), "total", "a decimal, like 69.00");
  }
  if (!rate) return tried;
  const auto read = model::parse_rate(text::trim(*rate));
  if (read && read->units > 0) {
    tried.rate = *read;
  } else {
    check(false, "base_to_order_rate", "a decimal above 0, like 1.15");
  }
  return tried;
}

// What only the business and its settings can refuse.
std::vector<FieldError> cannot_try(const Tried& tried, const model::Policy& policy,
                                   const model::BusinessFacts& business) {
  if (tried.currency == business.base_currency) return {};
  if (!business.multi_currency) {
    return {{"currency", "out_of_range", "the business takes " + business.base_currency + " only"}};
  }
  if (!sync::currency_letter(tried.currency)) {
    return {{"currency", "out_of_range", "contacts in this currency are not supported"}};
  }
  const bool compared = !policy.b2c_consolidation.min_total_for_individual.zero();
  if (compared && !tried.rate) {
    return {{"base_to_order_rate", "required",
             "the minimum is in " + business.base_currency + ": say how much of " + tried.currency +
                 " one of it is"}};
  }
  return {};
}

Result<json::Value> chosen(const Tried& tried, const model::Policy& policy,
                           const model::BusinessFacts& business) {
  sync::ContactFacts facts{.company = tried.company, .known = tried.known, .base_total = {}};
  const model::Rate rate = tried.rate.value_or(model::Rate{model::Rate::one});
  const auto total = sync::base_total(tried.total, tried.currency, business.base_currency, rate);
  if (!total) return total.error();
  facts.base_total = *total;
  const sync::ContactChoice choice = sync::choose_contact(policy, facts);
  json::Value contact = json::object(
      {{"kind", "individual"}, {"name", nullptr}, {"email", nullptr}, {"reference", nullptr}});
  if (!choice.individual()) {
    const auto shared = sync::fallback_contact(policy, tried.currency, business.base_currency, "");
    if (!shared) return shared.error();
    contact = json::object({{"kind", "fallback"},
                            {"name", shared->name},
                            {"email", shared->email},
                            {"reference", shared->reference}});
  }
  return json::object({{"contact", std::move(contact)}, {"rule", sync::word(choice.rule)}});
}

Task<http::Response> try_contact(engine::Ctx ctx, RequestPtr request) {
  const auto binding = binding_named(ctx, *request);
  if (!binding) co_return not_found(*request);
  std::vector<FieldError> errors;
  const Tried tried = tried_of(*request, errors);
  if (!errors.empty()) co_return refused(*request, errors);
  const auto basis = co_await lifecycle::policy_basis(ctx, binding->id);
  const auto row = co_await lifecycle::current_policy(ctx, binding->id);
  if (!basis || !row) {
    co_return problem(*request, 409, "conflict", "the binding has no business yet");
  }
  const model::Policy policy = lifecycle::policy_of(*row);
  errors = cannot_try(tried, policy, basis->business);
  if (!errors.empty()) co_return refused(*request, errors);
  const auto answered = chosen(tried, policy, basis->business);
  if (answered) co_return answer(200, *answered);
  co_return refused(*request, {{"total", "out_of_range", answered.error().message}});
}

}  // namespace

void add_policy_page_routes(Service& service) {
  Router& router = service.router;
  const std::string base = "/v1/bindings/{id}/policy";
  router.add({"GET", base + "/usage", Access::read, usage});
  router.add({"POST", base + "/try-contact", Access::read, try_contact});
}

}  // namespace byte8::api
