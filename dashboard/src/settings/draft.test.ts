import { describe, expect, it } from "vitest";

import { changesBetween, draftOf, newTaxRow, percentageOf, policyOf } from "./draft";
import { elementOf, errorWords, labelOf } from "./fields";

describe("a percentage", () => {
  it("is one key however it is typed", () => {
    for (const text of ["20", " 20.0 ", "20.00 %", "20,0"]) expect(percentageOf(text)).toBe("20.00");
    expect(percentageOf("5.125")).toBe("5.125");
    expect(percentageOf("twenty")).toBe("twenty");
  });
});

describe("the draft", () => {
  it("becomes the policy it came from", () => {
    const policy = policyOf(
      draftOf({
        tax_rate_map: { "20.00": "GB_STANDARD" },
        tax_rate_rules: [{ country_group: "EU", percentage: "0.00", product_class: null, tax_rate_id: "GB_ZERO" }],
        payment_method_map: { checkmo: null },
      }),
    );
    expect(policyOf(draftOf(policy))).toEqual(policy);
    expect(policy.tax_rate_map).toEqual({ "20.00": "GB_STANDARD" });
    expect(policy.tax_rate_rules).toHaveLength(1);
    expect(policy.payment_method_map).toEqual({ checkmo: null });
  });
  it("puts a row with a class into the rules and one without into the map", () => {
    const draft = { ...draftOf({}), tax_rows: [newTaxRow({ percentage: "5", tax_rate_id: "A" }), newTaxRow({ percentage: "5", product_class: "Food", tax_rate_id: "B" })] };
    const policy = policyOf(draft);
    expect(policy.tax_rate_map).toEqual({ "5.00": "A" });
    expect(policy.tax_rate_rules).toEqual([{ country_group: "ALL", percentage: "5.00", product_class: "Food", tax_rate_id: "B" }]);
  });
  it("tells what changed, field by field", () => {
    const before = policyOf(draftOf({}));
    const after = { ...before, rounding_tolerance: "0.05", payment_method_map: { checkmo: null, paypal: "bank" } };
    const fields = changesBetween(before, after).map((change) => change.field);
    expect(fields).toContain("rounding_tolerance");
    expect(fields).toContain("payment_method_map.paypal");
  });
});

describe("a refusal", () => {
  it("is said in words at the field it names", () => {
    expect(errorWords({ field: "rounding_tolerance", code: "invalid_format", message: "x" })).toBe("Write it like 0.02, with at most two decimals.");
    expect(errorWords({ field: "b2c_consolidation.fallback_contact_reference", code: "too_long", message: "x" })).toContain("9 characters");
    expect(labelOf("tax_rate_map.20.00")).toBe("Tax rate 20.00");
    expect(elementOf("tax_rate_map.20.00")).toBe("field-tax_rate_map-20-00");
  });
});
