// The account that is looked at; who belongs to several can change it.

import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { api, take } from "../api/client";
import { SelectField } from "../parts/field";
import { useFreshStart, useMe } from "./session";

export function AccountSwitcher() {
  const me = useMe();
  const fresh = useFreshStart();
  const navigate = useNavigate();
  const accounts = useQuery({
    queryKey: ["accounts"],
    queryFn: () => take(api.GET("/v1/accounts")),
    staleTime: 300_000,
  });
  const items = accounts.data?.items ?? [];
  if (items.length < 2) return <p className="muted account-name">{me.account.name}</p>;
  return (
    <SelectField
      label="Account"
      value={me.account.id}
      options={items.map((account) => ({ value: account.id, label: account.name }))}
      onChange={(account_id) => {
        void take(api.POST("/v1/session/account", { body: { account_id } })).then(async () => {
          await fresh();
          await navigate({ to: "/dashboard" });
        });
      }}
    />
  );
}
