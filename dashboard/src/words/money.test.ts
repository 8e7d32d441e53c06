import { describe, expect, it } from "vitest";

import { isZero, money, signedMoney, subtract } from "./money";

describe("money", () => {
  it("shows every digit, to any length", () => {
    expect(money("9007199254740993.01", "GBP")).toBe("£9,007,199,254,740,993.01");
    expect(money("69.0000", "EUR")).toBe("€69.0000");
    expect(money("-0.05", "GBP")).toBe("-£0.05");
  });
  it("shows what is no amount as it came", () => {
    expect(money("a lot", "GBP")).toBe("a lot GBP");
    expect(money("1.00", "not a currency")).toBe("1.00 not a currency");
  });
});

describe("subtract", () => {
  it("is exact", () => {
    expect(subtract("120.03", "120.00")).toBe("0.03");
    expect(subtract("0.1", "0.30")).toBe("-0.20");
    expect(subtract("9007199254740993.01", "9007199254740993.00")).toBe("0.01");
    expect(subtract("5", "5.00")).toBe("0.00");
    expect(subtract("x", "1")).toBeNull();
  });
  it("carries a sign, and zero is printed", () => {
    expect(signedMoney("0.03", "GBP")).toBe("+£0.03");
    expect(signedMoney("0.00", "GBP")).toBe("£0.00");
    expect(isZero("-0.00")).toBe(true);
  });
});
