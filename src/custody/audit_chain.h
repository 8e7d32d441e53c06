#pragma once
// The end of an account's audit chain, held while entries are added to it: two coroutines that read
// the same end would write the same number. Take it before the last look at what is about to
// change, so that the entry is written in the very turn of the change.

#include <string>
#include <string_view>

#include "engine/context.h"

namespace byte8::custody {

class AuditChain {
 public:
  AuditChain(engine::Lock lock, std::int64_t account_id, std::int64_t n, std::string hash)
      : lock_(std::move(lock)), account_id_(account_id), n_(n), hash_(std::move(hash)) {}

  // before, after: a word or JSON; empty where there is nothing to say.
  void append(engine::Ctx ctx, std::string_view actor, std::string_view action,
              std::string_view object, std::string_view before, std::string_view after);

 private:
  engine::Lock lock_;
  std::int64_t account_id_;
  std::int64_t n_;
  std::string hash_;
};

Task<AuditChain> audit_chain(engine::Ctx ctx, std::int64_t account_id);

}  // namespace byte8::custody
