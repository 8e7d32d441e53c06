#pragma once
// Products, services and stock items, and the price and rate types. Rows 27 to 29 of the validation
// table.

#include <string>
#include <string_view>

#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

Reply list_items(Call& call, ItemKind kind);  // products list stock items as well
Reply read_item(Call& call, ItemKind kind);
Reply create_item(Call& call, ItemKind kind);
Reply update_item(Call& call, ItemKind kind);
Reply delete_item(Call& call, ItemKind kind);  // soft; used items are refused

Reply create_price_type(Call& call);
Reply create_rate_type(Call& call);

}  // namespace byte8::sandbox::sage
