// The banner row of the account: at most two, the most urgent first.

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { noticesQuery } from "../api/queries";
import { serverPath } from "../base/prefix";
import { Exact } from "../parts/clock";

export function Notices() {
  const notices = useQuery(noticesQuery);
  const [all, setAll] = useState(false);
  const items = notices.data?.items ?? [];
  if (items.length === 0) return null;
  const shown = all ? items : items.slice(0, 2);
  return (
    <section className="banners" aria-label="Notices">
      {shown.map((notice) => (
        <div key={`${notice.code} ${notice.link}`} className={`note ${notice.severity === "danger" ? "bad" : "warn"}`}>
          <p>
            {notice.message}{" "}
            {notice.since && (
              <span className="muted">
                since <Exact at={notice.since} />
              </span>
            )}{" "}
            {notice.link.startsWith("dashboard/") && <a href={serverPath(`/${notice.link}`)}>Look at it</a>}
          </p>
        </div>
      ))}
      {items.length > shown.length && (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          and {items.length - shown.length} more
        </button>
      )}
    </section>
  );
}
