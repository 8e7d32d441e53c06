#include "api/notices.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "engine/core.h"
#include "store/ids.h"
#include "store/subscriptions.h"

namespace byte8::api {
namespace {

// In the order of urgency.
constexpr std::array<std::string_view, 8> order = {
    "store_rejected_key", "sage_access_removed", "wrong_business", "subscription_ended",
    "not_a_byte8_store",  "subscription_ends",   "no_contact",     "paused"};

std::size_t rank(const AccountNotice& notice) {
  return static_cast<std::size_t>(std::ranges::find(order, notice.code) - order.begin());
}

std::string name_of(engine::Ctx ctx, const store::BindingRow& binding) {
  const store::BusinessRow* business =
      binding.business_id ? ctx.core().directory().business(*binding.business_id) : nullptr;
  return business == nullptr ? store::id_text("bind", binding.id) : business->name;
}

void about_store(const store::StoreRow& store, std::vector<AccountNotice>& all) {
  AccountNotice notice{.code = {},
                       .severity = "danger",
                       .message = {},
                       .link = {},
                       .store_id = store.id,
                       .since = store.no_contact_since};
  if (store.status == "token_revoked") {
    notice.code = "store_rejected_key";
    notice.message = store.base_url +
                     " no longer accepts us. Posting has stopped; nothing is "
                     "lost. Pair it again to go on.";
    notice.link = "dashboard/connect-magento";
    notice.since = store.rejected_at;
  } else if (store.status == "gone") {
    notice.code = "not_a_byte8_store";
    notice.message = "No Byte8 module answers at " + store.base_url +
                     ": it may be disabled, or the shop has moved.";
    notice.link = "dashboard/connect-magento";
  } else if (store.no_contact_since) {
    notice.code = "no_contact";
    notice.severity = "warning";
    notice.message = store.base_url + " does not answer. It is asked again and again.";
    notice.link = "dashboard/bindings";
  } else {
    return;
  }
  all.push_back(std::move(notice));
}

void about_binding(engine::Ctx ctx, const store::BindingRow& binding,
                   std::vector<AccountNotice>& all) {
  if (!binding.live() || !binding.hold) return;
  AccountNotice notice{.code = {},
                       .severity = "danger",
                       .message = {},
                       .link = {},
                       .binding_id = binding.id,
                       .since = binding.paused_at};
  const std::string id = store::id_text("bind", binding.id);
  notice.link = "dashboard/bindings/" + id;
  if (binding.hold == "sage_access_removed") {
    notice.code = "sage_access_removed";
    notice.message = "Sage ended our access to " + name_of(ctx, binding) +
                     ". Documents wait and will post, in order, once you sign in at Sage again.";
    notice.link = "dashboard/connect-sage?binding=" + id;
    notice.since.reset();
  } else if (binding.paused_by == "wrong_business") {
    notice.code = "wrong_business";
    notice.message = "Sage answered for another business than " + name_of(ctx, binding) +
                     ". Posting was paused until somebody has looked.";
  } else {
    notice.code = "paused";
    notice.severity = "warning";
    notice.message = "Posting to " + name_of(ctx, binding) + " is paused. Documents wait.";
  }
  all.push_back(std::move(notice));
}

void about_subscription(const store::SubscriptionRow& subscription,
                        std::vector<AccountNotice>& all) {
  AccountNotice notice{.code = {}, .severity = "warning", .message = {}, .link = "dashboard/plan"};
  if (subscription.status == "cancelling") {
    notice.code = "subscription_ends";
    notice.message = "Everything stays connected until " +
                     utc_text(*subscription.period_ends_at).substr(0, 10) + ". Then posting stops.";
  } else if (subscription.status == "ended") {
    notice.code = "subscription_ended";
    notice.severity = "danger";
    notice.message = "The subscription has ended; nothing is posted. Data is kept until " +
                     utc_text(*subscription.purge_at).substr(0, 10) +
                     ": subscribing again brings everything back.";
  } else {
    return;
  }
  all.push_back(std::move(notice));
}

}  // namespace

Task<std::vector<AccountNotice>> notices_of(engine::Ctx ctx, std::int64_t account_id) {
  std::vector<AccountNotice> all;
  const port::Rows rows = co_await ctx.ask(store::subscriptions::find(account_id));
  if (!rows.empty()) about_subscription(store::subscriptions::row(rows.only()), all);
  for (const auto& [id, store] : ctx.core().directory().stores()) {
    if (store.account_id == account_id) about_store(store, all);
  }
  for (const auto& [id, binding] : ctx.core().directory().bindings()) {
    if (binding.account_id == account_id) about_binding(ctx, binding, all);
  }
  std::ranges::sort(all, {}, [](const AccountNotice& notice) {
    return std::tuple(rank(notice), notice.store_id, notice.binding_id);
  });
  co_return all;
}

json::Value notice_json(const AccountNotice& notice) {
  const auto id = [](std::string_view prefix, std::int64_t number) {
    return number == 0 ? json::Value() : json::Value(store::id_text(prefix, number));
  };
  return json::object({{"code", notice.code},
                       {"severity", notice.severity},
                       {"message", notice.message},
                       {"link", notice.link},
                       {"binding_id", id("bind", notice.binding_id)},
                       {"store_id", id("store", notice.store_id)},
                       {"since", time(notice.since)}});
}

}  // namespace byte8::api
