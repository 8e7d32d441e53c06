// The request schemas of the four kinds of sales documents.

#include <array>

#include "sandbox/sage/documents.h"

namespace byte8::sandbox::sage {
namespace {

// What all four share; the others follow.
constexpr std::array<Field, 40> common = {{{"contact_id", Kind::id, true},
                                           {"date", Kind::date, true},
                                           {"vat_reverse_charge", Kind::boolean},
                                           {"destination_consignment", Kind::boolean},
                                           {"contact_name", Kind::text, false, 255},
                                           {"contact_reference", Kind::text, false, 255},
                                           {"reference", Kind::text, false, 25},
                                           {"notes", Kind::text, false, 2000},
                                           {"terms_and_conditions", Kind::text, false, 2000},
                                           {"shipping_net_amount", Kind::decimal},
                                           {"shipping_tax_rate_id", Kind::id},
                                           {"shipping_tax_amount", Kind::decimal},
                                           {"shipping_total_amount", Kind::decimal},
                                           {"net_amount", Kind::decimal},
                                           {"tax_amount", Kind::decimal},
                                           {"total_amount", Kind::decimal},
                                           {"currency_id", Kind::id},
                                           {"exchange_rate", Kind::decimal},
                                           {"inverse_exchange_rate", Kind::decimal},
                                           {"base_currency_shipping_net_amount", Kind::decimal},
                                           {"base_currency_shipping_tax_amount", Kind::decimal},
                                           {"base_currency_shipping_total_amount", Kind::decimal},
                                           {"total_quantity", Kind::decimal},
                                           {"total_discount_amount", Kind::decimal},
                                           {"base_currency_total_discount_amount", Kind::decimal},
                                           {"base_currency_net_amount", Kind::decimal},
                                           {"base_currency_tax_amount", Kind::decimal},
                                           {"base_currency_total_amount", Kind::decimal},
                                           {"status_id", Kind::id},
                                           {"sent", Kind::boolean},
                                           {"tax_address_region_id", Kind::id},
                                           {"withholding_tax_rate", Kind::decimal},
                                           {"withholding_tax_amount", Kind::decimal},
                                           {"base_currency_withholding_tax_amount", Kind::decimal},
                                           {"main_address", Kind::object},
                                           {"delivery_address", Kind::object},
                                           {"tax_analysis", Kind::array},
                                           {"cis_applicable_amount", Kind::decimal},
                                           {"total_after_cis_deduction", Kind::decimal},
                                           {"base_currency_cis_applicable_amount", Kind::decimal}}};

template <std::size_t N>
constexpr auto with(const std::array<Field, N>& own) {
  std::array<Field, common.size() + N> all{};
  for (std::size_t at = 0; at < common.size(); ++at) all[at] = common[at];
  for (std::size_t at = 0; at < N; ++at) all[common.size() + at] = own[at];
  return all;
}

constexpr auto invoice_fields =
    with(std::array<Field, 7>{{{"invoice_lines", Kind::array, true},
                               {"invoice_number_prefix", Kind::text, false, 6},
                               {"invoice_number"},
                               {"due_date", Kind::date},
                               {"original_quote_estimate_id", Kind::id},
                               {"delivery_performance_date", Kind::date},
                               {"recurring_invoice", Kind::object}}});

constexpr auto credit_note_fields =
    with(std::array<Field, 4>{{{"credit_note_lines", Kind::array, true},
                               {"credit_note_number_prefix", Kind::text, false, 6},
                               {"credit_note_number"},
                               {"original_invoice_date", Kind::date}}});

constexpr auto quote_fields =
    with(std::array<Field, 5>{{{"quote_lines", Kind::array, true},
                               {"expiry_date", Kind::date, true},
                               {"quote_number_prefix", Kind::text, false, 6},
                               {"quote_number"},
                               {"invoice_id", Kind::id}}});

constexpr auto estimate_fields =
    with(std::array<Field, 5>{{{"estimate_lines", Kind::array, true},
                               {"expiry_date", Kind::date, true},
                               {"estimate_number_prefix", Kind::text, false, 6},
                               {"estimate_number"},
                               {"invoice_id", Kind::id}}});

constexpr std::array<DocumentWords, 4> words = {
    {{DocumentKind::sales_invoice, "sales_invoices", "sales_invoice", "invoice_lines",
      "invoice_number", "invoice_number_prefix", "SALES_INVOICE", invoice_fields},
     {DocumentKind::sales_credit_note, "sales_credit_notes", "sales_credit_note",
      "credit_note_lines", "credit_note_number", "credit_note_number_prefix", "SALES_CREDIT_NOTE",
      credit_note_fields},
     {DocumentKind::sales_quote, "sales_quotes", "sales_quote", "quote_lines", "quote_number",
      "quote_number_prefix", "SALES_QUOTE", quote_fields},
     {DocumentKind::sales_estimate, "sales_estimates", "sales_estimate", "estimate_lines",
      "estimate_number", "estimate_number_prefix", "SALES_ESTIMATE", estimate_fields}}};

}  // namespace

const DocumentWords& words_of(DocumentKind kind) {
  return words.at(static_cast<std::size_t>(kind));
}

}  // namespace byte8::sandbox::sage
