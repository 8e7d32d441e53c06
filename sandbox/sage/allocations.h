#pragma once
// Allocations of a contact's documents against each other, and the list of what is still open.
// Row 25 of the validation table.

#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

Reply list_allocations(Call& call);
Reply read_allocation(Call& call);
Reply create_allocation(Call& call);
Reply update_allocation(Call& call);
Reply delete_allocation(Call& call);

Reply list_unallocated(Call& call);
Reply read_unallocated(Call& call);

}  // namespace byte8::sandbox::sage
