import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../limits/policy.ts";
import { policyPastRedLine } from "./policy-past-red-line.ts";

describe("policyPastRedLine", () => {
  it("names zones and promises that lie past the red line", () => {
    const [found] = policyPastRedLine({
      ...defaultPolicy,
      redLine: { p95: 0.5, errorRate: 0.05 },
    });
    expect(found?.message).toBe(
      "The end of the orange zone for P95 (2 s) and the objective for P95 (2 s) lie past the red line of P95 of 500 ms or 5 % errors: the platform counts as broken before.",
    );
  });

  it("finds nothing where they end at it", () => {
    expect(policyPastRedLine(defaultPolicy)).toEqual([]);
    const errors = { ...defaultPolicy, redLine: { p95: 2, errorRate: 0.005 } };
    expect(policyPastRedLine(errors)[0]?.message).toContain("the objective for errors (1 %)");
  });
});
