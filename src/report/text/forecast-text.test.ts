import { describe, expect, it } from "vitest";
import { forecastTraffic } from "../../planning/forecast/forecast-traffic.ts";
import { whenReached } from "../../planning/forecast/when-reached.ts";
import { samplePlan } from "../../planning/testing/sample-plan.ts";
import { endOfTests, forecastText } from "./forecast-text.ts";

/** 100 users, 2 more each day for 60 days: 164 to 218 in the last four weeks. The last is 2024-03-30. */
const days = Array.from({ length: 60 }, (_, x) => ({ day: 19_753 + x, value: 100 + 2 * x }));
const forecast = forecastTraffic(days, 365);
const textOf = (users: number) =>
  forecastText({
    ...{ unit: "users", forecast, cycle: null, notes: [] },
    reached: [{ title: "today", users, ...whenReached(forecast, days, users) }],
  });

describe("forecastText", () => {
  it("gives no day of the future to a limit that traffic is past already", () => {
    const text = textOf(150);
    expect(text).toContain(
      "Traffic is past the safe limit of 150 users already: it met it on 28 of the last 28 days measured, last on 2024-03-30.",
    );
    expect(text).toMatch(/today +150 users +150 users +already +already +already/);
  });

  it("says where the date is of the tests' end", () => {
    const { limits } = samplePlan();
    expect(endOfTests(limits)).toEqual([]);
    const open = {
      breakingPoint: { ...limits.breakingPoint, value: null, basis: "at least" as const },
      safeLimit: { ...limits.safeLimit, value: 8, limitedBy: "the heaviest load measured good" },
    };
    expect(endOfTests(open)).toEqual([
      "The safe limit may be far below what the platform holds, and its date too early: it is limited by the heaviest load measured good. Measure higher loads first.",
    ]);
    expect(endOfTests({ ...open, safeLimit: { ...open.safeLimit, value: 0 } })).toEqual([]);
  });

  it("names single days that met it before the trend does", () => {
    const text = textOf(215);
    expect(text).toContain(
      "Single days met it already: 2 of the last 28 days measured, last on 2024-03-30.",
    );
    expect(textOf(300)).not.toContain("already");
  });
});
