#pragma once
// Mail: queued in the turn of what it tells of, sent by a standing duty, tried again for a day. A
// mail may come twice when we are stopped while the server takes it; it never gets lost.

#include <string>

#include "accounts/deps.h"

namespace byte8::accounts {

// Writes only. Without a mail server nothing is queued.
void queue_mail(engine::Ctx ctx, const Deps& deps, const port::Mail& mail);

// The duty that sends what is due.
Task<void> send_mail(engine::Ctx ctx, DepsPtr deps);

port::Mail invitation_mail(const std::string& to, const std::string& account,
                           const std::string& role, const std::string& url);
port::Mail reset_mail(const std::string& to, const std::string& url);

}  // namespace byte8::accounts
