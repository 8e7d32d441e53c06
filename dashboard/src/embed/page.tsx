// Status line and the newest runs, or the sign-in of this frame.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { api, isRefusal, keepCsrf, Refusal, take } from "../api/client";
import { bindingsQuery, meQuery, type Binding, type Run } from "../api/queries";
import { serverPath } from "../base/prefix";
import { Amount } from "../parts/amount";
import { Chip } from "../parts/chip";
import { ClockProvider, Near } from "../parts/clock";
import { TextField } from "../parts/field";
import { TableFrame } from "../parts/page";
import { Part } from "../parts/states";
import { whyOf } from "../words/reasons";
import { bindingState, eventLabel, runState, stateOf } from "../words/status";

const rows = 20;

function Frame({ children }: { children: ReactNode }) {
  return (
    <main className="stack">
      <h1>Sync history</h1>
      {children}
    </main>
  );
}

function OpenInLedger() {
  return (
    <a className="button" href={serverPath("/dashboard/sync")} target="_blank" rel="noopener noreferrer">
      Open in Ledger
    </a>
  );
}

export function EmbedPage() {
  const me = useQuery(meQuery);
  keepCsrf(me.data?.csrf_token ?? null);
  if (isRefusal(me.error) && me.error.status === 401) return <FrameSignIn />;
  return (
    <Part query={me} what="Your sign-in">
      {(data) => (
        <ClockProvider zone={data.user.time_zone ?? data.account.time_zone}>
          <Frame>
            <History />
          </Frame>
        </ClockProvider>
      )}
    </Part>
  );
}

function FrameSignIn() {
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [blocked, setBlocked] = useState(false);
  const signIn = useMutation({
    mutationFn: async () => {
      await take(api.POST("/v1/embed/session", { body: { email, password, ...(code === "" ? {} : { totp: code.trim() }) } }));
      // Whether the browser gave the cookie back: some drop those of frames.
      await take(api.GET("/v1/me")).catch((error: unknown) => {
        if (isRefusal(error) && error.status === 401) setBlocked(true);
        throw error;
      });
    },
    onSuccess: () => queries.resetQueries({ queryKey: ["me"] }),
  });
  const asksCode = isRefusal(signIn.error, "totp_required") || code !== "";
  if (blocked) {
    return (
      <Frame>
        <p role="alert">Your browser blocks sign-in inside other pages.</p>
        <div>
          <OpenInLedger />
        </div>
      </Frame>
    );
  }
  return (
    <Frame>
      <p>Sign in once to see sync history here.</p>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!signIn.isPending) signIn.mutate();
        }}
      >
        {signIn.error !== null && !isRefusal(signIn.error, "totp_required") && (
          <div className="note bad" role="alert">
            {wordsOf(signIn.error)}
          </div>
        )}
        <TextField label="E-mail" type="email" autoComplete="username" value={email} onChange={(event) => setEmail(event.target.value)} />
        <TextField label="Password" type="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />
        {asksCode && <TextField label="Six digits from your app" autoComplete="one-time-code" value={code} onChange={(event) => setCode(event.target.value)} />}
        <div className="row">
          <button type="submit" className="button primary" aria-busy={signIn.isPending}>
            Sign in
          </button>
          <OpenInLedger />
        </div>
      </form>
    </Frame>
  );
}

function wordsOf(error: unknown): string {
  if (isRefusal(error, "unauthenticated")) return "E-mail or password is not right.";
  if (error instanceof Refusal && error.status === 404) return "This store is not connected.";
  return error instanceof Refusal ? error.detail : "The server did not answer. Try again.";
}

function History() {
  const bindings = useQuery(bindingsQuery);
  const runs = useQuery({
    queryKey: ["runs", "embed"],
    queryFn: () => take(api.GET("/v1/runs", { params: { query: { limit: rows } } })),
    refetchInterval: 15_000,
  });
  return (
    <>
      <div className="row-wide">
        <div>{bindings.data && <Status bindings={bindings.data} />}</div>
        <OpenInLedger />
      </div>
      <Part query={runs} what="The list" rows={10}>
        {({ items }) => (items.length === 0 ? <p>No document has arrived. The store sends one when an invoice is created.</p> : <Rows runs={items} />)}
      </Part>
    </>
  );
}

function Status({ bindings }: { bindings: Binding[] }) {
  const live = bindings.filter((binding) => binding.status !== "revoked");
  if (live.length === 0) return <p>This store is not connected.</p>;
  return (
    <>
      {live.map((binding) => (
        <p key={binding.id} className="row">
          <Chip state={stateOf(binding.store.status)} prefix="Store" />
          <Chip state={bindingState(binding)} prefix={binding.business?.name ?? "Sage"} />
          <span>
            Last synced <Near at={binding.health?.last_success_at} />
          </span>
        </p>
      ))}
    </>
  );
}

function Rows({ runs }: { runs: Run[] }) {
  return (
    <TableFrame label="Sync history">
      <table>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Event</th>
            <th scope="col">Magento</th>
            <th scope="col">Sage</th>
            <th scope="col" className="num">
              Total
            </th>
            <th scope="col">Why</th>
            <th scope="col">Accepted</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <td>
                <Chip state={runState(run)} />
              </td>
              <td className="mono">{run.event}</td>
              <th scope="row">
                <a href={serverPath(`/dashboard/sync/${run.id}`)} target="_blank" rel="noopener noreferrer">
                  {run.magento_reference ?? `${eventLabel(run.event)} ${run.magento_entity_id}`}
                </a>
              </th>
              <td>{run.provider?.reference ?? <span className="muted">none</span>}</td>
              <td className="num">{run.totals && <Amount value={run.totals.store} currency={run.totals.currency ?? ""} />}</td>
              <td className="muted">{whyOf(run)}</td>
              <td>
                <Near at={run.created_at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
