import { describe, expect, it } from "vitest";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { samplePlan } from "../../planning/testing/sample-plan.ts";
import { measuredPart } from "./measured-part.ts";
import { pictures } from "./picture.ts";

const plan = samplePlan();
const chart = (name: string) => ({ name, title: name, path: `${name}.svg` });
const captionOf = (crossedBy: "p95" | "errorRate" | null, value: number | null) => {
  const breakingPoint = { ...plan.limits.breakingPoint, crossedBy, value };
  const of: PlanResult = { ...plan, limits: { ...plan.limits, breakingPoint } };
  const [picture] = pictures(of, [chart("zones")], ["zones"]);
  return picture?.caption ?? "";
};

describe("pictures", () => {
  it("say of the zones what passes the red line where the line of the picture does not", () => {
    // Told by the picture's own title.
    expect(captionOf("p95", 300)).not.toContain("300 users");
    const byErrors = captionOf("errorRate", 73);
    expect(byErrors).toMatch(/Red begins at 73 users, where errors pass 5 %/);
    expect(captionOf(null, null)).toMatch(/is not passed within the loads shown\.$/);
  });

  it("leave out the slowdown by endpoint where no endpoint was measured", () => {
    const charts = ["errors", "endpoints"].map(chart);
    const namesOf = (of: PlanResult) =>
      measuredPart(of, { charts }).flatMap((block) =>
        block.kind === "picture" ? [block.name] : [],
      );
    expect(namesOf(plan)).toEqual(["errors", "endpoints"]);
    const without = { ...plan, campaign: { ...plan.campaign, endpoints: [] } };
    expect(namesOf(without)).toEqual(["errors"]);
  });
});
