// Every store with its business, and how each is.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";

import { useLive } from "../api/live";
import { bindingsQuery, mayAtLeast, type Binding } from "../api/queries";
import { useMe } from "../app/session";
import { one } from "../base/search";
import { Chip } from "../parts/chip";
import { Near } from "../parts/clock";
import { SelectField, TextField } from "../parts/field";
import { Page, TableFrame } from "../parts/page";
import { Empty, Part } from "../parts/states";
import { count } from "../words/money";
import { bindingState } from "../words/status";
import { ReadOnly } from "./read_only";

const shownAtOnce = 80;

interface Filter {
  q: string;
  status: string;
  country: string;
}

export function matches(binding: Binding, filter: Filter): boolean {
  const text = `${binding.store.name} ${binding.store.base_url} ${binding.business?.name ?? ""} ${binding.id}`.toLowerCase();
  if (!text.includes(filter.q.trim().toLowerCase())) return false;
  if (filter.status !== "" && bindingState(binding).label !== filter.status) return false;
  return filter.country === "" || binding.business?.country === filter.country;
}

export function BindingsPage() {
  const me = useMe();
  const queries = useQueryClient();
  const bindings = useQuery(bindingsQuery);
  useLive((event) => {
    if (event.kind === "binding") void queries.invalidateQueries({ queryKey: ["bindings"] });
  });
  const may = mayAtLeast(me, "admin");
  return (
    <Page
      title="Bindings"
      about="Bindings"
      sub="Every store with the Sage business it posts to."
      actions={
        may && (
          <>
            <Link to="/dashboard/connect-sage" className="button">
              Connect Sage
            </Link>
            <Link to="/dashboard/connect-magento" className="button primary">
              Connect Magento
            </Link>
          </>
        )
      }
    >
      <ReadOnly may={may} />
      <Part query={bindings} what="The bindings">
        {(all) =>
          all.length === 0 ? (
            <Empty title="No store is connected yet. Create a pairing code in Magento, then come back here.">
              {may && (
                <div>
                  <Link to="/dashboard/connect-magento" className="button primary">
                    Connect Magento
                  </Link>
                </div>
              )}
            </Empty>
          ) : (
            <List all={all} />
          )
        }
      </Part>
    </Page>
  );
}

function List({ all }: { all: Binding[] }) {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter: Filter = {
    q: one(search, "q") ?? "",
    status: one(search, "status") ?? "",
    country: one(search, "country") ?? "",
  };
  const change = (part: Partial<Filter>) =>
    void navigate({ to: "/dashboard/bindings", search: { ...filter, ...part }, replace: true, resetScroll: false });
  const found = useMemo(
    () => all.filter((binding) => matches(binding, { q: filter.q, status: filter.status, country: filter.country })),
    [all, filter.q, filter.status, filter.country],
  );
  const live = found.filter((binding) => binding.status !== "revoked");
  const revoked = found.filter((binding) => binding.status === "revoked");
  const statuses = [...new Set(all.map((binding) => bindingState(binding).label))].sort();
  const countries = [...new Set(all.flatMap((binding) => (binding.business ? [binding.business.country] : [])))].sort();
  const [open, setOpen] = useState(false);
  const showRevoked = open || filter.status === "Revoked" || (filter.q !== "" && live.length === 0);
  return (
    <div className="stack">
      <div className="filters">
        <TextField label="Search" type="search" data-search value={filter.q} onChange={(event) => change({ q: event.target.value })} />
        <SelectField
          label="Status"
          value={filter.status}
          onChange={(status) => change({ status })}
          options={[{ value: "", label: "All" }, ...statuses.map((status) => ({ value: status, label: status }))]}
        />
        <SelectField
          label="Country"
          value={filter.country}
          onChange={(country) => change({ country })}
          options={[{ value: "", label: "All" }, ...countries.map((country) => ({ value: country, label: country }))]}
        />
      </div>
      {found.length === 0 && (
        <Empty title="No binding matches.">
          <div>
            <button type="button" className="button" onClick={() => change({ q: "", status: "", country: "" })}>
              Clear filters
            </button>
          </div>
        </Empty>
      )}
      {live.length > 0 && <BindingTable label="Bindings" items={live} />}
      {live.length === 0 && revoked.length > 0 && filter.status === "" && <p className="muted">No store is connected just now.</p>}
      {revoked.length > 0 && (
        <section className="stack-tight">
          <button type="button" className="link-button" aria-expanded={showRevoked} onClick={() => setOpen(!showRevoked)}>
            Revoked ({count(revoked.length)})
          </button>
          {showRevoked && <BindingTable label="Revoked bindings" items={revoked} />}
        </section>
      )}
    </div>
  );
}

function BindingTable({ items, label }: { items: Binding[]; label: string }) {
  const [limit, setLimit] = useState(shownAtOnce);
  return (
    <>
      <TableFrame label={label}>
        <table>
          <thead>
            <tr>
              <th scope="col">Store</th>
              <th scope="col">Business</th>
              <th scope="col">Status</th>
              <th scope="col">Last contact</th>
              <th scope="col" className="num">
                Waiting
              </th>
              <th scope="col" className="num">
                Dead letters
              </th>
              <th scope="col">Last synced</th>
              <th scope="col" className="num">
                Settings
              </th>
            </tr>
          </thead>
          <tbody>
            {items.slice(0, limit).map((binding) => (
              <Row key={binding.id} binding={binding} />
            ))}
          </tbody>
        </table>
      </TableFrame>
      {items.length > limit && (
        <div>
          <button type="button" className="button" onClick={() => setLimit(limit + shownAtOnce)}>
            Show {Math.min(shownAtOnce, items.length - limit)} more of {count(items.length)}
          </button>
        </div>
      )}
    </>
  );
}

function Row({ binding }: { binding: Binding }) {
  return (
    <tr>
      <th scope="row">
        <Link to="/dashboard/bindings/$id" params={{ id: binding.id }}>
          {binding.store.name}
        </Link>
      </th>
      <td>
        {binding.business ? (
          <>
            {binding.business.name} <span className="muted">{binding.business.country}</span>
          </>
        ) : binding.status === "revoked" ? (
          <span className="muted">none</span>
        ) : (
          <span>
            Paired.{" "}
            <Link to="/dashboard/connect-sage" search={{ binding: binding.id }}>
              Now connect Sage.
            </Link>
          </span>
        )}
      </td>
      <td>
        <Chip state={bindingState(binding)} />
      </td>
      <td>
        <Near at={binding.store.last_contact_at} />
      </td>
      <td className="num">{binding.queue?.waiting === undefined ? "" : count(binding.queue.waiting)}</td>
      <td className="num">{binding.store.dead_letters == null ? <span className="muted">unknown</span> : count(binding.store.dead_letters)}</td>
      <td>
        <Near at={binding.health?.last_success_at} />
      </td>
      <td className="num">{binding.policy_version === null ? <span className="muted">none</span> : `v${binding.policy_version}`}</td>
    </tr>
  );
}
