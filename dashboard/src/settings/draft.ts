// The settings while they are edited: the policy with every key present, and the two tax tables of
// the interface as one list of rows.

import type { Policy } from "../api/queries";

export interface TaxRow {
  key: number; // for the page only
  country_group: string; // "": any, kept in tax_rate_map
  percentage: string;
  product_class: string;
  tax_rate_id: string;
}

export interface Draft {
  sync_unpaid_invoices: boolean;
  sync_zero_value_invoices: boolean;
  sync_since: string | null;
  time_zone: string | null;
  website_filter: number[];
  store_filter: number[];
  sync_products: boolean;
  sync_stock: boolean;
  default_tax_rate_id: string | null;
  zero_tax_rate_id: string | null;
  default_ledger_account_id: string | null;
  default_bank_account_id: string | null;
  default_purchase_ledger_account_id: string | null;
  shipping_ledger_account_id: string | null;
  adjustment_ledger_account_id: string | null;
  gift_card_ledger_account_id: string | null;
  store_credit_ledger_account_id: string | null;
  fixed_product_tax_ledger_account_id: string | null;
  rounding_ledger_account_id: string | null;
  rounding_tolerance: string;
  payment_method_map: Record<string, string | null>;
  tax_rows: TaxRow[];
  invoice_number_prefix: string;
  customer_name_priority: "Company" | "Person";
  default_eu_goods_services_type: "GOODS" | "SERVICES";
  product_type_eu_goods_map: Record<string, "GOODS" | "SERVICES">;
  consolidation: boolean;
  fallback_contact_name: string;
  fallback_contact_email: string;
  fallback_contact_reference: string;
  min_total_for_individual: string;
  always_individual_for_b2b: boolean;
}

let lastKey = 0;
export function newTaxRow(part: Partial<TaxRow> = {}): TaxRow {
  lastKey += 1;
  return { country_group: "", percentage: "", product_class: "", tax_rate_id: "", ...part, key: lastKey };
}

// "20", " 20.0 %" and "20.00" are one key.
export function percentageOf(text: string): string {
  const bare = text.replace("%", "").trim().replace(",", ".");
  const match = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(bare);
  if (match === null) return text;
  const decimals = (match[2] ?? "").replace(/0+$/, "").padEnd(2, "0");
  return `${Number(match[1])}.${decimals}`;
}

export function draftOf(policy: Policy): Draft {
  const shop = policy.b2c_consolidation ?? {};
  const map = Object.entries(policy.tax_rate_map ?? {}).map(([percentage, tax_rate_id]) => newTaxRow({ percentage, tax_rate_id }));
  const rules = (policy.tax_rate_rules ?? []).map((rule) =>
    newTaxRow({
      country_group: rule.country_group ?? "ALL",
      percentage: rule.percentage,
      product_class: rule.product_class ?? "",
      tax_rate_id: rule.tax_rate_id,
    }),
  );
  return {
    sync_unpaid_invoices: policy.sync_unpaid_invoices ?? true,
    sync_zero_value_invoices: policy.sync_zero_value_invoices ?? true,
    sync_since: policy.sync_since ?? null,
    time_zone: policy.time_zone ?? null,
    website_filter: policy.website_filter ?? [],
    store_filter: policy.store_filter ?? [],
    sync_products: policy.sync_products ?? false,
    sync_stock: policy.sync_stock ?? false,
    default_tax_rate_id: policy.default_tax_rate_id ?? null,
    zero_tax_rate_id: policy.zero_tax_rate_id ?? null,
    default_ledger_account_id: policy.default_ledger_account_id ?? null,
    default_bank_account_id: policy.default_bank_account_id ?? null,
    default_purchase_ledger_account_id: policy.default_purchase_ledger_account_id ?? null,
    shipping_ledger_account_id: policy.shipping_ledger_account_id ?? null,
    adjustment_ledger_account_id: policy.adjustment_ledger_account_id ?? null,
    gift_card_ledger_account_id: policy.gift_card_ledger_account_id ?? null,
    store_credit_ledger_account_id: policy.store_credit_ledger_account_id ?? null,
    fixed_product_tax_ledger_account_id: policy.fixed_product_tax_ledger_account_id ?? null,
    rounding_ledger_account_id: policy.rounding_ledger_account_id ?? null,
    rounding_tolerance: policy.rounding_tolerance ?? "0.02",
    payment_method_map: policy.payment_method_map ?? {},
    tax_rows: [...map, ...rules],
    invoice_number_prefix: policy.invoice_number_prefix ?? "",
    customer_name_priority: policy.customer_name_priority ?? "Company",
    default_eu_goods_services_type: policy.default_eu_goods_services_type ?? "GOODS",
    product_type_eu_goods_map: policy.product_type_eu_goods_map ?? {},
    consolidation: shop.enabled ?? false,
    fallback_contact_name: shop.fallback_contact_name ?? "Magento Web Sales",
    fallback_contact_email: shop.fallback_contact_email ?? "",
    fallback_contact_reference: shop.fallback_contact_reference ?? "WEBSALES",
    min_total_for_individual: shop.min_total_for_individual ?? "0.00",
    always_individual_for_b2b: shop.always_individual_for_b2b ?? true,
  };
}

function isMapRow(row: TaxRow): boolean {
  return row.country_group === "" && row.product_class.trim() === "";
}

function groupOf(word: string): "GBIE" | "EU" | "US" | "CA" | "ALL" {
  return word === "GBIE" || word === "EU" || word === "US" || word === "CA" ? word : "ALL";
}

export function policyOf(draft: Draft): Policy {
  const {
    tax_rows,
    consolidation,
    fallback_contact_name,
    fallback_contact_email,
    fallback_contact_reference,
    min_total_for_individual,
    always_individual_for_b2b,
    invoice_number_prefix,
    ...same
  } = draft;
  const rows = tax_rows.filter((row) => row.percentage.trim() !== "" || row.tax_rate_id !== "");
  return {
    ...same,
    invoice_number_prefix: invoice_number_prefix.trim() === "" ? null : invoice_number_prefix.trim(),
    rounding_tolerance: draft.rounding_tolerance.trim(),
    tax_rate_map: Object.fromEntries(rows.filter(isMapRow).map((row) => [percentageOf(row.percentage), row.tax_rate_id])),
    tax_rate_rules: rows
      .filter((row) => !isMapRow(row))
      .map((row) => ({
        country_group: groupOf(row.country_group),
        percentage: percentageOf(row.percentage),
        product_class: row.product_class.trim() === "" ? null : row.product_class.trim(),
        tax_rate_id: row.tax_rate_id,
      })),
    b2c_consolidation: {
      enabled: consolidation,
      fallback_contact_name: fallback_contact_name.trim(),
      fallback_contact_email: fallback_contact_email.trim() === "" ? null : fallback_contact_email.trim(),
      fallback_contact_reference: fallback_contact_reference.trim(),
      min_total_for_individual: min_total_for_individual.trim(),
      always_individual_for_b2b,
    },
  };
}

export interface PolicyChange {
  field: string;
  before: string;
  after: string;
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}

// Two policies field by field, maps and the consolidation one level deeper.
export function changesBetween(before: Policy, after: Policy): PolicyChange[] {
  return compare("", { ...before }, { ...after });
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compare(prefix: string, before: Record<string, unknown>, after: Record<string, unknown>): PolicyChange[] {
  const out: PolicyChange[] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = before[key];
    const now = after[key];
    const field = prefix === "" ? key : `${prefix}.${key}`;
    if (isMap(old) || isMap(now)) {
      out.push(...compare(field, isMap(old) ? old : {}, isMap(now) ? now : {}));
    } else if (JSON.stringify(old ?? null) !== JSON.stringify(now ?? null)) {
      out.push({ field, before: shown(old), after: shown(now) });
    }
  }
  return out;
}
