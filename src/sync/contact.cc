#include "sync/contact.h"

#include <algorithm>

#include "sync/contact_reference.h"
#include "sync/flow.h"
#include "sync/ledger_access.h"

namespace byte8::sync {
namespace {

using engine::Found;
using Records = std::vector<model::LedgerRecord>;
using WantedPtr = std::shared_ptr<const ContactWanted>;

std::string alias_key(const ContactWanted& wanted) {
  return wanted.email_hash + ":" + wanted.contact.currency;
}

// Among the holders of the reference: ours by its guid, or somebody else's.
Found judge(const Records& records, const std::string& guid) {
  Found found;
  for (const model::LedgerRecord& record : records) {
    if (record.source_guid != guid) {
      if (found.what == Found::What::absent) {
        found.what = Found::What::taken;
        found.why = "the reference " + record.reference + " belongs to another contact";
      }
      continue;
    }
    if (found.what == Found::What::ours) {
      found.what = Found::What::differs;
      found.why = "two contacts carry the key of this one";
      return found;
    }
    found.what = Found::What::ours;
    found.record = record;
  }
  return found;
}

Task<Result<Found>> look_for(engine::Ctx ctx, ViewPtr view, WantedPtr wanted,
                             store::PostingRow posting) {
  const port::Provider& provider = ctx.core().provider();
  const std::string marker = posting.marker;
  auto holders = co_await ask_ledger<Records>(
      ctx, view->ledger_target(),
      [&provider, marker](const port::LedgerAccess& access) {
        return provider.find_contacts(access, marker);
      },
      "find_contact");
  if (!holders) co_return holders.error();
  Found found = judge(*holders, wanted->contact.source_guid);
  const bool by_email = wanted->guest && wanted->look_first && !wanted->contact.email.empty();
  if (!by_email || found.what == Found::What::ours || found.what == Found::What::differs) {
    co_return found;
  }
  // A customer who was deleted since is a guest in the payload: his own contact, from before this
  // binding, is proved by our guid, never by the e-mail alone.
  const std::string email = wanted->contact.email;
  auto same_email = co_await ask_ledger<Records>(
      ctx, view->ledger_target(),
      [&provider, email](const port::LedgerAccess& access) {
        return provider.find_contacts_by_email(access, email);
      },
      "find_contact_by_email");
  if (!same_email) co_return same_email.error();
  const std::string prefix = key_prefix(view->store_key) + ":customer:";
  const std::string suffix = ":" + wanted->contact.currency;
  for (const model::LedgerRecord& record : *same_email) {
    if (record.source_guid.starts_with(prefix) && record.source_guid.ends_with(suffix)) {
      found.what = Found::What::ours;
      found.record = record;
      break;
    }
  }
  co_return found;
}

engine::Operation operation_for(engine::Ctx ctx, const ViewPtr& view, const WantedPtr& wanted) {
  engine::Operation op = operation_frame(
      view, "contact", operation_key(*view, "contact", wanted->contact.source_guid, "ensure"));
  op.ask_again = wanted->ask_again;
  op.look_first = wanted->look_first;
  const port::Provider& provider = ctx.core().provider();
  SettledContext settled = settled_context(view, wanted->contact.source_guid, "");
  if (!wanted->email_hash.empty()) settled.alias = alias_key(*wanted);
  op.intend = [&provider, wanted, settled](const std::vector<store::PostingRow>& closed,
                                           std::string_view idempotency_id) {
    const auto taken = static_cast<std::size_t>(std::ranges::count_if(
        closed, [](const store::PostingRow& row) { return row.error_code == "reference_taken"; }));
    model::LedgerContact contact = wanted->contact;
    // No suffix left: the last one is refused again, until `once` gives up and a person is asked.
    contact.reference = wanted->candidate(taken).value_or(contact.reference);
    return engine::Intent{.marker = contact.reference,
                          .body = provider.body(contact, idempotency_id),
                          .plan = plan_text(settled, to_json(contact))};
  };
  op.look = [view, wanted](engine::Ctx own, port::LedgerAccess, store::PostingRow posting,
                           std::string) { return look_for(own, view, wanted, std::move(posting)); };
  return op;
}

}  // namespace

void forget_contact(engine::Ctx ctx, const View& view, const std::string& source_guid,
                    const std::string& provider_id) {
  forget_record(ctx, view, "contact_alias", provider_id, "");
  forget_record(ctx, view, "contact", provider_id,
                operation_key(view, "contact", source_guid, "ensure"));
}

Task<std::optional<std::string>> known_contact(engine::Ctx ctx, ViewPtr view,
                                               ContactWanted wanted) {
  const auto known = co_await mapped(ctx, view, "contact", wanted.contact.source_guid);
  if (known) co_return known->provider_id;
  if (!wanted.guest) co_return std::nullopt;
  const auto alias = co_await mapped(ctx, view, "contact_alias", alias_key(wanted));
  if (alias) co_return alias->provider_id;
  co_return std::nullopt;
}

Task<Result<std::string>> ensure_contact(engine::Ctx ctx, ViewPtr view, ContactWanted wanted) {
  auto known = co_await known_contact(ctx, view, wanted);
  if (known) co_return *std::move(known);
  auto settled = co_await act_once(
      ctx, view,
      operation_for(ctx, view, std::make_shared<const ContactWanted>(std::move(wanted))));
  if (!settled) co_return settled.error();
  co_return settled->record.id;
}

}  // namespace byte8::sync
