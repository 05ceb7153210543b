import { describe, expect, it } from "vitest";
import { unknownsOf } from "../platform/unknowns-of.ts";
import { RandomStream } from "../random/random-stream.ts";
import { fitHypothesis } from "./fit-hypothesis.ts";
import { leaveLevelOut } from "./leave-level-out.ts";
import { twoStages, twoStagesRuns } from "./testing/two-stage-platform.ts";

const unknowns = unknownsOf(twoStages);
const leftOutOf = (loads?: readonly number[]) => {
  const runs = twoStagesRuns(loads);
  const fit = fitHypothesis(twoStages, unknowns, runs, RandomStream.fromSeed(1));
  return leaveLevelOut({ hypothesis: twoStages, unknowns, runs, fit });
};

describe("leaveLevelOut", () => {
  it("predicts each level of the law that made them from the others, within 5 %", () => {
    const levels = leftOutOf([20, 60, 90, 140]);
    expect(levels.map(({ users }) => users)).toEqual([20, 60, 90, 140]);
    for (const { predicted, runs, logDensity } of levels) {
      const measured = runs.flatMap(({ figures }) => figures.map((figure) => figure.measured));
      for (const [i, value] of predicted.entries()) {
        expect(Math.abs(value / (measured[i] ?? Number.NaN) - 1)).toBeLessThan(0.05);
      }
      expect(logDensity).toBeGreaterThan(0);
    }
  });

  it("predicts each of many loads once, in their order, though several are left out at once", () => {
    const loads = Array.from({ length: 20 }, (_, i) => 10 + 7 * i);
    const levels = leftOutOf(loads);
    expect(levels.map(({ users }) => users)).toEqual(loads);
    for (const { predicted, runs } of levels) {
      const measured = runs.flatMap(({ figures }) => figures.map((figure) => figure.measured));
      for (const [i, value] of predicted.entries()) {
        expect(Math.abs(value / (measured[i] ?? Number.NaN) - 1)).toBeLessThan(0.05);
      }
    }
  });

  it("leaves none out where two loads are all there is", () => {
    expect(leftOutOf([20, 140])).toEqual([]);
  });
});
