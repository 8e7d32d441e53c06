// What each field is called, and what a refusal of the server means there.

import type { FieldError } from "../api/client";

export const labels: Record<string, string> = {
  sync_unpaid_invoices: "Post unpaid invoices",
  sync_zero_value_invoices: "Post zero-value invoices",
  sync_since: "Start date",
  time_zone: "Time zone of documents",
  website_filter: "Websites",
  store_filter: "Store views",
  sync_products: "Products",
  sync_stock: "Stock",
  default_tax_rate_id: "Default tax rate",
  zero_tax_rate_id: "Rate for lines without tax",
  default_ledger_account_id: "Default sales account",
  default_bank_account_id: "Default bank account",
  default_purchase_ledger_account_id: "Default purchase account",
  shipping_ledger_account_id: "Shipping account",
  adjustment_ledger_account_id: "Adjustment account",
  gift_card_ledger_account_id: "Gift card account",
  store_credit_ledger_account_id: "Store credit account",
  fixed_product_tax_ledger_account_id: "Fixed product tax account",
  rounding_ledger_account_id: "Rounding account",
  rounding_tolerance: "Rounding tolerance",
  payment_method_map: "Payment method",
  tax_rate_map: "Tax rate",
  tax_rate_rules: "Tax rule",
  invoice_number_prefix: "Invoice prefix",
  customer_name_priority: "Name of a contact",
  default_eu_goods_services_type: "Goods or services by default",
  product_type_eu_goods_map: "Product type",
  "b2c_consolidation.enabled": "One contact for shop customers",
  "b2c_consolidation.fallback_contact_name": "Contact name",
  "b2c_consolidation.fallback_contact_email": "Contact e-mail",
  "b2c_consolidation.fallback_contact_reference": "Contact reference",
  "b2c_consolidation.min_total_for_individual": "Own contact from a total of",
  "b2c_consolidation.always_individual_for_b2b": "Companies always have their own contact",
};

export function labelOf(field: string): string {
  const known = labels[field];
  if (known !== undefined) return known;
  const first = field.split(/[.[]/)[0] ?? field;
  const rest = field.slice(first.length).replace(/^[.[]/, "").replace("]", "");
  return `${labels[first] ?? first.replaceAll("_", " ")}${rest === "" ? "" : ` ${rest}`}`;
}

export function errorWords(error: FieldError): string {
  const reference = error.field.endsWith("reference");
  switch (error.code) {
    case "required":
      return error.field.startsWith("b2c_") ? "Fill this in." : "Choose a value.";
    case "not_in_reference":
      return "This no longer exists in Sage. Choose another, or refresh the lists.";
    case "invalid_format":
      return /tolerance|min_total/.test(error.field) ? "Write it like 0.02, with at most two decimals." : error.message;
    case "out_of_range":
      return error.field === "rounding_tolerance" ? "Between 0.00 and 1.00." : error.message;
    case "too_long":
      return reference ? "At most 9 characters, so that a currency letter still fits in Sage’s 10." : error.message;
    case "tier_limit_exceeded":
      return "Your plan does not include this. Nothing was changed.";
    default:
      return error.message;
  }
}

// The id of the element that edits a field, so that the summary can lead to it.
export function elementOf(field: string): string {
  return `field-${field.replaceAll(/[^a-zA-Z0-9_]/g, "-")}`;
}
