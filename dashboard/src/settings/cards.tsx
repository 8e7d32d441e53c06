// Cards 1, 2, 5 and 6: how documents are chosen, defaults, numbers and names, goods and services.

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { api, take } from "../api/client";
import { SelectField, Switch, TextField } from "../parts/field";
import { count } from "../words/money";
import type { Draft } from "./draft";
import { useField, useForm } from "./form_state";
import { ReferenceField } from "./reference_field";
import { useUsage } from "./usage";

export function Card({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  const { readOnly } = useForm();
  return (
    <section className="card" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <fieldset className="stack" disabled={readOnly}>
        <legend className="unseen">{title}</legend>
        {children}
      </fieldset>
    </section>
  );
}

export function SyncCard() {
  const { draft, set } = useForm();
  const since = useField("sync_since");
  const zone = useField("time_zone");
  const unpaid = useField("sync_unpaid_invoices");
  const zero = useField("sync_zero_value_invoices");
  const products = useField("sync_products");
  const stock = useField("sync_stock");
  return (
    <Card id="sync" title="1. Sync behaviour">
      <Switch id={unpaid.id} label={unpaid.label} hint="Off: an invoice is posted when its payment arrives." checked={draft.sync_unpaid_invoices} onChange={(on) => set({ sync_unpaid_invoices: on })} />
      <Switch id={zero.id} label={zero.label} checked={draft.sync_zero_value_invoices} onChange={(on) => set({ sync_zero_value_invoices: on })} />
      <div className="grid-fields">
        <TextField
          {...since}
          type={draft.sync_since !== null && draft.sync_since.length > 10 ? "text" : "date"}
          hint="Older documents stay out. Empty: all."
          value={draft.sync_since ?? ""}
          onChange={(event) => set({ sync_since: event.target.value === "" ? null : event.target.value })}
        />
        <TextField {...zone} hint="The day of a document is its day in this zone." value={draft.time_zone ?? ""} onChange={(event) => set({ time_zone: event.target.value === "" ? null : event.target.value })} />
      </div>
      <Websites />
      <Switch id={products.id} label={products.label} hint="Needs a default purchase account." checked={draft.sync_products} onChange={(on) => set({ sync_products: on })} />
      <Switch id={stock.id} label={stock.label} hint="Needs Products." checked={draft.sync_stock} onChange={(on) => set({ sync_stock: on })} />
      {(products.error ?? stock.error) !== undefined && <p className="bad-text">{products.error ?? stock.error}</p>}
    </Card>
  );
}

interface View {
  store_id: number;
  name: string | null;
}
function viewsOf(raw: unknown[]): View[] {
  return raw.flatMap((one) => {
    if (typeof one !== "object" || one === null) return [];
    const fields: Record<string, unknown> = { ...one };
    const id = fields["store_id"] ?? fields["id"];
    return typeof id === "number" ? [{ store_id: id, name: typeof fields["name"] === "string" ? fields["name"] : null }] : [];
  });
}

function toggled(all: number[], id: number, on: boolean): number[] {
  return on ? [...all, id].sort((a, b) => a - b) : all.filter((one) => one !== id);
}

function Websites() {
  const { binding, draft, set } = useForm();
  const field = useField("website_filter");
  const views = useField("store_filter");
  const known = useQuery({
    queryKey: ["websites", binding.id],
    queryFn: () => take(api.GET("/v1/bindings/{id}/websites", { params: { path: { id: binding.id } } })),
    staleTime: 300_000,
  });
  const items = known.data?.items ?? [];
  const ids = [...new Set([...items.map((item) => item.website_id ?? -1), ...draft.website_filter])].filter((id) => id >= 0);
  const stores = new Map(items.flatMap((item) => viewsOf(item.stores ?? [])).map((view) => [view.store_id, view]));
  for (const id of draft.store_filter) if (!stores.has(id)) stores.set(id, { store_id: id, name: null });
  return (
    <>
      <fieldset className="stack-tight" id={field.id}>
        <legend>{field.label}</legend>
        <p className="hint">None ticked: all. Both filters must match.</p>
        {known.error !== null && <p className="hint">The store’s websites cannot be read right now.</p>}
        {known.data !== undefined && ids.length === 0 && <p className="hint">No website is known yet; they appear with the first documents.</p>}
        {ids.map((id) => (
          <label key={id} className="check">
            <input type="checkbox" checked={draft.website_filter.includes(id)} onChange={(event) => set({ website_filter: toggled(draft.website_filter, id, event.target.checked) })} />
            {items.find((item) => item.website_id === id)?.name ?? `Website ${id}`}
          </label>
        ))}
        {field.error !== undefined && <p className="bad-text">{field.error}</p>}
      </fieldset>
      {stores.size > 0 && (
        <fieldset className="stack-tight" id={views.id}>
          <legend>{views.label}</legend>
          {[...stores.values()].map((view) => (
            <label key={view.store_id} className="check">
              <input type="checkbox" checked={draft.store_filter.includes(view.store_id)} onChange={(event) => set({ store_filter: toggled(draft.store_filter, view.store_id, event.target.checked) })} />
              {view.name ?? `Store view ${view.store_id}`}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

type AccountField = {
  [Key in keyof Draft]: Draft[Key] extends string | null ? (null extends Draft[Key] ? Key : never) : never;
}[keyof Draft];

const optionalAccounts: AccountField[] = [
  "shipping_ledger_account_id",
  "adjustment_ledger_account_id",
  "gift_card_ledger_account_id",
  "store_credit_ledger_account_id",
  "fixed_product_tax_ledger_account_id",
  "rounding_ledger_account_id",
];

export function DefaultsCard() {
  const { draft, set, binding } = useForm();
  const tolerance = useField("rounding_tolerance");
  const usage = useUsage(binding.id);
  const fell = (field: string) => {
    const seen = usage.data?.fallbacks.find((one) => one.field === field)?.seen;
    return seen === undefined ? "" : `${count(seen)} documents in 90 days fell back to it.`;
  };
  return (
    <Card id="defaults" title="2. Default mappings">
      <div className="grid-fields">
        <ReferenceField field="default_tax_rate_id" kind="tax_rates" value={draft.default_tax_rate_id} onChange={(id) => set({ default_tax_rate_id: id })} hint={fell("default_tax_rate_id")} />
        <ReferenceField field="zero_tax_rate_id" kind="tax_rates" optional value={draft.zero_tax_rate_id} onChange={(id) => set({ zero_tax_rate_id: id })} hint={fell("zero_tax_rate_id")} />
        <ReferenceField field="default_ledger_account_id" kind="ledger_accounts" value={draft.default_ledger_account_id} onChange={(id) => set({ default_ledger_account_id: id })} hint={fell("default_ledger_account_id")} />
        <ReferenceField field="default_bank_account_id" kind="bank_accounts" optional value={draft.default_bank_account_id} onChange={(id) => set({ default_bank_account_id: id })} hint={`Optional. ${fell("default_bank_account_id")}`} />
        <ReferenceField field="default_purchase_ledger_account_id" kind="ledger_accounts" optional value={draft.default_purchase_ledger_account_id} onChange={(id) => set({ default_purchase_ledger_account_id: id })} hint="Products need it." />
      </div>
      <details>
        <summary>Accounts of their own for shipping, adjustments, gift cards and the like</summary>
        <div className="grid-fields">
          {optionalAccounts.map((field) => (
            <ReferenceField key={field} field={field} kind="ledger_accounts" optional value={draft[field]} onChange={(id) => set({ [field]: id })} hint="Empty: the default sales account." />
          ))}
        </div>
      </details>
      <TextField {...tolerance} inputMode="decimal" hint="The most that a visible rounding line may make good, for each document." value={draft.rounding_tolerance} onChange={(event) => set({ rounding_tolerance: event.target.value })} />
    </Card>
  );
}

export function CommercialCard() {
  const { draft, set } = useForm();
  const prefix = useField("invoice_number_prefix");
  const name = useField("customer_name_priority");
  return (
    <Card id="commercial" title="5. Commercial">
      <div className="grid-fields">
        <TextField
          {...prefix}
          hint={
            <>
              Added once, never doubled. Example: <code>{draft.invoice_number_prefix.trim()}100005991</code>
            </>
          }
          value={draft.invoice_number_prefix}
          onChange={(event) => set({ invoice_number_prefix: event.target.value })}
        />
        <SelectField
          {...name}
          value={draft.customer_name_priority}
          onChange={(value) => set({ customer_name_priority: value === "Person" ? "Person" : "Company" })}
          options={[
            { value: "Company", label: "Company first" },
            { value: "Person", label: "Person first" },
          ]}
        />
      </div>
    </Card>
  );
}

const productTypes = ["simple", "configurable", "bundle", "grouped", "virtual", "downloadable"];
const kinds = [
  { value: "GOODS", label: "Goods" },
  { value: "SERVICES", label: "Services" },
];
function kindOf(value: string): "GOODS" | "SERVICES" {
  return value === "SERVICES" ? "SERVICES" : "GOODS";
}

export function CurrencyCard() {
  const { draft, set } = useForm();
  const kind = useField("default_eu_goods_services_type");
  const types = [...new Set([...productTypes, ...Object.keys(draft.product_type_eu_goods_map)])];
  return (
    <Card id="currency" title="6. Multi-currency">
      <p className="hint">One document has one type; a mixed one takes the default and says so.</p>
      <SelectField {...kind} value={draft.default_eu_goods_services_type} onChange={(value) => set({ default_eu_goods_services_type: kindOf(value) })} options={kinds} />
      <div className="grid-fields">
        {types.map((type) => (
          <SelectField
            key={type}
            label={type.charAt(0).toUpperCase() + type.slice(1)}
            value={draft.product_type_eu_goods_map[type] ?? ""}
            onChange={(value) => {
              const { [type]: _, ...rest } = draft.product_type_eu_goods_map;
              set({ product_type_eu_goods_map: value === "" ? rest : { ...rest, [type]: kindOf(value) } });
            }}
            options={[{ value: "", label: "The default" }, ...kinds]}
          />
        ))}
      </div>
    </Card>
  );
}
