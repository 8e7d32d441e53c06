import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { knownCode, whyOf } from "./reasons";

describe("the catalogue of reasons", () => {
  it("has a sentence for every reason that the interface describes", () => {
    const text = readFileSync("../spec/openapi.yaml", "utf8");
    const described = /While waiting: ([\s\S]*?)When cancelled: ([\s\S]*?)\n\s+skip_reason/.exec(text);
    const codes = (`${described?.[1] ?? ""} ${described?.[2] ?? ""}`).match(/[a-z]+(?:_[a-z]+)*/g) ?? [];
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !knownCode(code))).toEqual([]);
  });
  it("says why only where something is not ordinary", () => {
    const ordinary = { reason: null, skip_reason: null, error: null };
    expect(whyOf({ ...ordinary, status: "succeeded" })).toBe("");
    expect(whyOf({ ...ordinary, status: "skipped_by_policy", skip_reason: "unpaid_invoice" })).toContain("unpaid");
    expect(whyOf({ ...ordinary, status: "failed", error: { code: "validation", detail: "brand_new", message: "Sage says no" } })).toBe("Sage says no");
  });
});
