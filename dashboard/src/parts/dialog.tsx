// A dialog over the page: the browser keeps the focus inside and gives it back, Escape closes. The
// safe button comes first and has the focus.

import { useEffect, useId, useRef, type ReactNode } from "react";

export function Dialog({
  title,
  onClose,
  children,
  wide = false,
  alert = false,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  alert?: boolean;
}) {
  const frame = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = frame.current;
    if (dialog === null) return;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    const first = dialog.querySelector<HTMLElement>("[data-safe], input, select, textarea, button");
    first?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={frame}
      className={wide ? "wide" : ""}
      role={alert ? "alertdialog" : "dialog"}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="stack">
        <h2 id={titleId}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

export function Confirm({
  title,
  keep,
  go,
  danger = true,
  busy = false,
  onClose,
  onGo,
  children,
}: {
  title: string;
  keep: string;
  go: string;
  danger?: boolean;
  busy?: boolean;
  onClose: () => void;
  onGo: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog title={title} onClose={onClose} alert>
      {children}
      <div className="row">
        <button type="button" data-safe className="button" onClick={onClose}>
          {keep}
        </button>
        <button
          type="button"
          className={`button ${danger ? "danger" : "primary"}`}
          aria-busy={busy}
          onClick={() => {
            if (!busy) onGo();
          }}
        >
          {go}
        </button>
      </div>
    </Dialog>
  );
}
