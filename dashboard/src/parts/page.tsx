// A page: one h1 that takes the focus after navigation, the document's title, what can be done.

import { useEffect, useRef, type ReactNode } from "react";

// The first page of a visit leaves the focus where the browser puts it.
let first = true;

export function Page({
  title,
  about,
  sub,
  actions,
  children,
}: {
  title: ReactNode;
  about: string; // for the document's title
  sub?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${about} · Ledger`;
  }, [about]);
  useEffect(() => {
    if (!first) heading.current?.focus();
    first = false;
  }, []);
  return (
    <>
      <div className="page-head">
        <div className="titles">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {sub !== undefined && <div className="muted">{sub}</div>}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </div>
      {children}
    </>
  );
}

// The little page around a form, for people who are not signed in.
export function Doorway({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Ledger`;
  }, [title]);
  return (
    <div className="doorway">
      <main>
        <p className="brand">Byte8 Ledger</p>
        <div className="card">
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}

// A table that scrolls inside its own frame; the frame takes the focus, so that keys can scroll it.
export function TableFrame({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="table-frame" role="region" aria-label={`${label}, table`} tabIndex={0}>
      {children}
    </div>
  );
}
