// The rows of the history: ticks, keys (j, k, x, Enter), and beyond 200 rows only those in view are
// in the document.

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";

import { forThePage } from "../app/keys";
import type { Run } from "../api/queries";
import { magentoName, RunCells, RunHeads } from "./run_table";

const virtualBeyond = 200;

export function HistoryTable({
  runs,
  selected,
  select,
  selectable,
}: {
  runs: Run[];
  selected: ReadonlySet<string>;
  select: (ids: ReadonlySet<string>) => void;
  selectable: boolean;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(-1);
  const virtual = runs.length > virtualBeyond;
  const rows = useVirtualizer({
    count: runs.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 37,
    overscan: 12,
    enabled: virtual,
  });
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    select(next);
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!forThePage(event)) return;
      const run = runs[at];
      if (event.key === "j" || event.key === "k") {
        const next = Math.min(runs.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)));
        setAt(next);
        if (virtual) rows.scrollToIndex(next);
        window.requestAnimationFrame(() =>
          frame.current?.querySelector<HTMLElement>(`[data-row="${next}"] [data-open]`)?.focus(),
        );
      } else if (event.key === "x" && run !== undefined && selectable) {
        toggle(run.id);
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
  const shown = virtual ? rows.getVirtualItems() : runs.map((_, index) => ({ index, start: 0, end: 0 }));
  const before = virtual ? (shown[0]?.start ?? 0) : 0;
  const after = virtual ? rows.getTotalSize() - (shown.at(-1)?.end ?? 0) : 0;
  const all = runs.length > 0 && runs.every((run) => selected.has(run.id));
  const columns = selectable ? 8 : 7;
  return (
    <div ref={frame} className={`table-frame${virtual ? " tall" : ""}`} role="region" aria-label="Sync history" tabIndex={0}>
      <table aria-rowcount={runs.length + 1}>
        <thead>
          <tr>
            {selectable && (
              <th scope="col">
                <span className="check">
                  <input
                    type="checkbox"
                    aria-label="Select all rows that are loaded"
                    checked={all}
                    onChange={() => select(all ? new Set() : new Set(runs.map((run) => run.id)))}
                  />
                </span>
              </th>
            )}
            <RunHeads />
          </tr>
        </thead>
        <tbody>
          <Spacer height={before} columns={columns} />
          {shown.map(({ index }) => {
            const run = runs[index];
            if (run === undefined) return null;
            return (
              <tr key={run.id} data-row={index} aria-rowindex={index + 2} className={index === at ? "at" : ""}>
                {selectable && (
                  <td>
                    <span className="check">
                      <input
                        type="checkbox"
                        aria-label={`Select ${magentoName(run)}, ${run.event}`}
                        checked={selected.has(run.id)}
                        onChange={() => toggle(run.id)}
                      />
                    </span>
                  </td>
                )}
                <RunCells run={run} />
              </tr>
            );
          })}
          <Spacer height={after} columns={columns} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}
