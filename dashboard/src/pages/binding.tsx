// One binding: how it is, what it has to do, and the way out.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";

import { api, take } from "../api/client";
import { useLive } from "../api/live";
import { bindingQuery, mayAtLeast, nameOf, type Binding } from "../api/queries";
import { useMe } from "../app/session";
import { Act } from "../parts/act";
import { Chip } from "../parts/chip";
import { Exact, Near } from "../parts/clock";
import { Identifier } from "../parts/copy";
import { Page } from "../parts/page";
import { Part } from "../parts/states";
import { count } from "../words/money";
import { bindingState, stateOf } from "../words/status";
import { BindingAlert } from "./binding_alert";
import { BindingTabs } from "./binding_tabs";
import { Disconnect } from "./disconnect";
import { ReadOnly } from "./read_only";
import { RecentRuns } from "./recent_runs";

export function BindingPage() {
  const { id = "" } = useParams({ strict: false });
  const queries = useQueryClient();
  const binding = useQuery(bindingQuery(id));
  useLive((event) => {
    if (event.binding_id === id || event.id === id) {
      void queries.invalidateQueries({ queryKey: ["bindings", id] });
      if (event.kind === "run") void queries.invalidateQueries({ queryKey: ["runs", "recent", id] });
    }
  });
  const title = binding.data === undefined ? "Binding" : nameOf(binding.data);
  return (
    <Page
      title={title}
      about={title}
      sub={
        binding.data && (
          <span className="row">
            <Chip state={stateOf(binding.data.store.status)} prefix="Store" />
            <Chip state={bindingState(binding.data)} prefix="Binding" />
          </span>
        )
      }
      actions={
        <Link to="/dashboard/sync" search={{ binding: id }} className="button">
          Sync history
        </Link>
      }
    >
      <Part query={binding} what="This binding" rows={8}>
        {(data) => <Overview binding={data} />}
      </Part>
    </Page>
  );
}

function Overview({ binding }: { binding: Binding }) {
  const me = useMe();
  const live = binding.status !== "revoked";
  return (
    <>
      <BindingTabs id={binding.id} />
      <div className="stack">
        <ReadOnly may={mayAtLeast(me, "operator")} who="An owner, admin or operator" />
        <BindingAlert binding={binding} />
        <div className="columns">
          <Connection binding={binding} />
          <Queue binding={binding} />
        </div>
        <RecentRuns binding={binding.id} />
        {live && mayAtLeast(me, "operator") && <Posting binding={binding} />}
        <Disconnect binding={binding} />
      </div>
    </>
  );
}

const access: Record<string, string> = {
  none: "not connected",
  good: "in force",
  renewal_failed: "renewing failed; tried again by itself",
  removed: "ended by Sage",
  kept: "kept sealed, not used",
};

function Connection({ binding }: { binding: Binding }) {
  const sage = binding.sage_access;
  const { store } = binding;
  return (
    <section className="card" aria-labelledby="connection">
      <h2 id="connection">Connection</h2>
      <dl className="facts">
        <dt>Store</dt>
        <dd>
          <a href={store.base_url} target="_blank" rel="noopener noreferrer">
            {store.base_url}
          </a>
        </dd>
        <dt>Last contact</dt>
        <dd>
          <Near at={store.last_contact_at} />
        </dd>
        {store.clock_offset_s != null && (
          <>
            <dt>Clock difference</dt>
            <dd>{store.clock_offset_s === 0 ? "none" : `${store.clock_offset_s} s`}</dd>
          </>
        )}
        <dt>Business</dt>
        <dd>
          {binding.business === null ? (
            <span className="muted">none yet</span>
          ) : (
            `${binding.business.name}, ${binding.business.country}${binding.business.base_currency == null ? "" : `, ${binding.business.base_currency}`}`
          )}
        </dd>
        <dt>Sage access</dt>
        <dd>
          {access[sage?.state ?? "none"]}
          {sage?.renewed_at && (
            <>
              , renewed <Near at={sage.renewed_at} />
            </>
          )}
        </dd>
        {sage?.next_renewal_at && (
          <>
            <dt>Next renewal</dt>
            <dd>
              <Exact at={sage.next_renewal_at} />
            </dd>
          </>
        )}
        <dt>Settings</dt>
        <dd>
          {binding.policy_version === null ? (
            <span className="muted">none yet</span>
          ) : (
            <Link to="/dashboard/bindings/$id/settings" params={{ id: binding.id }}>
              Version {binding.policy_version}
            </Link>
          )}
        </dd>
        <dt>Sage lists read</dt>
        <dd>
          <Near at={binding.lists_fetched_at} />
        </dd>
        <dt>Connected since</dt>
        <dd>
          <Exact at={binding.activated_at} none="not yet" />
        </dd>
        <dt>Id</dt>
        <dd>
          <Identifier id={binding.id} />
        </dd>
      </dl>
    </section>
  );
}

const lanes: Record<string, string> = { live: "Live", retry: "Retry", backfill: "Backfill", reconcile: "Reconcile" };

function Queue({ binding }: { binding: Binding }) {
  const { queue, budget, health } = binding;
  return (
    <section className="card" aria-labelledby="queue">
      <h2 id="queue">Work</h2>
      <dl className="facts">
        <dt>Waiting</dt>
        <dd>
          {queue?.waiting === undefined ? (
            <span className="muted">not known</span>
          ) : (
            <Link to="/dashboard/sync" search={{ binding: binding.id, status: ["queued", "running", "waiting"] }}>
              {count(queue.waiting)}
            </Link>
          )}
          {queue?.oldest_at && (
            <>
              , the oldest from <Near at={queue.oldest_at} />
            </>
          )}
        </dd>
        {Object.entries(queue?.by_lane ?? {}).map(([lane, number]) => (
          <div key={lane} className="facts-row">
            <dt>{lanes[lane] ?? lane}</dt>
            <dd>{count(number)}</dd>
          </div>
        ))}
        <dt>Needs review</dt>
        <dd>
          {health?.needs_review === undefined ? (
            <span className="muted">not known</span>
          ) : (
            <Link to="/dashboard/sync" search={{ binding: binding.id, status: ["needs_review"] }}>
              {count(health.needs_review)}
            </Link>
          )}
        </dd>
        <dt>Failed in 24 hours</dt>
        <dd>{health?.failed_24h === undefined ? <span className="muted">not known</span> : count(health.failed_24h)}</dd>
        <dt>Last synced</dt>
        <dd>
          <Near at={health?.last_success_at} />
        </dd>
        {budget?.used_today != null && (
          <>
            <dt>Sage requests today</dt>
            <dd>
              {count(budget.used_today)}
              {budget.limit_today != null && ` of ${count(budget.limit_today)}`}
            </dd>
          </>
        )}
        {budget?.limited_until && (
          <>
            <dt>Request budget</dt>
            <dd>
              Paused; continues by itself at <Exact at={budget.limited_until} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Posting({ binding }: { binding: Binding }) {
  const queries = useQueryClient();
  const path = { params: { path: { id: binding.id } }, body: {} };
  const done = () => void queries.invalidateQueries({ queryKey: ["bindings"] });
  const paused = binding.hold === "paused";
  return (
    <section className="card" aria-labelledby="posting">
      <h2 id="posting">Posting</h2>
      {paused ? (
        <p>
          Paused
          {binding.paused?.at && (
            <>
              {" "}
              since <Exact at={binding.paused.at} />
            </>
          )}
          . Events are accepted and wait in order.
        </p>
      ) : (
        <p>Pausing accepts events and posts nothing until somebody resumes. Nothing is lost.</p>
      )}
      <div>
        {paused ? (
          <Act kind="primary" run={() => take(api.POST("/v1/bindings/{id}/resume", path))} onDone={done}>
            Resume posting
          </Act>
        ) : (
          <Act run={() => take(api.POST("/v1/bindings/{id}/pause", path))} onDone={done}>
            Pause posting
          </Act>
        )}
      </div>
    </section>
  );
}
