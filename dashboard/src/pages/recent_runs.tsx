import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { api, take } from "../api/client";
import { Part } from "../parts/states";
import { RunTable } from "./run_table";

export function RecentRuns({ binding }: { binding: string }) {
  const runs = useQuery({
    queryKey: ["runs", "recent", binding],
    queryFn: () => take(api.GET("/v1/runs", { params: { query: { binding: [binding], limit: 10 } } })),
  });
  return (
    <section className="stack-tight" aria-labelledby="recent">
      <div className="row-wide">
        <h2 id="recent">Last documents</h2>
        <Link to="/dashboard/sync" search={{ binding }}>
          All of them
        </Link>
      </div>
      <Part query={runs} what="The last documents">
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">No document has arrived. The store sends one when an invoice is created.</p>
          ) : (
            <RunTable runs={items} label="Last documents" />
          )
        }
      </Part>
    </section>
  );
}
