// The card of what happened and what a person can do: retry, adopt, ignore, decide. Nothing is
// offered while the outcome of a request is being looked up.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { api, take } from "../api/client";
import { mayAtLeast, type Run } from "../api/queries";
import { useMe } from "../app/session";
import { Refused } from "../parts/act";
import { Exact } from "../parts/clock";
import { Dialog } from "../parts/dialog";
import { TextField } from "../parts/field";
import { useToast } from "../parts/toasts";
import { isZero, money, subtract } from "../words/money";
import { knownCode, reasonOf } from "../words/reasons";
import { Adopt } from "./adopt";

const tones: Record<string, string> = {
  succeeded: "good",
  failed: "bad",
  needs_review: "warn",
  skipped_by_policy: "",
  cancelled: "",
};

export function sentenceOf(run: Run): string {
  const error = run.error;
  switch (run.status) {
    case "succeeded":
      return run.provider?.reference
        ? `In Sage as ${run.provider.reference}.`
        : "Done.";
    case "queued":
      return "In line; it is next when its turn comes.";
    case "running":
      return "Being posted right now.";
    case "waiting":
    case "cancelled":
      return run.reason === null ? "Waits." : reasonOf(run.reason).sentence;
    case "skipped_by_policy":
      return run.skip_reason ? reasonOf(run.skip_reason).sentence : "The settings leave it out.";
    default: {
      const code = error?.detail ?? error?.code ?? "";
      const opening = run.status === "needs_review" ? "Held for you. " : "";
      return opening + (knownCode(code) ? reasonOf(code).sentence : (error?.message ?? ""));
    }
  }
}

function useRunAct() {
  const queries = useQueryClient();
  return (run: Run) => {
    queries.setQueryData(["runs", "one", run.id], (before: Run | undefined) => (before ? { ...before, ...run } : run));
    void queries.invalidateQueries({ queryKey: ["runs"] });
    void queries.invalidateQueries({ queryKey: ["problems"] });
  };
}

export function Outcome({ run }: { run: Run }) {
  const may = mayAtLeast(useMe(), "operator");
  const checking = run.status === "waiting" && run.reason === "checking_outcome";
  const stuck = run.status === "failed" || run.status === "needs_review";
  const again = stuck || run.status === "skipped_by_policy" || (run.status === "waiting" && !checking) || run.status === "succeeded";
  const difference =
    run.totals?.store && run.totals.ledger ? subtract(run.totals.store, run.totals.ledger) : null;
  return (
    <section className={`note ${tones[run.status] ?? "info"}`} aria-labelledby="outcome">
      <h2 id="outcome" className="unseen">
        Outcome
      </h2>
      <p>
        <b>{sentenceOf(run)}</b>
      </p>
      {run.status === "needs_review" && run.totals?.store && run.totals.ledger && difference !== null && !isZero(difference) && (
        <p>
          Magento says <b>{money(run.totals.store, run.totals.currency ?? "")}</b>, Sage would compute{" "}
          <b>{money(run.totals.ledger, run.totals.currency ?? "")}</b>: difference{" "}
          <b>{money(difference, run.totals.currency ?? "")}</b>. Nothing has been posted.
        </p>
      )}
      {run.status === "skipped_by_policy" && (
        <p>
          Skipped is not failed.{" "}
          {run.binding_id !== null && (
            <Link to="/dashboard/bindings/$id/settings" params={{ id: run.binding_id }}>
              The setting that did it
            </Link>
          )}
        </p>
      )}
      {run.error?.message && stuck && run.error.message !== sentenceOf(run) && <p>{run.error.message}</p>}
      {run.error?.fix && <p>{run.error.fix}</p>}
      {run.next_attempt_at && (
        <p>
          {checking ? "Next look" : "Next try"} <Exact at={run.next_attempt_at} />.
        </p>
      )}
      {may && (
        <div className="row">
          {again && <Retry run={run} />}
          {stuck && run.error?.detail === "reinstalled_store" && <Resolve run={run} />}
          {stuck && <AdoptButton run={run} />}
          {(stuck || (run.status === "waiting" && !checking)) && <Ignore run={run} />}
        </div>
      )}
      {stuck && run.error?.code && (
        <p className="hint mono">
          {run.error.code}
          {run.error.detail ? ` / ${run.error.detail}` : ""}
        </p>
      )}
    </section>
  );
}

function Retry({ run }: { run: Run }) {
  const toast = useToast();
  const done = useRunAct();
  const retry = useMutation({
    mutationFn: (policy: "newest" | "accepted") =>
      take(api.POST("/v1/runs/{id}/retry", { params: { path: { id: run.id } }, body: { policy } })),
    onSuccess: (now) => {
      toast("Queued again.");
      done(now);
    },
  });
  const go = (policy: "newest" | "accepted") => {
    if (!retry.isPending) retry.mutate(policy);
  };
  const report = run.status === "succeeded";
  return (
    <>
      <button type="button" className={`button${report ? "" : " primary"}`} aria-busy={retry.isPending} onClick={() => go("newest")}>
        {report ? "Report to the store again" : "Retry with the newest settings"}
      </button>
      {!report && run.policy_version != null && (
        <button type="button" className="button" onClick={() => go("accepted")}>
          Retry with version {run.policy_version}
        </button>
      )}
      <Refused error={retry.error} />
    </>
  );
}

function AdoptButton({ run }: { run: Run }) {
  const [open, setOpen] = useState(false);
  const done = useRunAct();
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        Adopt…
      </button>
      {open && (
        <Adopt
          run={run}
          onClose={() => setOpen(false)}
          onDone={(now) => {
            setOpen(false);
            done(now);
          }}
        />
      )}
    </>
  );
}

function Resolve({ run }: { run: Run }) {
  const done = useRunAct();
  const resolve = useMutation({
    mutationFn: (as: "same" | "new") =>
      take(api.POST("/v1/runs/{id}/resolve", { params: { path: { id: run.id } }, body: { as } })),
    onSuccess: done,
  });
  return (
    <>
      <button type="button" className="button" onClick={() => resolve.mutate("same")}>
        Same document
      </button>
      <button type="button" className="button" onClick={() => resolve.mutate("new")}>
        New document
      </button>
      <Refused error={resolve.error} />
    </>
  );
}

function Ignore({ run }: { run: Run }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const done = useRunAct();
  const ignore = useMutation({
    mutationFn: () => take(api.POST("/v1/runs/{id}/ignore", { params: { path: { id: run.id } }, body: { reason } })),
    onSuccess: (now) => {
      setOpen(false);
      done(now);
    },
  });
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        Ignore…
      </button>
      {open && (
        <Dialog title="Ignore this run?" onClose={() => setOpen(false)} alert>
          <p>Will not be posted. The store is told that it was skipped.</p>
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              if (!ignore.isPending) ignore.mutate();
            }}
          >
            <TextField label="Reason" required value={reason} onChange={(event) => setReason(event.target.value)} />
            <Refused error={ignore.error} />
            <div className="row">
              <button type="button" className="button" onClick={() => setOpen(false)}>
                Keep it
              </button>
              <button type="submit" className="button danger" aria-busy={ignore.isPending}>
                Ignore
              </button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
