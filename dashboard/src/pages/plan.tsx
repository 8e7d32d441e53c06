// The plan, where the operator bills; without billing there is no such page.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../api/client";
import { mayAtLeast, subscriptionQuery, type Subscription } from "../api/queries";
import { useMe } from "../app/session";
import { Act, Refused } from "../parts/act";
import { Exact } from "../parts/clock";
import { Confirm } from "../parts/dialog";
import { Page } from "../parts/page";
import { Part } from "../parts/states";
import { Missing } from "./missing";
import { ReadOnly } from "./read_only";

const words: Record<Subscription["status"], string> = {
  none: "No billing",
  trial: "Trial",
  active: "Active",
  cancelling: "Cancelled, ends soon",
  ended: "Ended",
};

export function PlanPage() {
  const plan = useQuery(subscriptionQuery);
  if (plan.data?.status === "none") return <Missing />;
  return (
    <Page title="Plan" about="Plan">
      <Part query={plan} what="The plan">
        {(data) => <Plan plan={data} />}
      </Part>
    </Page>
  );
}

function Plan({ plan }: { plan: Subscription }) {
  const may = mayAtLeast(useMe(), "admin");
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const keep = (now: Subscription) => {
    queries.setQueryData(subscriptionQuery.queryKey, now);
    void queries.invalidateQueries({ queryKey: ["notices"] });
  };
  const cancel = useMutation({
    mutationFn: () => take(api.POST("/v1/subscription/cancel", { body: {} })),
    onSuccess: (now) => {
      setAsking(false);
      keep(now);
    },
  });
  const limits = Object.entries(plan.limits);
  return (
    <div className="stack">
      <ReadOnly may={may} />
      <section className="card" aria-labelledby="current">
        <h2 id="current">{plan.plan ?? "Plan"}</h2>
        <dl className="facts">
          <dt>Status</dt>
          <dd>{words[plan.status]}</dd>
          <dt>Period ends</dt>
          <dd>
            <Exact at={plan.period_ends_at} none="no end" />
          </dd>
          {plan.purge_at && (
            <>
              <dt>Data are kept until</dt>
              <dd>
                <Exact at={plan.purge_at} />
              </dd>
            </>
          )}
          {limits.map(([name, value]) => (
            <div key={name} className="facts-row">
              <dt>{name.replaceAll("_", " ")}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {plan.status === "cancelling" && (
        <div className="note warn">
          <p>
            Everything stays connected until <Exact at={plan.period_ends_at} />. Then posting stops. Data are kept for a
            while; subscribing again before they go brings everything back.
          </p>
          {may && (
            <div>
              <Act kind="primary" run={async () => keep(await take(api.POST("/v1/subscription/resume", { body: {} })))}>
                Take the cancellation back
              </Act>
            </div>
          )}
        </div>
      )}
      {may && (plan.status === "active" || plan.status === "trial") && (
        <div>
          <button type="button" className="button danger-line" onClick={() => setAsking(true)}>
            Cancel…
          </button>
        </div>
      )}
      {asking && (
        <Confirm title="Cancel the subscription?" keep="Keep it" go="Cancel the subscription" busy={cancel.isPending} onClose={() => setAsking(false)} onGo={() => cancel.mutate()}>
          <p>
            Everything stays connected until <Exact at={plan.period_ends_at} />. Then posting stops. Cancelling disconnects
            nothing before that moment.
          </p>
          <Refused error={cancel.error} />
        </Confirm>
      )}
    </div>
  );
}
