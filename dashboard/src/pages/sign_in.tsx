// Signing in: e-mail and password, the second factor when it is asked for, single sign-on, and the
// way to a new password.

import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useState, type SyntheticEvent } from "react";

import { api, isRefusal, Refusal, take } from "../api/client";
import { useFreshStart } from "../app/session";
import { one, parseSearch } from "../base/search";
import { TextField } from "../parts/field";
import { Doorway } from "../parts/page";
import { clockTime } from "../words/time";
import { ErrorParameter } from "./error_parameter";

function said(error: unknown): string {
  if (isRefusal(error, "unauthenticated")) return "E-mail or password is not right.";
  if (isRefusal(error, "totp_required")) return "";
  if (error instanceof Refusal && error.status === 429) {
    const at = Date.now() + (error.retryAfterSeconds ?? 60) * 1000;
    return `Too many tries. Try again at ${clockTime(at, Intl.DateTimeFormat().resolvedOptions().timeZone)}.`;
  }
  return error instanceof Refusal ? error.detail : "The server did not answer. Try again.";
}

export function SignIn() {
  const [forgot, setForgot] = useState(false);
  const location = useLocation();
  const error = one(parseSearch(location.searchStr), "error");
  return (
    <Doorway title={forgot ? "Forgot your password?" : "Sign in"}>
      {error !== undefined && <ErrorParameter text={error} />}
      {forgot ? <Forgotten back={() => setForgot(false)} /> : <Form forgot={() => setForgot(true)} />}
    </Doorway>
  );
}

function Form({ forgot }: { forgot: () => void }) {
  const fresh = useFreshStart();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [second, setSecond] = useState<"no" | "code" | "recovery">("no");
  const signIn = useMutation({
    mutationFn: () =>
      take(
        api.POST("/v1/session", {
          body: second === "no" ? { email, password } : { email, password, totp: code.trim() },
        }),
      ),
    onSuccess: fresh,
    onError: (error) => {
      if (isRefusal(error, "totp_required")) setSecond("code");
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!signIn.isPending) signIn.mutate();
  };
  const message = signIn.error === null ? "" : said(signIn.error);
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {message !== "" && (
        <div className="note bad" role="alert">
          {second === "no" ? message : message.replace("E-mail or password", "This code")}
        </div>
      )}
      {second === "no" ? (
        <>
          <TextField label="E-mail" type="email" name="email" autoComplete="username" autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
          <TextField label="Password" type="password" name="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />
        </>
      ) : (
        <TextField
          key={second}
          label={second === "code" ? "Six digits from your app" : "Recovery code"}
          name="totp"
          inputMode={second === "code" ? "numeric" : "text"}
          autoComplete="one-time-code"
          autoFocus
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      )}
      <div className="row">
        <button type="submit" className="button primary" aria-busy={signIn.isPending}>
          Sign in
        </button>
        {second === "no" ? (
          <button type="button" className="link-button push" onClick={forgot}>
            Forgot password
          </button>
        ) : (
          <button
            type="button"
            className="link-button push"
            onClick={() => {
              setCode("");
              setSecond(second === "code" ? "recovery" : "code");
            }}
          >
            {second === "code" ? "Use a recovery code" : "Use the app"}
          </button>
        )}
      </div>
      <Providers />
    </form>
  );
}

function Providers() {
  const providers = useQuery({
    queryKey: ["me", "oidc"],
    queryFn: () => take(api.GET("/v1/oidc")),
    staleTime: 300_000,
  });
  const items = providers.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <div className="stack-tight">
      {items.map((provider) => (
        <a key={provider.provider} className="button" href={provider.start_url}>
          Sign in with {provider.name}
        </a>
      ))}
    </div>
  );
}

function Forgotten({ back }: { back: () => void }) {
  const [email, setEmail] = useState("");
  const ask = useMutation({
    mutationFn: () => take(api.POST("/v1/password-resets", { body: { email } })),
  });
  if (ask.isSuccess) {
    return (
      <>
        <p role="status">If that address has an account, a link is on its way.</p>
        <p className="hint">No mail server set up? Then whoever runs this server can make a link.</p>
        <button type="button" className="button" onClick={back}>
          Back to sign-in
        </button>
      </>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ask.isPending) ask.mutate();
      }}
    >
      {ask.error !== null && (
        <div className="note bad" role="alert">
          {said(ask.error)}
        </div>
      )}
      <TextField label="E-mail" type="email" autoComplete="username" autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
      <div className="row">
        <button type="submit" className="button primary">
          Send a link
        </button>
        <button type="button" className="link-button push" onClick={back}>
          Back to sign-in
        </button>
      </div>
    </form>
  );
}
