// After pairing a store that was connected before: take its old binding up again, or begin anew; and
// what the store set aside meanwhile.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api, isRefusal, take } from "../api/client";
import type { Binding, Store } from "../api/queries";
import { Refused } from "../parts/act";
import { Exact } from "../parts/clock";
import { Copy } from "../parts/copy";
import { count } from "../words/money";

export function ReuseChoice({ own, reusable }: { own: Binding; reusable: Binding[] }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [choice, setChoice] = useState(reusable[0]?.id ?? "new");
  const reuse = useMutation({
    mutationFn: () =>
      take(api.POST("/v1/bindings/{id}/reuse", { params: { path: { id: own.id } }, body: { binding_id: choice } })),
    onSuccess: async (binding) => {
      await queries.invalidateQueries({ queryKey: ["bindings"] });
      await navigate({ to: "/dashboard/connect-sage", search: { binding: binding.id } });
    },
  });
  const go = () => {
    if (choice === "new") void navigate({ to: "/dashboard/connect-sage", search: { binding: own.id } });
    else if (!reuse.isPending) reuse.mutate();
  };
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <h2>This store was connected before</h2>
      <p>
        Numbers of a shop that was installed anew start again. Documents with old numbers are not taken for synced; each
        clash is shown to you.
      </p>
      <fieldset className="stack-tight">
        <legend>Go on with</legend>
        {reusable.map((old) => (
          <label key={old.id} className="choice check">
            <input type="radio" name="reuse" value={old.id} checked={choice === old.id} onChange={() => setChoice(old.id)} />
            <span>
              <b>Reuse it: {old.business?.name ?? "no business"}</b>, connected until{" "}
              <Exact at={old.revoked_at ?? old.no_contact_since} none="just now" />.
              <br />
              <span className="hint">
                Settings{old.policy_version === null ? "" : ` (version ${old.policy_version})`}, history and the record of
                what became what are kept; nothing is posted twice.
              </span>
            </span>
          </label>
        ))}
        <label className="choice check">
          <input type="radio" name="reuse" value="new" checked={choice === "new"} onChange={() => setChoice("new")} />
          <span>
            <b>New binding</b>
            <br />
            <span className="hint">Start with suggested settings; the old history stays where it is.</span>
          </span>
        </label>
      </fieldset>
      <Refused error={reuse.error} />
      <div>
        <button type="submit" className="button primary" aria-busy={reuse.isPending}>
          Go on
        </button>
      </div>
    </form>
  );
}

// The original module cannot be told from here; then its own command is shown.
const command = "bin/magento byte8:client:outbox:requeue --all";

export function DeadLettersFound({ store }: { store: Store }) {
  const queries = useQueryClient();
  const key = ["dead-letters", store.id];
  const letters = useQuery({
    queryKey: key,
    queryFn: () => take(api.GET("/v1/stores/{id}/dead-letters", { params: { path: { id: store.id } } })),
  });
  const requeue = useMutation({
    mutationFn: () =>
      take(api.POST("/v1/stores/{id}/dead-letters/requeue", { params: { path: { id: store.id } }, body: {} })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
  const data = letters.data;
  if (data === undefined || data.count === 0) return null;
  const cannot = !data.supported || isRefusal(requeue.error, "not_supported");
  if (data.count === null && !cannot) return null;
  return (
    <section className="card" aria-labelledby="dead-letters">
      <h2 id="dead-letters">In the store</h2>
      {data.count === null ? (
        <p>Events that were refused while disconnected may wait in Magento as dead letters.</p>
      ) : (
        <p>{count(data.count)} events were refused while disconnected and wait in Magento.</p>
      )}
      {requeue.data !== undefined && <p role="status">{count(requeue.data.count)} events are being sent again.</p>}
      {cannot ? (
        <div className="row">
          <span>This module is asked from its own console:</span>
          <code>{command}</code>
          <Copy text={command} />
        </div>
      ) : (
        <div>
          <button
            type="button"
            className="button"
            aria-busy={requeue.isPending}
            onClick={() => {
              if (!requeue.isPending) requeue.mutate();
            }}
          >
            Requeue them
          </button>{" "}
          <span className="hint">Oldest first, 100 at a time.</span>
        </div>
      )}
      {!cannot && <Refused error={requeue.error} />}
    </section>
  );
}
