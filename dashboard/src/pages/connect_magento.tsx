// Pairing a store, in three steps: get the code, pair, result. Each has its own address; leaving and
// coming back goes on where it was.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { api, Refusal, take } from "../api/client";
import { bindingsQuery, mayAtLeast, type Binding } from "../api/queries";
import { useMe } from "../app/session";
import { one } from "../base/search";
import { errorFor, TextField } from "../parts/field";
import { Page } from "../parts/page";
import { Part } from "../parts/states";
import { returnTo } from "../base/return_to";
import { DeadLettersFound, ReuseChoice } from "./reuse";
import { ReadOnly } from "./read_only";

const steps = ["Get the code", "Pair", "Result"];

export function Steps({ names, at }: { names: string[]; at: number }) {
  return (
    <ol className="steps" aria-label="Steps">
      {names.map((name, index) => (
        <li key={name} {...(index === at ? { "aria-current": "step" as const } : {})}>
          {index + 1}. {name}
        </li>
      ))}
    </ol>
  );
}

export function ConnectMagentoPage() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const me = useMe();
  const binding = one(search, "binding");
  const step = binding !== undefined ? 2 : one(search, "step") === "pair" ? 1 : 0;
  if (!mayAtLeast(me, "admin")) {
    return (
      <Page title="Connect Magento" about="Connect Magento">
        <ReadOnly may={false} />
      </Page>
    );
  }
  return (
    <Page title="Connect Magento" about={`Connect Magento, ${steps[step] ?? ""}`}>
      <Steps names={steps} at={step} />
      <div className="wizard stack">
        {step === 0 && <GetCode search={search} />}
        {step === 1 && <Pair search={search} />}
        {binding !== undefined && <Result binding={binding} back={one(search, "return")} />}
      </div>
    </Page>
  );
}

function GetCode({ search }: { search: Record<string, unknown> }) {
  return (
    <section className="card" aria-labelledby="get-code">
      <h2 id="get-code">In Magento, make a pairing code</h2>
      <ol className="bullets">
        <li>
          Open the admin, then <b>Stores → Configuration → Byte8 → Sage Accounting</b>.
        </li>
        <li>
          Click <b>Generate pairing code</b>. It is shown once, works once, and for 30 minutes.
        </li>
        <li>Copy it and come back here.</li>
      </ol>
      <div>
        <Link to="/dashboard/connect-magento" search={{ ...search, step: "pair" }} className="button primary">
          I have the code
        </Link>
      </div>
    </section>
  );
}

const refusals: Record<string, string> = {
  pairing_refused:
    "The store did not accept this code. Codes work once and for 30 minutes. Generate a new one in Magento and try again.",
  not_a_byte8_store: "There is something at this address, but not our modules. Check the address, and that the modules are installed.",
  https_required: "The store's address must begin with https://.",
  address_not_allowed: "This address is not public. The operator of this server can allow it.",
  invalid_url: "This is not an address of a store. It looks like https://shop.example.com/.",
};

function refusalWords(error: unknown, url: string): string {
  if (!(error instanceof Refusal)) return "That did not work. Try again.";
  if (error.code === "store_unreachable") {
    return `Could not reach ${url}. ${error.detail} Check the address, the certificate, and whether a firewall lets this server in.`;
  }
  return refusals[error.code] ?? error.detail;
}

function Pair({ search }: { search: Record<string, unknown> }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [url, setUrl] = useState(one(search, "base_url") ?? "");
  const [code, setCode] = useState("");
  const address = url.trim().replace(/\/+$/, "");
  const pair = useMutation({
    mutationFn: () =>
      take(api.POST("/v1/magento/connect", { body: { magento_base_url: url.trim(), pairing_code: code.trim() } })),
    onSuccess: async (answer) => {
      await queries.invalidateQueries({ queryKey: ["bindings"] });
      const { step: _, ...rest } = search;
      await navigate({ to: "/dashboard/connect-magento", search: { ...rest, binding: answer.binding.id }, replace: true });
    },
  });
  const fields = pair.error instanceof Refusal ? pair.error.fields : [];
  return (
    <form
      className="card"
      aria-labelledby="pair"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pair.isPending && !pair.isSuccess) pair.mutate();
      }}
    >
      <h2 id="pair">Pair the store</h2>
      {pair.error !== null && (
        <div className="note bad" role="alert">
          <p>{refusalWords(pair.error, url.trim())}</p>
        </div>
      )}
      <TextField
        label="Store address"
        type="url"
        autoComplete="url"
        placeholder="https://shop.example.com/"
        value={url}
        error={errorFor(fields, "magento_base_url")}
        hint={address === "" ? "The base URL of the shop." : <span className="mono">Will be called: {address}/rest/V1/byte8/…</span>}
        onChange={(event) => setUrl(event.target.value)}
      />
      <TextField
        label="Pairing code"
        autoComplete="off"
        spellCheck={false}
        value={code}
        error={errorFor(fields, "pairing_code")}
        hint="Spaces around it do not matter."
        onChange={(event) => setCode(event.target.value)}
      />
      <div className="row">
        <button type="submit" className="button primary" aria-busy={pair.isPending}>
          Pair
        </button>
        <Link to="/dashboard/connect-magento" search={{ ...search, step: "code" }} className="button">
          Back
        </Link>
      </div>
    </form>
  );
}

function Result({ binding, back }: { binding: string; back: string | undefined }) {
  const all = useQuery(bindingsQuery);
  return (
    <Part query={all} what="The pairing">
      {(bindings) => {
        const own = bindings.find((one) => one.id === binding);
        if (own === undefined) {
          return (
            <div className="note warn">
              <p>
                This pairing is not there any more: it was given to an older binding, or removed.{" "}
                <Link to="/dashboard/bindings">Look at the bindings</Link>
              </p>
            </div>
          );
        }
        return <Paired own={own} all={bindings} back={back} />;
      }}
    </Part>
  );
}

function Paired({ own, all, back }: { own: Binding; all: Binding[]; back: string | undefined }) {
  const { store } = own;
  const reusable = all.filter(
    (one) => one.id !== own.id && one.reusable === true && one.store.base_url === store.base_url,
  );
  const home = returnTo(back, store.base_url);
  return (
    <>
      <div className="note good" role="status">
        <p>
          <b>{store.name} is paired.</b> Its events are accepted from now on and wait until Sage is connected.
        </p>
      </div>
      <section className="card" aria-labelledby="found">
        <h2 id="found">What was found</h2>
        <dl className="facts">
          <dt>Address</dt>
          <dd>{store.base_url}</dd>
          <dt>Module</dt>
          <dd>{store.module_version ?? <span className="muted">the module does not say its version</span>}</dd>
          <dt>Magento</dt>
          <dd>{store.magento_version ?? <span className="muted">not told</span>}</dd>
          <dt>Clock difference</dt>
          <dd>{store.clock_offset_s == null ? <span className="muted">not measured yet</span> : `${store.clock_offset_s} s`}</dd>
        </dl>
        {home !== undefined && (
          <p>
            <a href={home}>Back to Magento</a>
          </p>
        )}
      </section>
      <DeadLettersFound store={store} />
      {own.status === "pending" && own.business === null && reusable.length > 0 ? (
        <ReuseChoice own={own} reusable={reusable} />
      ) : (
        <div>
          <Link to="/dashboard/connect-sage" search={{ binding: own.id }} className="button primary">
            Connect Sage
          </Link>
        </div>
      )}
    </>
  );
}
