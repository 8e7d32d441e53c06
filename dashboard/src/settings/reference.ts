// Sage's lists as the settings choose from them.

import { useQuery } from "@tanstack/react-query";

import { api, take } from "../api/client";

export type Kind = "tax_rates" | "ledger_accounts" | "bank_accounts";

export interface Item {
  id: string;
  name: string;
}

function textOf(item: Record<string, unknown>, key: string): string | null {
  const value = item[key];
  return typeof value === "string" && value !== "" ? value : null;
}

export function itemOf(raw: object): Item {
  const item: Record<string, unknown> = { ...raw };
  const id = textOf(item, "id") ?? "";
  return { id, name: textOf(item, "displayed_as") ?? textOf(item, "name") ?? id };
}

export function useList(binding: string, kind: Kind, q: string) {
  return useQuery({
    queryKey: ["reference", binding, kind, q],
    queryFn: async () => {
      const query = q === "" ? { limit: 200 } : { limit: 50, q };
      const page = await take(api.GET("/v1/bindings/{id}/reference/{kind}", { params: { path: { id: binding, kind }, query } }));
      return page.items.map(itemOf);
    },
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
}

// What an id is called; `missing` once it is known that Sage has it no more.
export function useNamed(binding: string, kind: Kind, id: string | null): { name: string; missing: boolean } {
  const found = useQuery({
    queryKey: ["reference", binding, kind, "id", id],
    enabled: id !== null,
    queryFn: async () => {
      const page = await take(
        api.GET("/v1/bindings/{id}/reference/{kind}", {
          params: { path: { id: binding, kind }, query: { limit: 50, q: id ?? "" } },
        }),
      );
      return page.items.map(itemOf).find((item) => item.id === id) ?? null;
    },
    staleTime: 60_000,
  });
  if (id === null) return { name: "", missing: false };
  if (found.data === undefined) return { name: id, missing: false };
  return found.data === null ? { name: `(missing) ${id}`, missing: true } : { name: found.data.name, missing: false };
}
