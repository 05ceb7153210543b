import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unknownsOf } from "../platform/unknowns-of.ts";
import type { Figure, MeasuredRun } from "./figures.ts";
import { coordinateCount, hypothesisMisfit } from "./hypothesis-misfit.ts";
import { splitMisfit } from "./split-misfit.ts";
import { twoStages, twoStagesRuns } from "./testing/two-stage-platform.ts";

const unknowns = unknownsOf(twoStages);
const endpoint = twoStages.platform.endpoints[0]?.name ?? "";
const figure = (quantity: Figure["quantity"], of: string | null, measured: number): Figure => ({
  quantity,
  endpoint: of,
  measured,
  known: 0.02,
  repeat: 0.08,
});
/** With percentiles of the whole and of an endpoint, so that all terms of the shape matter. */
const runs = twoStagesRuns().map(
  (run): MeasuredRun => ({
    ...run,
    figures: [
      ...run.figures,
      figure("p50", null, 0.1),
      figure("p95", null, 0.3),
      figure("p99", endpoint, 0.6),
    ],
  }),
);
const count = coordinateCount(twoStages, unknowns, runs);
const positions = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
  minLength: count,
  maxLength: count,
});
const split = splitMisfit(twoStages, unknowns, runs, 1.3);
const solvedAt = (position: readonly number[]) =>
  split.solve(position.slice(0, unknowns.length)) ?? new Float64Array();

describe("splitMisfit", () => {
  it("has the residuals of the whole misfit, priors apart", () => {
    const whole = hypothesisMisfit(twoStages, unknowns, runs, 1.3);
    fc.assert(
      fc.property(positions, (position) => {
        const residuals = split.residuals(solvedAt(position), position);
        const expected = whole(position);
        expect(expected).toHaveLength(split.dataCount + count);
        for (const [i, value] of residuals.entries())
          expect(value).toBeCloseTo(expected[i] ?? 0, 9);
      }),
      { seed: 31, numRuns: 20 },
    );
  });

  it("has those of a limiter that was told of, where another resource is ahead of it", () => {
    const told = { ...twoStages, toldLimiter: "pool" } as const;
    const own = splitMisfit(told, unknowns, runs, 1.3);
    const all = hypothesisMisfit(told, unknowns, runs, 1.3);
    const plain = hypothesisMisfit(twoStages, unknowns, runs, 1.3);
    fc.assert(
      fc.property(positions, (position) => {
        const solved = own.solve(position.slice(0, unknowns.length)) ?? new Float64Array();
        const residuals = own.residuals(solved, position);
        const expected = all(position);
        expect(expected).toHaveLength(plain(position).length + 1);
        expect(expected).toHaveLength(own.dataCount + count);
        for (const [i, value] of residuals.entries())
          expect(value).toBeCloseTo(expected[i] ?? 0, 9);
        // The 40 connections are hardly used: the database's few cores fill up first.
        expect(residuals.at(-1)).toBeGreaterThan(1);
      }),
      { seed: 33, numRuns: 10 },
    );
  });

  it("has their derivatives by what was solved and by every term of the shape", () => {
    const step = 1e-5;
    fc.assert(
      fc.property(positions, (position) => {
        const solved = solvedAt(position);
        const { own, terms } = split.slopes(solved, position);
        expect(terms).toHaveLength(count - unknowns.length);
        for (let i = 0; i < split.dataCount - 1; i++) {
          const moved = (by: number) => solved.map((x, k) => (k === i ? x + by : x));
          const [ahead, behind] = [step, -step].map((by) => split.residuals(moved(by), position));
          const slope = ((ahead?.[i] ?? 0) - (behind?.[i] ?? 0)) / (2 * step);
          expect(Math.abs((own[i] ?? 0) - slope)).toBeLessThan(1e-5);
        }
        for (const [t, column] of terms.entries()) {
          const moved = (by: number) =>
            position.map((x, k) => (k === unknowns.length + t ? x + by : x));
          const [ahead, behind] = [step, -step].map((by) => split.residuals(solved, moved(by)));
          for (const [i, value] of column.entries()) {
            const slope = ((ahead?.[i] ?? 0) - (behind?.[i] ?? 0)) / (2 * step);
            expect(Math.abs(value - slope)).toBeLessThan(1e-5);
          }
        }
      }),
      { seed: 32, numRuns: 10 },
    );
  });

  it("has nothing to say where there can be no platform", () => {
    const half = { ...twoStages, platform: { ...twoStages.platform, rateLimit: -1 } };
    expect(splitMisfit(half, unknowns, runs, 1).solve(unknowns.map(() => 0))).toBeNull();
  });
});
