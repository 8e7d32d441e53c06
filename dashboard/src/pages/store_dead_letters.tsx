// Events that stores themselves set aside, with a way to have them sent again.

import { useQuery } from "@tanstack/react-query";

import { bindingsQuery, type Store } from "../api/queries";
import { DeadLettersFound } from "./reuse";

export function StoreDeadLetters({ may }: { may: boolean }) {
  const bindings = useQuery(bindingsQuery);
  const stores = new Map<string, Store>();
  for (const binding of bindings.data ?? []) {
    if (binding.status !== "revoked" && (binding.store.dead_letters ?? 0) > 0) stores.set(binding.store.id, binding.store);
  }
  if (!may || stores.size === 0) return null;
  return [...stores.values()].map((store) => <DeadLettersFound key={store.id} store={store} />);
}
