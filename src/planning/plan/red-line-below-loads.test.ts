import { describe, expect, it } from "vitest";
import { samplePlan } from "../testing/sample-plan.ts";
import type { PlanResult } from "./plan-result.ts";
import { redLineBelowLoads, redLineFindings } from "./red-line-below-loads.ts";

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

  it("names the rate over all loads where the lightest one was lucky", () => {
    const broken = brokenAt(1, "errorRate");
    const [first, ...rest] = broken.campaign.levels;
    if (!first) throw new Error("the sample plan has levels");
    const lucky = { ...first, failures: 10 };
    const campaign = { ...broken.campaign, levels: [lucky, ...rest] };
    // 10 of the first 1,000 and 60 of each other 1,000: 310 of 6,000.
    expect(redLineFindings({ ...broken, campaign })[0]?.message).toContain(
      "over all loads measured (5.17 % errors)",
    );
  });

  it("says so of a red line that the light load misses by no more than two runs differ", () => {
    const broken = brokenAt(1, "p95");
    const at = (p95: number) => {
      const policy = { ...broken.policy, redLine: { p95, errorRate: 0.5 } };
      return redLineFindings({ ...broken, policy })[0]?.message;
    };
    // P95 of 2.5 s, 8 % from one run to the next: two differ by 11 %, up to 2.8 s.
    expect(at(2.75)).toMatch(/no more than two runs do .* \(25 users: P95 of 2.5 s\)/);
    expect(at(2.85)).toBeUndefined();
  });

  it("is null where the measurements are on the good side and only the model is not", () => {
    const broken = brokenAt(1, "p95");
    const policy = { ...broken.policy, redLine: { p95: 3, errorRate: 0.5 } };
    expect(redLineBelowLoads({ ...broken, policy })).toBeNull();
  });

  it("asks for lower loads where those might hold", () => {
    const [finding] = redLineFindings(brokenAt(20, "p95"));
    expect(finding?.remedy).toMatch(/^Measure loads below 25 users/);
    expect(finding?.message).not.toMatch(/single user/);
  });
});
