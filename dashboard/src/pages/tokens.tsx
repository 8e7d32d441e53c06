// API tokens: what programs sign in with. A new one is shown once.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, Refusal, take } from "../api/client";
import { mayAtLeast } from "../api/queries";
import { useMe } from "../app/session";
import type { components } from "../generated/api";
import { Refused } from "../parts/act";
import { Exact, Near } from "../parts/clock";
import { Copy } from "../parts/copy";
import { Confirm, Dialog } from "../parts/dialog";
import { errorFor, TextField } from "../parts/field";
import { Page, TableFrame } from "../parts/page";
import { Empty, Part } from "../parts/states";
import { ReadOnly } from "./read_only";

type Token = components["schemas"]["Token"];

const scopes = [
  { value: "read", role: "viewer", means: "read everything" },
  { value: "operate", role: "operator", means: "retry, ignore, pause" },
  { value: "admin", role: "admin", means: "connect, disconnect, settings, team" },
] as const;
type Scope = (typeof scopes)[number]["value"];

export function TokensPage() {
  const me = useMe();
  const may = mayAtLeast(me, "operator");
  const tokens = useQuery({
    queryKey: ["tokens"],
    queryFn: () => take(api.GET("/v1/tokens", { params: { query: { limit: 200 } } })),
  });
  return (
    <Page title="API tokens" about="API tokens" sub="For programs. A token never may more than who makes it.">
      <div className="stack">
        <ReadOnly may={may} who="An owner, admin or operator" />
        {may && <Create />}
        <Part query={tokens} what="The tokens">
          {({ items }) => (items.length === 0 ? <Empty title="No token was made yet." /> : <List tokens={items} may={may} />)}
        </Part>
      </div>
    </Page>
  );
}

function Create() {
  const me = useMe();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<Scope[]>(["read"]);
  const [expires, setExpires] = useState("");
  const create = useMutation({
    mutationFn: () =>
      take(
        api.POST("/v1/tokens", {
          body: { name, scopes: chosen, ...(expires === "" ? {} : { expires_at: `${expires}T00:00:00Z` }) },
        }),
      ),
    onSuccess: async () => {
      setName("");
      await queries.invalidateQueries({ queryKey: ["tokens"] });
    },
  });
  const fields = create.error instanceof Refusal ? create.error.fields : [];
  return (
    <form
      className="card"
      aria-labelledby="create"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!create.isPending) create.mutate();
      }}
    >
      <h2 id="create">Make a token</h2>
      <div className="filters">
        <TextField label="Name" value={name} error={errorFor(fields, "name")} onChange={(event) => setName(event.target.value)} />
        <TextField label="Expires" type="date" hint="Empty: never. At 00:00 UTC of that day." value={expires} error={errorFor(fields, "expires_at")} onChange={(event) => setExpires(event.target.value)} />
      </div>
      <fieldset className="stack-tight">
        <legend>May</legend>
        {scopes
          .filter((scope) => mayAtLeast(me, scope.role))
          .map((scope) => (
            <label key={scope.value} className="check">
              <input
                type="checkbox"
                checked={chosen.includes(scope.value)}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, scope.value] : chosen.filter((one) => one !== scope.value))
                }
              />
              <span>
                {scope.value} <span className="hint">{scope.means}</span>
              </span>
            </label>
          ))}
      </fieldset>
      {errorFor(fields, "scopes") !== undefined && <p className="bad-text">{errorFor(fields, "scopes")}</p>}
      {fields.length === 0 && <Refused error={create.error} />}
      <div>
        <button type="submit" className="button primary" aria-busy={create.isPending}>
          Make it
        </button>
      </div>
      {create.data?.token && <ShownOnce token={create.data.token} onStored={() => create.reset()} />}
    </form>
  );
}

function ShownOnce({ token, onStored }: { token: string; onStored: () => void }) {
  return (
    <Dialog title="Your new token" onClose={onStored}>
      <p>It is shown now and never again.</p>
      <p>
        <code className="secret">{token}</code>
      </p>
      <div className="row">
        <Copy text={token} />
        <button type="button" className="button primary" onClick={onStored}>
          I have stored it
        </button>
      </div>
    </Dialog>
  );
}

function List({ tokens, may }: { tokens: Token[]; may: boolean }) {
  const queries = useQueryClient();
  const [revoking, setRevoking] = useState<Token | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => take(api.DELETE("/v1/tokens/{id}", { params: { path: { id } } })),
    onSuccess: async () => {
      setRevoking(null);
      await queries.invalidateQueries({ queryKey: ["tokens"] });
    },
  });
  return (
    <>
      <TableFrame label="Tokens">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">May</th>
              <th scope="col">Made by</th>
              <th scope="col">Made</th>
              <th scope="col">Last used</th>
              <th scope="col">Expires</th>
              {may && <th scope="col">Change</th>}
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <tr key={token.id}>
                <th scope="row">{token.name}</th>
                <td>{token.scopes.join(", ")}</td>
                <td>{token.email}</td>
                <td>
                  <Near at={token.created_at} />
                </td>
                <td>
                  <Near at={token.last_used_at} />
                </td>
                <td>
                  <Exact at={token.expires_at} />
                </td>
                {may && (
                  <td>
                    <button type="button" className="button small" onClick={() => setRevoking(token)}>
                      Revoke…
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      {revoking !== null && (
        <Confirm
          title={`Revoke ${revoking.name}?`}
          keep="Keep it"
          go="Revoke"
          busy={revoke.isPending}
          onClose={() => setRevoking(null)}
          onGo={() => revoke.mutate(revoking.id)}
        >
          <p>Programs using it stop at once.</p>
          <Refused error={revoke.error} />
        </Confirm>
      )}
    </>
  );
}
