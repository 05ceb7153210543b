import { describe, expect, it } from "vitest";
import { unknownsOf } from "../platform/unknowns-of.ts";
import { RandomStream } from "../random/random-stream.ts";
import type { MeasuredRun } from "./figures.ts";
import { fitHypothesis } from "./fit-hypothesis.ts";
import { noiseOfFit } from "./noise-of-fit.ts";
import { twoStages, twoStagesRuns } from "./testing/two-stage-platform.ts";

const unknowns = unknownsOf(twoStages);
const runs = twoStagesRuns();
const fit = fitHypothesis(twoStages, unknowns, runs, RandomStream.fromSeed(1));

/** Every other figure off by a factor, up and down in turn. */
const shaken = (by: number): readonly MeasuredRun[] =>
  runs.map((run, i) => ({
    ...run,
    figures: run.figures.map((figure) => ({
      ...figure,
      measured: figure.measured * Math.exp(i % 2 === 0 ? by : -by),
    })),
  }));

describe("noiseOfFit", () => {
  it("is below 1 where figures are met exactly, and rises with what is missed", () => {
    const scales = [0, 0.1, 0.3, 0.6].map((by) => noiseOfFit(twoStages, unknowns, shaken(by), fit));
    expect(scales[0]).toBeLessThan(1);
    for (const [i, scale] of scales.entries()) {
      if (i > 0) expect(scale).toBeGreaterThan(scales[i - 1] ?? Number.NaN);
    }
  });
});
