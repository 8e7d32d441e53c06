// One action on many runs: on those ticked, or on everything the filter matches, in the background.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../api/client";
import type { Run, RunFilter } from "../api/queries";
import { Refused } from "../parts/act";
import { Confirm, Dialog } from "../parts/dialog";
import { TextField } from "../parts/field";
import { useToast } from "../parts/toasts";
import { count } from "../words/money";

export function BulkBar({
  selected,
  filter,
  clear,
  loaded,
}: {
  selected: ReadonlySet<string>;
  filter: RunFilter;
  clear: () => void;
  loaded: Run[];
}) {
  const queries = useQueryClient();
  const toast = useToast();
  const [everything, setEverything] = useState<{ total: number; action: "retry" | "ignore" } | null>(null);
  const [ignoring, setIgnoring] = useState(false);
  const [reason, setReason] = useState("");
  const [bulk, setBulk] = useState<string | null>(null);
  const ids = [...selected];
  const done = (text: string) => {
    toast(text);
    clear();
    void queries.invalidateQueries({ queryKey: ["runs"] });
  };
  const retry = useMutation({
    mutationFn: async () => {
      for (const id of ids) await take(api.POST("/v1/runs/{id}/retry", { params: { path: { id } }, body: {} }));
    },
    onSuccess: () => done(`${count(ids.length)} runs are queued again.`),
  });
  const ignore = useMutation({
    mutationFn: async () => {
      for (const id of ids) await take(api.POST("/v1/runs/{id}/ignore", { params: { path: { id } }, body: { reason } }));
    },
    onSuccess: () => {
      setIgnoring(false);
      done(`${count(ids.length)} runs are ignored.`);
    },
  });
  const whole = useMutation({
    mutationFn: async () => {
      const counted = await take(api.GET("/v1/runs/counts", { params: { query: filter } }));
      setEverything({ total: counted.total, action: "retry" });
    },
  });
  const start = useMutation({
    mutationFn: (asked: { total: number; action: "retry" | "ignore" }) =>
      take(api.POST("/v1/runs/bulk", { body: { action: asked.action, filter: { ...filter } as Record<string, never>, count: asked.total } })),
    onSuccess: (made) => {
      setEverything(null);
      setBulk(made.id);
    },
  });
  const error = retry.error ?? ignore.error ?? whole.error ?? start.error;
  return (
    <div className="bulk-bar">
      <b>{count(ids.length)} selected</b>
      <button type="button" className="button" aria-busy={retry.isPending} onClick={() => !retry.isPending && retry.mutate()}>
        Retry {count(ids.length)}
      </button>
      <button type="button" className="button" onClick={() => setIgnoring(true)}>
        Ignore {count(ids.length)}…
      </button>
      {loaded.every((run) => selected.has(run.id)) && (
        <button type="button" className="link-button" onClick={() => whole.mutate()}>
          Retry all that match…
        </button>
      )}
      <button type="button" className="link-button" onClick={clear}>
        Clear
      </button>
      <Refused error={error} />
      {bulk !== null && <BulkProgress id={bulk} />}
      {everything !== null && (
        <Confirm
          title={`Retry all ${count(everything.total)} that match?`}
          keep="Not now"
          go={`Retry ${count(everything.total)}`}
          danger={false}
          busy={start.isPending}
          onClose={() => setEverything(null)}
          onGo={() => start.mutate(everything)}
        >
          <p>The set is what matches now. It runs in the background, and can be stopped.</p>
        </Confirm>
      )}
      {ignoring && (
        <Dialog title={`Ignore ${count(ids.length)} runs?`} onClose={() => setIgnoring(false)} alert>
          <p>They will not be posted.</p>
          <TextField label="Reason" value={reason} onChange={(event) => setReason(event.target.value)} />
          <div className="row">
            <button type="button" data-safe className="button" onClick={() => setIgnoring(false)}>
              Keep them
            </button>
            <button type="button" className="button danger" aria-busy={ignore.isPending} onClick={() => !ignore.isPending && ignore.mutate()}>
              Ignore {count(ids.length)}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

export function BulkProgress({ id }: { id: string }) {
  const queries = useQueryClient();
  const bulk = useQuery({
    queryKey: ["bulk", id],
    queryFn: () => take(api.GET("/v1/bulk/{id}", { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data === undefined || query.state.data.status === "running" ? 2_000 : false),
  });
  const stop = useMutation({
    mutationFn: () => take(api.DELETE("/v1/bulk/{id}", { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["bulk", id] }),
  });
  if (bulk.data === undefined) return null;
  const { status, done, failed, refused, count: all, stopped_because } = bulk.data;
  const stopped = stopped_because === "by_hand" ? "stopped by hand" : "stopped: the same failure came five times";
  return (
    <span className="row" role="status">
      {count(done)} of {count(all)} synced
      {failed > 0 && `, ${count(failed)} still fail`}
      {refused > 0 && `, ${count(refused)} not possible any more`}
      {status === "stopped" && `, ${stopped}`}
      {status === "running" && (
        <button type="button" className="button small" onClick={() => stop.mutate()}>
          Stop
        </button>
      )}
    </span>
  );
}
