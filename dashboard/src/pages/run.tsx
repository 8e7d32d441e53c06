// One run: what happened, what it means, what to do; both sides; every attempt.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";

import { useLive } from "../api/live";
import { bindingQuery, nameOf, runQuery, type Run } from "../api/queries";
import { Amount } from "../parts/amount";
import { Chip } from "../parts/chip";
import { Exact } from "../parts/clock";
import { Identifier } from "../parts/copy";
import { Page } from "../parts/page";
import { Part } from "../parts/states";
import { reasonOf } from "../words/reasons";
import { eventLabel, runState } from "../words/status";
import { Comparison } from "./comparison";
import { magentoName } from "./run_table";
import { Outcome } from "./run_outcome";
import { Exchanges, Timeline } from "./timeline";

export function RunPage() {
  const { run: id = "" } = useParams({ strict: false });
  const queries = useQueryClient();
  const run = useQuery(runQuery(id));
  useLive((event) => {
    if (event.kind === "run" && event.id === id) void queries.invalidateQueries({ queryKey: ["runs", "one", id] });
  });
  const data = run.data;
  const title = data === undefined ? "Run" : titleOf(data);
  return (
    <Page
      title={title}
      about={title}
      sub={
        data && (
          <span className="row">
            <Chip state={runState(data)} />
            {data.totals && <Amount value={data.totals.store} currency={data.totals.currency ?? ""} />}
          </span>
        )
      }
      actions={
        <>
          {data?.magento_url && (
            <a className="button" href={data.magento_url} target="_blank" rel="noopener noreferrer">
              Open in Magento
            </a>
          )}
          {data?.provider?.url && (
            <a className="button" href={data.provider.url} target="_blank" rel="noopener noreferrer">
              Open in Sage
            </a>
          )}
          <button type="button" className="button" onClick={() => window.print()}>
            Print
          </button>
        </>
      }
    >
      <Part query={run} what="This run" rows={10}>
        {(one) => <Details run={one} />}
      </Part>
    </Page>
  );
}

function titleOf(run: Run): string {
  const name = run.magento_reference === null || run.magento_reference === undefined ? magentoName(run) : `${eventLabel(run.event)} ${run.magento_reference}`;
  return run.provider?.reference ? `${name} → ${run.provider.reference}` : name;
}

function Details({ run }: { run: Run }) {
  return (
    <div className="stack">
      <Outcome run={run} />
      <Comparison run={run} />
      <div className="columns">
        <Facts run={run} />
        <Related run={run} />
      </div>
      <Timeline run={run} />
      <Exchanges run={run} />
    </div>
  );
}

function Facts({ run }: { run: Run }) {
  const binding = useQuery({ ...bindingQuery(run.binding_id ?? ""), enabled: run.binding_id !== null });
  const notes = run.notes ?? [];
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">Facts</h2>
      <dl className="facts">
        <dt>Event</dt>
        <dd className="mono">{run.event}</dd>
        <dt>Binding</dt>
        <dd>
          {run.binding_id === null ? (
            <span className="muted">none was connected when it arrived</span>
          ) : (
            <Link to="/dashboard/bindings/$id" params={{ id: run.binding_id }}>
              {binding.data === undefined ? run.binding_id : nameOf(binding.data)}
            </Link>
          )}
        </dd>
        <dt>Magento id</dt>
        <dd>{run.magento_entity_id}</dd>
        <dt>Accepted</dt>
        <dd>
          <Exact at={run.created_at} />
        </dd>
        <dt>Finished</dt>
        <dd>
          <Exact at={run.finished_at} none="not yet" />
        </dd>
        <dt>Settings</dt>
        <dd>{run.policy_version == null ? <span className="muted">none yet</span> : `Version ${run.policy_version}`}</dd>
        {run.reported && (
          <>
            <dt>Reported to the store</dt>
            <dd>
              as {run.reported.status}, <Exact at={run.reported.at} />
            </dd>
          </>
        )}
        {run.actor && (
          <>
            <dt>Last asked by</dt>
            <dd>{run.actor}</dd>
          </>
        )}
        <dt>Id</dt>
        <dd>
          <Identifier id={run.id} />
        </dd>
      </dl>
      {notes.length > 0 && (
        <>
          <h3>Notes</h3>
          <ul className="bullets">
            {notes.map((note) => (
              <li key={note}>{reasonOf(note).sentence}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Related({ run }: { run: Run }) {
  const related = run.related ?? [];
  return (
    <section className="card" aria-labelledby="related">
      <h2 id="related">Related</h2>
      {related.length > 0 && (
        <ul className="plain-list stack-tight">
          {related.map((one) => (
            <li key={`${one.kind ?? ""} ${one.run_id ?? ""}`}>
              <Link to="/dashboard/sync/$run" params={{ run: one.run_id ?? "" }}>
                {(one.kind ?? "run").replaceAll("_", " ")}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link
          to="/dashboard/sync"
          search={{ binding: run.binding_id ?? "", reference: run.magento_reference ?? "" }}
        >
          All runs of {magentoName(run)}
        </Link>
      </p>
    </section>
  );
}
