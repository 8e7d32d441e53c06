#pragma once
// Tries to sign in that were not good, counted by a subject: an e-mail or an address.

#include <cstdint>
#include <string>

#include "port/db.h"

namespace byte8::store::failures {

// One row: how many since then, and when the oldest of them was (null: none).
port::Query since(const std::string& subject, std::int64_t at);
port::Query insert(const std::string& subject, std::int64_t id, std::int64_t at);
port::Query remove(const std::string& subject, std::int64_t id);
port::Query remove_all(const std::string& subject);
port::Query forget(std::int64_t before);

}  // namespace byte8::store::failures
