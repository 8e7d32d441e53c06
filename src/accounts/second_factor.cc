#include "accounts/second_factor.h"

#include "accounts/totp.h"
#include "base/crypto.h"
#include "base/text.h"
#include "custody/audit_chain.h"
#include "store/ids.h"
#include "store/links.h"

namespace byte8::accounts {
namespace {

constexpr int recovery_codes = 10;
constexpr std::size_t recovery_bytes = 10;
constexpr std::size_t group = 4;

// "ABCD-EFGH-IJKL-MNOP": 80 bits, so that a plain hash is enough.
std::string recovery_code() {
  const std::string letters = base32(crypto::random_bytes(recovery_bytes));
  std::string code;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0 && i % group == 0) code.push_back('-');
    code.push_back(letters[i]);
  }
  return code;
}

// As people type it: small letters, with or without hyphens.
std::string recovery_hash(std::string_view typed) {
  std::string letters;
  for (const char letter : typed) {
    if (letter == '-' || letter == ' ') continue;
    letters.push_back(letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A')
                                                     : letter);
  }
  return crypto::sha256_hex(letters);
}

std::string digits_of(std::string_view typed) {
  std::string digits;
  for (const char letter : typed) {
    if (letter != ' ') digits.push_back(letter);
  }
  return digits;
}

Result<SecretText> opened(engine::Ctx ctx, std::int64_t user_id, const std::string& sealed) {
  return ctx.core().sealer().open(sealed, store::people::totp_identity(user_id));
}

Error wrong_code() {
  return bad_field("code", "not_right",
                   "that is not the code of this moment; look at the app again");
}

}  // namespace

std::string person_lock(std::int64_t user_id) {
  return "person:" + std::to_string(user_id);
}

Task<Result<Enrolment>> offer_second_factor(engine::Ctx ctx, Actor actor) {
  const port::Rows rows = co_await ctx.ask(store::people::find(actor.user_id));
  const store::PersonRow person = store::people::row(rows.only());
  const std::string secret = crypto::random_bytes(totp_secret_bytes);
  ctx.write(store::people::offer_totp(
      person.id, ctx.core().sealer().seal(secret, store::people::totp_identity(person.id))));
  co_return Enrolment{.secret = base32(secret), .uri = totp_uri(secret, person.email)};
}

Task<Result<std::vector<std::string>>> confirm_second_factor(engine::Ctx ctx, Actor actor,
                                                             std::string code) {
  const engine::Lock alone = co_await ctx.lock(person_lock(actor.user_id));
  custody::AuditChain chain = co_await custody::audit_chain(ctx, actor.account_id);
  const port::Rows rows = co_await ctx.ask(store::people::find(actor.user_id));
  const store::PersonRow person = store::people::row(rows.only());
  if (!person.pending_totp) {
    co_return Error::coded(Fault::validation, "conflict", "begin with POST /v1/me/totp");
  }
  const auto secret = opened(ctx, person.id, *person.pending_totp);
  if (!secret) co_return secret.error();
  const auto step = totp_step_of(secret->reveal(), digits_of(code), ctx.now().wall, std::nullopt);
  if (!step) co_return wrong_code();
  ctx.write(store::people::confirm_totp(person.id, *step));
  ctx.write(store::recovery_codes::remove_all(person.id));
  std::vector<std::string> codes;
  for (int i = 0; i < recovery_codes; ++i) {
    codes.push_back(recovery_code());
    ctx.write(store::recovery_codes::insert(person.id, recovery_hash(codes.back())));
  }
  chain.append(ctx, actor.name, "user.second_factor_added", store::id_text("user", person.id), "",
               "totp");
  co_return codes;
}

Task<Status> remove_second_factor(engine::Ctx ctx, Actor actor) {
  const engine::Lock alone = co_await ctx.lock(person_lock(actor.user_id));
  custody::AuditChain chain = co_await custody::audit_chain(ctx, actor.account_id);
  const port::Rows rows = co_await ctx.ask(store::people::find(actor.user_id));
  const store::PersonRow person = store::people::row(rows.only());
  if (!person.sealed_totp && !person.pending_totp) co_return Status();
  ctx.write(store::people::remove_totp(person.id));
  ctx.write(store::recovery_codes::remove_all(person.id));
  chain.append(ctx, actor.name, "user.second_factor_removed", store::id_text("user", person.id),
               "totp", "");
  co_return Status();
}

Task<bool> use_code(engine::Ctx ctx, store::PersonRow person, std::string code) {
  const auto secret = opened(ctx, person.id, person.sealed_totp.value_or(""));
  if (secret) {
    const auto step =
        totp_step_of(secret->reveal(), digits_of(code), ctx.now().wall, person.totp_step);
    if (step) {
      ctx.write(store::people::use_totp_step(person.id, *step));
      co_return true;
    }
  }
  const port::Rows used =
      co_await ctx.ask(store::recovery_codes::use(person.id, recovery_hash(code)));
  co_return used.changed == 1;
}

}  // namespace byte8::accounts
