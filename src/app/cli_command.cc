#include "app/cli_command.h"

#include <optional>

#include "api/cli.h"

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
  if (auto password = given(request, "password")) payload->password.emplace(*std::move(password));
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

}  // namespace

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
  return Error::make(Fault::validation, "this version does not know the command " + kind);
}

}  // namespace byte8::app
