import { describe, expect, it } from "vitest";

import { decode } from "../api/live";
import { niceTop } from "../parts/chart";
import { changes } from "../words/audit";
import { comparedRows, differenceOf } from "./comparison";
import { pendingWords } from "./disconnect";
import { filterOf, isEmpty, noFilter, startOfDay, toggled, toQuery } from "./run_filter";

describe("the filter of the history", () => {
  it("leaves out what the server would refuse", () => {
    const filter = filterOf({ status: ["failed", "exploded"], since: "yesterday", event: "invoice.created" });
    expect(filter.status).toEqual(["failed"]);
    expect(filter.since).toBe("");
    expect(filter.event).toEqual(["invoice.created"]);
    expect(isEmpty(filterOf({}))).toBe(true);
  });
  it("begins and ends days in the person's zone", () => {
    expect(startOfDay("2026-07-01", "Europe/London")).toBe("2026-06-30T23:00:00.000Z");
    expect(startOfDay("2026-03-29", "Europe/London")).toBe("2026-03-29T00:00:00.000Z");
    expect(toQuery({ ...noFilter, until: "2026-11-24" }, "Europe/London").until).toBe("2026-11-25T00:00:00.000Z");
  });
  it("toggles the words of one button together", () => {
    expect(toggled([], ["queued", "waiting"])).toEqual(["queued", "waiting"]);
    expect(toggled(["queued", "waiting", "failed"], ["queued", "waiting"])).toEqual(["failed"]);
  });
});

describe("both sides", () => {
  it("are compared to the last digit", () => {
    const rows = comparedRows({ store: { total: "120.03", tax: "20.00" }, planned: { total: "120.00" }, ledger: null });
    expect(rows.map((row) => [row.name, differenceOf(row)])).toEqual([
      ["total", "0.03"],
      ["tax", null],
    ]);
  });
});

describe("words and numbers", () => {
  it("never say a number that is not known", () => {
    expect(pendingWords(undefined)).toContain("not known");
    expect(pendingWords(1)).toBe("1 document is waiting; it stays here, not posted.");
  });
  it("end an axis on a round number", () => {
    expect([0, 4, 7, 83, 101].map(niceTop)).toEqual([4, 4, 10, 100, 200]);
  });
  it("tell what an entry of the audit log changed", () => {
    expect(changes('{"a":1,"b":"x"}', '{"a":2,"b":"x"}')).toEqual([{ name: "a", before: "1", after: "2" }]);
    expect(changes("", "")).toEqual([]);
  });
  it("drop an event of the stream that is not one", () => {
    expect(decode("run", '{"id":"run_1","status":"failed"}')).toMatchObject({ kind: "run", id: "run_1" });
    expect(decode("run", "{}")).toBeNull();
    expect(decode("run", "no")).toBeNull();
  });
});
