import { describe, expect, it } from "vitest";

import { prefixOf } from "./prefix";
import { returnTo } from "./return_to";
import { many, one, parseSearch, stringifySearch } from "./search";

describe("search parameters", () => {
  it("are plain, repeated for several, and come back equal", () => {
    const search = parseSearch("?status=failed&status=skipped&q=a+b");
    expect(many(search, "status")).toEqual(["failed", "skipped"]);
    expect(one(search, "q")).toBe("a b");
    expect(stringifySearch(search)).toBe("?status=failed&status=skipped&q=a+b");
    expect(stringifySearch({ empty: "", none: undefined, list: [] })).toBe("");
  });
});

describe("where a page may lead", () => {
  it("returns only to the store that was paired", () => {
    const store = "https://shop.example.com/";
    expect(returnTo("https://shop.example.com/admin/x", store)).toBe("https://shop.example.com/admin/x");
    expect(returnTo("https://evil.example/", store)).toBeUndefined();
    expect(returnTo("javascript:alert(1)", store)).toBeUndefined();
  });
  it("knows the prefix from the base address", () => {
    expect(prefixOf("http://127.0.0.1/")).toBe("");
    expect(prefixOf("http://127.0.0.1/a/ledger/")).toBe("/a/ledger");
  });
});
