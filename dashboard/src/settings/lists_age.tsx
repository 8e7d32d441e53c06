import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, take } from "../api/client";
import { mayAtLeast, type Binding } from "../api/queries";
import { useMe } from "../app/session";
import { Near } from "../parts/clock";
import { useToast } from "../parts/toasts";

export function ListsAge({ binding }: { binding: Binding }) {
  const queries = useQueryClient();
  const toast = useToast();
  const may = mayAtLeast(useMe(), "operator");
  const refresh = useMutation({
    mutationFn: () => take(api.POST("/v1/bindings/{id}/reference/refresh", { params: { path: { id: binding.id } }, body: {} })),
    onSuccess: async () => {
      toast("Sage’s lists are being read again.");
      await queries.invalidateQueries({ queryKey: ["reference", binding.id] });
      await queries.invalidateQueries({ queryKey: ["bindings", binding.id] });
    },
  });
  return (
    <>
      <span className="muted">
        Sage lists read <Near at={binding.lists_fetched_at} />
        {refresh.error !== null && ", and could not be refreshed"}
      </span>
      {may && (
        <button type="button" className="button small" aria-busy={refresh.isPending} onClick={() => !refresh.isPending && refresh.mutate()}>
          Refresh
        </button>
      )}
    </>
  );
}
