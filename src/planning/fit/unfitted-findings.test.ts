import { describe, expect, it } from "vitest";
import { unfittedFindings } from "./unfitted-findings.ts";

describe("unfittedFindings", () => {
  it("is silent where a model was fitted", () => {
    expect(unfittedFindings({ hypotheses: null, excluded: [] })).toEqual([]);
  });

  it("says which models failed and what rests on what instead", () => {
    const one = { name: "platform", reason: "the fit has not converged" };
    const [single] = unfittedFindings({ hypotheses: null, excluded: [one] });
    expect(single?.message).toBe(
      "The platform model could not be fitted (platform: the fit has not converged); limits and what-ifs rest on the pool model alone.",
    );
    const [several] = unfittedFindings({
      hypotheses: null,
      excluded: [one, { ...one, name: "locks" }],
    });
    expect(several?.message).toMatch(/^None of the platform models could be fitted \(platform: /);
  });
});
