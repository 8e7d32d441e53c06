// What needs somebody, the most urgent first, at most seven; or that nothing does.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import type { Problem } from "../api/queries";
import { openProblemsQuery, type Binding } from "../api/queries";
import { Near } from "../parts/clock";
import { count } from "../words/money";
import { knownCode, reasonOf } from "../words/reasons";

export interface Need {
  key: string;
  rank: number;
  text: string;
  count: number | null;
  at: string | null;
  link: "binding" | "sage" | "pair" | "problem";
  binding: Binding | null;
  problem: Problem | null;
}

export function problemSentence(problem: Problem): string {
  return problem.message !== "" ? problem.message : reasonOf(problem.code).sentence;
}

const most = 7;

// token revoked > Sage sign-in lost > needs review > failed > no contact.
export function needsOf(bindings: Binding[], problems: Problem[]): Need[] {
  const needs: Need[] = [];
  for (const binding of bindings) {
    const about = { key: binding.id, count: null, at: null, binding, problem: null };
    if (binding.status === "revoked") continue;
    if (binding.store.status === "token_revoked") {
      needs.push({ ...about, rank: 0, text: `${binding.store.name} no longer accepts us.`, link: "pair" });
    } else if (binding.hold === "sage_access_removed") {
      needs.push({ ...about, rank: 1, text: `Sage ended our access for ${binding.store.name}.`, link: "sage" });
    } else if (binding.no_contact_since) {
      needs.push({ ...about, rank: 4, at: binding.no_contact_since, text: `No contact with ${binding.store.name}.`, link: "binding" });
    } else if (binding.status === "pending" && binding.business === null) {
      needs.push({ ...about, rank: 5, text: `${binding.store.name} is paired and waits for Sage.`, link: "sage" });
    }
  }
  for (const problem of problems) {
    const held = problem.code === "needs_review" || (knownCode(problem.code) && reasonOf(problem.code).who === "settings");
    needs.push({
      key: problem.fingerprint,
      rank: held ? 2 : 3,
      text: problemSentence(problem),
      count: problem.count,
      at: problem.last_at ?? null,
      link: "problem",
      binding: null,
      problem,
    });
  }
  return needs.sort((a, b) => a.rank - b.rank);
}

function button(need: Need, primary: boolean): ReactNode {
  const className = `button small${primary ? " primary" : ""}`;
  const { binding } = need;
  if (need.link === "problem" || binding === null) {
    return (
      <Link to="/dashboard/problems" className={className}>
        Look
      </Link>
    );
  }
  if (need.link === "sage") {
    return (
      <Link to="/dashboard/connect-sage" search={{ binding: binding.id }} className={className}>
        Sign in at Sage
      </Link>
    );
  }
  if (need.link === "pair") {
    return (
      <Link to="/dashboard/connect-magento" search={{ base_url: binding.store.base_url }} className={className}>
        Pair again
      </Link>
    );
  }
  return (
    <Link to="/dashboard/bindings/$id" params={{ id: binding.id }} className={className}>
      Look
    </Link>
  );
}

export function Attention({ bindings, lastSynced }: { bindings: Binding[]; lastSynced: string | null }) {
  const problems = useQuery(openProblemsQuery);
  const needs = needsOf(bindings, problems.data?.items ?? []);
  const known = problems.data !== undefined;
  return (
    <section className="card" aria-labelledby="attention">
      <h2 id="attention">Needs attention</h2>
      {needs.length === 0 && known && (
        <p>
          Nothing needs you.{" "}
          {lastSynced !== null && (
            <>
              Last document synced <Near at={lastSynced} />.
            </>
          )}
        </p>
      )}
      {needs.length > 0 && (
        <ul className="plain-list stack-tight">
          {needs.slice(0, most).map((need, index) => (
            <li key={need.key} className="row-wide">
              <span>
                {need.text} {need.count !== null && <span className="muted">{count(need.count)} documents</span>}{" "}
                {need.at !== null && (
                  <span className="muted">
                    <Near at={need.at} />
                  </span>
                )}
              </span>
              {button(need, index === 0)}
            </li>
          ))}
        </ul>
      )}
      {needs.length > most && (
        <p>
          <Link to="/dashboard/problems">and {count(needs.length - most)} more</Link>
        </p>
      )}
      {!known && !problems.isPending && <p className="hint">Problems with documents cannot be read right now.</p>}
    </section>
  );
}
