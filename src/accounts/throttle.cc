#include "accounts/throttle.h"

#include <algorithm>

#include "base/crypto.h"
#include "store/failures.h"

namespace byte8::accounts {
namespace {

// E-mails that somebody tried are nobody's business, known or not: only their hash is kept.
std::string email_subject(const std::string& email) {
  return "email:" + crypto::sha256_hex(email);
}

// How long that subject must wait; 0 = not at all.
Task<Millis> wait_of(engine::Ctx ctx, std::string subject, std::int64_t most) {
  const Millis now = ctx.now().wall;
  const port::Rows rows = co_await ctx.ask(store::failures::since(subject, now - tries_window));
  const port::Row& row = rows.only();
  if (row.integer(0) < most) co_return 0;
  co_return std::max<Millis>(row.integer(1) + tries_window - now, 1);
}

}  // namespace

Task<Result<Try>> begin_try(engine::Ctx ctx, std::string email, std::string address) {
  Try attempt{.email_subject = email_subject(email), .id = ctx.new_id()};
  if (!address.empty()) attempt.address_subject = "address:" + address;
  // E-mail first, address second, everywhere: two tries never wait for each other.
  const engine::Lock by_email = co_await ctx.lock("try:" + attempt.email_subject);
  const engine::Lock by_address = co_await ctx.lock("try:" + attempt.address_subject);
  Millis wait = co_await wait_of(ctx, attempt.email_subject, tries_per_email);
  if (!attempt.address_subject.empty()) {
    const Millis other = co_await wait_of(ctx, attempt.address_subject, tries_per_address);
    wait = std::max(wait, other);
  }
  if (wait > 0) {
    Error error = Error::coded(Fault::auth, std::string(too_many_tries),
                               "too many tries that were wrong: wait, then try again");
    error.retry_after_ms = wait;
    co_return error;
  }
  const Millis now = ctx.now().wall;
  ctx.write(store::failures::forget(now - tries_window));
  ctx.write(store::failures::insert(attempt.email_subject, attempt.id, now));
  if (!attempt.address_subject.empty()) {
    ctx.write(store::failures::insert(attempt.address_subject, attempt.id, now));
  }
  co_return attempt;
}

void forgive(engine::Ctx ctx, const Try& attempt) {
  ctx.write(store::failures::remove_all(attempt.email_subject));
  if (attempt.address_subject.empty()) return;
  ctx.write(store::failures::remove(attempt.address_subject, attempt.id));
}

void take_back(engine::Ctx ctx, const Try& attempt) {
  ctx.write(store::failures::remove(attempt.email_subject, attempt.id));
  if (attempt.address_subject.empty()) return;
  ctx.write(store::failures::remove(attempt.address_subject, attempt.id));
}

}  // namespace byte8::accounts
