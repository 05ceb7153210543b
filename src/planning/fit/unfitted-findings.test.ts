import { describe, expect, it } from "vitest";
import type { FittedHypotheses } from "./fit-hypotheses.ts";
import { unfittedFindings } from "./unfitted-findings.ts";

const of = (excluded: FittedHypotheses["excluded"], replaced: boolean) =>
  unfittedFindings({ hypotheses: { excluded, replaced } as FittedHypotheses });

describe("unfittedFindings", () => {
  const one = { name: "platform", reason: "the fit has not converged" };

  it("is silent where a model was fitted, whatever was left out", () => {
    expect(of([], false)).toEqual([]);
    expect(of([one], false)).toEqual([]);
  });

  it("says which models failed and what rests on what instead", () => {
    const [single] = of([one], true);
    expect(single?.message).toBe(
      "The platform model could not be fitted (platform: the fit has not converged); limits and what-ifs rest on “one pool, nothing else known” in their place.",
    );
    const [several] = of([one, { ...one, name: "locks" }], true);
    expect(several?.message).toMatch(/^None of the platform models could be fitted \(platform: /);
  });
});
