// The filters of the sync history: in the address, and as the server takes them.

import type { RunFilter } from "../api/queries";
import { many, one } from "../base/search";
import type { components } from "../generated/api";
import { isEvent, isStatus, stateOf } from "../words/status";

type RunStatus = components["schemas"]["RunStatus"];
type EventName = components["schemas"]["EventName"];

export interface Filter {
  status: RunStatus[];
  event: EventName[];
  binding: string;
  reference: string;
  reason: string;
  code: string;
  since: string; // "2026-11-01", a calendar date in the person's zone
  until: string;
}

export const noFilter: Filter = { status: [], event: [], binding: "", reference: "", reason: "", code: "", since: "", until: "" };

export function filterOf(search: Record<string, unknown>): Filter {
  const date = (name: string) => {
    const text = one(search, name) ?? "";
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : "";
  };
  return {
    // Words that the server would refuse are left out: an old link still shows something.
    status: many(search, "status").filter(isStatus),
    event: many(search, "event").filter(isEvent),
    binding: one(search, "binding") ?? "",
    reference: one(search, "reference") ?? "",
    reason: one(search, "reason") ?? "",
    code: one(search, "code") ?? "",
    since: date("since"),
    until: date("until"),
  };
}

export function isEmpty(filter: Filter): boolean {
  return Object.values(filter).every((value: string | string[]) => value.length === 0);
}

// The first moment of a calendar date in a zone, as UTC.
export function startOfDay(date: string, zone: string): string {
  const guess = Date.parse(`${date}T00:00:00Z`);
  // Twice: the offset at the guess may be that of the day before a change of the clocks.
  let at = guess;
  for (let turn = 0; turn < 2; turn += 1) at = guess - offsetAt(at, zone);
  return new Date(at).toISOString();
}

function offsetAt(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  });
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second"));
  return shown - Math.floor(at / 1000) * 1000;
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

export function toQuery(filter: Filter, zone: string): RunFilter {
  const query: RunFilter = {};
  if (filter.status.length > 0) query.status = filter.status;
  if (filter.event.length > 0) query.event = filter.event;
  if (filter.binding !== "") query.binding = [filter.binding];
  if (filter.reference.trim() !== "") query.reference = [filter.reference.trim()];
  if (filter.reason !== "") query.reason = [filter.reason];
  if (filter.code !== "") query.code = [filter.code];
  if (filter.since !== "") query.since = startOfDay(filter.since, zone);
  // The day that is chosen belongs to the range.
  if (filter.until !== "") query.until = startOfDay(nextDay(filter.until), zone);
  return query;
}

export interface StatusButton {
  label: string;
  statuses: RunStatus[];
}
// Buttons by what a person calls it: three words of the interface are one "Pending".
export const statusButtons: StatusButton[] = [
  { label: "Pending", statuses: ["queued", "waiting"] },
  { label: stateOf("running").label, statuses: ["running"] },
  { label: stateOf("succeeded").label, statuses: ["succeeded"] },
  { label: stateOf("skipped_by_policy").label, statuses: ["skipped_by_policy"] },
  { label: stateOf("failed").label, statuses: ["failed"] },
  { label: stateOf("needs_review").label, statuses: ["needs_review"] },
  { label: stateOf("cancelled").label, statuses: ["cancelled"] },
];

export function toggled(all: RunStatus[], some: RunStatus[]): RunStatus[] {
  return some.every((one) => all.includes(one)) ? all.filter((one) => !some.includes(one)) : [...new Set([...all, ...some])];
}
