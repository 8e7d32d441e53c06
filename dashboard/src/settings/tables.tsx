// Cards 3 and 4, which are tables: payment methods to bank accounts, tax to Sage's rates.

import { useQuery } from "@tanstack/react-query";

import { api, take } from "../api/client";
import { TableFrame } from "../parts/page";
import { count } from "../words/money";
import { Card } from "./cards";
import { newTaxRow, percentageOf, type TaxRow } from "./draft";
import { elementOf, errorWords } from "./fields";
import { useForm } from "./form_state";
import { ReferenceSelect } from "./reference_field";
import { useUsage } from "./usage";

const unmapped = "";
const none = "\u0000none";

function Seen({ value }: { value: number | undefined }) {
  return value === undefined ? <span className="muted">not seen</span> : count(value);
}

function ErrorUnder({ field }: { field: string }) {
  const { errors } = useForm();
  const error = errors.find((one) => one.field === field || one.field.startsWith(`${field}.`));
  return error === undefined ? null : <div className="bad-text">{errorWords(error)}</div>;
}

export function PaymentsCard() {
  const { binding, draft, set } = useForm();
  const usage = useUsage(binding.id);
  const live = useQuery({
    queryKey: ["methods", binding.id],
    queryFn: () => take(api.GET("/v1/bindings/{id}/magento-payment-methods", { params: { path: { id: binding.id } } })),
    staleTime: 300_000,
  });
  const map = draft.payment_method_map;
  const seen = new Map((usage.data?.methods ?? []).map((one) => [one.method, one.seen]));
  const named = new Map((live.data?.items ?? []).map((one) => [one.code ?? "", one.label ?? one.code ?? ""]));
  const codes = [...new Set([...named.keys(), ...seen.keys(), ...Object.keys(map)])]
    .filter((code) => code !== "")
    .sort((a, b) => (seen.get(b) ?? 0) - (seen.get(a) ?? 0) || a.localeCompare(b));
  const change = (code: string, value: string) => {
    const { [code]: _, ...rest } = map;
    set({ payment_method_map: value === unmapped ? rest : { ...rest, [code]: value === none ? null : value } });
  };
  return (
    <Card id="payments" title="3. Payment methods">
      <p className="hint">None: stays unpaid. Not mapped: goes to the default bank account, or stays unpaid.</p>
      {live.error !== null && <p className="hint">The store’s own list cannot be read right now; these are the methods known here.</p>}
      {codes.length === 0 ? (
        <p className="muted">No payment method is known yet.</p>
      ) : (
        <TableFrame label="Payment methods">
          <table>
            <thead>
              <tr>
                <th scope="col">Method</th>
                <th scope="col" className="num">Seen in 90 days</th>
                <th scope="col">Bank account</th>
                <th scope="col">If so</th>
              </tr>
            </thead>
            <tbody>
              {codes.map((code) => {
                const value = code in map ? (map[code] ?? none) : unmapped;
                const field = `payment_method_map.${code}`;
                return (
                  <tr key={code}>
                    <th scope="row">
                      {named.get(code) ?? code} {named.get(code) !== code && named.has(code) && <code>{code}</code>}
                    </th>
                    <td className="num">
                      <Seen value={seen.get(code)} />
                    </td>
                    <td>
                      <ReferenceSelect
                        id={elementOf(field)}
                        label={`Bank account for ${code}`}
                        kind="bank_accounts"
                        value={value}
                        onChange={(next) => change(code, next)}
                        before={[
                          { value: unmapped, label: "Not mapped" },
                          { value: none, label: "None" },
                        ]}
                      />
                      <ErrorUnder field={field} />
                    </td>
                    <td className="muted">
                      {value === none
                        ? "stays unpaid"
                        : value === unmapped
                          ? draft.default_bank_account_id === null
                            ? "stays unpaid"
                            : "goes to the default bank account"
                          : "paid into it"}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </TableFrame>
      )}
    </Card>
  );
}

const groups = [
  { value: "", label: "Any" },
  { value: "ALL", label: "Any, by product class" },
  { value: "GBIE", label: "UK and Ireland" },
  { value: "EU", label: "EU" },
  { value: "US", label: "US" },
  { value: "CA", label: "Canada" },
];

export function TaxCard() {
  const { binding, draft, set } = useForm();
  const usage = useUsage(binding.id);
  const rows = draft.tax_rows;
  const change = (key: number, part: Partial<TaxRow>) =>
    set({ tax_rows: rows.map((row) => (row.key === key ? { ...row, ...part } : row)) });
  const seenOf = (row: TaxRow) => {
    const found = (usage.data?.tax_keys ?? []).filter(
      (one) =>
        one.percentage === percentageOf(row.percentage) &&
        (row.country_group === "" || row.country_group === "ALL" || one.country_group === row.country_group) &&
        (row.product_class === "" || one.product_class === row.product_class),
    );
    return found.length === 0 ? undefined : found.reduce((sum, one) => sum + one.seen, 0);
  };
  const missing = (usage.data?.tax_keys ?? []).filter(
    (one) => !rows.some((row) => percentageOf(row.percentage) === one.percentage),
  );
  const unmet = [...new Set(missing.map((one) => one.percentage))];
  return (
    <Card id="tax" title="4. Tax rates">
      <p className="hint">
        0.00 % can mean zero-rated, exempt or outside the scope: choose per row. A percentage without a row takes the default
        tax rate.
      </p>
      {unmet.length > 0 && (
        <p>
          Seen and not mapped:{" "}
          {unmet.map((percentage) => (
            <button key={percentage} type="button" className="button small" onClick={() => set({ tax_rows: [...rows, newTaxRow({ percentage })] })}>
              Add {percentage} %
            </button>
          ))}
        </p>
      )}
      {rows.length > 0 && (
        <TableFrame label="Tax rates">
          <table>
            <thead>
              <tr>
                <th scope="col">Countries</th>
                <th scope="col">Percentage</th>
                <th scope="col">Product class</th>
                <th scope="col" className="num">Seen in 90 days</th>
                <th scope="col">Sage rate</th>
                <th scope="col">Change</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <TaxLine key={row.key} row={row} seen={seenOf(row)} change={(part) => change(row.key, part)} remove={() => set({ tax_rows: rows.filter((one) => one.key !== row.key) })} />
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
      <div>
        <button type="button" className="button" onClick={() => set({ tax_rows: [...rows, newTaxRow()] })}>
          Add a row
        </button>
      </div>
    </Card>
  );
}

function TaxLine({
  row,
  seen,
  change,
  remove,
}: {
  row: TaxRow;
  seen: number | undefined;
  change: (part: Partial<TaxRow>) => void;
  remove: () => void;
}) {
  const { draft } = useForm();
  const plain = row.country_group === "" && row.product_class === "";
  const rules = draft.tax_rows.filter((one) => one.country_group !== "" || one.product_class !== "");
  const field = plain ? `tax_rate_map.${percentageOf(row.percentage)}` : `tax_rate_rules.${rules.indexOf(row)}`;
  const about = row.percentage === "" ? "the new row" : `${row.percentage} %`;
  return (
    <tr>
      <td>
        <span className="field">
          <select aria-label={`Countries for ${about}`} value={row.country_group} onChange={(event) => change({ country_group: event.target.value })}>
            {groups.map((group) => (
              <option key={group.value} value={group.value}>
                {group.label}
              </option>
            ))}
          </select>
        </span>
      </td>
      <td>
        <input
          className="input narrow"
          aria-label={`Percentage of ${about}`}
          inputMode="decimal"
          value={row.percentage}
          onChange={(event) => change({ percentage: event.target.value })}
          onBlur={() => change({ percentage: percentageOf(row.percentage) })}
        />
      </td>
      <td>
        <input className="input narrow" aria-label={`Product class for ${about}`} placeholder="any" value={row.product_class} onChange={(event) => change({ product_class: event.target.value })} />
      </td>
      <td className="num">
        <Seen value={seen} />
      </td>
      <td>
        <ReferenceSelect
          id={elementOf(field)}
          label={`Sage rate for ${about}`}
          kind="tax_rates"
          value={row.tax_rate_id}
          onChange={(tax_rate_id) => change({ tax_rate_id })}
          before={[{ value: "", label: "Choose a rate" }]}
        />
        <ErrorUnder field={field} />
      </td>
      <td>
        <button type="button" className="button small" aria-label={`Remove ${about}`} onClick={remove}>
          Remove
        </button>
      </td>
    </tr>
  );
}
