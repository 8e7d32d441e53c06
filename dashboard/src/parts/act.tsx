// A button that asks the server for something: pressed twice it asks once, and what was refused
// stands beside it.

import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { Refusal } from "../api/client";

export function words(error: unknown): string {
  return error instanceof Refusal ? error.detail : "That did not work. Try again.";
}

export function Refused({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const id = error instanceof Refusal ? error.requestId : null;
  return (
    <div className="note bad" role="alert">
      <p>{words(error)}</p>
      {id !== null && <p className="hint mono">{id}</p>}
    </div>
  );
}

export function Act({
  run,
  children,
  kind = "",
  onDone,
}: {
  run: () => Promise<unknown>;
  children: ReactNode;
  kind?: string;
  onDone?: () => void;
}) {
  const act = useMutation({ mutationFn: run, ...(onDone === undefined ? {} : { onSuccess: onDone }) });
  return (
    <>
      <button
        type="button"
        className={`button ${kind}`}
        aria-busy={act.isPending}
        onClick={() => {
          if (!act.isPending) act.mutate();
        }}
      >
        {children}
      </button>
      <Refused error={act.error} />
    </>
  );
}
