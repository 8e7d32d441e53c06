// Any document and its fate. The address holds the filters: reload, Back and a pasted link show the
// same rows.

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { api, take } from "../api/client";
import { useLive } from "../api/live";
import { mayAtLeast } from "../api/queries";
import { useMe } from "../app/session";
import { serverPath } from "../base/prefix";
import { one } from "../base/search";
import { stringifySearch } from "../base/search";
import { useZone } from "../parts/clock";
import { Page } from "../parts/page";
import { Empty, Part } from "../parts/states";
import { count } from "../words/money";
import { BulkBar } from "./bulk_bar";
import { filterOf, isEmpty, noFilter, toQuery, type Filter } from "./run_filter";
import { HistoryFilters } from "./history_filters";
import { HistoryTable } from "./history_table";
import { ReadOnly } from "./read_only";

const pageSize = 50;

export function SyncHistoryPage() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const zone = useZone();
  const filter = filterOf(search);
  const live = one(search, "live") === "on";
  const query = toQuery(filter, zone);
  const key = ["runs", "list", stringifySearch({ ...query })];
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const may = mayAtLeast(useMe(), "operator");

  const runs = useInfiniteQuery({
    queryKey: key,
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      take(
        api.GET("/v1/runs", {
          params: { query: { ...query, limit: pageSize, ...(pageParam === "" ? {} : { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: Infinity,
    refetchOnMount: "always",
  });
  const counts = useQuery({
    queryKey: ["runs", "counts", stringifySearch({ ...query, status: [] })],
    queryFn: () => {
      const { status: _, ...rest } = query;
      return take(api.GET("/v1/runs/counts", { params: { query: rest } }));
    },
  });
  useLive((event) => {
    if (event.kind !== "run") return;
    if (live) {
      void queries.invalidateQueries({ queryKey: ["runs"] });
      return;
    }
    const known = runs.data?.pages.some((page) => page.items.some((run) => run.id === event.id)) ?? false;
    // Without Live no row moves: a button says how many there are.
    if (!known && !fresh.has(event.id)) setFresh(new Set([...fresh, event.id]));
  });

  const change = (part: Partial<Filter>) => {
    setSelected(new Set());
    void navigate({
      to: "/dashboard/sync",
      search: { ...filter, ...part, live: live ? "on" : "" },
      resetScroll: false,
    });
  };
  const show = () => {
    setFresh(new Set());
    void queries.invalidateQueries({ queryKey: ["runs"] });
  };
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="Sync history"
      about="Sync history"
      sub="Newest first. The address of this page holds the filters: copy it to share the view."
      actions={
        <>
          {fresh.size > 0 && (
            <button type="button" className="button" onClick={show}>
              {count(fresh.size)} new, show
            </button>
          )}
          <button
            type="button"
            className="button"
            aria-pressed={live}
            onClick={() => {
              if (!live) show();
              void navigate({ to: "/dashboard/sync", search: { ...filter, live: live ? "" : "on" }, replace: true });
            }}
          >
            Live
          </button>
          <a className="button" href={serverPath(`/v1/runs.csv${stringifySearch({ ...query })}`)} download>
            Export CSV
          </a>
        </>
      }
    >
      <div className="stack">
        <ReadOnly may={may} who="An owner, admin or operator" />
        <HistoryFilters filter={filter} counts={counts.data} change={change} />
        <Part query={runs} what="The list" rows={12}>
          {() =>
            items.length === 0 ? (
              isEmpty(filter) ? (
                <Empty title="No document has arrived. The store sends one when an invoice is created." />
              ) : (
                <Empty title="No run matches these filters.">
                  <div>
                    <button type="button" className="button" onClick={() => change(noFilter)}>
                      Clear filters
                    </button>
                  </div>
                </Empty>
              )
            ) : (
              <>
                {counts.data?.capped === true && (
                  <p className="hint">
                    This range holds more than 100,000 runs; showing the newest. Narrow the dates to see all.
                  </p>
                )}
                <HistoryTable runs={items} selected={selected} select={setSelected} selectable={may} />
                {runs.hasNextPage && (
                  <div>
                    <button
                      type="button"
                      className="button"
                      aria-busy={runs.isFetchingNextPage}
                      onClick={() => {
                        if (!runs.isFetchingNextPage) void runs.fetchNextPage();
                      }}
                    >
                      Load {pageSize} more
                    </button>
                  </div>
                )}
                {may && selected.size > 0 && (
                  <BulkBar selected={selected} filter={query} clear={() => setSelected(new Set())} loaded={items} />
                )}
              </>
            )
          }
        </Part>
      </div>
    </Page>
  );
}
