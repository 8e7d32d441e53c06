// Failed and held runs, grouped by cause: fix once, retry all.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { api, take } from "../api/client";
import { useLive } from "../api/live";
import { bindingsQuery, mayAtLeast, nameOf, type Problem } from "../api/queries";
import { useMe } from "../app/session";
import { one } from "../base/search";
import { Refused } from "../parts/act";
import { Chip } from "../parts/chip";
import { Near } from "../parts/clock";
import { Confirm } from "../parts/dialog";
import { TextField } from "../parts/field";
import { Page } from "../parts/page";
import { Empty, Part } from "../parts/states";
import { useToast } from "../parts/toasts";
import { count, money } from "../words/money";
import { reasonOf } from "../words/reasons";
import { stateOf } from "../words/status";
import { problemSentence } from "./attention";
import { BulkProgress } from "./bulk_bar";
import { ReadOnly } from "./read_only";
import { StoreDeadLetters } from "./store_dead_letters";

const tabs = ["open", "acknowledged", "resolved", "ignored"] as const;

export function ProblemsPage() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const wanted = one(search, "status");
  const status = tabs.find((tab) => tab === wanted) ?? "open";
  const may = mayAtLeast(useMe(), "operator");
  const problems = useQuery({
    queryKey: ["problems", status],
    queryFn: () => take(api.GET("/v1/problems", { params: { query: { status } } })),
  });
  useLive((event) => {
    if (event.kind === "problem") void queries.invalidateQueries({ queryKey: ["problems"] });
  });
  return (
    <Page title="Problems" about="Problems" sub="Failed and held documents by cause. Fix it once, then retry all of them.">
      <div className="stack">
        <ReadOnly may={may} who="An owner, admin or operator" />
        <div className="segments" role="group" aria-label="Which problems">
          {tabs.map((tab) => (
            <button
              key={tab}
              type="button"
              className="button small"
              aria-pressed={tab === status}
              onClick={() => void navigate({ to: "/dashboard/problems", search: { status: tab } })}
            >
              {stateOf(tab).label}
            </button>
          ))}
        </div>
        <Part query={problems} what="The problems" rows={6}>
          {({ items, next_cursor }) =>
            items.length === 0 ? (
              <Empty
                title={
                  status === "open"
                    ? "No problems. Everything accepted is synced, skipped or on its way."
                    : `No problem is ${status}.`
                }
              />
            ) : (
              <>
                {items.map((problem) => (
                  <ProblemCard key={problem.fingerprint} problem={problem} may={may} />
                ))}
                {next_cursor !== null && <p className="hint">There are more than {count(items.length)} causes; the most urgent are shown.</p>}
              </>
            )
          }
        </Part>
        <StoreDeadLetters may={may} />
      </div>
    </Page>
  );
}

function DayBars({ days: given }: { days: Problem["by_day"] }) {
  const days = given.map((one) => ({ day: one.day ?? "", count: one.count ?? 0 }));
  const top = Math.max(1, ...days.map((day) => day.count));
  const text = days.map((day) => `${day.day}: ${day.count}`).join(", ");
  return (
    <svg className="day-bars" viewBox={`0 0 ${days.length * 8} 28`} role="img" aria-label={`By day: ${text}`}>
      {days.map((day, index) => {
        const tall = day.count === 0 ? 1 : Math.max(2, (day.count / top) * 26);
        return <rect key={day.day} className="bar failed" x={index * 8 + 1} y={28 - tall} width={6} height={tall} />;
      })}
    </svg>
  );
}

const who: Record<string, string> = {
  merchant: "Somebody who runs the shop can fix it.",
  accountant: "Whoever keeps the books can fix it.",
  store: "Somebody with access to Magento can fix it.",
  sage: "Somebody with access to Sage can fix it.",
  settings: "The settings can fix it.",
  operator: "Whoever runs this server can fix it.",
  nobody: "It is tried again by itself.",
};

function ProblemCard({ problem, may }: { problem: Problem; may: boolean }) {
  const bindings = useQuery(bindingsQuery);
  const named = problem.bindings.map((id) => {
    const found = bindings.data?.find((binding) => binding.id === id);
    return { id, name: found === undefined ? id : nameOf(found) };
  });
  const first = problem.bindings[0];
  return (
    <section className="card" aria-label={problemSentence(problem)}>
      <div className="row-wide">
        <h2>{problemSentence(problem)}</h2>
        <Chip state={stateOf(problem.status === "open" ? (problem.code === "needs_review" ? "needs_review" : "failed") : problem.status)} />
      </div>
      <p>
        <b>{count(problem.count)} documents</b>
        {(problem.amount ?? []).map((held) => (
          <span key={held.currency ?? ""}>, {money(held.amount ?? "", held.currency ?? "")} held</span>
        ))}
        . First <Near at={problem.first_at} />, last <Near at={problem.last_at} />.
      </p>
      <p>
        {problem.fix ?? ""} <span className="muted">{who[problem.who ?? reasonOf(problem.code).who ?? ""] ?? ""}</span>
      </p>
      {problem.by_day.length > 0 && <DayBars days={problem.by_day} />}
      <p>
        {named.map((binding) => (
          <Link key={binding.id} to="/dashboard/bindings/$id" params={{ id: binding.id }}>
            {binding.name}
          </Link>
        ))}
      </p>
      {problem.sample_run_ids.length > 0 && (
        <p>
          For example{" "}
          {problem.sample_run_ids.slice(0, 3).map((id, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link to="/dashboard/sync/$run" params={{ run: id }}>
                run {index + 1}
              </Link>
            </span>
          ))}
        </p>
      )}
      {may && <ProblemActs problem={problem} settings={first} />}
    </section>
  );
}

function ProblemActs({ problem, settings }: { problem: Problem; settings: string | undefined }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [ignoring, setIgnoring] = useState(false);
  const [reason, setReason] = useState("");
  const [bulk, setBulk] = useState<string | null>(null);
  const params = { path: { fingerprint: problem.fingerprint } };
  const again = () => queries.invalidateQueries({ queryKey: ["problems"] });
  const retry = useMutation({
    mutationFn: () => take(api.POST("/v1/problems/{fingerprint}/retry", { params })),
    onSuccess: (made) => {
      setAsking(false);
      setBulk(made.id);
      void again();
    },
  });
  const acknowledge = useMutation({
    mutationFn: () => take(api.POST("/v1/problems/{fingerprint}/acknowledge", { params })),
    onSuccess: async () => {
      toast("Acknowledged. It opens again when it happens again.");
      await again();
    },
  });
  const ignore = useMutation({
    mutationFn: () => take(api.POST("/v1/problems/{fingerprint}/ignore", { params, body: { reason } })),
    onSuccess: async (made) => {
      setIgnoring(false);
      setBulk(made.id);
      await again();
    },
  });
  const settingsHelp = reasonOf(problem.code).who === "settings" || (problem.link ?? "").includes("/settings");
  return (
    <>
      <div className="row">
        {settingsHelp && settings !== undefined && (
          <Link to="/dashboard/bindings/$id/settings" params={{ id: settings }} className="button primary">
            Fix it in the settings
          </Link>
        )}
        <button type="button" className="button" onClick={() => setAsking(true)}>
          Retry all {count(problem.count)}
        </button>
        {problem.status === "open" && (
          <button type="button" className="button" onClick={() => acknowledge.mutate()}>
            Acknowledge
          </button>
        )}
        {problem.status !== "ignored" && (
          <button type="button" className="button" onClick={() => setIgnoring(true)}>
            Ignore…
          </button>
        )}
        {bulk !== null && <BulkProgress id={bulk} />}
      </div>
      <Refused error={retry.error ?? acknowledge.error} />
      {ignoring && (
        <Confirm
          title={`Ignore all ${count(problem.count)}?`}
          keep="Keep them"
          go={`Ignore ${count(problem.count)}`}
          busy={ignore.isPending}
          onClose={() => setIgnoring(false)}
          onGo={() => ignore.mutate()}
        >
          <p>They will not be posted, and this cause does not open again.</p>
          <TextField label="Reason" value={reason} onChange={(event) => setReason(event.target.value)} />
          <Refused error={ignore.error} />
        </Confirm>
      )}
      {asking && (
        <Confirm
          title={`Retry all ${count(problem.count)}?`}
          keep="Not now"
          go={`Retry all ${count(problem.count)}`}
          danger={false}
          busy={retry.isPending}
          onClose={() => setAsking(false)}
          onGo={() => retry.mutate()}
        >
          <p>
            {count(problem.count)} documents, oldest first, in the background, with the newest settings; it stops when five fail for one reason again. Nothing that is in
            Sage already is posted again.
          </p>
        </Confirm>
      )}
    </>
  );
}
