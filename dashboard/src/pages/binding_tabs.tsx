import { Link } from "@tanstack/react-router";

export function BindingTabs({ id }: { id: string }) {
  return (
    <nav className="tabs" aria-label="Binding">
      <Link to="/dashboard/bindings/$id" params={{ id }} activeOptions={{ exact: true }} activeProps={{ "aria-current": "page" }}>
        Overview
      </Link>
      <Link to="/dashboard/bindings/$id/settings" params={{ id }} activeProps={{ "aria-current": "page" }}>
        Settings
      </Link>
    </nav>
  );
}
