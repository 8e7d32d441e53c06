#include "sandbox/sage/routes.h"

#include <array>

#include "sandbox/sage/allocations.h"
#include "sandbox/sage/catalog.h"
#include "sandbox/sage/contacts.h"
#include "sandbox/sage/documents.h"
#include "sandbox/sage/payments.h"
#include "sandbox/sage/reference_data.h"
#include "sandbox/sage/stock.h"

namespace byte8::sandbox::sage {
namespace {

template <DocumentKind kind>
constexpr Route document_route(std::string_view resource, std::string_view wrapper,
                               bool releasable) {
  return {resource,
          wrapper,
          "Sales",
          true,
          [](Call& call) { return list_documents(call, kind); },
          [](Call& call) { return read_document(call, kind); },
          [](Call& call) { return create_document(call, kind); },
          [](Call& call) { return update_document(call, kind); },
          [](Call& call) { return delete_document(call, kind); },
          releasable ? +[](Call& call) { return release_document(call, kind); } : nullptr};
}

template <ItemKind kind>
constexpr Route item_route(std::string_view resource, std::string_view wrapper) {
  return {resource,
          wrapper,
          "Products & Services",
          true,
          [](Call& call) { return list_items(call, kind); },
          [](Call& call) { return read_item(call, kind); },
          [](Call& call) { return create_item(call, kind); },
          [](Call& call) { return update_item(call, kind); },
          [](Call& call) { return delete_item(call, kind); },
          nullptr};
}

Reply price_types(Call& call) {
  return read_reference(call, "product_sales_price_types");
}
Reply rate_types(Call& call) {
  return read_reference(call, "service_rate_types");
}

const std::array<Route, 14>& routes() {
  static const std::array<Route, 14> all = {
      Route{"contacts", "contact", "Contacts", true, list_contacts, read_contact, create_contact,
            update_contact, delete_contact, nullptr},
      document_route<DocumentKind::sales_invoice>("sales_invoices", "sales_invoice", true),
      document_route<DocumentKind::sales_credit_note>("sales_credit_notes", "sales_credit_note",
                                                      true),
      document_route<DocumentKind::sales_quote>("sales_quotes", "sales_quote", false),
      document_route<DocumentKind::sales_estimate>("sales_estimates", "sales_estimate", false),
      Route{"contact_payments", "contact_payment", "Bank", false, list_payments, read_payment,
            create_payment, update_payment, delete_payment, nullptr},
      Route{"contact_allocations", "contact_allocation", "Allocations", false, list_allocations,
            read_allocation, create_allocation, update_allocation, delete_allocation, nullptr},
      Route{"unallocated_artefacts", "", "Sales", false, list_unallocated, read_unallocated,
            nullptr, nullptr, nullptr, nullptr},
      item_route<ItemKind::product>("products", "product"),
      item_route<ItemKind::service>("services", "service"),
      item_route<ItemKind::stock_item>("stock_items", "stock_item"),
      Route{"stock_movements", "stock_movement", "Products & Services", false, list_movements,
            read_movement, create_movement, update_movement, delete_movement, nullptr},
      Route{"product_sales_price_types", "product_sales_price_type", "", false, price_types,
            price_types, create_price_type, nullptr, nullptr, nullptr},
      Route{"service_rate_types", "service_rate_type", "", false, rate_types, rate_types,
            create_rate_type, nullptr, nullptr, nullptr}};
  return all;
}

Right right_in(const User& user, std::string_view area) {
  const auto found = user.rights.find(area);
  return found == user.rights.end() ? Right::full : found->second;
}

}  // namespace

const Route* find_route(std::string_view resource) {
  for (const Route& route : routes()) {
    if (route.resource == resource) return &route;
  }
  return nullptr;
}

bool in_edition(const Business& business, const Switches& switches, const Route& route,
                std::string_view method) {
  if (business.plus()) return true;
  const std::string_view resource = route.resource;
  if (resource == "stock_items" || resource == "stock_movements") return false;
  if (resource == "sales_estimates") return method != "POST";
  if (resource == "sales_credit_notes" && !business.start()) {
    return method == "GET" || switches.credit_notes_in_standard;
  }
  if (!business.start() || method != "POST") return true;
  return resource != "products" && resource != "services" && resource != "contact_allocations" &&
         resource != "sales_quotes";
}

bool has_right(const User& user, const Route& route, std::string_view method) {
  if (route.area.empty()) return true;
  if (route.area == "Allocations") {
    for (const std::string_view area : {"Sales", "Purchases", "Contacts"}) {
      if (right_in(user, area) < (method == "GET" ? Right::read_only : Right::full)) return false;
    }
    return true;
  }
  const Right needed = method == "GET"      ? Right::read_only
                       : method == "DELETE" ? Right::full
                                            : Right::restricted;
  return right_in(user, route.area) >= needed;
}

bool has_area(const User& user, std::string_view area) {
  return right_in(user, area) >= Right::read_only;
}

}  // namespace byte8::sandbox::sage
