// At the foot of the sidebar: who one is, how the pages look, and the way out.

import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { api, take } from "../api/client";
import { meQuery } from "../api/queries";
import { setTheme, type Theme } from "../base/theme";
import { SelectField } from "../parts/field";
import { useFreshStart, useMe } from "./session";

const themes: { value: Theme; label: string }[] = [
  { value: "auto", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export function PersonMenu() {
  const me = useMe();
  const queries = useQueryClient();
  const fresh = useFreshStart();
  const change = (theme: Theme) => {
    setTheme(theme);
    void take(api.PATCH("/v1/me", { body: { theme } })).then((now) => queries.setQueryData(meQuery.queryKey, now));
  };
  return (
    <div className="foot">
      <SelectField
        label="Theme"
        value={me.user.theme}
        options={themes}
        onChange={(value) => {
          const theme = themes.find((one) => one.value === value);
          if (theme !== undefined) change(theme.value);
        }}
      />
      <div>
        <Link to="/dashboard/security">{me.user.name || me.user.email}</Link>
        <div className="hint">{me.role === "viewer" ? "Viewer (accountant)" : me.role}</div>
      </div>
      <button
        type="button"
        className="button small"
        onClick={() => {
          void take(api.DELETE("/v1/session")).finally(fresh);
        }}
      >
        Sign out
      </button>
    </div>
  );
}
