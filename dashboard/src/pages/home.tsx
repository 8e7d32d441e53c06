// Is everything well, and if not, what first.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { api, take } from "../api/client";
import type { HealthTiles } from "../api/queries";
import { useLive } from "../api/live";
import { bindingsQuery, mayAtLeast, type Binding } from "../api/queries";
import { useMe } from "../app/session";
import { one } from "../base/search";
import { Exact, Near } from "../parts/clock";
import { Page } from "../parts/page";
import { Loading, Part } from "../parts/states";
import { count } from "../words/money";
import { Attention } from "./attention";
import { ErrorParameter } from "./error_parameter";
import { OutcomeCharts } from "./outcome_charts";

export function HomePage() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const queries = useQueryClient();
  const bindings = useQuery(bindingsQuery);
  const error = one(search, "error");
  useLive((event) => {
    void queries.invalidateQueries({ queryKey: ["health"] });
    if (event.kind === "binding") void queries.invalidateQueries({ queryKey: ["bindings"] });
    if (event.kind === "problem") void queries.invalidateQueries({ queryKey: ["problems"] });
  });
  return (
    <Page title="Home" about="Home" sub="Everything accepted ends synced, skipped with a reason, or in front of a person.">
      <div className="stack">
        {error !== undefined && <ErrorParameter text={error} />}
        <Part query={bindings} what="The bindings" rows={3}>
          {(all) => (all.some((binding) => binding.status === "active") ? <Running all={all} /> : <FirstSteps all={all} />)}
        </Part>
      </div>
    </Page>
  );
}

function FirstSteps({ all }: { all: Binding[] }) {
  const may = mayAtLeast(useMe(), "admin");
  const live = all.filter((binding) => binding.status !== "revoked");
  const paired = live[0];
  const steps: { name: string; done: boolean; link: ReactNode }[] = [
    {
      name: "Connect Magento",
      done: paired !== undefined,
      link: (
        <Link to="/dashboard/connect-magento" className="button primary">
          Connect Magento
        </Link>
      ),
    },
    {
      name: "Connect Sage",
      done: paired?.business != null,
      link: paired && (
        <Link to="/dashboard/connect-sage" search={{ binding: paired.id }} className="button primary">
          Connect Sage
        </Link>
      ),
    },
    {
      name: "Check the settings, and go live",
      done: false,
      link: paired?.business && (
        <Link to="/dashboard/bindings/$id/settings" params={{ id: paired.id }} className="button primary">
          Check the settings
        </Link>
      ),
    },
  ];
  const next = steps.findIndex((step) => !step.done);
  return (
    <section className="card wizard" aria-labelledby="first-steps">
      <h2 id="first-steps">{all.length === 0 ? "Three steps to the first invoice in Sage" : "No store is connected just now"}</h2>
      <ol className="bullets">
        {steps.map((step, index) => (
          <li key={step.name}>
            <div className="row-wide">
              <span>
                {step.name} {step.done && <b className="good-text">✓ done</b>}
              </span>
              {may && index === next && step.link}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Running({ all }: { all: Binding[] }) {
  const health = useQuery({ queryKey: ["health"], queryFn: () => take(api.GET("/v1/health")) });
  const lastSynced = all
    .map((binding) => binding.health?.last_success_at ?? "")
    .sort()
    .at(-1);
  return (
    <>
      <Attention bindings={all} lastSynced={lastSynced === undefined || lastSynced === "" ? null : lastSynced} />
      {health.isPending ? <Loading rows={2} /> : <Tiles tiles={health.data?.tiles ?? null} unavailable={health.data?.unavailable ?? []} />}
      <OutcomeCharts />
    </>
  );
}

function Tile({ label, figure, about, missing }: { label: string; figure: ReactNode; about?: ReactNode; missing: boolean }) {
  return (
    <div className="card tile" role="group" aria-label={label}>
      <p className="muted">{label}</p>
      {missing ? (
        <p>Not available right now</p>
      ) : (
        <>
          <p className="figure">{figure}</p>
          {about !== undefined && <p>{about}</p>}
        </>
      )}
    </div>
  );
}

function Tiles({ tiles, unavailable }: { tiles: HealthTiles | null; unavailable: string[] }) {
  const lacks = (name: keyof HealthTiles) => tiles?.[name] == null || unavailable.includes(name);
  const waiting = tiles?.waiting;
  const budget = tiles?.budget;
  return (
    <div className="tiles">
      <Tile
        label="Needs attention"
        missing={lacks("needs_attention")}
        figure={
          <Link to="/dashboard/problems">
            {count(tiles?.needs_attention ?? 0)}
          </Link>
        }
        about="causes and notices"
      />
      <Tile
        label="Bindings connected"
        missing={lacks("bindings")}
        figure={<Link to="/dashboard/bindings">{count(tiles?.bindings.active ?? 0)}</Link>}
        about={`of ${count(tiles?.bindings.all ?? 0)}`}
      />
      <Tile
        label="Synced today"
        missing={lacks("synced_today")}
        figure={
          <Link to="/dashboard/sync" search={{ status: ["succeeded"] }}>
            {count(tiles?.synced_today ?? 0)}
          </Link>
        }
      />
      <Tile
        label="Waiting now"
        missing={lacks("waiting")}
        figure={
          <Link to="/dashboard/sync" search={{ status: ["queued", "running", "waiting"] }}>
            {count(waiting?.count ?? 0)}
          </Link>
        }
        about={
          waiting?.oldest_at ? (
            <>
              oldest from <Near at={waiting.oldest_at} />
            </>
          ) : (
            "nothing is late"
          )
        }
      />
      {budget?.used_today !== undefined && (
        <Tile
          label="Sage requests today"
          missing={lacks("budget")}
          figure={count(budget.used_today)}
          about={
            budget.limited_until ? (
              <>
                paused; continues at <Exact at={budget.limited_until} />
              </>
            ) : undefined
          }
        />
      )}
    </div>
  );
}
