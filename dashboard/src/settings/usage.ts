// How often each setting was needed in 90 days; the page works without it.

import { useQuery } from "@tanstack/react-query";

import { api, take } from "../api/client";

export function useUsage(binding: string) {
  return useQuery({
    queryKey: ["usage", binding],
    queryFn: () => take(api.GET("/v1/bindings/{id}/policy/usage", { params: { path: { id: binding }, query: { days: 90 } } })),
    staleTime: 60_000,
  });
}
