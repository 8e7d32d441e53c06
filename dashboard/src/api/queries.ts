// What pages read, with the key under which each is kept.

import { queryOptions } from "@tanstack/react-query";

import type { components, paths } from "../generated/api";
import { api, Refusal, take, takeTagged } from "./client";

export type Binding = components["schemas"]["Binding"];
export type Store = components["schemas"]["Store"];
export type Run = components["schemas"]["Run"];
export type Me = components["schemas"]["Me"];
export type Policy = components["schemas"]["Policy"];
export type SavedPolicy = components["schemas"]["SavedPolicy"];
export type Problem = components["schemas"]["RunProblem"];
export type Bulk = components["schemas"]["Bulk"];
export type RunFilter = NonNullable<paths["/v1/runs/counts"]["get"]["parameters"]["query"]>;
export type RunCounts = paths["/v1/runs/counts"]["get"]["responses"][200]["content"]["application/json"];
export type HealthTiles = paths["/v1/health"]["get"]["responses"][200]["content"]["application/json"]["tiles"];
export type Subscription = components["schemas"]["Subscription"];

// Another try helps where nothing was refused.
export function worthAnotherTry(failures: number, error: unknown): boolean {
  if (failures >= 2 || !(error instanceof Refusal)) return false;
  return error.status === 0 || error.status === 502 || error.status === 503 || error.status === 429;
}

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => take(api.GET("/v1/me")),
  staleTime: 60_000,
});

export const bindingsQuery = queryOptions({
  queryKey: ["bindings"],
  queryFn: async () => {
    const all: Binding[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? { limit: 200 } : { limit: 200, cursor };
      const page = await take(api.GET("/v1/bindings", { params: { query } }));
      all.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return all;
  },
});

export const bindingQuery = (id: string) =>
  queryOptions({
    queryKey: ["bindings", id],
    queryFn: () => take(api.GET("/v1/bindings/{id}", { params: { path: { id } } })),
  });

export const policyQuery = (id: string) =>
  queryOptions({
    queryKey: ["policy", id],
    queryFn: () => takeTagged(api.GET("/v1/bindings/{id}/policy", { params: { path: { id } } })),
    // A form is built on it: it changes when the person says so.
    staleTime: Infinity,
    refetchOnMount: "always",
  });

export const referenceQuery = (id: string) =>
  queryOptions({
    queryKey: ["reference", id],
    queryFn: () => take(api.GET("/v1/bindings/{id}/reference", { params: { path: { id } } })),
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["runs", "one", id],
    queryFn: () => take(api.GET("/v1/runs/{id}", { params: { path: { id } } })),
  });

export const subscriptionQuery = queryOptions({
  queryKey: ["subscription"],
  queryFn: () => take(api.GET("/v1/subscription")),
  staleTime: 60_000,
});

export const noticesQuery = queryOptions({
  queryKey: ["notices"],
  queryFn: () => take(api.GET("/v1/notices")),
  staleTime: 30_000,
});

export const openProblemsQuery = queryOptions({
  queryKey: ["problems", "open"],
  queryFn: () => take(api.GET("/v1/problems", { params: { query: { status: "open" } } })),
  staleTime: 15_000,
});

const ranks = { viewer: 0, operator: 1, admin: 2, owner: 3 } as const;
export function mayAtLeast(me: Me, role: keyof typeof ranks): boolean {
  return ranks[me.role] >= ranks[role];
}

export function nameOf(binding: Binding): string {
  return `${binding.store.name} → ${binding.business?.name ?? "no business yet"}`;
}
