// Magento, what was planned, and what Sage answered, side by side; unequal cells are marked and the
// difference stands in its own column.

import type { Run } from "../api/queries";
import { Amount } from "../parts/amount";
import { TableFrame } from "../parts/page";
import { isAmount, isZero, subtract } from "../words/money";

export interface ComparedRow {
  name: string;
  store: string | null;
  planned: string | null;
  ledger: string | null;
}

const labels: Record<string, string> = {
  net: "Net",
  subtotal: "Subtotal",
  tax: "Tax",
  tax_amount: "Tax",
  shipping: "Shipping",
  discount: "Discount",
  rounding: "Rounding",
  total: "Total",
  grand_total: "Total",
  total_amount: "Total",
};

function textOf(side: unknown, key: string): string | null {
  if (typeof side === "string") return key === "total" ? side : null;
  if (typeof side !== "object" || side === null) return null;
  const value: unknown = Object.entries(side).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : null;
}

// Sums that are amounts, by name, in the order of the first side that has them.
export function comparedRows(comparison: { store?: unknown; planned?: unknown; ledger?: unknown }): ComparedRow[] {
  const sides = [comparison.store, comparison.planned, comparison.ledger];
  const names = new Set<string>();
  for (const side of sides) {
    if (typeof side === "string") names.add("total");
    else if (typeof side === "object" && side !== null) {
      for (const [name, value] of Object.entries(side)) {
        if (typeof value === "string" && isAmount(value)) names.add(name);
      }
    }
  }
  return [...names].map((name) => ({
    name,
    store: textOf(comparison.store, name),
    planned: textOf(comparison.planned, name),
    ledger: textOf(comparison.ledger, name),
  }));
}

// Against what Sage recorded, else against what was planned.
export function differenceOf(row: ComparedRow): string | null {
  const other = row.ledger ?? row.planned;
  return row.store === null || other === null ? null : subtract(row.store, other);
}

export function Comparison({ run }: { run: Run }) {
  const currency = run.totals?.currency ?? "";
  const rows = run.comparison ? comparedRows(run.comparison) : [];
  if (rows.length === 0 && run.totals) {
    rows.push({ name: "total", store: run.totals.store ?? null, planned: null, ledger: run.totals.ledger ?? null });
  }
  if (rows.length === 0) return null;
  const planned = rows.some((row) => row.planned !== null);
  return (
    <section className="stack-tight" aria-labelledby="sides">
      <h2 id="sides">Side by side</h2>
      <TableFrame label="Both sides">
        <table>
          <thead>
            <tr>
              <th scope="col">Sum</th>
              <th scope="col" className="num">Magento</th>
              {planned && <th scope="col" className="num">What we planned</th>}
              <th scope="col" className="num">What Sage answered</th>
              <th scope="col" className="num">Difference</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const difference = differenceOf(row);
              const differs = difference !== null && !isZero(difference);
              return (
                <tr key={row.name}>
                  <th scope="row">{labels[row.name] ?? row.name.replaceAll("_", " ")}</th>
                  <Cell value={row.store} currency={currency} />
                  {planned && <Cell value={row.planned} currency={currency} differs={unequal(row.store, row.planned)} />}
                  <Cell value={row.ledger} currency={currency} differs={unequal(row.store, row.ledger)} />
                  <td className={`num${differs ? " differs" : ""}`}>
                    <Amount value={difference} currency={currency} signed />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}

function unequal(left: string | null, right: string | null): boolean {
  if (left === null || right === null) return false;
  const difference = subtract(left, right);
  return difference !== null && !isZero(difference);
}

function Cell({ value, currency, differs = false }: { value: string | null; currency: string; differs?: boolean }) {
  return (
    <td className={`num${differs ? " differs" : ""}`}>
      {differs && <span aria-label="differs">≠ </span>}
      {value === null ? <span className="muted">none</span> : <Amount value={value} currency={currency} />}
    </td>
  );
}
