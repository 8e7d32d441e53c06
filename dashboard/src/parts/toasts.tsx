// Short words about what the person just did; never errors.

import { createContext, useCallback, useContext, useState, type ReactNode } from "react";

interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void } | undefined;
}

type Say = (text: string, action?: Toast["action"]) => void;
const Sayer = createContext<Say>(() => undefined);

const patience = 6_000;
let last = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const say = useCallback<Say>(
    (text, action) => {
      last += 1;
      const id = last;
      setToasts((all) => [...all.slice(-2), { id, text, action }]);
      // One that carries an action stays until it is dismissed.
      if (action === undefined) window.setTimeout(() => drop(id), patience);
    },
    [drop],
  );
  return (
    <Sayer value={say}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className="toast">
            <span>{toast.text}</span>
            <span className="row">
              {toast.action && (
                <button
                  type="button"
                  className="button small"
                  onClick={() => {
                    toast.action?.run();
                    drop(toast.id);
                  }}
                >
                  {toast.action.label}
                </button>
              )}
              <button type="button" className="button small" aria-label="Dismiss" onClick={() => drop(toast.id)}>
                ×
              </button>
            </span>
          </div>
        ))}
      </div>
    </Sayer>
  );
}

export function useToast(): Say {
  return useContext(Sayer);
}
