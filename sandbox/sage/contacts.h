#pragma once
// Contacts: customers and vendors of a business. Rows 1 to 4 of the validation table.

#include <string>
#include <string_view>

#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

Reply list_contacts(Call& call);
Reply read_contact(Call& call);
Reply create_contact(Call& call);
Reply update_contact(Call& call);
Reply delete_contact(Call& call);  // soft: the reference stays reserved

std::string contact_label(const Contact& contact);  // "Name (REF)" or the name
json::Value contact_ref(const Business& business, std::string_view id);
// What the customer owes: outstanding invoices less outstanding credit notes and payments on
// account.
Cents contact_balance(const Business& business, std::string_view id);
void add_system_contact(Business& business, const std::string& id);

// Adds a row and its index entries; also used for decoys.
Contact& store_contact(Business& business, Contact contact);

}  // namespace byte8::sandbox::sage
