#include "sync/filters.h"

#include <algorithm>

#include "base/clock.h"

namespace byte8::sync {

namespace {

bool filtered_out(const std::vector<std::int64_t>& filter, std::int64_t id) {
  return !filter.empty() && std::ranges::find(filter, id) == filter.end();
}

// Zero, since and website, in this order: what invoices and credit memos are asked alike.
Result<std::optional<std::string_view>> common_reason(const model::Document& document,
                                                      const model::Policy& policy) {
  using Reason = std::optional<std::string_view>;
  const int digits = std::min(model::minor_digits(document.currency), 2);
  if (!policy.sync_zero_value_invoices && model::round_to(document.grand_total, digits).zero()) {
    return Reason("zero_value_invoice");
  }
  auto outside = outside_sync_since(document, policy);
  if (!outside) return outside.error();
  if (*outside) return Reason("outside_sync_since");
  if (filtered_out(policy.website_filter, document.website_id)) {
    return Reason("website_not_in_filter");
  }
  return Reason();
}

}  // namespace

// A day is compared with the document's day in the merchant's time zone, a date-time with its
// instant.
Result<bool> outside_sync_since(const model::Document& document, const model::Policy& policy) {
  if (!policy.sync_since) return false;
  auto created = parse_utc(document.created_at);
  if (!created) return created.error();
  if (policy.sync_since->size() == 10) {
    auto day = calendar_day(*created, policy.time_zone);
    if (!day) return day.error();
    return *day < *policy.sync_since;
  }
  auto since = parse_utc(*policy.sync_since);
  if (!since) return since.error();
  return *created < *since;
}

Result<std::optional<std::string_view>> skip_reason(const model::Invoice& invoice,
                                                    const model::Policy& policy) {
  using Reason = std::optional<std::string_view>;
  if (invoice.state == "cancelled") return Reason("cancelled_in_magento");
  if (invoice.state == "open" && !policy.sync_unpaid_invoices) return Reason("unpaid_invoice");
  auto reason = common_reason(invoice, policy);
  if (!reason || *reason) return reason;
  if (filtered_out(policy.store_filter, invoice.store_id)) return Reason("store_not_in_filter");
  return Reason();
}

Result<std::optional<std::string_view>> skip_reason(const model::CreditMemo& memo,
                                                    const model::Policy& policy) {
  return common_reason(memo, policy);
}

bool own_websites_filtered_out(const std::vector<std::int64_t>& websites,
                               const model::Policy& policy) {
  bool any = false;
  for (const std::int64_t website : websites) {
    if (website == 0) continue;
    any = true;
    if (!filtered_out(policy.website_filter, website)) return false;
  }
  return any;
}

}  // namespace byte8::sync
