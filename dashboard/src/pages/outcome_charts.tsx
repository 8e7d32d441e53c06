// Documents by outcome over time, and failures by cause; each with its table twin.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { api, take } from "../api/client";
import { useNow, useZone } from "../parts/clock";
import { OutcomeChart, type Step } from "../parts/chart";
import { TableFrame } from "../parts/page";
import { Part } from "../parts/states";
import { count } from "../words/money";
import { reasonOf } from "../words/reasons";
import { nearTime } from "../words/time";

const hour = 3_600_000;
const ranges = {
  day: { label: "24 hours", ms: 24 * hour, step: "1h" },
  week: { label: "7 days", ms: 7 * 24 * hour, step: "1d" },
  month: { label: "30 days", ms: 30 * 24 * hour, step: "1d" },
} as const;
type Range = keyof typeof ranges;

export function OutcomeCharts() {
  const [range, setRange] = useState<Range>("day");
  const [table, setTable] = useState(false);
  const now = useNow();
  const zone = useZone();
  const { ms, step, label } = ranges[range];
  // The end of this hour: the question stays the same until then.
  const to = Math.ceil(now / hour) * hour;
  const stats = useQuery({
    queryKey: ["health", "stats", range, to],
    queryFn: () =>
      take(
        api.GET("/v1/stats", {
          params: { query: { from: new Date(to - ms).toISOString(), to: new Date(to).toISOString(), step } },
        }),
      ),
  });
  return (
    <section className="card" aria-labelledby="outcomes">
      <div className="row-wide">
        <h2 id="outcomes">Documents by outcome, last {label}</h2>
        <div className="row">
          <div className="segments" role="group" aria-label="Range">
            {(Object.keys(ranges) as Range[]).map((one) => (
              <button key={one} type="button" className="button small" aria-pressed={range === one} onClick={() => setRange(one)}>
                {ranges[one].label}
              </button>
            ))}
          </div>
          <button type="button" className="button small" aria-pressed={table} onClick={() => setTable(!table)}>
            Show as table
          </button>
        </div>
      </div>
      <Part query={stats} what="The outcomes" rows={5}>
        {({ items, by_code }) => {
          const named = items.map((item) => ({ ...item, label: nearTime(item.at, zone, now) }));
          return (
            <>
              {table ? <StepsTable steps={named} /> : <OutcomeChart steps={named} />}
              {by_code.length > 0 && (
                <div className="stack-tight">
                  <h3>Failures by cause</h3>
                  <ul className="plain-list stack-tight">
                    {by_code.slice(0, 5).map((one) => (
                      <li key={one.code} className="row-wide">
                        <Link to="/dashboard/sync" search={{ code: one.code }}>
                          {reasonOf(one.code).sentence}
                        </Link>
                        <span>{count(one.count)}</span>
                      </li>
                    ))}
                  </ul>
                </div>
              )}
            </>
          );
        }}
      </Part>
    </section>
  );
}

function StepsTable({ steps }: { steps: Step[] }) {
  return (
    <TableFrame label="Documents by outcome">
      <table>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col" className="num">Synced</th>
            <th scope="col" className="num">Needs review</th>
            <th scope="col" className="num">Failed</th>
            <th scope="col" className="num">Skipped</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.at}>
              <th scope="row">{step.label}</th>
              <td className="num">{count(step.succeeded)}</td>
              <td className="num">{count(step.needs_review)}</td>
              <td className="num">{count(step.failed)}</td>
              <td className="num">{count(step.skipped)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
