#pragma once
// Stock movements, by hand and by documents. Rows 19 and 26 of the validation table.

#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

Reply list_movements(Call& call);
Reply read_movement(Call& call);
Reply create_movement(Call& call);
Reply update_movement(Call& call);
Reply delete_movement(Call& call);

// Whether the stock covers the document's lines; what `old` took counts as there.
bool enough_stock(const Business& business, const Document& made, const Document* old);
// Invoices take, credit notes give back; `reverse` undoes that.
void move_stock(World& world, Business& business, const Document& document, bool reverse,
                Millis now);

}  // namespace byte8::sandbox::sage
