import { describe, expect, it } from "vitest";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { roughFitLines } from "./rough-fit.ts";

const { hypotheses } = samplePlan();
const missing = (...scales: readonly number[]) =>
  roughFitLines({
    hypotheses: {
      ...hypotheses,
      list: scales.flatMap((noiseScale) => ({ ...hypotheses.list[0], noiseScale }) as never),
    },
  });

describe("roughFitLines", () => {
  it("speaks up where none follows the figures, and only there", () => {
    expect(missing()).toEqual([]);
    expect(missing(1.2, 6)).toEqual([]);
    expect(missing(6.4, 6.14)[0]).toContain("the nearest misses them 6.1 times as much");
  });
});
