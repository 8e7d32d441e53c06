// Every attempt of a run: what was asked, what came of it, how long it took, and whether it may have
// had an effect; and the requests themselves, with personal data masked by the server.

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../api/client";
import type { Run } from "../api/queries";
import { Exact } from "../parts/clock";
import { Copy } from "../parts/copy";
import { Part } from "../parts/states";
import { count } from "../words/money";
import { duration } from "../words/time";

type Attempt = NonNullable<Run["attempts"]>[number];
const folded = 10;

const steps: Record<string, string> = {
  fetch_invoice: "Fetched from the store",
  find_invoice: "Looked for it in Sage",
  find_contact: "Looked for the contact in Sage",
  find_contact_by_email: "Looked for the contact by e-mail",
};

export function stepName(step: string): string {
  const known = steps[step];
  if (known !== undefined) return known;
  const words = step.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function Timeline({ run }: { run: Run }) {
  const attempts = run.attempts ?? [];
  const [all, setAll] = useState(false);
  const shown = all ? attempts : attempts.slice(-folded);
  return (
    <section className="stack-tight" aria-labelledby="timeline">
      <h2 id="timeline">Timeline</h2>
      {attempts.length > shown.length && (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          {count(attempts.length - shown.length)} earlier
        </button>
      )}
      <ol className="timeline">
        {shown.length === attempts.length && (
          <li>
            <b>Accepted</b> <Exact at={run.created_at} />
          </li>
        )}
        {shown.map((attempt) => (
          <li key={`${attempt.started_at} ${attempt.step} ${attempt.http?.url ?? ""}`}>
            <One attempt={attempt} />
          </li>
        ))}
        {run.next_attempt_at && (
          <li>
            <b>Next try</b> <Exact at={run.next_attempt_at} />
          </li>
        )}
        {run.reported && (
          <li>
            <b>Reported to the store</b> as {run.reported.status}, <Exact at={run.reported.at} />
          </li>
        )}
      </ol>
    </section>
  );
}

// An answer says itself what happened; without one it is the effect that matters.
function effectWords(attempt: Attempt): string {
  if (attempt.effect === "maybe") return ", may have happened";
  return attempt.http?.status == null ? ", nothing happened" : "";
}

function One({ attempt }: { attempt: Attempt }) {
  const { http } = attempt;
  const took = attempt.ended_at ? Date.parse(attempt.ended_at) - Date.parse(attempt.started_at) : null;
  return (
    <>
      <div>
        <b>{stepName(attempt.step)}</b> <Exact at={attempt.started_at} />
      </div>
      <div>
        {attempt.outcome.replaceAll("_", " ")}
        {took !== null && <span className="muted">, {duration(took)}</span>}
        <span className="muted">{effectWords(attempt)}</span>
      </div>
      {http?.url && (
        <div className="hint mono">
          {http.method} {http.url} {http.status ?? "no answer"}
        </div>
      )}
    </>
  );
}

export function Exchanges({ run }: { run: Run }) {
  const total = run.exchanges ?? 0;
  if (total === 0) return null;
  return (
    <section className="stack-tight" aria-labelledby="exchanges">
      <h2 id="exchanges">Requests and answers</h2>
      <p className="hint">Personal data is masked and cannot be revealed.</p>
      {Array.from({ length: total }, (_, index) => (
        <ExchangeFold key={index} id={run.id} n={index + 1} />
      ))}
    </section>
  );
}

function ExchangeFold({ id, n }: { id: string; n: number }) {
  const [open, setOpen] = useState(false);
  const exchange = useQuery({
    queryKey: ["runs", "exchange", id, n],
    queryFn: () => take(api.GET("/v1/runs/{id}/exchange/{n}", { params: { path: { id, n } } })),
    enabled: open,
    staleTime: Infinity,
  });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Request {n}</summary>
      {open && (
        <Part query={exchange} what="This request" rows={3}>
          {(data) => (
            <div className="columns">
              <Side name="Request" value={data.request} />
              <Side name="Answer" value={data.response} />
            </div>
          )}
        </Part>
      )}
    </details>
  );
}

function Side({ name, value }: { name: string; value: unknown }) {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? null, null, 2);
  return (
    <div className="stack-tight">
      <div className="row-wide">
        <h3>{name}</h3>
        <Copy text={text} />
      </div>
      <pre tabIndex={0} aria-label={name}>
        {text}
      </pre>
    </div>
  );
}
