// Who looks at the page. Without a session the sign-in stands in the page's place, and afterwards
// the same address is shown.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, type ReactNode } from "react";

import { isRefusal, keepCsrf } from "../api/client";
import { meQuery, type Me } from "../api/queries";
import { setDensity, setTheme } from "../base/theme";
import { SignIn } from "../pages/sign_in";
import { ClockProvider } from "../parts/clock";
import { Doorway } from "../parts/page";
import { Broken, Loading } from "../parts/states";

const Current = createContext<Me | null>(null);

export function useMe(): Me {
  const me = useContext(Current);
  if (me === null) throw new Error("a page outside the gate asked who looks at it");
  return me;
}

export function Gate({ children }: { children: ReactNode }) {
  const me = useQuery(meQuery);
  const data = me.data;
  // Before the children ask anything that changes something.
  keepCsrf(data?.csrf_token ?? null);
  useEffect(() => {
    if (data === undefined) return;
    setTheme(data.user.theme);
    setDensity(data.user.density);
  }, [data]);

  if (isRefusal(me.error) && me.error.status === 401) return <SignIn />;
  if (data === undefined) {
    if (me.isPending) return <Loading rows={8} />;
    return (
      <Doorway title="Not available just now">
        <Broken error={me.error} what="Your account" retry={me.refetch} />
      </Doorway>
    );
  }
  return (
    <Current value={data}>
      <ClockProvider zone={data.user.time_zone ?? data.account.time_zone}>{children}</ClockProvider>
    </Current>
  );
}

// After signing in or out, nothing that was read for somebody else may stay.
export function useFreshStart(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "me" });
    await queries.resetQueries({ queryKey: ["me"] });
  };
}
