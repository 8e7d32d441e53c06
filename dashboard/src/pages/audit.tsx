// Who did what: read-only for everybody, and whether the chain is unbroken.

import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";

import { api, take } from "../api/client";
import { one } from "../base/search";
import { Refused } from "../parts/act";
import { Exact } from "../parts/clock";
import { TextField } from "../parts/field";
import { Page, TableFrame } from "../parts/page";
import { Empty, Part } from "../parts/states";
import { actionWords, actorWords, changes } from "../words/audit";
import { count } from "../words/money";

export function AuditPage() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = { actor: one(search, "actor") ?? "", action: one(search, "action") ?? "", object: one(search, "object") ?? "" };
  const audit = useInfiniteQuery({
    queryKey: ["audit", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      take(
        api.GET("/v1/audit", {
          params: {
            query: {
              limit: 50,
              ...(pageParam === "" ? {} : { cursor: pageParam }),
              ...(filter.actor === "" ? {} : { actor: [filter.actor] }),
              ...(filter.action === "" ? {} : { action: [filter.action] }),
              ...(filter.object === "" ? {} : { object: [filter.object] }),
            },
          },
        }),
      ),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
  const change = (part: Partial<typeof filter>) =>
    void navigate({ to: "/dashboard/audit", search: { ...filter, ...part }, resetScroll: false });
  const items = audit.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = filter.actor !== "" || filter.action !== "" || filter.object !== "";
  return (
    <Page title="Audit log" about="Audit log" sub="Every act that changes something. Nobody can change this list." actions={<Verify />}>
      <div className="stack">
        <div className="filters">
          <TextField label="Person or token" data-search value={filter.actor} placeholder="user user_…" onChange={(event) => change({ actor: event.target.value })} />
          <TextField label="Action" value={filter.action} placeholder="binding.revoked" onChange={(event) => change({ action: event.target.value })} />
          <TextField label="Target" value={filter.object} placeholder="bind_…" onChange={(event) => change({ object: event.target.value })} />
        </div>
        <Part query={audit} what="The audit log" rows={10}>
          {() =>
            items.length === 0 ? (
              <Empty title={filtered ? "No entry matches exactly." : "Nothing was done yet."}>
                {filtered && (
                  <div>
                    <button type="button" className="button" onClick={() => change({ actor: "", action: "", object: "" })}>
                      Clear filters
                    </button>
                  </div>
                )}
              </Empty>
            ) : (
              <>
                <TableFrame label="Audit log">
                  <table>
                    <thead>
                      <tr>
                        <th scope="col">When</th>
                        <th scope="col">Who</th>
                        <th scope="col">What</th>
                        <th scope="col">Target</th>
                        <th scope="col">Details</th>
                      </tr>
                    </thead>
                    <tbody>
                      {items.map((entry) => (
                        <tr key={entry.n}>
                          <td className="nowrap">
                            <Exact at={entry.at} />
                          </td>
                          <td>
                            <button type="button" className="link-button" title={entry.actor} onClick={() => change({ actor: entry.actor })}>
                              {actorWords(entry.actor)}
                            </button>
                          </td>
                          <th scope="row">
                            <button type="button" className="link-button" title={entry.action} onClick={() => change({ action: entry.action })}>
                              {actionWords(entry.action)}
                            </button>
                          </th>
                          <td className="mono">{entry.object}</td>
                          <td>
                            <Details before={entry.before} after={entry.after} />
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </TableFrame>
                {audit.hasNextPage && (
                  <div>
                    <button type="button" className="button" onClick={() => !audit.isFetchingNextPage && void audit.fetchNextPage()}>
                      Load 50 more
                    </button>
                  </div>
                )}
              </>
            )
          }
        </Part>
      </div>
    </Page>
  );
}

function Details({ before, after }: { before: string; after: string }) {
  const rows = changes(before, after);
  if (rows.length === 0) return <span className="muted">none</span>;
  return (
    <details>
      <summary>Details</summary>
      <ul className="plain-list">
        {rows.map((row) => (
          <li key={row.name} className="mono">
            {row.name}: {row.before ?? "none"} → {row.after ?? "none"}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Verify() {
  const verify = useMutation({ mutationFn: () => take(api.GET("/v1/audit/verify")) });
  const result = verify.data;
  return (
    <>
      {result && (
        <span role="status" className={result.unbroken ? "good-text" : "bad-text"}>
          {result.unbroken ? `Unbroken: ${count(result.entries)} entries.` : `Broken at entry ${count(result.broken_at ?? 0)}.`}
        </span>
      )}
      <Refused error={verify.error} />
      <button type="button" className="button" aria-busy={verify.isPending} onClick={() => verify.mutate()}>
        Verify chain
      </button>
    </>
  );
}
