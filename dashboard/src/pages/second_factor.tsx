// Enrolling an authenticator app: the secret, one code to confirm, ten recovery codes.

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, Refusal, take } from "../api/client";
import { meQuery } from "../api/queries";
import { useMe } from "../app/session";
import { Refused } from "../parts/act";
import { Copy } from "../parts/copy";
import { Confirm, Dialog } from "../parts/dialog";
import { errorFor, TextField } from "../parts/field";

export function SecondFactor() {
  const me = useMe();
  const queries = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const again = () => queries.invalidateQueries({ queryKey: meQuery.queryKey });
  const offer = useMutation({ mutationFn: () => take(api.POST("/v1/me/totp", { body: {} })) });
  const remove = useMutation({
    mutationFn: () => take(api.DELETE("/v1/me/totp")),
    onSuccess: () => {
      setRemoving(false);
      return again();
    },
  });
  return (
    <section className="card" aria-labelledby="second-factor">
      <h2 id="second-factor">Second factor</h2>
      {me.user.totp ? (
        <>
          <p>On: signing in asks for six digits from your app.</p>
          <div>
            <button type="button" className="button" onClick={() => setRemoving(true)}>
              Remove…
            </button>
          </div>
        </>
      ) : (
        <>
          <p>Off. With an authenticator app, a stolen password alone opens nothing.</p>
          <div>
            <button type="button" className="button" aria-busy={offer.isPending} onClick={() => offer.mutate()}>
              Set it up
            </button>
          </div>
        </>
      )}
      <Refused error={offer.error} />
      {offer.data && (
        <Enrol
          secret={offer.data.secret}
          uri={offer.data.uri}
          qr={offer.data.qr_svg_url}
          onClose={() => {
            offer.reset();
            void again();
          }}
        />
      )}
      {removing && (
        <Confirm title="Remove the second factor?" keep="Keep it" go="Remove" busy={remove.isPending} onClose={() => setRemoving(false)} onGo={() => remove.mutate()}>
          <p>The recovery codes go as well.</p>
          <Refused error={remove.error} />
        </Confirm>
      )}
    </section>
  );
}

function Enrol({ secret, uri, qr, onClose }: { secret: string; uri: string; qr: string | null; onClose: () => void }) {
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => take(api.POST("/v1/me/totp/confirm", { body: { code: code.trim() } })),
  });
  const fields = confirm.error instanceof Refusal ? confirm.error.fields : [];
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recovery_codes} onClose={onClose} />;
  return (
    <Dialog title="Set up the second factor" onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!confirm.isPending) confirm.mutate();
        }}
      >
        {qr !== null && <img src={qr} alt="The secret as a QR code" width={200} height={200} />}
        <p>Add this secret to your authenticator app, then type the six digits it shows.</p>
        <div className="row">
          <code className="secret">{secret}</code>
          <Copy text={secret} />
        </div>
        <p>
          <a href={uri}>Open in an app on this device</a>
        </p>
        <TextField label="Six digits" inputMode="numeric" autoComplete="one-time-code" value={code} error={errorFor(fields, "code")} onChange={(event) => setCode(event.target.value)} />
        {fields.length === 0 && <Refused error={confirm.error} />}
        <div className="row">
          <button type="submit" className="button primary" aria-busy={confirm.isPending}>
            Confirm
          </button>
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const [stored, setStored] = useState(false);
  const text = codes.join("\n");
  return (
    <Dialog title="Recovery codes" onClose={onClose}>
      <p>For the day the telephone is lost. Each works once; they are shown only now.</p>
      <pre>{text}</pre>
      <div className="row">
        <Copy text={text} />
        <button type="button" className="button small" onClick={() => download(text)}>
          Download
        </button>
      </div>
      <label className="check">
        <input type="checkbox" checked={stored} onChange={(event) => setStored(event.target.checked)} /> I have stored them
      </label>
      <div>
        <button
          type="button"
          className="button primary"
          aria-disabled={!stored}
          onClick={() => {
            if (stored) onClose();
          }}
        >
          Done
        </button>
      </div>
    </Dialog>
  );
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "byte8-ledger-recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(url);
}
