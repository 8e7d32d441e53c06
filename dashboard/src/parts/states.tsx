// The four states of everything that is loaded: loading, empty, partly broken, broken.

import { useEffect, useState, type ReactNode } from "react";

import { isRefusal, Refusal } from "../api/client";

// Under 150 ms nothing, then rows of the final height.
export function Loading({ rows = 5, what = "Loading" }: { rows?: number; what?: string }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setShown(true), 150);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-live="polite" className="skeleton">
      {shown && (
        <>
          <b className="unseen">{what}</b>
          {Array.from({ length: rows }, (_, at) => (
            <span key={at} aria-hidden="true" />
          ))}
        </>
      )}
    </div>
  );
}

function sentence(error: unknown, what: string): string {
  if (isRefusal(error, "forbidden")) return error.detail;
  if (error instanceof Refusal && error.status === 404) return `Not available on this server: ${what.charAt(0).toLowerCase()}${what.slice(1)}.`;
  if (error instanceof Refusal && error.status === 0) return `${what} could not be loaded: the server did not answer.`;
  return `${what} could not be loaded. Syncing is not affected.`;
}

// A part that cannot be read: says so, keeps the rest of the page.
export function Broken({ error, what, retry }: { error: unknown; what: string; retry?: () => unknown }) {
  const id = error instanceof Refusal ? error.requestId : null;
  return (
    <div className="note bad" role="alert">
      <p>{sentence(error, what)}</p>
      <div className="row">
        {retry && (
          <button type="button" className="button small" onClick={() => void retry()}>
            Try again
          </button>
        )}
        {id !== null && <span className="hint mono">{id}</span>}
      </div>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="card">
      <p>{title}</p>
      {children}
    </div>
  );
}

interface Loaded<Data> {
  data: Data | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
  dataUpdatedAt: number;
}

// What was read once stays on the page when reading it again fails, marked with its age.
export function Part<Data>({
  query,
  what,
  rows,
  children,
}: {
  query: Loaded<Data>;
  what: string;
  rows?: number;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error !== null && <Stale at={query.dataUpdatedAt} what={what} retry={query.refetch} />}
        {children(query.data)}
      </>
    );
  }
  if (query.isPending) return <Loading {...(rows === undefined ? {} : { rows })} what={`Loading ${what.toLowerCase()}`} />;
  return <Broken error={query.error} what={what} retry={query.refetch} />;
}

function Stale({ at, what, retry }: { at: number; what: string; retry: () => unknown }) {
  const time = new Date(at).toISOString();
  return (
    <div className="note warn" role="status">
      <p>
        {what} could not be read again. This is what was known at <time dateTime={time}>{time.slice(11, 19)} UTC</time>.{" "}
        <button type="button" className="link-button" onClick={() => void retry()}>
          Try again
        </button>
      </p>
    </div>
  );
}
