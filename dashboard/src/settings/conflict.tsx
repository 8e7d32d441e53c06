// Somebody saved meanwhile: what differs, and which of the two shall stand.

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, takeTagged } from "../api/client";
import type { Binding, Policy } from "../api/queries";
import { Dialog } from "../parts/dialog";
import { Part } from "../parts/states";
import { Differences } from "./differences";

export function Conflict({
  binding,
  edited,
  mine,
  onClose,
  onOverwrite,
  onTheirs,
}: {
  binding: Binding;
  edited: number;
  mine: Policy;
  onClose: () => void;
  onOverwrite: (etag: string) => void;
  onTheirs: () => void;
}) {
  const [shown, setShown] = useState(false);
  const theirs = useQuery({
    queryKey: ["policy-now", binding.id],
    queryFn: () => takeTagged(api.GET("/v1/bindings/{id}/policy", { params: { path: { id: binding.id } } })),
    gcTime: 0,
  });
  return (
    <Dialog title="Somebody else saved" onClose={onClose} wide alert>
      <Part query={theirs} what="The other version" rows={2}>
        {({ data, etag }) => (
          <>
            <p>
              Someone saved version {data.version} while you edited version {edited}. Nothing of yours was saved.
            </p>
            {shown && <Differences before={data.policy} after={mine} names={[`Version ${data.version}`, "Yours"]} />}
            <div className="row">
              <button type="button" data-safe className="button" onClick={onClose}>
                Keep editing
              </button>
              <button type="button" className="button" aria-expanded={shown} onClick={() => setShown(!shown)}>
                Show the differences
              </button>
              <button type="button" className="button" onClick={onTheirs}>
                Take version {data.version}
              </button>
              <button type="button" className="button danger" onClick={() => onOverwrite(etag)}>
                Save mine over it
              </button>
            </div>
          </>
        )}
      </Part>
    </Dialog>
  );
}
