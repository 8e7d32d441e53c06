// The way out. Before: what stops, what stays, what Magento will do, and the safer order.
// Afterwards: what was withdrawn, and what is still being tried.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../api/client";
import { mayAtLeast, type Binding } from "../api/queries";
import { useMe } from "../app/session";
import { Act, Refused } from "../parts/act";
import { Confirm } from "../parts/dialog";
import { count } from "../words/money";

const withdrawn: Record<string, string> = {
  done: "Withdrawing access at Sage: done.",
  pending: "Withdrawing access at Sage: still trying. Our copy of the token is deleted already.",
  given_up: "Sage could not be told; we stopped trying. Our copy of the token is deleted.",
  kept: "Our access at Sage is kept sealed for a while.",
  nothing_to_revoke: "There was no access at Sage to withdraw.",
  kept_for_other_binding:
    "The same Sage sign-in serves another binding, so it is not withdrawn at Sage. Our copy for this one is deleted.",
};

export function Disconnect({ binding }: { binding: Binding }) {
  const may = mayAtLeast(useMe(), "admin");
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const disconnect = useMutation({
    mutationFn: () =>
      take(api.POST("/v1/bindings/{id}/disconnect", { params: { path: { id: binding.id } }, body: {} })),
    onSuccess: (answer) => {
      setAsking(false);
      queries.setQueryData(["bindings", binding.id], answer.binding);
      void queries.invalidateQueries({ queryKey: ["bindings"] });
      void queries.invalidateQueries({ queryKey: ["runs"] });
    },
  });
  if (binding.status === "revoked") {
    return (
      <>
        {disconnect.data && (
          <div className="note good" role="status">
            <p>
              <b>Disconnected.</b> {withdrawn[disconnect.data.sage_revoke]}
            </p>
            {disconnect.data.store_notice && <p>{disconnect.data.store_notice}</p>}
          </div>
        )}
        <KeptGrant binding={binding} />
      </>
    );
  }
  if (!may) return null;
  const business = binding.business?.name ?? "Sage";
  return (
    <section className="card danger" aria-labelledby="disconnect">
      <h2 id="disconnect">Disconnect</h2>
      <p>
        Stops posting and withdraws our access at Sage. History and the record of what became what stay, so reconnecting
        creates nothing twice.
      </p>
      <div className="note warn">
        <p>
          <b>Disconnect in Magento first if you can</b>
        </p>
        <p>
          Stores → Configuration → Byte8 → Sage Accounting → Disconnect. That tells this side too. Disconnecting only here
          leaves the store sending: every event is refused and becomes a dead letter in Magento.
        </p>
        <p>
          <a href={binding.store.base_url} target="_blank" rel="noopener noreferrer">
            Open the store in a new tab
          </a>
        </p>
      </div>
      <div>
        <button type="button" className="button danger-line" onClick={() => setAsking(true)}>
          Disconnect binding…
        </button>
      </div>
      {asking && (
        <Confirm
          title={`Disconnect ${binding.store.name} from ${business}?`}
          keep="Keep connected"
          go="Disconnect here anyway"
          busy={disconnect.isPending}
          onClose={() => setAsking(false)}
          onGo={() => disconnect.mutate()}
        >
          <ul className="bullets">
            <li>Nothing more is posted. What is already being posted finishes, or stops before its next step.</li>
            <li>{pendingWords(binding.queue?.waiting)}</li>
            <li>Our access at Sage is withdrawn and the stored token deleted.</li>
            <li>
              The store does not know: until someone disconnects in Magento, each new event there becomes a dead letter.
              You can requeue them after reconnecting. <b>Disconnecting in Magento first avoids this.</b>
            </li>
            <li>Kept: history, audit log, which document is which.</li>
          </ul>
          <Refused error={disconnect.error} />
        </Confirm>
      )}
    </section>
  );
}

export function pendingWords(waiting: number | undefined): string {
  if (waiting === undefined) return "How many documents are waiting is not known right now; they stay here, not posted.";
  if (waiting === 0) return "No document is waiting.";
  if (waiting === 1) return "1 document is waiting; it stays here, not posted.";
  return `${count(waiting)} documents are waiting; they stay here, not posted.`;
}

function KeptGrant({ binding }: { binding: Binding }) {
  const may = mayAtLeast(useMe(), "admin");
  const queries = useQueryClient();
  if (!may || binding.sage_access?.state !== "kept") return null;
  return (
    <section className="card" aria-labelledby="kept">
      <h2 id="kept">Sealed access</h2>
      <p>
        Our access at Sage is still kept, sealed and unused, so that this binding can come back by itself. You can have it
        deleted now; coming back then needs a new sign-in at Sage.
      </p>
      <div>
        <Act
          kind="danger-line"
          run={() => take(api.DELETE("/v1/bindings/{id}/sage/grant", { params: { path: { id: binding.id } } }))}
          onDone={() => void queries.invalidateQueries({ queryKey: ["bindings"] })}
        >
          Delete it now
        </Act>
      </div>
    </section>
  );
}
