#include "sage/kinds.h"

#include <algorithm>
#include <array>

namespace byte8::sage {
namespace {

constexpr std::string_view document_attributes =
    "reference,contact,date,status,currency,notes,total_amount,tax_amount,outstanding_amount,"
    "base_currency_total_amount,deleted_at,links";
constexpr std::string_view item_attributes = "item_code,source_guid,active,links";
constexpr std::string_view update_suffix = "_update";

constexpr std::array<RecordKind, 9> kinds = {
    {{"contact", "contacts", "reference,source_guid,currency,email,deleted_at,links"},
     {"sales_invoice", "sales_invoices", document_attributes},
     {"sales_credit_note", "sales_credit_notes", document_attributes},
     {"contact_payment", "contact_payments",
      "reference,contact,date,currency,total_amount,allocated_artefacts,transaction_type,"
      "deleted_at"},
     {"contact_allocation", "contact_allocations", "contact,date,allocated_artefacts,deleted_at"},
     {"product", "products", item_attributes},
     {"service", "services", item_attributes},
     {"stock_item", "stock_items", "item_code,source_guid,active,quantity_in_stock,links"},
     {"stock_movement", "stock_movements", "details,quantity,date"}}};

}  // namespace

const RecordKind* record_kind(std::string_view kind) {
  const auto* found = std::ranges::find(kinds, kind, &RecordKind::kind);
  return found == kinds.end() ? nullptr : found;
}

std::optional<std::string_view> changed_kind(std::string_view kind) {
  if (!kind.ends_with(update_suffix)) return std::nullopt;
  return kind.substr(0, kind.size() - update_suffix.size());
}

}  // namespace byte8::sage
