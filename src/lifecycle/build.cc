#include "lifecycle/build.h"

#include "base/log.h"
#include "custody/custody.h"
#include "custody/lane.h"
#include "engine/retry.h"
#include "lifecycle/activate.h"
#include "store/facts.h"
#include "store/ids.h"
#include "store/references.h"

namespace byte8::lifecycle {
namespace {

constexpr int pages_max = 500;

// A binding whose business is chosen and read; copies, because the directory moves on while we
// wait.
struct Site {
  std::int64_t account_id = 0;
  std::int64_t binding_id = 0;
  store::BusinessRow business;
  std::int64_t chosen_after = 0;  // lists fetched before it are read again
  engine::Target target() const {
    return {.peer = engine::Target::Peer::ledger, .id = business.id, .binding = binding_id};
  }
};

std::optional<Site> site_of(engine::Ctx ctx, std::int64_t binding_id, std::string_view status) {
  const store::BindingRow* binding = ctx.core().directory().binding(binding_id);
  if (binding == nullptr || binding->status != status || !binding->business_id) {
    return std::nullopt;
  }
  const store::BusinessRow* business = ctx.core().directory().business(*binding->business_id);
  BYTE8_CHECK(business != nullptr);
  return Site{.account_id = binding->account_id,
              .binding_id = binding_id,
              .business = *business,
              .chosen_after = binding->created_at};
}

// A call with the binding's token, renewed once if Sage refuses it. What else Sage refuses while we
// only look around, a list that this user may not see, takes nothing away from the binding.
template <typename T>
Task<Result<T>> ask(engine::Ctx ctx, Site site,
                    std::function<port::Verb<T>(const port::LedgerAccess&)> verb,
                    std::string step) {
  auto access = co_await custody::access(ctx, site.binding_id);
  if (!access) co_return access.error();
  Result<T> result = co_await ctx.call(verb(*access), site.target(), step);
  if (result || result.error().code != "token_refused") co_return result;
  access = co_await custody::force_refresh(ctx, site.binding_id);
  if (!access) co_return access.error();
  co_return co_await ctx.call(verb(*access), site.target(), step);
}

// Refused for good: told beside the list, and the rest goes on without it.
bool refused_list(const Error& error) {
  return error.effect == byte8::Effect::none &&
         (error.code == "sage_access_denied" || error.fault == Fault::not_found ||
          error.fault == Fault::validation);
}

Task<Status> read_facts(engine::Ctx ctx, Site site) {
  auto facts = co_await ask<model::BusinessFacts>(
      ctx, site,
      [&provider = ctx.core().provider()](const port::LedgerAccess& access) {
        return provider.business_facts(access);
      },
      "read_business_facts");
  if (!facts) co_return facts.error();
  store::BusinessRow business = site.business;
  facts->country = store::facts_of(business).country;
  business.facts = store::facts_text(*facts, store::subscription_of(business));
  ctx.write(store::directory::put(business));
  ctx.core().directory().put(business);
  co_return Status();
}

// All pages of one list; the row shows how far it is, and keeps what was there before until the
// end.
Task<Status> read_list(engine::Ctx ctx, Site site, std::string kind) {
  store::ReferenceRow row;
  row.account_id = site.account_id;
  row.business_id = site.business.id;
  row.kind = kind;
  row.state = "reading";
  json::Array items;
  std::optional<int> page = 1;
  while (page && *page <= pages_max) {
    row.item_count = static_cast<std::int64_t>(items.size());
    ctx.write(store::references::progress(row));
    auto answer = co_await ask<port::ReferencePage>(
        ctx, site,
        [&provider = ctx.core().provider(), kind,
         number = *page](const port::LedgerAccess& access) {
          return provider.reference_page(access, kind, number);
        },
        "read_" + kind);
    if (!answer && !refused_list(answer.error())) co_return answer.error();
    if (!answer) {
      row.state = "refused";
      row.error = answer.error().message;
      ctx.write(store::references::progress(row));
      co_return Status();
    }
    for (json::Value& item : answer->items) items.push_back(std::move(item));
    page = answer->next_page;
  }
  row.state = "done";
  row.item_count = static_cast<std::int64_t>(items.size());
  row.items = json::write(json::Value(std::move(items)));
  row.fetched_at = ctx.now().wall;
  ctx.write(store::references::put(row));
  co_return Status();
}

// The kinds still to be read, in their order; all of them are shown as waiting from the beginning.
Task<std::vector<std::string>> lists_to_read(engine::Ctx ctx, Site site) {
  const port::Rows rows =
      co_await ctx.ask(store::references::all(site.account_id, site.business.id));
  std::vector<std::string> kinds;
  for (const std::string_view kind : store::reference_kinds) {
    bool done = false;
    for (const port::Row& found : rows.rows) {
      const store::ReferenceRow row = store::references::row(found);
      done = done || (row.kind == kind && row.state == "done" && row.fetched_at &&
                      *row.fetched_at >= site.chosen_after);
    }
    if (done) continue;
    kinds.emplace_back(kind);
    ctx.write(store::references::progress({.account_id = site.account_id,
                                           .business_id = site.business.id,
                                           .kind = std::string(kind)}));
  }
  co_return kinds;
}

Task<Status> build_once(engine::Ctx ctx, Site site) {
  if (Status facts = co_await read_facts(ctx, site); !facts) co_return facts.error();
  const std::vector<std::string> kinds = co_await lists_to_read(ctx, site);
  for (const std::string& kind : kinds) {
    if (Status read = co_await read_list(ctx, site, kind); !read) co_return read.error();
  }
  co_await activate(ctx, site.binding_id, site.business.id);
  co_return Status();
}

Task<void> build(engine::Ctx ctx, std::int64_t binding_id) {
  const engine::Lock alone = co_await ctx.lock("build:" + std::to_string(binding_id));
  const Millis begun = ctx.now().wall;
  for (std::int64_t tries = 0;; ++tries) {
    // Read anew each time: the binding may be revoked, or bound to another business.
    const std::optional<Site> site = site_of(ctx, binding_id, "pending");
    if (!site) co_return;
    Status built = co_await build_once(ctx, *site);
    if (built) continue;
    const std::optional<Millis> delay = engine::retry_delay(
        ctx.core().settings().retry, built.error(), tries, ctx.now().wall - begun, ctx.rng());
    log::warn("build_failed", {{"binding", store::id_text("bind", binding_id)},
                               {"code", built.error().code},
                               {"reason", built.error().message}});
    // Access is gone, or Sage will not change its mind: a new consent or choice begins again.
    if (!delay) co_return;
    co_await ctx.sleep_until(ctx.now().boot + *delay);
  }
}

void lists_are_new(engine::Ctx ctx, std::int64_t binding_id) {
  const store::BindingRow* found = ctx.core().directory().binding(binding_id);
  if (found == nullptr || found->status != "active") return;
  store::BindingRow binding = *found;
  binding.lists_fetched_at = ctx.now().wall;
  custody::change_binding(ctx, binding);
}

// Once, without trying again: the page shows what failed, and a person asks again.
Task<void> refresh(engine::Ctx ctx, std::int64_t binding_id, Millis asked_at) {
  const engine::Lock alone = co_await ctx.lock("build:" + std::to_string(binding_id));
  std::optional<Site> site = site_of(ctx, binding_id, "active");
  if (!site) co_return;
  site->chosen_after = asked_at;
  const std::vector<std::string> kinds = co_await lists_to_read(ctx, *site);
  std::optional<Error> failed;
  for (const std::string& kind : kinds) {
    Status read = failed ? Status(*failed) : co_await read_list(ctx, *site, kind);
    if (read) continue;
    failed = read.error();
    ctx.write(store::references::progress({.account_id = site->account_id,
                                           .business_id = site->business.id,
                                           .kind = kind,
                                           .state = "refused",
                                           .error = failed->message}));
  }
  // Runs see the new lists by this time.
  if (!failed && !kinds.empty()) lists_are_new(ctx, binding_id);
}

}  // namespace

void start_refresh(engine::Ctx ctx, std::int64_t binding_id) {
  const Millis now = ctx.now().wall;
  ctx.spawn("refresh_lists",
            [binding_id, now](engine::Ctx own) { return refresh(own, binding_id, now); });
}

void start_build(engine::Ctx ctx, std::int64_t binding_id) {
  ctx.spawn("build_binding", [binding_id](engine::Ctx own) { return build(own, binding_id); });
}

Task<void> resume_builds(engine::Ctx ctx) {
  for (const auto& [id, binding] : ctx.core().directory().bindings()) {
    if (binding.status == "pending" && binding.business_id) start_build(ctx, id);
  }
  co_return;
}

}  // namespace byte8::lifecycle
