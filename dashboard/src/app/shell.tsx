// What stands around every page of somebody who is signed in.

import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { useState } from "react";

import { LinkWord, LiveProvider } from "../api/live";
import { openProblemsQuery, subscriptionQuery } from "../api/queries";
import { rememberedConsent } from "../base/consent_trip";
import { one, parseSearch, type Search } from "../base/search";
import { ToastProvider } from "../parts/toasts";
import mark from "../style/mark.svg";
import { AccountSwitcher } from "./account_switcher";
import { Keys } from "./keys";
import { Notices } from "./notices";
import { PersonMenu } from "./person_menu";
import { Gate } from "./session";

export function Signed() {
  const location = useLocation();
  const back = nextStep(parseSearch(location.searchStr));
  if (back !== null) return <Navigate {...back} replace />;
  return (
    <Gate>
      <LiveProvider>
        <ToastProvider>
          <Shell />
        </ToastProvider>
      </LiveProvider>
    </Gate>
  );
}

// Sage's sign-in leads to /dashboard?connected=… or ?error=…: on to the step that comes next.
function nextStep(search: Search) {
  const connected = one(search, "connected");
  const error = one(search, "error");
  if (connected === undefined && error === undefined) return null;
  const token = rememberedConsent();
  if (token !== null) {
    const said = error === undefined ? { step: "business" } : { error };
    return { to: "/consent/$token", params: { token }, search: said } as const;
  }
  if (connected === undefined) return null;
  return { to: "/dashboard/connect-sage", search: { binding: connected, step: "business" } } as const;
}

const links = [
  { to: "/dashboard", label: "Home", exact: true },
  { to: "/dashboard/bindings", label: "Bindings", exact: false },
  { to: "/dashboard/sync", label: "Sync history", exact: false },
  { to: "/dashboard/problems", label: "Problems", exact: false },
  { to: "/dashboard/audit", label: "Audit log", exact: false },
] as const;

const settings = [
  { to: "/dashboard/team", label: "Team" },
  { to: "/dashboard/tokens", label: "API tokens" },
  { to: "/dashboard/alerts", label: "Alerts" },
] as const;

function Shell() {
  const [open, setOpen] = useState(false);
  const path = useLocation().pathname;
  const [last, setLast] = useState(path);
  // Whatever was chosen in the menu, it is closed on the page after.
  if (last !== path) {
    setLast(path);
    setOpen(false);
  }
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <Keys />
      <header className="topbar">
        <Link to="/dashboard" className="brand">
          <img src={mark} alt="" /> Ledger
        </Link>
        <button type="button" className="button" aria-expanded={open} aria-controls="sidebar" onClick={() => setOpen(!open)}>
          Menu
        </button>
      </header>
      <div className="frame">
        <aside id="sidebar" aria-label="Account and pages" className={`sidebar${open ? " open" : ""}`}>
          <Link to="/dashboard" className="brand">
            <img src={mark} alt="" /> Ledger
          </Link>
          <AccountSwitcher />
          <Menu />
          <PersonMenu />
        </aside>
        <main id="main" tabIndex={-1}>
          <Notices />
          <LinkWord />
          <Outlet />
        </main>
      </div>
    </>
  );
}

function Menu() {
  const plan = useQuery(subscriptionQuery);
  const problems = useQuery(openProblemsQuery);
  // Hidden, not zero, when it cannot be read.
  const open = problems.data?.items.length;
  const more = problems.data?.next_cursor ? "+" : "";
  return (
    <nav className="menu" aria-label="Main">
      <ul>
        {links.map((link) => (
          <li key={link.to}>
            <Link to={link.to} activeOptions={{ exact: link.exact, includeSearch: false }} activeProps={{ "aria-current": "page" }}>
              {link.label}
              {link.to === "/dashboard/problems" && open !== undefined && open > 0 && (
                <span className="count">
                  {open}
                  {more}
                  <span className="unseen"> open</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
      <h2>Settings</h2>
      <ul>
        {settings.map((link) => (
          <li key={link.to}>
            <Link to={link.to} activeProps={{ "aria-current": "page" }}>
              {link.label}
            </Link>
          </li>
        ))}
        {plan.data !== undefined && plan.data.status !== "none" && (
          <li>
            <Link to="/dashboard/plan" activeProps={{ "aria-current": "page" }}>
              Plan
            </Link>
          </li>
        )}
        <li>
          <Link to="/dashboard/about" activeProps={{ "aria-current": "page" }}>
            About
          </Link>
        </li>
      </ul>
    </nav>
  );
}
