#pragma once
// A verb is a call to a peer and the way to read what came of it. Providers and stores only build
// verbs; the engine sends them after the commit, counts them against budgets, and reads the outcome
// inside a turn. So no adapter knows a thread, a clock or a retry.

#include <functional>

#include "base/result.h"
#include "port/http.h"

namespace byte8::port {

template <typename T>
struct Verb {
  http::Call call;
  // Judges the answer: a value, or an Error with its fault, effect, code and retry_after_ms.
  std::function<Result<T>(const http::Outcome&)> read;
};

struct Nothing {};

}  // namespace byte8::port
