// Documents found in Sage that could be this one. Unequal ones are listed with their differences and
// cannot be adopted.

import { useMutation, useQuery } from "@tanstack/react-query";

import { api, take } from "../api/client";
import type { Run } from "../api/queries";
import { Refused } from "../parts/act";
import { Day } from "../parts/clock";
import { Dialog } from "../parts/dialog";
import { Part } from "../parts/states";
import { money } from "../words/money";

export function Adopt({ run, onClose, onDone }: { run: Run; onClose: () => void; onDone: (run: Run) => void }) {
  const candidates = useQuery({
    queryKey: ["runs", "candidates", run.id],
    queryFn: () => take(api.GET("/v1/runs/{id}/candidates", { params: { path: { id: run.id } } })),
    staleTime: 0,
  });
  const adopt = useMutation({
    mutationFn: (provider_id: string) =>
      take(api.POST("/v1/runs/{id}/adopt", { params: { path: { id: run.id } }, body: { provider_id } })),
    onSuccess: onDone,
  });
  return (
    <Dialog title="Adopt a document that is in Sage" onClose={onClose} wide>
      <p>The document is linked as it is; nothing is posted. Only one that is equal can be adopted.</p>
      <Part query={candidates} what="Sage's documents" rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p>Sage has no document that could be this one.</p>
          ) : (
            <ul className="plain-list stack-tight">
              {items.map((one) => (
                <li key={one.provider_id} className="choice">
                  <div className="row-wide">
                    <span>
                      <b>{one.reference === "" ? one.provider_id : one.reference}</b> {one.date && <Day date={one.date} />}{" "}
                      {one.displayed_as}
                    </span>
                    <span>{one.total && money(one.total, one.currency ?? "")}</span>
                  </div>
                  {one.adoptable ? (
                    <div>
                      <button type="button" className="button" onClick={() => !adopt.isPending && adopt.mutate(one.provider_id)}>
                        Adopt {one.reference}
                      </button>
                    </div>
                  ) : (
                    <ul className="bullets warn-text">
                      {one.differences.map((difference) => (
                        <li key={difference.field ?? ""}>
                          {(difference.field ?? "").replaceAll("_", " ")}: Magento {difference.store ?? "none"} ≠ Sage{" "}
                          {difference.ledger ?? "none"}
                        </li>
                      ))}
                    </ul>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Part>
      <Refused error={adopt.error} />
      <div>
        <button type="button" data-safe className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
