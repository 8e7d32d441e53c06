// One word per state everywhere: what the interface says, its label, and how its chip looks.

import type { components } from "../generated/api";

type RunStatus = components["schemas"]["RunStatus"];
type EventName = components["schemas"]["EventName"];

export type Tone = "good" | "busy" | "warn" | "bad" | "idle" | "asking";

export interface State {
  label: string;
  tone: Tone;
}

const states: Record<string, State> = {
  succeeded: { label: "Synced", tone: "good" },
  synced: { label: "Synced", tone: "good" },
  active: { label: "Active", tone: "good" },
  good: { label: "Active", tone: "good" },
  queued: { label: "Pending", tone: "busy" },
  waiting: { label: "Pending", tone: "busy" },
  pending: { label: "Pending", tone: "busy" },
  running: { label: "Running", tone: "busy" },
  needs_review: { label: "Needs review", tone: "warn" },
  no_contact: { label: "No contact", tone: "warn" },
  paused: { label: "Paused", tone: "warn" },
  sage_access_removed: { label: "Sage access lost", tone: "bad" },
  failed: { label: "Failed", tone: "bad" },
  token_revoked: { label: "Token revoked", tone: "bad" },
  gone: { label: "Gone", tone: "bad" },
  skipped_by_policy: { label: "Skipped", tone: "idle" },
  revoked: { label: "Revoked", tone: "idle" },
  cancelled: { label: "Cancelled", tone: "idle" },
  ignored: { label: "Ignored", tone: "idle" },
  acknowledged: { label: "Acknowledged", tone: "idle" },
  resolved: { label: "Resolved", tone: "good" },
  open: { label: "Open", tone: "warn" },
  checking_outcome: { label: "Checking outcome", tone: "asking" },
};

export function stateOf(word: string): State {
  return states[word] ?? { label: word.replaceAll("_", " "), tone: "idle" };
}

// A run that waits to learn what became of a request is in a state of its own.
export function runState(run: { status: string; reason: string | null }): State {
  if (run.status === "waiting" && run.reason === "checking_outcome") return stateOf("checking_outcome");
  if (run.status === "cancelled" && run.reason === "ignored") return stateOf("ignored");
  return stateOf(run.status);
}

// What to show of a binding: its hold and silence say more than "active".
export function bindingState(binding: {
  status: string;
  hold: string | null;
  no_contact_since?: string | null;
  store: { status: string };
}): State {
  if (binding.status === "active") {
    if (binding.hold !== null) return stateOf(binding.hold);
    if (binding.store.status === "token_revoked") return stateOf("token_revoked");
    if (binding.no_contact_since) return stateOf("no_contact");
  }
  return stateOf(binding.status);
}

const events: Record<EventName, string> = {
  "invoice.created": "Invoice",
  "invoice.paid": "Payment",
  "creditmemo.created": "Credit note",
  "customer.upserted": "Customer",
  "product.upserted": "Product",
};
export function eventLabel(event: string): string {
  return isEvent(event) ? events[event] : event;
}
export function isEvent(word: string): word is EventName {
  return word in events;
}
export const eventNames = Object.keys(events).filter(isEvent);

export const runStatuses: readonly RunStatus[] = [
  "queued",
  "running",
  "waiting",
  "succeeded",
  "skipped_by_policy",
  "failed",
  "needs_review",
  "cancelled",
];
export function isStatus(word: string): word is RunStatus {
  return (runStatuses as readonly string[]).includes(word);
}
