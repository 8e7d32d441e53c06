#pragma once
// Payments and refunds of contacts, with what they are allocated to and what stays on account.
// Rows 23 and 24 of the validation table.

#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

Reply list_payments(Call& call);
Reply read_payment(Call& call);
Reply create_payment(Call& call);
Reply update_payment(Call& call);  // "allocated_artefacts": [] un-allocates
Reply delete_payment(Call& call);

// Writes a receipt over the whole outstanding amount of an invoice, as a person would; false if not
// open.
bool pay_by_hand(World& world, Business& business, Document& invoice, Millis now);

}  // namespace byte8::sandbox::sage
