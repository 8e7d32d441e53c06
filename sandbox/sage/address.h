#pragma once
// Addresses and contact persons: their schema, and how they are shown on contacts and on documents.

#include <span>
#include <string>
#include <string_view>

#include "sandbox/sage/fields.h"

namespace byte8::sandbox::sage {

// On a contact: lengths are those of the schema. On a document: the whole address has at most 500
// characters.
void check_contact_address(const json::Value& address, std::string_view prefix, Problems& problems,
                           Counters& counters);
void check_document_address(const json::Value& address, std::string_view prefix, Problems& problems,
                            Counters& counters);
void check_person(const json::Value& person, std::string_view prefix, Problems& problems,
                  Counters& counters);

// As answered; null where `address` is not an object.
json::Value show_address(const json::Value& address, std::string_view id,
                         std::string_view fallback_type);
json::Value show_person(const json::Value& person, std::string_view id,
                        std::string_view address_id);

}  // namespace byte8::sandbox::sage
