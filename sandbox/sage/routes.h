#pragma once
// The endpoints: path, wrapper key, area of rights and the functions behind each method.

#include <string_view>

#include "sandbox/sage/call.h"

namespace byte8::sandbox::sage {

using Endpoint = Reply (*)(Call&);

struct Route {
  std::string_view resource, wrapper, area;
  bool serial = false;  // must not be POSTed in parallel
  Endpoint list = nullptr, read = nullptr, create = nullptr, update = nullptr, remove = nullptr,
           release = nullptr;
};

const Route* find_route(std::string_view resource);
// Whether the business's edition has the endpoint for this method.
bool in_edition(const Business& business, const Switches& switches, const Route& route,
                std::string_view method);
// Whether the user's rights in the area allow the method; "Restricted" cannot delete or void.
bool has_right(const User& user, const Route& route, std::string_view method);
bool has_area(const User& user, std::string_view area);  // at least read

}  // namespace byte8::sandbox::sage
