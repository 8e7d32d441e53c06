#pragma once
// The run of invoice.created: fetch, plan, ensure the contact, post once, compare the echo, report.
// Straight down the page; it may be dropped at any co_await and started again from its first line.
// Claims F038–F043.

#include "engine/core.h"
#include "sync/world.h"

namespace byte8::sync {

void register_invoice(engine::Handlers& handlers, WorldPtr world);

}  // namespace byte8::sync
