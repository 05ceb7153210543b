import { describe, expect, it } from "vitest";
import { unknownsOf } from "../platform/unknowns-of.ts";
import { coordinateCount, hypothesisMisfit } from "./hypothesis-misfit.ts";
import { twoStages, twoStagesRuns } from "./testing/two-stage-platform.ts";

const unknowns = unknownsOf(twoStages);
const runs = twoStagesRuns();
const count = coordinateCount(twoStages, unknowns, runs);
/** Where 1 s and 4 cores lie, in deviations of their priors: ln(1/1.3)/0.4 and ln(4/6)/0.5. */
const truth = Array.from({ length: count }, (_, i) => {
  if (unknowns[i]?.name === "thinkTime") return Math.log(1 / 1.3) / 0.4;
  return unknowns[i] === undefined ? 0 : Math.log(4 / 6) / 0.5;
});

describe("hypothesisMisfit", () => {
  it("has nothing left of the data at the numbers that made them, and the position as the prior's part", () => {
    const residuals = hypothesisMisfit(twoStages, unknowns, runs, 1)(truth);
    expect(residuals.slice(-count)).toEqual(truth);
    for (const r of residuals.slice(0, -count)) expect(Math.abs(r)).toBeLessThan(0.1);
  });

  it("bounds what a freak figure pulls with: Student's law, not the square", () => {
    const at = (x: number) => {
      const moved = truth.map((value, i) => (i === 0 ? value + x : value));
      return Math.max(
        ...hypothesisMisfit(twoStages, unknowns, runs, 1)(moved).slice(0, -count).map(Math.abs),
      );
    };
    // √(7·ln(1 + r²/6)): ten times as far off is less than four times the residual.
    expect(at(5) / at(0.5)).toBeLessThan(4);
  });
});
