#include "sync/filters.h"

#include <algorithm>

#include "base/clock.h"

namespace byte8::sync {

namespace {

// A day is compared with the document's day in the merchant's time zone, a date-time with its
// instant.
Result<bool> before_since(const model::Invoice& invoice, const model::Policy& policy) {
  if (!policy.sync_since) return false;
  auto created = parse_utc(invoice.created_at);
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

bool filtered_out(const std::vector<std::int64_t>& filter, std::int64_t id) {
  return !filter.empty() && std::ranges::find(filter, id) == filter.end();
}

}  // namespace

Result<std::optional<std::string_view>> skip_reason(const model::Invoice& invoice,
                                                    const model::Policy& policy) {
  using Reason = std::optional<std::string_view>;
  if (invoice.state == "cancelled") return Reason("cancelled_in_magento");
  if (invoice.state == "open" && !policy.sync_unpaid_invoices) return Reason("unpaid_invoice");
  const int digits = std::min(model::minor_digits(invoice.currency), 2);
  if (!policy.sync_zero_value_invoices && model::round_to(invoice.grand_total, digits).zero()) {
    return Reason("zero_value_invoice");
  }
  auto outside = before_since(invoice, policy);
  if (!outside) return outside.error();
  if (*outside) return Reason("outside_sync_since");
  if (filtered_out(policy.website_filter, invoice.website_id)) {
    return Reason("website_not_in_filter");
  }
  if (filtered_out(policy.store_filter, invoice.store_id)) return Reason("store_not_in_filter");
  return Reason();
}

}  // namespace byte8::sync
