#include "engine/once.h"

#include <algorithm>

#include "base/crypto.h"
#include "engine/core.h"

namespace byte8::engine {
namespace {

using store::PostingRow;
using OperationPtr = std::shared_ptr<const Operation>;

// More than any honest history of one document: suffixes taken, bodies corrected.
constexpr std::size_t generations_max = 40;

// What one step inside `once` decided.
struct Step {
  bool done = false;
  Result<Settled> result = Settled{};

  static Step again() { return {}; }
  static Step end(Result<Settled> result) { return {.done = true, .result = std::move(result)}; }
};

store::PostingRef ref_of(const PostingRow& row) {
  return {.account_id = row.account_id,
          .operation_key = row.operation_key,
          .generation = row.generation,
          .act_no = row.act_no};
}

std::string open_part(Core& core, const PostingRow& row, const std::string& sealed,
                      std::string_view part) {
  if (sealed.empty()) return {};
  auto opened = core.sealer().open(
      sealed, store::postings::sealed_identity(row.operation_key, row.generation, part));
  // The row was sealed by this installation; another key means a broken set-up, never a silent
  // repost.
  BYTE8_CHECK(opened.ok());
  return opened->reveal();
}

std::string seal_part(Core& core, const PostingRow& row, const std::string& plain,
                      std::string_view part) {
  return core.sealer().seal(
      plain, store::postings::sealed_identity(row.operation_key, row.generation, part));
}

PostingRow fresh(Ctx ctx, const Operation& op, const std::vector<PostingRow>& closed) {
  PostingRow row;
  row.account_id = op.account_id;
  row.operation_key = op.key;
  row.generation = static_cast<std::int64_t>(closed.size()) + 1;
  row.binding_id = op.binding_id;
  row.business_id = op.business_id;
  row.kind = op.kind;
  row.idempotency_id = ctx.rng().hex32();
  row.created_at = ctx.now().wall;
  return row;
}

void fill(Core& core, PostingRow& row, const Intent& intent) {
  row.marker = intent.marker;
  row.sealed_body = seal_part(core, row, intent.body, "body");
  row.sealed_plan = seal_part(core, row, intent.plan, "plan");
  row.body_hash = crypto::sha256_hex(intent.body);
}

Error held_error(const PostingRow& row) {
  Error error = row.error ? error_of(*row.error) : Error::make(Fault::needs_review, "held");
  error.fault = Fault::needs_review;
  error.effect = byte8::Effect::none;
  return error;
}

Result<Settled> settled_of(Core& core, const PostingRow& row, bool adopted) {
  auto record = record_of(row.record.value_or("null"));
  if (!record) return record.error();
  return Settled{.record = *std::move(record),
                 .plan = open_part(core, row, row.sealed_plan, "plan"),
                 .adopted = adopted};
}

Target ledger_target(const Operation& op) {
  return {.peer = Target::Peer::ledger, .id = op.business_id, .binding = op.binding_id};
}

// Not found, and it may still appear: how long to stay away.
Error still_open(Core& core, Millis since) {
  Error error = Error::maybe(Fault::provider, "whether the last request arrived is not known yet");
  error.code = "checking_outcome";
  // An answer that was lost on its way back is found as soon as the search can know the document;
  // only absence has to wait for the whole grace.
  const Millis seen_by = since + core.settings().search_lag;
  const Millis settled_by = since + core.settings().grace();
  const Millis now = core.now().boot;
  error.retry_after_ms = std::max<Millis>((now < seen_by ? seen_by : settled_by) - now, 1);
  return error;
}

void adopt(Ctx ctx, PostingRow row, const model::LedgerRecord& record) {
  ctx.write(store::postings::adopt(ref_of(row), record.id, record_text(record), ctx.now().wall));
  row.state = "settled";
  row.provider_id = record.id;
  row.record = record_text(record);
  ctx.core().forget_doubt(row.operation_key);
  if (ctx.core().handlers().on_settled) ctx.core().handlers().on_settled(ctx, row);
  ctx.raise(posting_signal(row.account_id, row.operation_key));
}

// Looks, and says what follows: adopted or held ends it, taken closes the generation, absent goes
// on. outlives: `absent` stands in the caller's frame, which awaits this.
Task<Step> look(Ctx ctx, OperationPtr op, PostingRow row, bool* absent) {
  Core& core = ctx.core();
  auto access = co_await op->access(ctx);
  if (!access) co_return Step::end(access.error());
  auto found = co_await op->look(ctx, *access, row, open_part(core, row, row.sealed_plan, "plan"));
  if (!found) co_return Step::end(found.error());
  const std::int64_t now = ctx.now().wall;
  switch (found->what) {
    case Found::What::ours:
      adopt(ctx, row, found->record);
      co_return Step::end(Settled{.record = found->record,
                                  .plan = open_part(core, row, row.sealed_plan, "plan"),
                                  .adopted = true});
    case Found::What::differs: {
      Error error = Error::coded(Fault::needs_review, "differs_in_ledger", found->why);
      ctx.write(store::postings::hold(ref_of(row), error.code, error_text(error), now));
      co_return Step::end(error);
    }
    case Found::What::taken: {
      const Error error = Error::coded(Fault::validation, "reference_taken", found->why);
      ctx.write(store::postings::refuse(ref_of(row), error.code, error_text(error), now));
      co_return Step::again();
    }
    case Found::What::absent:
      break;
  }
  *absent = true;
  co_return Step::again();
}

// Marks, acts and waits for the settlement; writes to one business go one at a time.
Task<Step> act(Ctx ctx, OperationPtr op, PostingRow row) {
  Core& core = ctx.core();
  auto access = co_await op->access(ctx);
  if (!access) co_return Step::end(access.error());
  const Target target = ledger_target(*op);
  const Lock writer = co_await ctx.lock("write:" + std::to_string(op->business_id));
  // A call that outlived the coroutine which made it still counts.
  while (core.acts().writing(op->business_id)) {
    co_await ctx.signal(writes_signal(op->business_id));
  }
  const Lock place = co_await ctx.slot(target);
  Status admitted = co_await ctx.admit(target);
  if (!admitted) co_return Step::end(admitted.error());
  const store::BindingRow* binding = core.directory().binding(op->binding_id);
  if (binding == nullptr || !binding->dispatches()) {
    co_return Step::end(Error::coded(Fault::provider, "binding_stopped", "the binding is stopped"));
  }
  const port::Rows marked = co_await ctx.ask(
      store::postings::mark(ref_of(row), op->binding_id, binding->epoch, ctx.now().wall));
  if (marked.changed != 1) {
    co_return Step::end(
        Error::coded(Fault::provider, "binding_stopped",
                     "the binding changed just before the request would have left"));
  }
  core.marked(row.operation_key);
  row.act_no += 1;
  http::Call call = core.provider().post(*access, row.kind, row.marker,
                                         open_part(core, row, row.sealed_body, "body"));
  Act outside = ctx.describe(target, "post_" + row.kind, call);
  outside.settles = std::string(posting_settler);
  outside.posting = ref_of(row);
  outside.kind = row.kind;
  outside.business = op->business;
  ctx.post(std::move(outside), std::move(call));
  co_await ctx.signal(posting_signal(row.account_id, row.operation_key));
  co_return Step::again();
}

bool needs_look(const Operation& op, const std::vector<PostingRow>& generations) {
  if (op.look_first) return true;
  return std::ranges::any_of(
      generations, [](const PostingRow& row) { return row.doubted || row.state == "acted"; });
}

// Our own last act ended without an effect: its error is the answer, and the next try is the run's.
bool just_ended(const PostingRow& row, std::int64_t acted_before) {
  return row.act_no > acted_before && row.error.has_value();
}

Error too_many(const Operation& op) {
  return Error::coded(Fault::needs_review, "too_many_generations",
                      "every body of " + op.kind + " was refused; look at the last refusals");
}

bool too_old(Ctx ctx, const PostingRow& row) {
  return row.first_acted_at && ctx.now().wall - *row.first_acted_at > limits::idempotency_life;
}

// Absent, and too old to be repeated under the same id: the next generation has a new one.
void expire(Ctx ctx, const PostingRow& row) {
  const Error error = Error::coded(Fault::validation, "idempotency_expired",
                                   "absent, and too old to be repeated under the same id");
  ctx.write(store::postings::refuse(ref_of(row), error.code, error_text(error), ctx.now().wall));
}

// The posting was acted and nobody is waiting for an answer: it is in doubt.
Task<Step> resolve_doubt(Ctx ctx, OperationPtr op, PostingRow row) {
  Core& core = ctx.core();
  const Millis since = core.doubt_since(row.operation_key);
  bool absent = false;
  Step step = co_await look(ctx, op, row, &absent);
  if (!absent) co_return step;
  if (ctx.now().boot - since < core.settings().grace()) {
    co_return Step::end(still_open(core, since));
  }
  if (too_old(ctx, row)) {
    expire(ctx, row);
    co_return Step::again();
  }
  co_return co_await act(ctx, op, std::move(row));
}

// A generation to work with: the live one, its body replaced while nobody has acted on it, or a new
// one.
PostingRow prepare(Ctx ctx, const Operation& op, const std::vector<PostingRow>& generations) {
  Core& core = ctx.core();
  std::vector<PostingRow> closed;
  for (const PostingRow& row : generations) {
    if (row.state == "refused") closed.push_back(row);
  }
  std::ranges::reverse(closed);
  if (!generations.empty() && generations.front().state != "refused") {
    PostingRow row = generations.front();
    if (row.act_no > 0) return row;
    fill(core, row, op.intend(closed, row.idempotency_id));
    row.binding_id = op.binding_id;
    if (row.body_hash != generations.front().body_hash)
      ctx.write(store::postings::replace_body(row));
    return row;
  }
  PostingRow row = fresh(ctx, op, closed);
  fill(core, row, op.intend(closed, row.idempotency_id));
  ctx.write(store::postings::insert(row));
  return row;
}

}  // namespace

Task<Result<Settled>> once(Ctx ctx, Operation operation) {
  const auto op = std::make_shared<const Operation>(std::move(operation));
  Core& core = ctx.core();
  const std::string signal = posting_signal(op->account_id, op->key);
  const Lock driver = co_await ctx.lock(signal);
  std::int64_t acted_before = -1;
  std::size_t generations_before = 0;
  bool looked = false;
  bool ask_again = op->ask_again;
  for (;;) {
    port::Rows rows = co_await ctx.ask(store::postings::find(op->account_id, op->key));
    std::vector<PostingRow> generations;
    for (port::Row& row : rows.rows) generations.push_back(store::postings::row(std::move(row)));
    if (core.acts().acting(op->account_id, op->key)) {
      // In flight already, perhaps for a run that was dropped: join it, do not look.
      if (!generations.empty()) acted_before = generations.front().act_no - 1;
      generations_before = generations.size();
      co_await ctx.signal(signal);
      continue;
    }
    if (!generations.empty()) {
      const PostingRow& latest = generations.front();
      if (latest.state == "settled") co_return settled_of(core, latest, false);
      if (latest.state == "held") {
        if (!ask_again) co_return held_error(latest);
        ask_again = false;
        ctx.write(store::postings::release(op->account_id, op->key));
        continue;
      }
      const bool mine = generations.size() == generations_before;
      if (mine && acted_before >= 0 && just_ended(latest, acted_before)) {
        if (latest.state == "acted")
          co_return still_open(core, core.doubt_since(latest.operation_key));
        const Error error = error_of(*latest.error);
        if (error.code != "reference_taken") co_return error;
      }
      if (generations.size() > generations_max) co_return too_many(*op);
    }
    PostingRow row = prepare(ctx, *op, generations);
    generations_before = std::max(generations.size(), static_cast<std::size_t>(row.generation));
    acted_before = row.act_no;
    Step step;
    if (row.state == "acted") {
      step = co_await resolve_doubt(ctx, op, std::move(row));
    } else if (row.act_no > 0 && too_old(ctx, row)) {
      expire(ctx, row);
    } else {
      bool absent = true;
      if (!looked && needs_look(*op, generations)) {
        absent = false;
        step = co_await look(ctx, op, row, &absent);
        looked = absent;
      }
      if (absent) step = co_await act(ctx, op, std::move(row));
    }
    if (step.done) co_return std::move(step.result);
  }
}

std::string error_text(const Error& error) {
  json::Value value = json::object({{"fault", word(error.fault)},
                                    {"effect", word(error.effect)},
                                    {"code", error.code},
                                    {"message", error.message},
                                    {"field", error.field}});
  if (error.retry_after_ms) value.set("retry_after_ms", *error.retry_after_ms);
  return json::write(value);
}

Error error_of(const std::string& text) {
  auto value = json::parse(text);
  BYTE8_CHECK(value.ok());
  Error error;
  error.fault = fault_of(value->text_or("fault")).value_or(Fault::internal);
  error.effect = value->text_or("effect") == "maybe" ? byte8::Effect::maybe : byte8::Effect::none;
  error.code = value->text_or("code");
  error.message = value->text_or("message");
  error.field = value->text_or("field");
  if (const json::Value* after = value->find("retry_after_ms"))
    error.retry_after_ms = after->integer();
  return error;
}

std::string record_text(const model::LedgerRecord& r) {
  return json::write(json::object({{"kind", r.kind},
                                   {"id", r.id},
                                   {"displayed_as", r.displayed_as},
                                   {"reference", r.reference},
                                   {"contact_id", r.contact_id},
                                   {"date", r.date},
                                   {"currency", r.currency},
                                   {"status", r.status},
                                   {"url", r.url},
                                   {"tax", model::plain(r.tax)},
                                   {"total", model::plain(r.total)},
                                   {"base_total", model::plain(r.base_total)},
                                   {"quantity", model::plain(r.quantity)}}));
}

Result<model::LedgerRecord> record_of(const std::string& text) {
  auto value = json::parse(text);
  if (!value) return value.error();
  model::LedgerRecord record;
  record.kind = value->text_or("kind");
  record.id = value->text_or("id");
  record.displayed_as = value->text_or("displayed_as");
  record.reference = value->text_or("reference");
  record.contact_id = value->text_or("contact_id");
  record.date = value->text_or("date");
  record.currency = value->text_or("currency");
  record.status = value->text_or("status");
  record.url = value->text_or("url");
  const std::pair<const char*, model::Amount*> amounts[] = {{"tax", &record.tax},
                                                            {"total", &record.total},
                                                            {"base_total", &record.base_total},
                                                            {"quantity", &record.quantity}};
  for (const auto& [key, amount] : amounts) {
    auto parsed = model::parse_amount(value->text_or(key, "0"));
    if (!parsed) return parsed.error();
    *amount = *parsed;
  }
  return record;
}

std::string posting_signal(std::int64_t account_id, const std::string& operation_key) {
  return "posting:" + std::to_string(account_id) + "/" + operation_key;
}

std::string writes_signal(std::int64_t business_id) {
  return "writes:" + std::to_string(business_id);
}

}  // namespace byte8::engine
