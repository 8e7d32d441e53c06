// Connecting Sage, in steps that can be left and taken up again: which store, country, at Sage, one
// business, reading its lists.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { api, take } from "../api/client";
import { useLive } from "../api/live";
import { bindingQuery, bindingsQuery, mayAtLeast, nameOf, referenceQuery, type Binding } from "../api/queries";
import { useMe } from "../app/session";
import { one } from "../base/search";
import { Act } from "../parts/act";
import { Chip } from "../parts/chip";
import { Exact } from "../parts/clock";
import { Copy } from "../parts/copy";
import { Page } from "../parts/page";
import { Empty, Part } from "../parts/states";
import { count } from "../words/money";
import { Steps } from "./connect_magento";
import { ReadOnly } from "./read_only";
import { AtSage, PickBusiness, type Side } from "./sage_steps";

const names = ["Which store", "Country and Sage", "Business", "Reading your lists"];

function stepOf(binding: Binding, wanted: string | undefined): number {
  const state = binding.sage_access?.state ?? "none";
  if (wanted === "sage" || state === "none" || state === "removed") return 1;
  if (binding.business === null || binding.hold === "sage_access_removed") return 2;
  return 3;
}

export function ConnectSagePage() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const id = one(search, "binding");
  const may = mayAtLeast(useMe(), "admin");
  return (
    <Page title="Connect Sage" about="Connect Sage">
      <ReadOnly may={may} />
      {may && (id === undefined ? <WhichStore /> : <OneStore id={id} wanted={one(search, "step")} />)}
    </Page>
  );
}

function needsSage(binding: Binding): boolean {
  return binding.status === "pending" || binding.hold === "sage_access_removed";
}

function WhichStore() {
  const bindings = useQuery(bindingsQuery);
  return (
    <>
      <Steps names={names} at={0} />
      <Part query={bindings} what="The stores">
        {(all) => {
          const waiting = all.filter(needsSage);
          if (waiting.length === 0) {
            return (
              <Empty title="No store waits for Sage. Pair one first.">
                <div>
                  <Link to="/dashboard/connect-magento" className="button primary">
                    Connect Magento
                  </Link>
                </div>
              </Empty>
            );
          }
          return (
            <ul className="plain-list stack-tight wizard">
              {waiting.map((binding) => (
                <li key={binding.id} className="choice">
                  <Link to="/dashboard/connect-sage" search={{ binding: binding.id }}>
                    {nameOf(binding)}
                  </Link>
                </li>
              ))}
            </ul>
          );
        }}
      </Part>
    </>
  );
}

function OneStore({ id, wanted }: { id: string; wanted: string | undefined }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const binding = useQuery({
    ...bindingQuery(id),
    // The lists are read in a moment or two; their progress makes no event of its own.
    refetchInterval: (query) => (query.state.data?.status === "pending" && query.state.data.business ? 2_000 : false),
  });
  const all = useQuery(bindingsQuery);
  const countries = useQuery({
    queryKey: ["countries"],
    queryFn: () => take(api.GET("/v1/sage/countries")),
    staleTime: Infinity,
  });
  useLive((event) => {
    if (event.kind === "binding") void queries.invalidateQueries({ queryKey: ["bindings", id] });
  });
  const path = { path: { id } };
  return (
    <Part query={binding} what="This binding">
      {(data) => {
        const step = stepOf(data, wanted);
        const former = all.data?.find(
          (one) => one.id !== id && one.store.id === data.store.id && one.business !== null && one.status === "revoked",
        );
        const side: Side = {
          key: id,
          formerBusiness: former?.business?.name ?? data.business?.name ?? null,
          authorize: (country) =>
            take(api.POST("/v1/bindings/{id}/sage/authorize", { params: path, body: { country: country as "GB" } })),
          businesses: async () => (await take(api.GET("/v1/bindings/{id}/sage/businesses", { params: path }))).items,
          choose: (provider_business_id, confirm_different_business) =>
            take(
              api.POST("/v1/bindings/{id}/sage/business", {
                params: path,
                body: { provider_business_id, confirm_different_business },
              }),
            ),
        };
        const go = (to: string | undefined) =>
          navigate({ to: "/dashboard/connect-sage", search: to === undefined ? { binding: id } : { binding: id, step: to } });
        return (
          <>
            <Steps names={names} at={step} />
            <div className="wizard stack">
              <p>
                Store <b>{data.store.name}</b>
                {data.status === "revoked" && ". This binding is not connected: pair the store again first."}
              </p>
              {data.status !== "revoked" && step === 1 && (
                <>
                  <Part query={countries} what="The countries">
                    {({ items }) => (
                      <AtSage
                        side={side}
                        countries={items.map((one) => ({
                          country: one.country ?? "",
                          name: one.name ?? one.country ?? "",
                          available: one.available ?? false,
                          why_not: one.why_not ?? null,
                        }))}
                      />
                    )}
                  </Part>
                  <SendLink id={id} />
                </>
              )}
              {data.status !== "revoked" && step === 2 && (
                <PickBusiness
                  side={side}
                  again={() => void go("sage")}
                  onChosen={() => {
                    void queries.invalidateQueries({ queryKey: ["bindings"] });
                    void go(undefined);
                  }}
                />
              )}
              {data.status !== "revoked" && step === 3 && <Lists binding={data} />}
            </div>
          </>
        );
      }}
    </Part>
  );
}

function SendLink({ id }: { id: string }) {
  const [link, setLink] = useState<{ url: string; expires_at: string } | null>(null);
  const path = { params: { path: { id } } };
  return (
    <section className="card" aria-labelledby="send-link">
      <h2 id="send-link">Not your Sage login?</h2>
      <p>
        Send a link to the person who has it. It works for 7 days, opens only these steps for this store, and needs no
        account here. A new link replaces the former one.
      </p>
      {link !== null && (
        <div className="stack-tight" role="status">
          <label className="field">
            <span className="label">Link</span>
            <input className="input mono" readOnly value={link.url} />
          </label>
          <div className="row">
            <Copy text={link.url} />
            <span className="hint">
              Good until <Exact at={link.expires_at} />
            </span>
          </div>
        </div>
      )}
      <div className="row">
        <Act run={async () => setLink(await take(api.POST("/v1/bindings/{id}/consent-link", { ...path, body: {} })))}>
          Make a link
        </Act>
        {link !== null && (
          <Act run={() => take(api.DELETE("/v1/bindings/{id}/consent-link", path))} onDone={() => setLink(null)}>
            Take it back
          </Act>
        )}
      </div>
    </section>
  );
}

const kinds: Record<string, string> = {
  tax_rates: "Tax rates",
  ledger_accounts: "Ledger accounts",
  bank_accounts: "Bank accounts",
  payment_methods: "Payment methods",
  currencies: "Currencies",
};

function Lists({ binding }: { binding: Binding }) {
  const lists = useQuery({
    ...referenceQuery(binding.id),
    refetchInterval: binding.status === "pending" ? 2_000 : false,
  });
  const done = binding.status === "active";
  return (
    <>
      {done && (
        <div className="note good" role="status">
          <p>
            <b>Connected to {binding.business?.name}.</b> Documents that are in Sage already are recognised; nothing is
            created twice.
          </p>
        </div>
      )}
      <section className="card" aria-labelledby="lists">
        <h2 id="lists">Reading your lists</h2>
        <Part query={lists} what="The lists">
          {({ items }) => (
            <ul className="plain-list stack-tight">
              {items.map((item) => (
                <li key={item.kind} className="row-wide">
                  <span>{kinds[item.kind] ?? item.kind}</span>
                  <span className="row">
                    {item.state === "done" ? `${count(item.count)} read` : null}
                    {item.state === "refused" && (
                      <span className="warn-text">
                        Sage did not allow reading this; ask its owner for the right. {item.error ?? ""}
                      </span>
                    )}
                    <Chip
                      state={
                        item.state === "done"
                          ? { label: "Done", tone: "good" }
                          : item.state === "refused"
                            ? { label: "Refused", tone: "bad" }
                            : { label: item.state === "reading" ? "Reading" : "Waiting", tone: "busy" }
                      }
                    />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Part>
      </section>
      {done && (
        <div className="row">
          <Link to="/dashboard/bindings/$id/settings" params={{ id: binding.id }} className="button primary">
            Check the suggested settings
          </Link>
          <Link to="/dashboard/bindings/$id" params={{ id: binding.id }} className="button">
            Look at the binding
          </Link>
        </div>
      )}
    </>
  );
}
