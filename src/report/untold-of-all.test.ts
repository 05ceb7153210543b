import { describe, expect, it } from "vitest";
import type { ScenarioResult } from "../planning/plan/plan-result.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { reportMarkdown } from "./report-markdown.ts";
import { planSummary } from "./text/plan-summary.ts";

/** The sample's first change with these verdicts. */
function planOf(...verdicts: readonly ScenarioResult["verdict"][]) {
  const plan = samplePlan();
  const scenarios = plan.scenarios
    .slice(0, 1)
    .flatMap((one) => verdicts.map((verdict, i) => ({ ...one, name: `s${i}`, verdict })));
  return { ...plan, scenarios };
}

describe("isUntoldOfAll", () => {
  it("does not call changes unlikely to gain of which nothing can be told", () => {
    const plan = planOf("cannot tell", "refuses", "cannot tell");
    const words = "whether any change that was tried gains cannot be told";
    expect(planSummary(plan, "r.md")).toContain(`What-if: ${words}`);
    const part = reportMarkdown(plan);
    expect(part).toContain(
      "Build none of the changes below yet: whether any of them gains cannot be told",
    );
    expect(part).not.toContain("likely to gain, and");
  });

  it("says that none is likely to where one surely does not, or all refuse", () => {
    expect(planSummary(planOf("cannot tell", "no gain"), "r.md")).toContain(
      "What-if: none of 2 is likely to gain",
    );
    expect(planSummary(planOf("refuses", "refuses"), "r.md")).toContain("none of 2 is likely");
  });
});
