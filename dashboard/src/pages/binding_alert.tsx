// The one thing about a binding that somebody should know first.

import { Link } from "@tanstack/react-router";

import { mayAtLeast, type Binding } from "../api/queries";
import { useMe } from "../app/session";
import { Exact } from "../parts/clock";
import { count } from "../words/money";
import { reasonOf, revokedBecause } from "../words/reasons";

function PairAgain({ binding, label = "Pair again" }: { binding: Binding; label?: string }) {
  return (
    <div>
      <Link to="/dashboard/connect-magento" search={{ base_url: binding.store.base_url }} className="button primary">
        {label}
      </Link>
    </div>
  );
}

function SignInAtSage({ binding, label }: { binding: Binding; label: string }) {
  return (
    <div>
      <Link to="/dashboard/connect-sage" search={{ binding: binding.id }} className="button primary">
        {label}
      </Link>
    </div>
  );
}

export function BindingAlert({ binding }: { binding: Binding }) {
  const may = mayAtLeast(useMe(), "admin");
  const waiting = binding.queue?.waiting;
  if (binding.status === "revoked") return <Revoked binding={binding} may={may} />;
  if (binding.store.status === "token_revoked") {
    return (
      <div className="note bad">
        <p>
          <b>The store no longer accepts us.</b> Somebody disconnected in Magento, or its keys were cleared. Posting has
          stopped; nothing is lost. Pair it again to continue.
        </p>
        {may && <PairAgain binding={binding} />}
      </div>
    );
  }
  if (binding.hold === "sage_access_removed") {
    return (
      <div className="note bad">
        <p>
          <b>Sage ended our access.</b> {waiting === undefined ? "Documents wait" : `${count(waiting)} documents wait`} and
          will post, in order, once you sign in at Sage again.
        </p>
        {may && <SignInAtSage binding={binding} label="Sign in at Sage" />}
      </div>
    );
  }
  if (binding.status === "pending" && binding.business === null) {
    return (
      <div className="note info">
        <p>
          <b>Paired. Now connect Sage.</b> Events of the store are accepted and wait.
        </p>
        {may && <SignInAtSage binding={binding} label="Connect Sage" />}
      </div>
    );
  }
  if (binding.status === "pending") {
    return (
      <div className="note info">
        <p>
          <b>Reading your lists from Sage.</b> Posting begins when they are here.
        </p>
        {may && <SignInAtSage binding={binding} label="Look at the progress" />}
      </div>
    );
  }
  if (binding.no_contact_since) {
    return (
      <div className="note warn">
        <p>
          <b>
            No contact since <Exact at={binding.no_contact_since} />.
          </b>{" "}
          If the module was removed, pair the store again and reuse this binding.
        </p>
        <Hints binding={binding} />
        {may && <PairAgain binding={binding} />}
      </div>
    );
  }
  if (binding.store.problem?.code !== undefined) {
    return (
      <div className="note warn">
        <p>
          <b>{reasonOf(binding.store.problem.code).sentence}</b>
        </p>
        <Hints binding={binding} />
      </div>
    );
  }
  return null;
}

function Hints({ binding }: { binding: Binding }) {
  const hints = binding.store.problem?.hints ?? [];
  if (hints.length === 0) return null;
  return (
    <ul className="bullets">
      {hints.map((hint) => (
        <li key={hint}>{hint}</li>
      ))}
    </ul>
  );
}

function Revoked({ binding, may }: { binding: Binding; may: boolean }) {
  const revoke = binding.sage_access?.revoke ?? null;
  const words: Record<string, string> = {
    done: "Our access at Sage is withdrawn.",
    pending: "Withdrawing access at Sage: still trying. Our copy of the token is deleted.",
    given_up: "Sage could not be told to withdraw our access; we stopped trying. Our copy is deleted. You can end it in Sage under connected apps.",
    kept_for_other_binding: "The same Sage sign-in serves another binding: its access stays there, our copy for this one is deleted.",
  };
  return (
    <div className="note bad">
      <p>
        <b>Not connected.</b> {revokedBecause[binding.reason ?? ""] ?? ""}{" "}
        {binding.revoked_at && (
          <>
            Since <Exact at={binding.revoked_at} />.
          </>
        )}
      </p>
      {revoke !== null && <p>{words[revoke]}</p>}
      {binding.sage_access?.state === "kept" && (
        <p>Our access at Sage is kept sealed for a while, so that the binding can come back by itself.</p>
      )}
      <p>History and the record of what became what are kept: connecting the same pair again creates nothing twice.</p>
      {may && <PairAgain binding={binding} label="Connect again" />}
    </div>
  );
}
