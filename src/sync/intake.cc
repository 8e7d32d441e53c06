#include "sync/intake.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/log.h"
#include "base/text.h"
#include "store/runs.h"

namespace byte8::sync {
namespace {

struct EventName {
  std::string_view name;
  std::string_view entity_kind;
};
constexpr std::array<EventName, 5> events = {{{"invoice.created", "invoice"},
                                              {"invoice.paid", "invoice"},
                                              {"creditmemo.created", "creditmemo"},
                                              {"customer.upserted", "customer"},
                                              {"product.upserted", "product"}}};
constexpr std::size_t key_length = 128;
constexpr std::size_t increment_length = 64;
// A store is heard from on every event; once a minute is enough to write down.
constexpr Millis contact_step = 60'000;

Error malformed(std::string field, std::string message) {
  Error error = Error::in_field(std::move(field), std::move(message));
  error.code = "malformed";
  return error;
}

Result<std::int64_t> whole(const json::Value& body, std::string_view key, std::int64_t least) {
  const json::Value* value = body.find(key);
  const std::string name(key);
  if (value == nullptr) return malformed(name, name + " is missing: send it as a whole number");
  const std::optional<std::int64_t> number = value->integer();
  if (!number || *number < least) {
    return malformed(name, name + " must be a whole number of at least " + std::to_string(least));
  }
  return *number;
}

Status read_envelope(const json::Value& body, IntakePayload& out) {
  auto id = whole(body, "magento_entity_id", 1);
  if (!id) return id.error();
  auto website = whole(body, "website_id", 0);
  if (!website) return website.error();
  auto store_view = whole(body, "store_id", 0);
  if (!store_view) return store_view.error();
  out.magento_id = *id;
  out.website_id = *website;
  out.store_view_id = *store_view;
  const json::Value* at = body.find("occurred_at");
  if (at == nullptr || !at->is_string() || !parse_utc(at->string())) {
    return malformed("occurred_at", "occurred_at must be a UTC time like 2026-05-17T10:11:12Z");
  }
  out.occurred_at = at->string();
  const json::Value* payload = body.find("payload");
  // PHP writes an empty object as [] unless told otherwise; both mean nothing here.
  const bool empty_list = payload != nullptr && payload->is_array() && payload->array().empty();
  if (payload == nullptr || (!payload->is_object() && !empty_list)) {
    return malformed("payload", "payload must be an object");
  }
  out.payload = json::write(*payload);
  const json::Value* increment = payload->find("increment_id");
  if (increment == nullptr) return {};
  if (!increment->is_string() || increment->string().size() > increment_length) {
    return malformed("payload.increment_id", "payload.increment_id must be a short text");
  }
  out.increment_id = increment->string();
  return {};
}

http::Response accepted(std::int64_t run_id) {
  return {.status = 202,
          .headers = {{"Content-Type", "application/json"}},
          .body = "{\"sync_run_id\":\"" + store::id_text("run", run_id) + "\"}"};
}

enum class Fit : std::uint8_t { no, open, named };

// Whether the binding's website filter takes the event: by name, or because it takes everything.
Fit fit(const WorldPtr& world, const store::BindingRow& binding, std::int64_t website) {
  const auto policy = world->policy(binding.id, binding.policy_version);
  if (!policy || policy->website_filter.empty() || website == 0) return Fit::open;
  const bool named =
      std::ranges::find(policy->website_filter, website) != policy->website_filter.end();
  return named ? Fit::named : Fit::no;
}

std::vector<const store::BindingRow*> live_bindings(engine::Ctx ctx, std::int64_t store_id) {
  auto bindings = ctx.core().directory().bindings_of_store(store_id);
  std::erase_if(bindings, [](const store::BindingRow* binding) { return !binding->live(); });
  return bindings;
}

// The filters of several bindings, where nobody has read them yet; one has nothing to choose from.
Task<void> read_filters(engine::Ctx ctx, WorldPtr world, std::int64_t store_id) {
  std::vector<store::BindingRow> several;  // copies: the directory may change meanwhile
  const auto live = live_bindings(ctx, store_id);
  if (live.size() < 2) co_return;
  for (const store::BindingRow* binding : live) several.push_back(*binding);
  for (const store::BindingRow& binding : several) {
    auto read =
        co_await policy_of(ctx, world, binding.account_id, binding.id, binding.policy_version);
    if (!read) log::error("policy_unreadable", {{"binding", store::id_text("bind", binding.id)}});
  }
}

// The binding that names the website, else the first that takes every one, else the first. With
// one binding its filter is judged by the run, where the skip is told.
const store::BindingRow* choose(engine::Ctx ctx, const WorldPtr& world,
                                const IntakePayload& event) {
  const auto live = live_bindings(ctx, event.store_id);
  if (live.size() < 2) return live.empty() ? nullptr : live.front();
  for (const Fit wanted : {Fit::named, Fit::open}) {
    for (const store::BindingRow* binding : live) {
      if (fit(world, *binding, event.website_id) == wanted) return binding;
    }
  }
  return live.front();
}

http::Response nobody_listens(engine::Ctx ctx, std::int64_t store_id) {
  const auto bindings = ctx.core().directory().bindings_of_store(store_id);
  const bool ended = !bindings.empty() && bindings.back()->reason == "subscription_ended";
  if (ended) {
    return wire_refusal(401, "subscription_ended", "the subscription has ended; nothing is synced");
  }
  return wire_refusal(401, "binding_revoked",
                      "this store was disconnected: pair it again to go on syncing");
}

void heard_from(engine::Ctx ctx, const store::StoreRow& known) {
  const Millis now = ctx.now().wall;
  if (known.last_contact_at && now - *known.last_contact_at < contact_step) return;
  store::StoreRow store = known;
  store.last_contact_at = now;
  store.no_contact_since.reset();
  ctx.write(store::directory::touch_store(store.account_id, store.id, now));
  ctx.core().directory().put(std::move(store));
}

Task<http::Response> intake(engine::Ctx ctx, WorldPtr world,
                            std::shared_ptr<const engine::Payload> payload) {
  const auto event = std::static_pointer_cast<const IntakePayload>(payload);
  const port::Rows known = co_await ctx.ask(
      store::runs::find_event(event->account_id, event->store_id, event->idempotency_key));
  if (!known.empty()) {
    const std::int64_t run_id = store::runs::event_row(known.only()).run_id;
    const port::Rows run = co_await ctx.ask(store::runs::find(event->account_id, run_id));
    // In flight: the same run. Finished: run again, whatever came of it (an edit, a requeue).
    if (!run.empty() && store::is_open(run.only().text(11))) co_return accepted(run_id);
  }
  co_await read_filters(ctx, world, event->store_id);
  const store::StoreRow* store = ctx.core().directory().store(event->store_id);
  if (store == nullptr)
    co_return wire_refusal(401, "unknown_tenant", "this store is not known here");
  const store::BindingRow* binding = choose(ctx, world, *event);
  if (binding == nullptr) co_return nobody_listens(ctx, event->store_id);
  heard_from(ctx, *store);

  store::RunRow run;
  run.account_id = event->account_id;
  run.id = ctx.new_id();
  run.binding_id = binding->id;
  run.store_id = event->store_id;
  run.event = event->event;
  run.entity_kind = event->entity_kind;
  run.magento_id = event->magento_id;
  run.magento_reference = event->increment_id;
  run.payload = event->payload;
  run.occurred_at = event->occurred_at;
  run.policy_version = binding->policy_version;
  run.created_at = ctx.now().wall;
  if (binding->status == "pending") {
    run.status = "waiting";
    run.reason = "sage_not_connected";
  } else if (binding->hold) {
    run.status = "waiting";
    run.reason = *binding->hold;
  }
  ctx.write(store::runs::put_event({.account_id = run.account_id,
                                    .store_id = run.store_id,
                                    .idempotency_key = event->idempotency_key,
                                    .body_hash = event->body_hash,
                                    .run_id = run.id,
                                    .received_at = run.created_at}));
  ctx.write(store::runs::insert(run));
  ctx.core().enqueue(engine::queued_run(run));
  co_return accepted(run.id);
}

}  // namespace

Result<IntakePayload> decode_event(std::string_view event, std::string_view idempotency_key,
                                   std::string_view body) {
  const auto* known = std::ranges::find(events, event, &EventName::name);
  if (known == events.end()) {
    return Error::coded(Fault::validation, "unknown_event", "this event name is not known");
  }
  IntakePayload out;
  out.event = event;
  out.entity_kind = known->entity_kind;
  out.idempotency_key = idempotency_key.empty() ? std::string(event) + ":" + crypto::sha1_hex(body)
                                                : std::string(idempotency_key);
  if (out.idempotency_key.size() > key_length || !text::valid_utf8(out.idempotency_key)) {
    return malformed("Idempotency-Key", "Idempotency-Key must be at most 128 characters of UTF-8");
  }
  out.body_hash = crypto::sha256_hex(body);
  if (body.empty()) return malformed("body", "the body is empty: send the event as a JSON object");
  auto parsed = json::parse(body, {.bytes = limits::wire_body});
  if (!parsed) return malformed("body", parsed.error().message);
  if (!parsed->is_object()) return malformed("body", "the body must be a JSON object");
  if (Status read = read_envelope(*parsed, out); !read) return read.error();
  return out;
}

void register_intake(engine::Handlers& handlers, const WorldPtr& world) {
  handlers.commands["intake"] = [world](engine::Ctx ctx,
                                        std::shared_ptr<const engine::Payload> payload) {
    return intake(ctx, world, std::move(payload));
  };
}

http::Response wire_refusal(int status, std::string_view code, std::string_view message) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}},
          .body = json::write(json::object({{"code", code}, {"message", message}}))};
}

}  // namespace byte8::sync
