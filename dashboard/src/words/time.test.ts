import { describe, expect, it } from "vitest";

import { calendarDate, duration, exactTime, nearTime } from "./time";

const now = Date.parse("2026-11-24T18:00:00Z");

describe("nearTime", () => {
  it("is in words for an hour and then a clock, a day, a year", () => {
    const at = (iso: string) => nearTime(iso, "Europe/London", now);
    expect(at("2026-11-24T17:59:30Z")).toBe("just now");
    expect(at("2026-11-24T17:59:00Z")).toBe("1 minute ago");
    expect(at("2026-11-24T17:55:00Z")).toBe("5 minutes ago");
    expect(at("2026-11-24T14:32:00Z")).toBe("14:32");
    expect(at("2026-11-12T14:32:00Z")).toBe("12 Nov 14:32");
    expect(at("2025-11-12T14:32:00Z")).toBe("12 Nov 2025");
  });
  it("does not call the future ago, and shows in the person's zone", () => {
    expect(nearTime("2026-11-24T18:03:00Z", "Europe/London", now)).toBe("18:03");
    expect(nearTime("2026-11-24T02:30:00Z", "America/Toronto", now)).toBe("23 Nov 21:30");
  });
  it("shows what it cannot read as it came", () => {
    expect(nearTime("soon", "Europe/London", now)).toBe("soon");
  });
});

describe("exactTime", () => {
  it("has seconds and the zone, also of summer", () => {
    expect(exactTime("2026-11-20T19:49:01Z", "Europe/London")).toBe("20 Nov 2026, 19:49:01 (GMT)");
    expect(exactTime("2026-07-20T23:49:01Z", "Europe/London")).toBe("21 Jul 2026, 00:49:01 (BST)");
  });
});

describe("calendarDate", () => {
  it("is the same day everywhere", () => {
    expect(calendarDate("2026-10-28")).toBe("28 Oct 2026");
  });
});

describe("duration", () => {
  it("is never rounded up to the next unit", () => {
    expect(duration(1_899)).toBe("1.8 s");
    expect(duration(252_999)).toBe("4 min 12 s");
    expect(duration(3 * 3_600_000 + 5 * 60_000)).toBe("3 h 5 min");
  });
});
