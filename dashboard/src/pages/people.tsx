// The team: who may do what, and who is invited.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, Refusal, take } from "../api/client";
import { mayAtLeast, type Me } from "../api/queries";
import { useMe } from "../app/session";
import type { components } from "../generated/api";
import { Refused } from "../parts/act";
import { Exact, Near } from "../parts/clock";
import { Copy } from "../parts/copy";
import { Confirm } from "../parts/dialog";
import { errorFor, SelectField, TextField } from "../parts/field";
import { Page, TableFrame } from "../parts/page";
import { Part } from "../parts/states";
import { useToast } from "../parts/toasts";
import { ReadOnly } from "./read_only";

type User = components["schemas"]["User"];
type Role = components["schemas"]["Role"];

const roles: { value: Role; label: string; means: string }[] = [
  { value: "owner", label: "Owner", means: "everything, and other owners" },
  { value: "admin", label: "Admin", means: "connect, disconnect, settings, team" },
  { value: "operator", label: "Operator", means: "retry, ignore, pause" },
  { value: "viewer", label: "Viewer (accountant)", means: "looks at everything, changes nothing" },
];
function roleLabel(role: Role): string {
  return roles.find((one) => one.value === role)?.label ?? role;
}
function rolesFor(me: Me) {
  return roles.filter((role) => role.value !== "owner" || me.role === "owner");
}
function asRole(value: string): Role {
  return roles.find((role) => role.value === value)?.value ?? "viewer";
}

export function TeamPage() {
  const me = useMe();
  const may = mayAtLeast(me, "admin");
  const users = useQuery({
    queryKey: ["users"],
    queryFn: () => take(api.GET("/v1/users", { params: { query: { limit: 200 } } })),
  });
  return (
    <Page title="Team" about="Team" sub="People of this account and what each may do.">
      <div className="stack">
        <ReadOnly may={may} />
        {may && <Invite me={me} />}
        <Part query={users} what="The team">
          {({ items }) => {
            const members = items.filter((user) => user.status === "active");
            const invited = items.filter((user) => user.status === "invited");
            return (
              <>
                <Members users={members} me={me} may={may} />
                {invited.length > 0 && <Invited users={invited} may={may} />}
              </>
            );
          }}
        </Part>
        <section className="card" aria-labelledby="roles">
          <h2 id="roles">Roles</h2>
          <dl className="facts">
            {roles.map((role) => (
              <div key={role.value} className="facts-row">
                <dt>{role.label}</dt>
                <dd>{role.means}</dd>
              </div>
            ))}
          </dl>
          <p className="hint">The last owner cannot be removed or demoted.</p>
        </section>
      </div>
    </Page>
  );
}

function Invite({ me }: { me: Me }) {
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("operator");
  const invite = useMutation({
    mutationFn: () => take(api.POST("/v1/users", { body: { email: email.trim(), role } })),
    onSuccess: async () => {
      setEmail("");
      await queries.invalidateQueries({ queryKey: ["users"] });
    },
  });
  const fields = invite.error instanceof Refusal ? invite.error.fields : [];
  return (
    <form
      className="card"
      aria-labelledby="invite"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!invite.isPending) invite.mutate();
      }}
    >
      <h2 id="invite">Invite</h2>
      <div className="filters">
        <TextField label="E-mail" type="email" autoComplete="off" value={email} error={errorFor(fields, "email")} onChange={(event) => setEmail(event.target.value)} />
        <SelectField label="Role" value={role} onChange={(value) => setRole(asRole(value))} options={rolesFor(me)} />
        <button type="submit" className="button primary" aria-busy={invite.isPending}>
          Invite
        </button>
      </div>
      {fields.length === 0 && <Refused error={invite.error} />}
      {invite.data?.invite_url && (
        <div className="note good" role="status">
          <p>The link works once, for 7 days. Where a mail server is set up it was mailed as well.</p>
          <div className="row">
            <code>{invite.data.invite_url}</code>
            <Copy text={invite.data.invite_url} />
          </div>
        </div>
      )}
    </form>
  );
}

function Members({ users, me, may }: { users: User[]; me: Me; may: boolean }) {
  const owners = users.filter((user) => user.role === "owner").length;
  return (
    <TableFrame label="Members">
      <table>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Role</th>
            <th scope="col">Second factor</th>
            <th scope="col">Last seen</th>
            {may && <th scope="col">Change</th>}
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <Member key={user.id} user={user} me={me} may={may} lastOwner={user.role === "owner" && owners === 1} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Member({ user, me, may, lastOwner }: { user: User; me: Me; may: boolean; lastOwner: boolean }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [removing, setRemoving] = useState(false);
  const path = { path: { id: user.id } };
  const again = () => queries.invalidateQueries({ queryKey: ["users"] });
  const change = useMutation({
    mutationFn: (role: Role) => take(api.PATCH("/v1/users/{id}", { params: path, body: { role } })),
    onSuccess: () => {
      toast("In force at their next request.");
      return again();
    },
  });
  const remove = useMutation({
    mutationFn: () => take(api.DELETE("/v1/users/{id}", { params: path })),
    onSuccess: () => {
      setRemoving(false);
      return again();
    },
  });
  const mayThis = may && !lastOwner && (user.role !== "owner" || me.role === "owner");
  return (
    <tr>
      <th scope="row">
        {user.name ?? user.email}
        {user.id === me.user.id && <span className="muted"> (you)</span>}
        <div className="hint">{user.email}</div>
      </th>
      <td>
        {mayThis ? (
          <span className="field">
            <select aria-label={`Role of ${user.email}`} value={user.role} onChange={(event) => change.mutate(asRole(event.target.value))}>
              {rolesFor(me).map((role) => (
                <option key={role.value} value={role.value}>
                  {role.label}
                </option>
              ))}
            </select>
          </span>
        ) : (
          roleLabel(user.role)
        )}
        <Refused error={change.error} />
      </td>
      <td>{user.totp ? "On" : <span className="muted">Off</span>}</td>
      <td>
        <Near at={user.last_seen_at} />
      </td>
      {may && (
        <td>
          {mayThis ? (
            <button type="button" className="button small" onClick={() => setRemoving(true)}>
              Remove…
            </button>
          ) : (
            <span className="muted">{lastOwner ? "the last owner" : ""}</span>
          )}
          {removing && (
            <Confirm title={`Remove ${user.email}?`} keep="Keep" go="Remove" busy={remove.isPending} onClose={() => setRemoving(false)} onGo={() => remove.mutate()}>
              <p>Their sessions and API tokens in this account end at once. What they did stays in the audit log.</p>
              <Refused error={remove.error} />
            </Confirm>
          )}
        </td>
      )}
    </tr>
  );
}

function Invited({ users, may }: { users: User[]; may: boolean }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => take(api.DELETE("/v1/users/{id}", { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["users"] }),
  });
  return (
    <section className="stack-tight" aria-labelledby="invited">
      <h2 id="invited">Invited</h2>
      <Refused error={remove.error} />
      <TableFrame label="Invited">
        <table>
          <thead>
            <tr>
              <th scope="col">E-mail</th>
              <th scope="col">Role</th>
              <th scope="col">Expires</th>
              {may && <th scope="col">Change</th>}
            </tr>
          </thead>
          <tbody>
            {users.map((user) => (
              <tr key={user.id}>
                <th scope="row">{user.email}</th>
                <td>{roleLabel(user.role)}</td>
                <td>
                  <Exact at={user.expires_at} />
                </td>
                {may && (
                  <td>
                    <button type="button" className="button small" onClick={() => remove.mutate(user.id)}>
                      Take back
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}
