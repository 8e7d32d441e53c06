// Oneself: name, time zone, how dense tables are, password, second factor, and where one is signed in.

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, Refusal, take } from "../api/client";
import { meQuery } from "../api/queries";
import { useFreshStart, useMe } from "../app/session";
import { setDensity } from "../base/theme";
import { Act, Refused } from "../parts/act";
import { Exact, Near } from "../parts/clock";
import { errorFor, SelectField, TextField } from "../parts/field";
import { Page, TableFrame } from "../parts/page";
import { Part } from "../parts/states";
import { useToast } from "../parts/toasts";
import { NewPassword, Zones } from "./links";
import { SecondFactor } from "./second_factor";

export function SecurityPage() {
  return (
    <Page title="You" about="You">
      <div className="stack">
        <Profile />
        <div className="columns">
          <Password />
          <SecondFactor />
        </div>
        <Sessions />
      </div>
    </Page>
  );
}

function Profile() {
  const me = useMe();
  const queries = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState(me.user.name);
  const [zone, setZone] = useState(me.user.time_zone ?? "");
  const [density, setOwnDensity] = useState(me.user.density);
  const save = useMutation({
    mutationFn: () =>
      take(api.PATCH("/v1/me", { body: { name, density, ...(zone === "" ? {} : { time_zone: zone }) } })),
    onSuccess: (now) => {
      queries.setQueryData(meQuery.queryKey, now);
      setDensity(now.user.density);
      toast("Saved.");
    },
  });
  const fields = save.error instanceof Refusal ? save.error.fields : [];
  return (
    <form
      className="card"
      aria-labelledby="profile"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate();
      }}
    >
      <h2 id="profile">{me.user.email}</h2>
      <div className="grid-fields">
        <TextField label="Name" autoComplete="name" value={name} error={errorFor(fields, "name")} onChange={(event) => setName(event.target.value)} />
        <TextField
          label="Time zone"
          list="zones"
          value={zone}
          placeholder={me.account.time_zone}
          error={errorFor(fields, "time_zone")}
          hint="Times on the pages. Empty: that of the account."
          onChange={(event) => setZone(event.target.value)}
        />
        <SelectField
          label="Tables"
          value={density}
          onChange={(value) => setOwnDensity(value === "compact" ? "compact" : "comfortable")}
          options={[
            { value: "comfortable", label: "Comfortable" },
            { value: "compact", label: "Dense" },
          ]}
        />
      </div>
      <Zones />
      {fields.length === 0 && <Refused error={save.error} />}
      <div>
        <button type="submit" className="button primary" aria-busy={save.isPending}>
          Save
        </button>
      </div>
    </form>
  );
}

function Password() {
  const toast = useToast();
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const change = useMutation({
    mutationFn: () => take(api.PUT("/v1/me/password", { body: { old, new: fresh } })),
    onSuccess: () => {
      setOld("");
      setFresh("");
      toast("Password changed. Other sessions are over.");
    },
  });
  const fields = change.error instanceof Refusal ? change.error.fields : [];
  return (
    <form
      className="card"
      aria-labelledby="password"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!change.isPending) change.mutate();
      }}
    >
      <h2 id="password">Password</h2>
      <p className="hint">Changing it ends your other sessions.</p>
      <TextField label="Old password" type="password" autoComplete="current-password" value={old} error={errorFor(fields, "old")} onChange={(event) => setOld(event.target.value)} />
      <NewPassword label="New password" value={fresh} onChange={setFresh} error={errorFor(fields, "new")} />
      {fields.length === 0 && <Refused error={change.error} />}
      <div>
        <button type="submit" className="button" aria-busy={change.isPending}>
          Change it
        </button>
      </div>
    </form>
  );
}

function Sessions() {
  const queries = useQueryClient();
  const fresh = useFreshStart();
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: () => take(api.GET("/v1/sessions")) });
  return (
    <section className="stack-tight" aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      <Part query={sessions} what="Your sessions">
        {({ items }) => (
          <TableFrame label="Sessions">
            <table>
              <thead>
                <tr>
                  <th scope="col">Address</th>
                  <th scope="col">Signed in</th>
                  <th scope="col">Last seen</th>
                  <th scope="col">Change</th>
                </tr>
              </thead>
              <tbody>
                {items.map((session) => (
                  <tr key={session.id}>
                    <th scope="row">
                      {session.address} {session.current && <span className="muted">(this one)</span>}
                    </th>
                    <td>
                      <Exact at={session.created_at} />
                    </td>
                    <td>
                      <Near at={session.last_seen_at} />
                    </td>
                    <td>
                      <Act
                        kind="small"
                        run={() => take(api.DELETE("/v1/sessions/{id}", { params: { path: { id: session.id } } }))}
                        onDone={() => void (session.current ? fresh() : queries.invalidateQueries({ queryKey: ["sessions"] }))}
                      >
                        End
                      </Act>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
        )}
      </Part>
    </section>
  );
}
