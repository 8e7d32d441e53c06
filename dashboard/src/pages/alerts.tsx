// Alerts: when to be told, how, and whether telling works.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, Refusal, take } from "../api/client";
import type { AlertSettings } from "../api/later";
import { mayAtLeast } from "../api/queries";
import { useMe } from "../app/session";
import { Refused } from "../parts/act";
import { Exact } from "../parts/clock";
import { errorFor, Switch, TextField } from "../parts/field";
import { Page, TableFrame } from "../parts/page";
import { Part } from "../parts/states";
import { useToast } from "../parts/toasts";
import { ReadOnly } from "./read_only";

const rules: { key: keyof AlertSettings["on"]; label: string; hint: string }[] = [
  { key: "binding_stopped", label: "When a binding stops", hint: "It was disconnected, or the store no longer accepts us." },
  { key: "needs_review", label: "When a document needs review", hint: "It is held until a person decides." },
  { key: "no_contact", label: "When a store is silent", hint: "It does not answer, or its module was removed." },
  { key: "sage_access", label: "When our access at Sage is about to end", hint: "Or has ended." },
];

export function AlertsPage() {
  const alerts = useQuery({ queryKey: ["alerts"], queryFn: () => take(api.GET("/v1/alerts")), refetchOnMount: "always" });
  const may = mayAtLeast(useMe(), "admin");
  return (
    <Page title="Alerts" about="Alerts" sub="Told once when something begins, and once when it is over.">
      <div className="stack">
        <ReadOnly may={may} />
        <Part query={alerts} what="The alerts">
          {(data) => (
            <>
              <Settings key={JSON.stringify(data.on)} saved={data} may={may} />
              <Deliveries items={data.deliveries ?? []} />
            </>
          )}
        </Part>
      </div>
    </Page>
  );
}

function Settings({ saved, may }: { saved: AlertSettings; may: boolean }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [email, setEmail] = useState(saved.email.join(", "));
  const [url, setUrl] = useState(saved.webhook?.url ?? "");
  const [secret, setSecret] = useState("");
  const [on, setOn] = useState(saved.on);
  const [from, setFrom] = useState(saved.quiet_hours?.from ?? "");
  const [to, setTo] = useState(saved.quiet_hours?.to ?? "");
  const save = useMutation({
    mutationFn: () =>
      take(
        api.PUT("/v1/alerts", {
          body: {
            email: email.split(/[\s,;]+/).filter((address) => address !== ""),
            webhook: url.trim() === "" ? null : { url: url.trim(), ...(secret === "" ? {} : { secret }) },
            on,
            quiet_hours: from === "" || to === "" ? null : { from, to },
          },
        }),
      ),
    onSuccess: async () => {
      toast("Saved.");
      await queries.invalidateQueries({ queryKey: ["alerts"] });
    },
  });
  const test = useMutation({
    mutationFn: () => take(api.POST("/v1/alerts/test", { body: {} })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["alerts"] }),
  });
  const fields = save.error instanceof Refusal ? save.error.fields : [];
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (may && !save.isPending) save.mutate();
      }}
    >
      <section className="card" aria-labelledby="when">
        <h2 id="when">When</h2>
        {rules.map((rule) => (
          <Switch key={rule.key} label={rule.label} hint={rule.hint} checked={on[rule.key]} onChange={(value) => setOn({ ...on, [rule.key]: value })} />
        ))}
        <div className="row">
          <TextField label="Quiet from" type="time" value={from} error={errorFor(fields, "quiet_hours.from")} onChange={(event) => setFrom(event.target.value)} />
          <TextField label="to" type="time" value={to} error={errorFor(fields, "quiet_hours.to")} onChange={(event) => setTo(event.target.value)} />
        </div>
        <p className="hint">In quiet hours nothing is sent; what is still so afterwards is sent then. Empty: always.</p>
      </section>
      <section className="card" aria-labelledby="how">
        <h2 id="how">How</h2>
        <TextField label="E-mail to" hint="Several, with commas." value={email} error={errorFor(fields, "email")} onChange={(event) => setEmail(event.target.value)} />
        <TextField label="Webhook" type="url" placeholder="https://…" value={url} error={errorFor(fields, "webhook.url")} onChange={(event) => setUrl(event.target.value)} />
        <TextField
          label="Webhook secret"
          type="password"
          autoComplete="off"
          hint="Signs every delivery. Empty: as it is."
          value={secret}
          error={errorFor(fields, "webhook.secret")}
          onChange={(event) => setSecret(event.target.value)}
        />
      </section>
      {fields.length === 0 && <Refused error={save.error} />}
      {may && (
        <div className="row">
          <button type="submit" className="button primary" aria-busy={save.isPending}>
            Save
          </button>
          <button type="button" className="button" aria-busy={test.isPending} onClick={() => test.mutate()}>
            Send a test
          </button>
        </div>
      )}
      <Refused error={test.error} />
      {test.data && (
        <ul className="bullets" role="status">
          {test.data.deliveries.map((one) => (
            <li key={one.channel}>
              {one.channel}: {one.ok ? "delivered" : `failed (${one.detail ?? "no reason given"})`}
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

function Deliveries({ items }: { items: NonNullable<AlertSettings["deliveries"]> }) {
  if (items.length === 0) return <p className="muted">Nothing has been sent yet.</p>;
  return (
    <section className="stack-tight" aria-labelledby="deliveries">
      <h2 id="deliveries">Last deliveries</h2>
      <TableFrame label="Last deliveries">
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">How</th>
              <th scope="col">About</th>
              <th scope="col">Result</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={`${one.at} ${one.channel} ${one.event}`}>
                <td>
                  <Exact at={one.at} />
                </td>
                <td>{one.channel}</td>
                <th scope="row">{one.event.replaceAll("_", " ")}</th>
                <td className={one.ok ? "" : "bad-text"}>{one.ok ? "Delivered" : `Failed (${one.detail ?? "no reason given"})`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}
