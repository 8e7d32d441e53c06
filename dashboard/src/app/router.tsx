// Every address of the dashboard. Pages are loaded when they are first looked at.

import { QueryClient } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from "@tanstack/react-router";

import { worthAnotherTry } from "../api/queries";
import { isRefusal } from "../api/client";
import { meQuery } from "../api/queries";
import { prefix } from "../base/prefix";
import { parseSearch, stringifySearch } from "../base/search";
import { Missing, PageError } from "../pages/missing";
import { Signed } from "./shell";

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: worthAnotherTry, refetchOnWindowFocus: false, staleTime: 5_000 },
    mutations: { retry: false },
  },
});

// A session that ended while a page was open: the sign-in takes its place.
queries.getQueryCache().subscribe((event) => {
  if (event.type !== "updated" || event.action.type !== "error") return;
  const key = event.query.queryKey as readonly unknown[];
  if (key[0] === "me") return;
  if (isRefusal(event.action.error, "unauthenticated")) void queries.resetQueries({ queryKey: meQuery.queryKey });
});

const root = createRootRoute({ component: Outlet, notFoundComponent: Missing });
const signed = createRoute({ getParentRoute: () => root, id: "signed", component: Signed });

const links = () => import("../pages/links");
const people = () => import("../pages/people");
const opened = [
  createRoute({ getParentRoute: () => root, path: "/setup/$token", component: lazyRouteComponent(links, "SetUpPage") }),
  createRoute({ getParentRoute: () => root, path: "/invitation/$token", component: lazyRouteComponent(links, "InvitationPage") }),
  createRoute({ getParentRoute: () => root, path: "/reset/$token", component: lazyRouteComponent(links, "ResetPage") }),
  createRoute({
    getParentRoute: () => root,
    path: "/consent/$token",
    component: lazyRouteComponent(() => import("../pages/consent"), "ConsentPage"),
  }),
];

const home = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard",
  component: lazyRouteComponent(() => import("../pages/home"), "HomePage"),
});
const bindings = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/bindings",
  component: lazyRouteComponent(() => import("../pages/bindings"), "BindingsPage"),
});
const binding = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/bindings/$id",
  component: lazyRouteComponent(() => import("../pages/binding"), "BindingPage"),
});
const settings = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/bindings/$id/settings",
  component: lazyRouteComponent(() => import("../settings/page"), "SettingsPage"),
});
const connectMagento = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/connect-magento",
  component: lazyRouteComponent(() => import("../pages/connect_magento"), "ConnectMagentoPage"),
});
const connectSage = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/connect-sage",
  component: lazyRouteComponent(() => import("../pages/connect_sage"), "ConnectSagePage"),
});
const sync = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/sync",
  component: lazyRouteComponent(() => import("../pages/sync_history"), "SyncHistoryPage"),
});
const run = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/sync/$run",
  component: lazyRouteComponent(() => import("../pages/run"), "RunPage"),
});
const problems = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/problems",
  component: lazyRouteComponent(() => import("../pages/problems"), "ProblemsPage"),
});
const audit = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/audit",
  component: lazyRouteComponent(() => import("../pages/audit"), "AuditPage"),
});
const team = createRoute({ getParentRoute: () => signed, path: "/dashboard/team", component: lazyRouteComponent(people, "TeamPage") });
const tokens = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/tokens",
  component: lazyRouteComponent(() => import("../pages/tokens"), "TokensPage"),
});
const alerts = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/alerts",
  component: lazyRouteComponent(() => import("../pages/alerts"), "AlertsPage"),
});
const plan = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/plan",
  component: lazyRouteComponent(() => import("../pages/plan"), "PlanPage"),
});
const about = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/about",
  component: lazyRouteComponent(() => import("../pages/about"), "AboutPage"),
});
const security = createRoute({
  getParentRoute: () => signed,
  path: "/dashboard/security",
  component: lazyRouteComponent(() => import("../pages/security"), "SecurityPage"),
});

const tree = root.addChildren([
  ...opened,
  signed.addChildren([
    home,
    bindings,
    binding,
    settings,
    connectMagento,
    connectSage,
    sync,
    run,
    problems,
    audit,
    team,
    tokens,
    alerts,
    plan,
    about,
    security,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  basepath: prefix === "" ? "/" : prefix,
  parseSearch,
  stringifySearch,
  defaultErrorComponent: PageError,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
