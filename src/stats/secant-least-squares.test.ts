import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secantLeastSquares } from "./secant-least-squares.ts";

/** Fits y = a·exp(b·x) to exact points; derivatives by hand. */
const xs = [0, 0.5, 1, 1.5, 2];
const problem = (a: number, b: number, start: readonly number[]) => {
  const ys = xs.map((x) => a * Math.exp(b * x));
  const residuals = ([p = 0, q = 0]: readonly number[]) =>
    xs.map((x, i) => p * Math.exp(q * x) - (ys[i] as number));
  const columnsAt = ([p = 0, q = 0]: readonly number[]) => [
    xs.map((x) => Math.exp(q * x)),
    xs.map((x) => p * x * Math.exp(q * x)),
  ];
  return {
    residuals,
    start,
    columns: columnsAt(start),
    columnsAt,
    lower: [-10, -10],
    upper: [10, 10],
    scale: [1, 1],
    worth: 1e-12,
    maxEvaluations: 200,
  };
};

describe("secantLeastSquares", () => {
  it("finds the mean in one step, whatever the derivatives were scaled to", () => {
    const fit = secantLeastSquares({
      ...problem(1, 0, [0, 0]),
      residuals: ([p = 0]) => [p - 1, p - 2, p - 6],
      columns: [[1, 1, 1]],
      columnsAt: () => [[1, 1, 1]],
      start: [0],
      lower: [-10],
      upper: [10],
      scale: [1],
    });
    expect(fit.parameters[0]).toBeCloseTo(3, 5);
    expect(fit.cost).toBeCloseTo((4 + 1 + 9) / 2, 9);
    expect(fit.ended).toBe("converged");
  });

  it("stops on a bound when the optimum lies beyond it", () => {
    const fit = secantLeastSquares({ ...problem(2, 0.5, [1, 0.4]), upper: [1.5, 10] });
    expect(fit.parameters[0]).toBe(1.5);
    expect(fit.ended).toBe("converged");
  });

  it("recovers the parameters of exact data from a neighbor", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 3, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -0.3, max: 0.3, noNaN: true }),
        (a, b, off) => {
          const fit = secantLeastSquares(problem(a, b, [a + off, b - off]));
          expect(fit.ended).toBe("converged");
          expect(Math.abs((fit.parameters[0] as number) - a)).toBeLessThan(1e-4);
          expect(Math.abs((fit.parameters[1] as number) - b)).toBeLessThan(1e-4);
        },
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  it("goes on where short steps gain little though the whole one gains much", () => {
    // A narrow bent valley: steps are refused and damped long before its end.
    const valley = ([x = 0, y = 0]: readonly number[]) => [10 * (y - x * x), (1 - x) / 3];
    const fit = secantLeastSquares({
      ...problem(1, 0, [-1.2, 1]),
      residuals: valley,
      columns: [
        [24, -1 / 3],
        [10, 0],
      ],
      columnsAt: ([x = 0]) => [
        [-20 * x, -1 / 3],
        [10, 0],
      ],
      worth: 1e-6,
      maxEvaluations: 600,
    });
    expect(fit.ended).toBe("converged");
    expect(fit.parameters[0]).toBeCloseTo(1, 2);
  });

  it("ends at a kink, where every derivative promises what no step keeps", () => {
    const kink = ([x = 0]: readonly number[]) => [x < 1 ? 3 - 2 * x : x];
    const fit = secantLeastSquares({
      ...problem(1, 0, [0]),
      residuals: kink,
      columns: [[-2]],
      columnsAt: ([x = 0]) => [[x < 1 ? -2 : 1]],
      lower: [-10],
      upper: [10],
      scale: [1],
      worth: 1e-4,
    });
    expect(fit.ended).toBe("converged");
    expect(fit.parameters[0]).toBeCloseTo(1, 2);
  });

  it("says when its evaluations ran out", () => {
    const fit = secantLeastSquares({ ...problem(3, 1, [0.5, -1]), maxEvaluations: 2 });
    expect(fit.ended).toBe("limit");
    expect(fit.evaluations).toBe(2);
  });

  it("refuses a start without finite residuals and a worth of 0", () => {
    expect(() =>
      secantLeastSquares({ ...problem(1, 0, [0, 0]), residuals: () => [Number.NaN] }),
    ).toThrow(RangeError);
    expect(() => secantLeastSquares({ ...problem(1, 0, [0, 0]), worth: 0 })).toThrow(/^worth/);
  });
});
