// Runs as rows: status, event, both numbers, total, why, when.

import { Link } from "@tanstack/react-router";

import type { Run } from "../api/queries";
import { Amount } from "../parts/amount";
import { Chip } from "../parts/chip";
import { Near } from "../parts/clock";
import { TableFrame } from "../parts/page";
import { whyOf } from "../words/reasons";
import { eventLabel, runState } from "../words/status";

export function magentoName(run: Run): string {
  return run.magento_reference ?? `${eventLabel(run.event)} ${run.magento_entity_id}`;
}

export function RunCells({ run }: { run: Run }) {
  return (
    <>
      <td>
        <Chip state={runState(run)} />
      </td>
      <td className="mono">{run.event}</td>
      <th scope="row" className="nowrap">
        <Link to="/dashboard/sync/$run" params={{ run: run.id }} data-open>
          {magentoName(run)}
        </Link>
      </th>
      <td className="nowrap">
        {run.provider?.reference ? (
          run.provider.url ? (
            <a href={run.provider.url} target="_blank" rel="noopener noreferrer">
              {run.provider.reference}
            </a>
          ) : (
            run.provider.reference
          )
        ) : (
          <span className="muted">none</span>
        )}
      </td>
      <td className="num">{run.totals && <Amount value={run.totals.store} currency={run.totals.currency ?? ""} />}</td>
      <td className="muted">{whyOf(run)}</td>
      <td>
        <Near at={run.created_at} />
      </td>
    </>
  );
}

export function RunHeads() {
  return (
    <>
      <th scope="col">Status</th>
      <th scope="col">Event</th>
      <th scope="col">Magento</th>
      <th scope="col">Sage</th>
      <th scope="col" className="num">
        Total
      </th>
      <th scope="col">Why</th>
      <th scope="col">Accepted</th>
    </>
  );
}

export function RunTable({ runs, label }: { runs: Run[]; label: string }) {
  return (
    <TableFrame label={label}>
      <table>
        <thead>
          <tr>
            <RunHeads />
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <RunCells run={run} />
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
