import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../limits/policy.ts";
import { samplePlan } from "../testing/sample-plan.ts";
import type { HypothesisResidual } from "./plan-result.ts";
import { redLineReasons } from "./red-line-reasons.ts";

const plan = samplePlan();
const [best] = plan.hypotheses.list;
if (best === undefined) throw new Error("no hypothesis");

const p95 = (users: number, measured: number, fitted: number, run = ""): HypothesisResidual => ({
  ...{ users, run, quantity: "p95", endpoint: null },
  ...{ measured, fitted, leftOut: null },
});

/** Of a breaking point whose interval ends at 500 users. */
const reasons = (
  residuals: readonly HypothesisResidual[],
  incidents: readonly { users: number; run: string }[] = [],
) =>
  redLineReasons(
    { list: [{ ...best, residuals }] },
    { breakingPoint: { ...plan.limits.breakingPoint, high: 500 } },
    defaultPolicy,
    incidents,
  );

describe("redLineReasons", () => {
  it("explains by runs only what runs differ by", () => {
    expect(reasons([p95(300, 2.1, 2.2)])).toEqual([
      "P95 was measured as 2.10 s at 300 users, past the red line, and fitted as 2.20 s (+4.8 %): runs of one level differ by as much, so the interval of the breaking point reaches 500 users.",
    ]);
    expect(reasons([p95(300, 1.9, 2.2), p95(600, 4, 4)])).toEqual([]);
    // An eighth of it is no other run of the same platform.
    expect(reasons([p95(180, 3.06, 0.407)])).toEqual([
      "P95 was measured as 3.06 s at 180 users, past the red line, and fitted as 407 ms (−87 %): that is more than runs of one level differ. Until it is measured again, the platform may break there.",
    ]);
  });

  it("says of times of an incident that they are in no limit, and not of its errors alone", () => {
    const runs = [p95(180, 3.06, 0.407, "a"), p95(180, 2.1, 2, "b")];
    const [usual, incident, ...rest] = reasons(runs, [
      { users: 180, run: "a" },
      { users: 180, run: "b" },
    ]);
    expect(rest).toEqual([]);
    expect(usual).toMatch(/^P95 was measured as 2\.10 s at 180 users.*runs of one level/);
    expect(incident).toBe(
      "P95 was measured as 3.06 s at 180 users, past the red line, in an incident that load does not explain: it is in no limit. Should it come again, it breaks at that load, too.",
    );
  });
});
