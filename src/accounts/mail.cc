#include "accounts/mail.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/json.h"
#include "base/log.h"
#include "store/mails.h"

namespace byte8::accounts {
namespace {

constexpr const char* queued_signal = "mail_queued";
constexpr std::int64_t batch = 8;
constexpr Millis minute = 60'000;
// After the last one the mail is given up; links in it are too old by then anyway.
constexpr std::array<Millis, 8> waits = {minute,       5 * minute,   15 * minute,  one_hour,
                                         2 * one_hour, 4 * one_hour, 6 * one_hour, 12 * one_hour};

std::string text_of(const port::Mail& mail) {
  return json::write(
      json::object({{"to", mail.to}, {"subject", mail.subject}, {"text", mail.text}}));
}

Result<port::Mail> opened(engine::Ctx ctx, const store::MailRow& row) {
  const auto plain = ctx.core().sealer().open(row.sealed_mail, store::mails::identity(row.id));
  if (!plain) return plain.error();
  auto value = json::parse(plain->reveal());
  if (!value) return value.error();
  return port::Mail{.to = value->text_or("to"),
                    .subject = value->text_or("subject"),
                    .text = value->text_or("text")};
}

void settle(engine::Ctx ctx, const store::MailRow& row, const Status& sent) {
  if (sent) {
    ctx.write(store::mails::remove(row.id));
    log::info("mail_sent", {{"mail", std::to_string(row.id)}});
    return;
  }
  const auto tried = static_cast<std::size_t>(row.tries);
  const bool hopeless = sent.error().fault != Fault::http || tried >= waits.size();
  log::warn(hopeless ? "mail_given_up" : "mail_not_sent",
            {{"mail", std::to_string(row.id)}, {"reason", sent.error().message}});
  if (hopeless) {
    ctx.write(store::mails::remove(row.id));
    return;
  }
  ctx.write(store::mails::put_off(row.id, row.tries + 1, ctx.now().wall + waits[tried]));
}

Task<void> send_one(engine::Ctx ctx, DepsPtr deps, store::MailRow row) {
  const auto mail = opened(ctx, row);
  if (!mail) {
    settle(ctx, row, mail.error());
    co_return;
  }
  const std::function<Status()> work = [mailer = deps->mailer, mail = *mail, id = row.id] {
    return mailer->send(mail, std::to_string(id));
  };
  const auto sent = co_await off_core<Status>(ctx, deps->desk, Worker::mail, work);
  settle(ctx, row, sent ? *sent : Status(sent.error()));
}

}  // namespace

void queue_mail(engine::Ctx ctx, const Deps& deps, const port::Mail& mail) {
  if (deps.mailer == nullptr) return;
  store::MailRow row;
  row.id = ctx.new_id();
  row.sealed_mail = ctx.core().sealer().seal(text_of(mail), store::mails::identity(row.id));
  row.due_at = ctx.now().wall;
  row.created_at = ctx.now().wall;
  ctx.write(store::mails::insert(row));
  ctx.raise(queued_signal);
}

// A mail that was queued while others are sent raises its signal unheard; the look at what is due
// comes after them and finds it.
Task<void> send_mail(engine::Ctx ctx, DepsPtr deps) {
  for (;;) {
    const port::Rows due = co_await ctx.ask(store::mails::due(ctx.now().wall, batch));
    for (const port::Row& row : due.rows) {
      co_await send_one(ctx, deps, store::mails::row(row));
    }
    if (!due.rows.empty()) continue;
    const port::Rows next = co_await ctx.ask(store::mails::next_due());
    if (next.only().null(0)) {
      co_await ctx.signal(queued_signal);
      continue;
    }
    const Millis wait = std::max<Millis>(next.only().integer(0) - ctx.now().wall, 1);
    co_await ctx.sleep_until(ctx.now().boot + std::min(wait, minute));
  }
}

port::Mail invitation_mail(const std::string& to, const std::string& account,
                           const std::string& role, const std::string& url) {
  return {.to = to,
          .subject = "You are invited to " + account + " on Byte8 Ledger",
          .text = "Hello,\n\nyou are invited to " + account + " on Byte8 Ledger, as " + role +
                  ". Open this address to accept; it works once, for seven days:\n\n" + url +
                  "\n\nIf you do not expect this, ignore it: nothing happens.\n"};
}

port::Mail reset_mail(const std::string& to, const std::string& url) {
  return {.to = to,
          .subject = "A new password for Byte8 Ledger",
          .text =
              "Hello,\n\nsomebody, you we hope, asked for a new password for Byte8 Ledger. "
              "Open this address to choose one; it works once, for an hour:\n\n" +
              url + "\n\nIf it was not you, ignore this: your password stays as it is.\n"};
}

}  // namespace byte8::accounts
