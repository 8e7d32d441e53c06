// The versions of the settings: who saved which, what differs, and loading one into the form.

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../api/client";
import type { Binding, Policy, SavedPolicy } from "../api/queries";
import { Exact } from "../parts/clock";
import { Dialog } from "../parts/dialog";
import { Part } from "../parts/states";
import { Differences } from "./differences";

export function History({
  binding,
  current,
  onClose,
  onLoad,
}: {
  binding: Binding;
  current: SavedPolicy;
  onClose: () => void;
  onLoad: (policy: Policy) => void;
}) {
  const [chosen, setChosen] = useState<number | null>(null);
  const versions = useQuery({
    queryKey: ["versions", binding.id, current.version],
    queryFn: () =>
      take(
        api.GET("/v1/bindings/{id}/policy/versions", { params: { path: { id: binding.id }, query: { limit: 200 } } }),
      ),
  });
  const one = useQuery({
    queryKey: ["version", binding.id, chosen],
    enabled: chosen !== null,
    queryFn: () =>
      take(
        api.GET("/v1/bindings/{id}/policy/versions/{n}", { params: { path: { id: binding.id, n: chosen ?? 0 } } }),
      ),
    staleTime: Infinity,
  });
  return (
    <Dialog title="History of the settings" onClose={onClose} wide>
      <Part query={versions} what="The versions">
        {({ items }) => (
          <ul className="plain-list stack-tight">
            {items.map((version) => (
              <li key={version.version} className="row-wide">
                <span>
                  <b>Version {version.version}</b>{" "}
                  <span className="muted">
                    <Exact at={version.saved_at} /> {version.saved_by}
                  </span>
                </span>
                {version.version === current.version ? (
                  <span className="muted">in force</span>
                ) : (
                  <button type="button" className="button small" aria-pressed={chosen === version.version} onClick={() => setChosen(version.version)}>
                    Compare with the present
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Part>
      {chosen !== null && (
        <Part query={one} what={`Version ${chosen}`} rows={3}>
          {(version) => (
            <>
              <Differences before={version.policy} after={current.policy} names={[`Version ${version.version}`, `Version ${current.version}`]} />
              <div>
                <button type="button" className="button" onClick={() => onLoad(version.policy)}>
                  Load this version
                </button>{" "}
                <span className="hint">Into the form; nothing is saved yet.</span>
              </div>
            </>
          )}
        </Part>
      )}
      <div>
        <button type="button" data-safe className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
