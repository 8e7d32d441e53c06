#pragma once
// What an account should know wherever it looks: a store that refuses us, access that was lost, a
// subscription that ends.

#include <optional>
#include <string>
#include <vector>

#include "api/request.h"
#include "engine/context.h"

namespace byte8::api {

struct AccountNotice {
  std::string code;
  std::string severity;  // danger: nothing is posted; warning: soon, or something is not as usual
  std::string message;
  std::string link;  // below the dashboard's address
  std::int64_t binding_id = 0;
  std::int64_t store_id = 0;
  std::optional<std::int64_t> since;
};

// Most urgent first.
Task<std::vector<AccountNotice>> notices_of(engine::Ctx ctx, std::int64_t account_id);
json::Value notice_json(const AccountNotice& notice);

}  // namespace byte8::api
