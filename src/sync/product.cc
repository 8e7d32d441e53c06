#include "sync/product.h"

#include <array>

#include "sync/document_contact.h"
#include "sync/fetch.h"
#include "sync/flow.h"
#include "sync/ledger_access.h"
#include "sync/plan_product.h"

namespace byte8::sync {
namespace {

using engine::Found;
using engine::RunOutcome;
using Records = std::vector<model::LedgerRecord>;
using ProductPtr = std::shared_ptr<const model::Product>;

constexpr std::array<const char*, 3> item_kinds = {"product", "service", "stock_item"};

struct Wanted {
  store::RunRow row;
  ProductPtr product;
  ItemPlan plan;
};

std::string product_fingerprint(const model::Product& product) {
  return product.sku + " " + product.created_at;
}

std::string item_operation(const View& view, const model::Product& product) {
  return operation_key(view, "product", std::to_string(product.magento_id), "ensure");
}

// The article with our key is ours; one with the same code and no key is adopted, because a code
// names one article; one with another store's key is not.
Found judge(const Records& records, const std::string& guid) {
  Found found;
  for (const model::LedgerRecord& record : records) {
    const bool free = record.source_guid.empty();
    if (record.source_guid != guid && !free) continue;
    if (found.what != Found::What::absent) {
      found.what = Found::What::differs;
      found.why = "more than one article in Sage has the code " + record.reference;
      return found;
    }
    found.what = Found::What::ours;
    found.record = record;
  }
  return found;
}

Task<Result<Found>> look_for(engine::Ctx ctx, ViewPtr view, std::string kind, std::string code,
                             std::string guid) {
  const port::Provider& provider = ctx.core().provider();
  auto records = co_await ask_ledger<Records>(
      ctx, view->ledger_target(),
      [&provider, kind, code](const port::LedgerAccess& access) {
        return provider.find(access, kind, {.reference = code});
      },
      "find_" + kind);
  if (!records) co_return records.error();
  co_return judge(*records, guid);
}

// The article as it is made for the first time; one that is there already is adopted.
Task<Result<engine::Settled>> ensure(engine::Ctx ctx, ViewPtr view, Wanted wanted) {
  const model::LedgerItem item = wanted.plan.item;
  engine::Operation op = operation_frame(view, item.kind, item_operation(*view, *wanted.product));
  op.ask_again = wanted.row.lane == "retry";
  op.look_first = true;
  const port::Provider& provider = ctx.core().provider();
  const SettledContext settled = settled_context(view, std::to_string(wanted.product->magento_id),
                                                 product_fingerprint(*wanted.product));
  op.intend = [&provider, item, settled](const std::vector<store::PostingRow>&,
                                         std::string_view idempotency_id) {
    return engine::Intent{.marker = item.item_code,
                          .body = provider.body(item, idempotency_id),
                          .plan = plan_text(settled, to_json(item))};
  };
  op.look = [view, item](engine::Ctx own, port::LedgerAccess, store::PostingRow row, std::string) {
    return look_for(own, view, row.kind, row.marker, item.source_guid);
  };
  co_return co_await act_once(ctx, view, std::move(op));
}

Task<Result<engine::Settled>> change(engine::Ctx ctx, ViewPtr view, Wanted wanted,
                                     std::string provider_id) {
  const port::Provider& provider = ctx.core().provider();
  const model::LedgerItem item = wanted.plan.item;
  return change_record(ctx, std::move(view), wanted.row,
                       {.kind = item.kind,
                        .magento_key = std::to_string(wanted.product->magento_id),
                        .provider_id = std::move(provider_id),
                        .plan = to_json(item),
                        .body = [&provider, item](std::string_view idempotency_id) {
                          return provider.body(item, idempotency_id);
                        }});
}

Task<Result<Found>> look_for_movement(engine::Ctx ctx, ViewPtr view, std::string plan) {
  auto planned = plan_document(plan);
  if (!planned) co_return planned.error();
  const port::Provider& provider = ctx.core().provider();
  const port::LedgerSearch search{.reference = planned->text_or("details"),
                                  .item_id = planned->text_or("stock_item_id")};
  auto records = co_await ask_ledger<Records>(
      ctx, view->ledger_target(),
      [&provider, search](const port::LedgerAccess& access) {
        return provider.find(access, "stock_movement", search);
      },
      "find_stock_movement");
  if (!records) co_return records.error();
  Found found;
  if (records->empty()) co_return found;
  found.what = Found::What::ours;
  found.record = records->front();
  co_return found;
}

// One movement of this run, frozen when it leaves: whatever is read later, it is not moved twice.
Task<Result<engine::Settled>> move(engine::Ctx ctx, ViewPtr view, Wanted wanted,
                                   std::string operation, model::LedgerMovement movement) {
  engine::Operation op = operation_frame(view, "stock_movement", std::move(operation));
  op.ask_again = wanted.row.lane == "retry";
  const port::Provider& provider = ctx.core().provider();
  const SettledContext settled = settled_context(view, "", "");
  op.intend = [&provider, movement, settled](const std::vector<store::PostingRow>&,
                                             std::string_view idempotency_id) {
    return engine::Intent{.marker = movement.details,
                          .body = provider.body(movement, idempotency_id),
                          .plan = plan_text(settled, to_json(movement))};
  };
  op.look = [view](engine::Ctx own, port::LedgerAccess, store::PostingRow, std::string plan) {
    return look_for_movement(own, view, std::move(plan));
  };
  co_return co_await act_once(ctx, view, std::move(op));
}

// Magento wins: the difference to what the ledger has is one movement, and none is no movement.
Task<Status> level_stock(engine::Ctx ctx, ViewPtr view, Wanted wanted, std::string item_id) {
  if (!wanted.plan.stock) co_return Status();
  const engine::Lock alone = co_await ctx.lock("stock:" + item_id);
  const std::string operation =
      operation_key(*view, "stock", std::to_string(wanted.product->magento_id),
                    "move:" + std::to_string(wanted.row.id));
  model::LedgerMovement movement{.stock_item_id = item_id,
                                 .date = day_in(*view->policy, utc_text(ctx.now().wall), ""),
                                 .details = "M2 " + store::id_text("run", wanted.row.id),
                                 .quantity = {},
                                 .cost = wanted.plan.item.cost.value_or(model::Amount{})};
  const bool going = co_await frozen(ctx, wanted.row.account_id, operation);
  if (!going) {
    auto item = co_await read_record(ctx, view, "stock_item", item_id);
    if (!item) co_return item.error();
    movement.quantity = *wanted.plan.stock - item->quantity;
    if (movement.quantity.zero()) co_return Status();
  }
  auto moved = co_await move(ctx, view, wanted, operation, std::move(movement));
  if (!moved) co_return moved.error();
  co_return Status();
}

Task<std::optional<store::XrefRow>> known_item(engine::Ctx ctx, ViewPtr view,
                                               std::int64_t magento_id) {
  for (const char* kind : item_kinds) {
    auto xref = co_await mapped(ctx, view, kind, std::to_string(magento_id));
    if (xref) co_return xref;
  }
  co_return std::nullopt;
}

RunOutcome done(const Wanted& wanted, json::Value provider) {
  RunOutcome outcome = RunOutcome::succeeded();
  outcome.magento_reference = wanted.product->sku;
  outcome.notes = wanted.plan.notes;
  outcome.result = json::object({{"provider", std::move(provider)}});
  return outcome;
}

Task<RunOutcome> make_item(engine::Ctx ctx, ViewPtr view, Wanted wanted) {
  auto made = co_await ensure(ctx, view, wanted);
  if (!made) co_return outcome_of(made.error());
  if (made->adopted) {
    // It was there in somebody else's words: from now on it says what the store says.
    wanted.plan.notes.emplace_back("adopted");
    auto changed = co_await change(ctx, view, wanted, made->record.id);
    if (!changed) co_return outcome_of(changed.error());
  }
  Status leveled = co_await level_stock(ctx, view, wanted, made->record.id);
  if (!leveled) co_return outcome_of(leveled.error());
  co_return done(wanted, record_json(made->record));
}

Task<RunOutcome> change_item(engine::Ctx ctx, ViewPtr view, Wanted wanted, store::XrefRow xref) {
  auto changed = co_await change(ctx, view, wanted, xref.provider_id);
  if (!changed && changed.error().fault == Fault::not_found) {
    forget_record(ctx, *view, xref.kind, xref.provider_id, item_operation(*view, *wanted.product));
    wanted.plan.notes.emplace_back("article_made_anew");
    co_return co_await make_item(ctx, view, wanted);
  }
  if (!changed) co_return outcome_of(changed.error());
  Status leveled = co_await level_stock(ctx, view, wanted, xref.provider_id);
  if (!leveled) co_return outcome_of(leveled.error());
  co_return done(wanted, record_json(xref));
}

Task<RunOutcome> product_upserted(engine::Ctx ctx, WorldPtr world, store::RunRow row) {
  auto found = co_await view(ctx, world, row.binding_id, row.policy_version);
  if (!found) co_return RunOutcome::retry(found.error());
  const ViewPtr seen = *found;
  auto fetched =
      co_await fetch(ctx, world, seen, &port::Shop::product, row.magento_id, "fetch_product");
  if (!fetched) co_return fetch_outcome(fetched.error());
  const auto product = std::make_shared<const model::Product>(*std::move(fetched));
  const auto xref = co_await known_item(ctx, seen, product->magento_id);
  ItemOutcome planned = plan_product(*product, ground_of(*seen), xref ? xref->kind : "");
  RunOutcome outcome;
  if (auto* plan = std::get_if<ItemPlan>(&planned)) {
    const Wanted wanted{.row = row, .product = product, .plan = std::move(*plan)};
    if (xref) co_return co_await change_item(ctx, seen, wanted, *xref);
    co_return co_await make_item(ctx, seen, wanted);
  }
  if (const auto* skip = std::get_if<Skip>(&planned)) outcome = stopped_outcome(*skip);
  if (const auto* hold = std::get_if<Hold>(&planned)) outcome = stopped_outcome(*hold);
  if (const auto* open = std::get_if<Incomplete>(&planned)) outcome = stopped_outcome(*open);
  outcome.magento_reference = product->sku;
  co_return outcome;
}

}  // namespace

void register_product(engine::Handlers& handlers, WorldPtr world) {
  handlers.runs["product.upserted"] = [world](engine::Ctx ctx, store::RunRow row) {
    return product_upserted(ctx, world, std::move(row));
  };
}

}  // namespace byte8::sync
