import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import type { RunCounts } from "../api/queries";
import { bindingsQuery, nameOf } from "../api/queries";
import { SelectField, TextField } from "../parts/field";
import { count } from "../words/money";
import { reasonOf } from "../words/reasons";
import { eventLabel, eventNames, isEvent, stateOf } from "../words/status";
import { statusButtons, toggled, type Filter } from "./run_filter";

export function HistoryFilters({
  filter,
  counts,
  change,
}: {
  filter: Filter;
  counts: RunCounts | undefined;
  change: (part: Partial<Filter>) => void;
}) {
  const bindings = useQuery(bindingsQuery);
  const number = (statuses: string[]) =>
    counts === undefined ? null : statuses.reduce((sum, status) => sum + (counts.by_status[status] ?? 0), 0);
  return (
    <div className="stack-tight">
      <div className="filters">
        <SearchField value={filter.reference} change={(reference) => change({ reference })} />
        <SelectField
          label="Event"
          value={filter.event[0] ?? ""}
          onChange={(event) => change({ event: isEvent(event) ? [event] : [] })}
          options={[{ value: "", label: "All" }, ...eventNames.map((name) => ({ value: name, label: eventLabel(name) }))]}
        />
        <SelectField
          label="Binding"
          value={filter.binding}
          onChange={(binding) => change({ binding })}
          options={[
            { value: "", label: "All" },
            ...(bindings.data ?? []).map((binding) => ({ value: binding.id, label: nameOf(binding) })),
          ]}
        />
        <TextField label="From" type="date" value={filter.since} onChange={(event) => change({ since: event.target.value })} />
        <TextField label="To" type="date" value={filter.until} onChange={(event) => change({ until: event.target.value })} />
      </div>
      <div className="segments" role="group" aria-label="Status">
        {statusButtons.map(({ label, statuses }) => {
          const rows = number(statuses);
          return (
            <button
              key={label}
              type="button"
              className="button small"
              aria-pressed={statuses.every((status) => filter.status.includes(status))}
              onClick={() => change({ status: toggled(filter.status, statuses) })}
            >
              {label}
              {rows !== null && <span className="muted">{count(rows)}</span>}
            </button>
          );
        })}
      </div>
      <Pills filter={filter} change={change} />
    </div>
  );
}

// Typed letters wait a moment, so that each does not become a step of Back.
function SearchField({ value, change }: { value: string; change: (text: string) => void }) {
  const [text, setText] = useState(value);
  const [last, setLast] = useState(value);
  if (last !== value) {
    setLast(value);
    setText(value);
  }
  useEffect(() => {
    if (text === value) return;
    const timer = window.setTimeout(() => change(text), 350);
    return () => window.clearTimeout(timer);
  });
  return (
    <TextField
      label="Magento or Sage number"
      type="search"
      data-search
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") change(text);
      }}
    />
  );
}

function Pills({ filter, change }: { filter: Filter; change: (part: Partial<Filter>) => void }) {
  const pills: { text: string; without: Partial<Filter> }[] = [
    ...filter.status.map((status) => ({
      text: `Status: ${stateOf(status).label}${status === "queued" ? " (queued)" : status === "waiting" ? " (waiting)" : ""}`,
      without: { status: filter.status.filter((one) => one !== status) },
    })),
    ...filter.event.map((event) => ({ text: `Event: ${eventLabel(event)}`, without: { event: [] } })),
    ...(filter.reason === "" ? [] : [{ text: `Reason: ${reasonOf(filter.reason).sentence}`, without: { reason: "" } }]),
    ...(filter.code === "" ? [] : [{ text: `Cause: ${reasonOf(filter.code).sentence}`, without: { code: "" } }]),
  ];
  if (pills.length === 0) return null;
  return (
    <div className="row" role="group" aria-label="Active filters">
      {pills.map((pill) => (
        <span key={pill.text} className="pill">
          {pill.text}
          <button type="button" aria-label={`Remove ${pill.text}`} onClick={() => change(pill.without)}>
            ×
          </button>
        </span>
      ))}
    </div>
  );
}
