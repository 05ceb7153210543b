import { describe, expect, it } from "vitest";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { samplePlan } from "../../planning/testing/sample-plan.ts";
import { objectivesTable } from "./objectives-table.ts";

const plan = samplePlan();

/** The head and cells of the measured column, with these levels and this safe limit. */
function measuredColumn(users: readonly number[], safe: number) {
  const levels = users.map((one) => ({
    ...(plan.campaign.levels[0] as PlanResult["campaign"]["levels"][number]),
    users: one,
    responseTime: { p95: one / 1000 },
  }));
  const limits = { ...plan.limits, safeLimit: { ...plan.limits.safeLimit, value: safe } };
  const [block] = objectivesTable({ ...plan, limits, campaign: { ...plan.campaign, levels } });
  if (block?.kind !== "table") throw new Error("no table");
  return { head: block.header[3], p95: block.rows.find(([name]) => name === "P95")?.[3] };
}

describe("objectivesTable", () => {
  it("holds what is predicted at the safe limit against what was measured at it, or nearest past it", () => {
    expect(measuredColumn([100, 200, 300], 200)).toEqual({
      head: "Measured at 200 users",
      p95: "200 ms",
    });
    expect(measuredColumn([100, 200, 300], 240)).toEqual({
      head: "Measured past the safe limit, at 300 users",
      p95: "300 ms",
    });
    expect(measuredColumn([100, 200, 300], 320)).toEqual({
      head: "Measured below it, at 300 users",
      p95: "300 ms",
    });
    expect(measuredColumn([100, 200], 0).head).toBe("Measured at 100 users");
  });
});
