#include "app/cli_command.h"

#include <optional>

#include "api/cli.h"
#include "api/cli_call.h"
#include "base/crypto.h"

namespace byte8::app {
namespace {

std::optional<std::string> given(const json::Value& request, std::string_view key) {
  std::string text = request.text_or(key);
  if (text.empty()) return std::nullopt;
  return text;
}

engine::Command user_command(const json::Value& request) {
  auto payload = std::make_shared<api::UserCreate>();
  payload->email = request.text_or("email");
  payload->role = request.text_or("role");
  payload->account = given(request, "account");
  if (const auto password = given(request, "password")) {
    payload->password_hash = crypto::hash_password(*password);
  }
  return {.kind = api::user_create_command, .payload = std::move(payload)};
}

engine::Command token_command(const json::Value& request) {
  auto payload = std::make_shared<api::TokenCreate>();
  payload->email = request.text_or("email");
  payload->name = given(request, "name");
  payload->account = given(request, "account");
  if (const json::Value* scopes = request.find("scopes"); scopes != nullptr && scopes->is_array()) {
    for (const json::Value& scope : scopes->array()) {
      payload->scopes.push_back(scope.is_string() ? scope.string() : std::string());
    }
  }
  return {.kind = api::token_create_command, .payload = std::move(payload)};
}

engine::Command account_command(const json::Value& request) {
  auto payload = std::make_shared<api::AccountCreate>();
  payload->name = request.text_or("name");
  return {.kind = api::account_create_command, .payload = std::move(payload)};
}

engine::Command reset_command(const json::Value& request) {
  auto payload = std::make_shared<api::ResetPassword>();
  payload->email = request.text_or("email");
  return {.kind = api::reset_password_command, .payload = std::move(payload)};
}

engine::Command audit_command(const json::Value& request) {
  auto payload = std::make_shared<api::AuditVerify>();
  payload->account = given(request, "account");
  return {.kind = api::audit_verify_command, .payload = std::move(payload)};
}

engine::Command call_command(const json::Value& request) {
  auto payload = std::make_shared<api::ApiCall>();
  payload->method = request.text_or("method");
  payload->target = request.text_or("target");
  payload->account = given(request, "account");
  return {.kind = api::api_call_command, .payload = std::move(payload)};
}

engine::Command purge_command(const json::Value& request) {
  auto payload = std::make_shared<api::Purge>();
  const json::Value* dry = request.find("dry_run");
  payload->dry_run = dry == nullptr || !dry->is_bool() || dry->boolean();
  return {.kind = api::purge_command, .payload = std::move(payload)};
}

}  // namespace

json::Value to_json(const NewAccount& account) {
  return json::object({{"kind", api::account_create_command}, {"name", account.name}});
}

json::Value to_json(const ForgottenPassword& forgotten) {
  return json::object({{"kind", api::reset_password_command}, {"email", forgotten.email}});
}

json::Value to_json(const AuditQuestion& question) {
  return json::object({{"kind", api::audit_verify_command}, {"account", question.account}});
}

json::Value to_json(const NewUser& user) {
  return json::object({{"kind", api::user_create_command},
                       {"email", user.email},
                       {"role", user.role},
                       {"account", user.account},
                       {"password", user.password.reveal()}});
}

json::Value to_json(const NewToken& token) {
  json::Array scopes;
  for (const std::string& scope : token.scopes) scopes.emplace_back(scope);
  return json::object({{"kind", api::token_create_command},
                       {"email", token.email},
                       {"scopes", std::move(scopes)},
                       {"name", token.name},
                       {"account", token.account}});
}

Result<engine::Command> command_of(const json::Value& request) {
  const std::string kind = request.text_or("kind");
  if (kind == api::user_create_command) return user_command(request);
  if (kind == api::token_create_command) return token_command(request);
  if (kind == api::account_create_command) return account_command(request);
  if (kind == api::reset_password_command) return reset_command(request);
  if (kind == api::audit_verify_command) return audit_command(request);
  if (kind == api::api_call_command) return call_command(request);
  if (kind == api::purge_command) return purge_command(request);
  return Error::make(Fault::validation, "this version does not know the command " + kind);
}

}  // namespace byte8::app
