import { describe, expect, it } from "vitest";
import type { PlanResult } from "./plan-result.ts";
import { redLineBelowLoads, redLineFindings } from "./red-line-below-loads.ts";
import { samplePlan } from "./testing/sample-plan.ts";

const plan = samplePlan();

/** The sample plan, broken at this load. */
function brokenAt(value: number, crossedBy: "p95" | "errorRate"): PlanResult {
  const breakingPoint = { ...plan.limits.breakingPoint, value, crossedBy };
  const levels = plan.campaign.levels.map((level) => ({
    ...level,
    requests: 1000,
    failures: 60,
    responseTime: { ...level.responseTime, p95: 2.5 },
  }));
  const campaign = { ...plan.campaign, levels };
  return { ...plan, campaign, limits: { ...plan.limits, breakingPoint } };
}

describe("redLineBelowLoads", () => {
  it("is null where a measured load is below the breaking point", () => {
    expect(redLineBelowLoads(plan)).toBeNull();
    expect(redLineFindings(plan)).toEqual([]);
    expect(redLineBelowLoads(brokenAt(26, "p95"))).toBeNull();
  });

  it("is null where nothing breaks", () => {
    expect(redLineBelowLoads(samplePlan({ ceiling: 2000 }))).toBeNull();
  });

  it.each([
    ["errorRate", /red line of 5 % errors .* \(25 users: 6 % errors\)/, /no failures/],
    ["p95", /red line of P95 of 2 s .* \(25 users: P95 of 2.5 s\)/, /faster at light load/],
  ] as const)("says what the platform shows and what to do about %s", (by, message, remedy) => {
    const [finding] = redLineFindings(brokenAt(1, by));
    expect(finding?.message).toMatch(message);
    expect(finding?.message).toMatch(/passed with a single user/);
    expect(finding?.remedy).toMatch(remedy);
  });

  it("asks for lower loads where those might hold", () => {
    const [finding] = redLineFindings(brokenAt(20, "p95"));
    expect(finding?.remedy).toMatch(/^Measure loads below 25 users/);
    expect(finding?.message).not.toMatch(/single user/);
  });
});
