#pragma once
// The Sage adapter wired to the simulator in this process: a verb's call goes in, its reading comes
// out. No sockets and no waiting, so that every fault is exact. When a test ends, every request the
// simulator saw is held against Sage's own description, and the simulator's books against
// themselves.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/json.h"
#include "sage/provider.h"
#include "sandbox/sage/fixed_ids.h"
#include "sandbox/sage/simulator.h"

namespace byte8::conformance {

inline constexpr std::string_view redirect_uri = "http://127.0.0.1:8460/oauth/sage/callback";
inline constexpr std::string_view verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

// Fault, code and effect of an error, or "ok".
template <typename T>
std::string said(const Result<T>& result) {
  if (result) return "ok";
  const Error& error = result.error();
  return std::string(word(error.fault)) + "/" + error.code + "/" + std::string(word(error.effect));
}

class SageWorld : public testing::Test {
 protected:
  SageWorld();
  void TearDown() override;

  // What the network client would report of this call.
  http::Outcome send(const http::Call& call);
  template <typename T>
  Result<T> ask(const port::Verb<T>& verb) {
    return verb.read(send(verb.call));
  }
  Result<model::LedgerRecord> post(std::string_view kind, const std::string& body);

  // The browser's way through consent: the code that comes back.
  std::string authorise(std::string_view user = "", std::string_view country = "gb");
  port::Grant grant(std::string_view user = "");
  void fault(const std::string& json);
  void pass(Millis ms) { simulator_.advance(ms); }

  model::LedgerContact contact(const std::string& reference) const;
  model::LedgerDocument invoice(const std::string& contact_id, const std::string& reference) const;
  static std::string id(int number);  // an idempotency id

  sage::SageProvider provider_;
  sandbox::sage::Simulator simulator_;
  port::LedgerAccess access_;
  Millis now_ = 1779012672'000;
};

}  // namespace byte8::conformance
