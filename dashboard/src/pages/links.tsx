// Pages behind a link with a one-time token: the first user, an invitation, a new password.

import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";

import { api, Refusal, take, type FieldError } from "../api/client";
import { useFreshStart } from "../app/session";
import { Refused } from "../parts/act";
import { errorFor, TextField } from "../parts/field";
import { Doorway } from "../parts/page";
import { Broken, Loading } from "../parts/states";
import { zones } from "../words/zones";

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function fieldsOf(error: unknown): FieldError[] {
  return error instanceof Refusal ? error.fields : [];
}

function DeadLink({ error, children }: { error: unknown; children: ReactNode }) {
  if (!(error instanceof Refusal) || error.status !== 404) return null;
  return (
    <div className="note bad" role="alert">
      {children}
    </div>
  );
}

export function NewPassword({
  value,
  onChange,
  error,
  label = "Password",
}: {
  value: string;
  onChange: (text: string) => void;
  error: string | undefined;
  label?: string;
}) {
  return (
    <TextField
      label={label}
      type="password"
      autoComplete="new-password"
      hint="At least 12 characters. Anything goes; pasting too."
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export function SetUpPage() {
  const { token } = useParams({ strict: false });
  const navigate = useNavigate();
  const fresh = useFreshStart();
  const [form, setForm] = useState({ organisation: "", name: "", email: "", password: "", time_zone: ownZone });
  const setUp = useMutation({
    mutationFn: () => take(api.POST("/v1/setup/{token}", { params: { path: { token: token ?? "" } }, body: form })),
    onSuccess: async () => {
      await fresh();
      await navigate({ to: "/dashboard" });
    },
  });
  const errors = fieldsOf(setUp.error);
  const field = (name: keyof typeof form) => ({
    value: form[name],
    error: errorFor(errors, name),
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }),
  });
  return (
    <Doorway title="Set up Byte8 Ledger">
      <p className="muted">You are the first. This makes your organisation and you as its owner; the link works once.</p>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!setUp.isPending) setUp.mutate();
        }}
      >
        <DeadLink error={setUp.error}>
          This link is not good any more. The server writes a new one to its log when it starts and nobody is set up yet.
        </DeadLink>
        {setUp.error !== null && errors.length === 0 && !(setUp.error instanceof Refusal && setUp.error.status === 404) && <Refused error={setUp.error} />}
        <TextField label="Organisation" autoComplete="organization" autoFocus {...field("organisation")} />
        <TextField label="Your name" autoComplete="name" {...field("name")} />
        <TextField label="E-mail" type="email" autoComplete="username" {...field("email")} />
        <NewPassword value={form.password} error={errorFor(errors, "password")} onChange={(password) => setForm({ ...form, password })} />
        <TextField label="Time zone" list="zones" hint="Times on the pages are shown in it." {...field("time_zone")} />
        <Zones />
        <button type="submit" className="button primary" aria-busy={setUp.isPending}>
          Make the account
        </button>
      </form>
    </Doorway>
  );
}

export function Zones() {
  return (
    <datalist id="zones">
      {zones().map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  );
}

export function InvitationPage() {
  const { token = "" } = useParams({ strict: false });
  const navigate = useNavigate();
  const fresh = useFreshStart();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [totp, setTotp] = useState("");
  const offer = useQuery({
    queryKey: ["me", "invitation", token],
    queryFn: () => take(api.GET("/v1/invitations/{token}", { params: { path: { token } } })),
  });
  const known = offer.data?.known ?? false;
  const accept = useMutation({
    mutationFn: () =>
      take(
        api.POST("/v1/invitations/{token}", {
          params: { path: { token } },
          body: { password, ...(known ? {} : { name }), ...(totp === "" ? {} : { totp }) },
        }),
      ),
    onSuccess: async () => {
      await fresh();
      await navigate({ to: "/dashboard" });
    },
  });
  if (offer.isPending) return <Loading />;
  if (offer.data === undefined) {
    return (
      <Doorway title="This invitation does not work">
        <DeadLink error={offer.error}>It was used, taken back, or is older than seven days. Ask for a new one.</DeadLink>
        {!(offer.error instanceof Refusal && offer.error.status === 404) && <Broken error={offer.error} what="The invitation" retry={offer.refetch} />}
      </Doorway>
    );
  }
  const errors = fieldsOf(accept.error);
  const asksCode = totp !== "" || (accept.error instanceof Refusal && accept.error.code === "totp_required");
  return (
    <Doorway title={`Join ${offer.data.account}`}>
      <p>
        You are invited as <b>{offer.data.role}</b> with the address <b>{offer.data.email}</b>.
      </p>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!accept.isPending) accept.mutate();
        }}
      >
        {errors.length === 0 && <Refused error={accept.error} />}
        {known ? (
          <TextField label="Your password" type="password" autoComplete="current-password" hint="You have an account here already." value={password} onChange={(event) => setPassword(event.target.value)} />
        ) : (
          <>
            <TextField label="Your name" autoComplete="name" autoFocus value={name} error={errorFor(errors, "name")} onChange={(event) => setName(event.target.value)} />
            <NewPassword value={password} error={errorFor(errors, "password")} onChange={setPassword} />
          </>
        )}
        {asksCode && <TextField label="Six digits from your app" autoComplete="one-time-code" value={totp} onChange={(event) => setTotp(event.target.value)} />}
        <button type="submit" className="button primary" aria-busy={accept.isPending}>
          Join
        </button>
      </form>
    </Doorway>
  );
}

export function ResetPage() {
  const { token = "" } = useParams({ strict: false });
  const navigate = useNavigate();
  const [password, setPassword] = useState("");
  const reset = useMutation({
    mutationFn: () => take(api.PUT("/v1/password-resets/{token}", { params: { path: { token } }, body: { password } })),
  });
  const errors = fieldsOf(reset.error);
  if (reset.isSuccess) {
    return (
      <Doorway title="Your password is changed">
        <p role="status">You are signed out everywhere. Sign in with the new password.</p>
        <button type="button" className="button primary" onClick={() => void navigate({ to: "/dashboard" })}>
          Sign in
        </button>
      </Doorway>
    );
  }
  return (
    <Doorway title="Choose a new password">
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!reset.isPending) reset.mutate();
        }}
      >
        <DeadLink error={reset.error}>This link was used or is older than an hour. Ask for a new one from the sign-in page.</DeadLink>
        {reset.error !== null && errors.length === 0 && !(reset.error instanceof Refusal && reset.error.status === 404) && <Refused error={reset.error} />}
        <NewPassword value={password} onChange={setPassword} error={errorFor(errors, "password")} />
        <button type="submit" className="button primary" aria-busy={reset.isPending}>
          Save the password
        </button>
      </form>
    </Doorway>
  );
}
