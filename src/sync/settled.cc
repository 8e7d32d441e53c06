#include "sync/settled.h"

#include "base/crypto.h"
#include "base/log.h"
#include "engine/once.h"
#include "engine/settle.h"
#include "store/postings.h"

namespace byte8::sync {
namespace {

constexpr Millis bodies_kept = Millis{7} * 86'400'000;
constexpr std::int64_t forgotten_at_once = 500;
constexpr Millis forget_interval = 3'600'000;
constexpr Millis forget_pause = 1'000;  // so that a long list is no long turn

Result<SettledContext> context_of(const json::Value& plan) {
  const json::Value* settled = plan.find("settled");
  if (settled == nullptr) return Error::make(Fault::internal, "a posting's plan has no context");
  SettledContext context;
  const json::Value* store = settled->find("store_id");
  context.store_id = store == nullptr ? 0 : store->integer().value_or(0);
  context.kind = settled->text_or("kind");
  context.magento_key = settled->text_or("magento_key");
  context.fingerprint = settled->text_or("fingerprint");
  const json::Value* alias = settled->find("alias");
  if (alias != nullptr && alias->is_string()) context.alias = alias->string();
  return context;
}

void write_xrefs(engine::Ctx ctx, const store::PostingRow& row) {
  auto opened = ctx.core().sealer().open(
      row.sealed_plan, store::postings::sealed_identity(row.operation_key, row.generation, "plan"));
  auto record = engine::record_of(row.record.value_or("null"));
  if (!opened || !record) {
    log::error("settled_without_plan", {{"key", row.operation_key}});
    return;
  }
  auto plan = json::parse(opened->reveal());
  if (!plan) return;
  auto context = context_of(*plan);
  if (!context || context->magento_key.empty()) return;
  store::XrefRow xref;
  xref.account_id = row.account_id;
  xref.store_id = context->store_id;
  xref.business_id = row.business_id;
  xref.kind = context->kind.empty() ? row.kind : context->kind;
  xref.magento_key = context->magento_key;
  xref.provider_id = record->id;
  xref.reference = record->reference;
  xref.displayed_as = record->displayed_as;
  xref.url = record->url;
  xref.fingerprint = context->fingerprint;
  xref.created_at = ctx.now().wall;
  ctx.write(store::xrefs::put(xref));
  if (!context->alias) return;
  xref.kind = "contact_alias";
  xref.magento_key = *context->alias;
  ctx.write(store::xrefs::put(xref));
}

// An answer for another business than the one meant: nothing more is posted until a person has
// looked.
void stop_binding(engine::Ctx ctx, std::int64_t binding_id) {
  const store::BindingRow* known = ctx.core().directory().binding(binding_id);
  if (known == nullptr || !known->live() || known->hold) return;
  store::BindingRow binding = *known;
  binding.hold = "paused";
  binding.paused_by = "wrong_business";
  binding.paused_at = ctx.now().wall;
  binding.epoch += 1;
  ctx.write(store::directory::put(binding));
  ctx.write(store::runs::requeue_running(binding.account_id, binding.id));
  ctx.core().binding_changed(binding);
  log::error("wrong_business", {{"binding", store::id_text("bind", binding_id)}});
}

void on_settled(engine::Ctx ctx, const store::PostingRow& row) {
  if (row.state == "settled") write_xrefs(ctx, row);
  if (row.state == "held" && row.error_code == "wrong_business") stop_binding(ctx, row.binding_id);
}

// What was sent, kept for looking again and for a person's questions, goes after a week.
Task<void> forget_bodies(engine::Ctx ctx) {
  for (;;) {
    const port::Rows gone = co_await ctx.ask(
        store::postings::forget_bodies(ctx.now().wall - bodies_kept, forgotten_at_once));
    const bool more = gone.changed == forgotten_at_once;
    co_await ctx.sleep_until(ctx.now().boot + (more ? forget_pause : forget_interval));
  }
}

}  // namespace

std::string operation_key(const View& view, std::string_view kind, std::string_view magento_key,
                          std::string_view purpose) {
  std::string key = std::to_string(view.store.id) + "/" + std::to_string(view.business.id) + "/";
  key.append(kind).append("/").append(magento_key).append("/").append(purpose);
  return key;
}

std::string plan_text(const SettledContext& context, json::Value document) {
  json::Value settled = json::object({{"store_id", context.store_id},
                                      {"kind", context.kind},
                                      {"magento_key", context.magento_key},
                                      {"fingerprint", context.fingerprint}});
  if (context.alias) settled.set("alias", *context.alias);
  return json::write(
      json::object({{"settled", std::move(settled)}, {"document", std::move(document)}}));
}

Result<json::Value> plan_document(const std::string& plan) {
  auto parsed = json::parse(plan);
  if (!parsed) return parsed.error();
  const json::Value* document = parsed->find("document");
  if (document == nullptr) return Error::make(Fault::internal, "a posting's plan has no document");
  return *document;
}

void register_settled(engine::Handlers& handlers) {
  handlers.on_settled = on_settled;
  handlers.duties.emplace_back("forget_bodies", forget_bodies);
  handlers.settlers[std::string(engine::posting_settler)] = engine::settle_posting;
}

}  // namespace byte8::sync
