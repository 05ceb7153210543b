import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastSquares } from "./least-squares.ts";
import type { LeastSquaresProblem } from "./least-squares-problem.ts";

interface CertifiedCase {
  readonly id: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly starts: readonly (readonly number[])[];
  readonly certified: readonly number[];
  readonly standardDeviations: readonly number[];
  readonly residualSumOfSquares: number;
}

const nist = new URL("../../data/cases/nist-strd-nonlinear.json", import.meta.url);
const certifiedCases: readonly CertifiedCase[] = JSON.parse(readFileSync(nist, "utf8")).cases;

type Model = (x: number, b: readonly number[]) => number;
const models: Readonly<Record<string, Model>> = {
  Misra1a: (x, [b1 = 0, b2 = 0]) => b1 * (1 - Math.exp(-b2 * x)),
  Thurber: (x, [b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0]) =>
    (b1 + x * (b2 + x * (b3 + x * b4))) / (1 + x * (b5 + x * (b6 + x * b7))),
  MGH09: (x, [b1 = 0, b2 = 0, b3 = 0, b4 = 0]) => (b1 * (x * x + x * b2)) / (x * x + x * b3 + b4),
  MGH10: (x, [b1 = 0, b2 = 0, b3 = 0]) => b1 * Math.exp(b2 / (x + b3)),
  MGH17: (x, [b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0]) =>
    b1 + b2 * Math.exp(-x * b4) + b3 * Math.exp(-x * b5),
  Eckerle4: (x, [b1 = 0, b2 = 0, b3 = 0]) => (b1 / b2) * Math.exp(-0.5 * ((x - b3) / b2) ** 2),
};

function problemOf(it: CertifiedCase, start: readonly number[]): LeastSquaresProblem {
  const model = models[it.id] as Model;
  return {
    residuals: (b) => it.x.map((x, i) => model(x, b) - (it.y[i] as number)),
    start,
    maxIterations: 1000,
  };
}

const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

// Certified to 11 digits; the optimum is stopped at when 1e-7 of a standard error is left to
// gain, and in these problems a standard error is up to the parameter itself.
const certifiedTolerance = 1e-6;

// From its first start MGH10 leads every plain Levenberg–Marquardt into an endless canyon.
const pairs = certifiedCases.flatMap((it) =>
  it.starts
    .map((start, i) => ({ id: it.id, number: i + 1, it, start }))
    .filter(({ id, number }) => id !== "MGH10" || number === 2),
);

describe("leastSquares", () => {
  it.each(pairs)("finds NIST's certified values of $id from start $number", ({ it, start }) => {
    const fit = leastSquares(problemOf(it, start));
    expect(fit.ended).toBe("converged");
    near(2 * fit.cost, it.residualSumOfSquares, 1e-10);
    const variance = (2 * fit.cost) / (it.x.length - start.length);
    for (const [j, value] of it.certified.entries()) {
      near(fit.parameters[j] as number, value, certifiedTolerance);
      const spread = Math.sqrt((fit.covariance?.[j]?.[j] as number) * variance);
      near(spread, it.standardDeviations[j] as number, certifiedTolerance);
    }
  });

  it("says that it did not arrive where a canyon holds it (MGH10 from start 1)", () => {
    const it = certifiedCases.find(({ id }) => id === "MGH10") as CertifiedCase;
    const fit = leastSquares({ ...problemOf(it, [2, 400000, 25000]), maxIterations: 100 });
    expect(fit.ended).toBe("iteration-limit");
    expect(fit.iterations).toBe(100);
    expect(fit.covariance).toBeNull();
  });

  it("does not depend on the units of parameters and residuals", () => {
    const units = fc.record({
      parameter: fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 2 }),
      residual: fc.integer({ min: -60, max: 60 }),
    });
    const it = certifiedCases[0] as CertifiedCase;
    const plain = leastSquares(problemOf(it, [500, 0.0001]));
    fc.assert(
      // Powers of 2, so that the other units change no rounding.
      fc.property(units, ({ parameter, residual }) => {
        const unit = parameter.map((power) => 2 ** power);
        const inner = problemOf(it, []).residuals;
        const fit = leastSquares({
          residuals: (p) =>
            inner(p.map((v, j) => v * (unit[j] as number))).map((r) => r * 2 ** residual),
          start: [500, 0.0001].map((v, j) => v / (unit[j] as number)),
        });
        expect(fit.iterations).toBe(plain.iterations);
        expect(fit.evaluations).toBe(plain.evaluations);
        fit.parameters.forEach((v, j) => {
          near(v * (unit[j] as number), plain.parameters[j] as number, 1e-12);
        });
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it("takes no more than a handful of evaluations on an easy problem", () => {
    const it = certifiedCases[0] as CertifiedCase;
    expect(leastSquares(problemOf(it, [250, 0.0005])).evaluations).toBeLessThanOrEqual(30);
  });

  it("solves a linear problem exactly, with its textbook covariance", () => {
    // y = a + b·x through (0, 1), (1, 3), (2, 4), (3, 4): b = Sxy/Sxx = 5/5 = 1, a = 3 - 1.5.
    // (XᵀX)⁻¹ = [[14, -6], [-6, 4]]/20; residuals -.5, .5, .5, -.5: cost 1/2.
    const y = [1, 3, 4, 4];
    const fit = leastSquares({
      residuals: ([a = 0, b = 0]) => y.map((value, x) => a + b * x - value),
      start: [10, -10],
    });
    near(fit.parameters[0] as number, 1.5, 1e-9);
    near(fit.parameters[1] as number, 1, 1e-9);
    near(fit.cost, 0.5, 1e-12);
    near(fit.covariance?.[0]?.[0] as number, 0.7, 1e-8);
    near(fit.covariance?.[0]?.[1] as number, -0.3, 1e-8);
    near(fit.covariance?.[1]?.[1] as number, 0.2, 1e-8);
  });

  it("uses a given Jacobian and then calls the residuals once for each step", () => {
    let derivatives = 0;
    const fit = leastSquares({
      residuals: ([a = 0]) => [a * a - 2, 0],
      jacobian: ([a = 0]) => {
        derivatives++;
        return [[2 * a], [0]];
      },
      start: [1],
    });
    near(fit.parameters[0] as number, Math.SQRT2, 1e-12);
    expect(derivatives).toBe(fit.iterations);
    expect(fit.evaluations).toBeLessThanOrEqual(2 * fit.iterations + 1);
  });

  it("stops on a bound, names it, and gives the bound parameter no variance", () => {
    // The free line above has a = 1.5; with a ≤ 1 the best slope is Σx(y-1)/Σx² = 17/14.
    const y = [1, 3, 4, 4];
    const fit = leastSquares({
      residuals: ([a = 0, b = 0]) => y.map((value, x) => a + b * x - value),
      start: [0.3, 5],
      upper: [1, Number.POSITIVE_INFINITY],
    });
    expect(fit.ended).toBe("converged");
    expect(fit.parameters[0]).toBe(1);
    near(fit.parameters[1] as number, 17 / 14, 1e-9);
    expect(fit.atBound).toEqual([true, false]);
    near(fit.covariance?.[1]?.[1] as number, 1 / 14, 1e-8);
    expect(fit.covariance?.[0]).toEqual([0, 0]);
  });

  it("leaves a bound at which it starts when the optimum is inside", () => {
    const fit = leastSquares({
      residuals: ([a = 0, b = 0]) => [a - 1, b - 2, a * b - 2],
      start: [0, 10],
      lower: [0, 0],
      upper: [10, 10],
    });
    near(fit.parameters[0] as number, 1, 1e-8);
    near(fit.parameters[1] as number, 2, 1e-8);
    expect(fit.atBound).toEqual([false, false]);
  });

  it("meets the conditions of an optimum in random boxes around random lines", () => {
    const number = fc.double({ min: -5, max: 5, noNaN: true });
    const scene = fc.record({
      corner: fc.tuple(number, number, number),
      width: fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0.01, max: 5, noNaN: true }))),
      y: fc.array(number, { minLength: 8, maxLength: 8 }),
    });
    fc.assert(
      fc.property(scene, ({ corner, width, y }) => {
        const upper = corner.map((low, j) => low + (width[j] as number));
        const residuals = ([a = 0, b = 0, c = 0]: readonly number[]) =>
          y.map((value, x) => a + b * Math.sin(x) + c * Math.cos(x) - value);
        const start = corner.map((low, j) => low + (width[j] as number) / 2);
        const fit = leastSquares({ residuals, start, lower: corner, upper });
        expect(fit.ended).toBe("converged");
        const r = residuals(fit.parameters);
        const basis = [() => 1, Math.sin, Math.cos];
        for (const [j, f] of basis.entries()) {
          const slope = r.reduce((sum, value, x) => sum + value * f(x), 0);
          if (fit.parameters[j] === corner[j]) {
            expect(slope).toBeGreaterThanOrEqual(-1e-5);
          } else if (fit.parameters[j] === upper[j]) {
            expect(slope).toBeLessThanOrEqual(1e-5);
          } else {
            expect(Math.abs(slope)).toBeLessThanOrEqual(1e-5);
          }
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it("holds a parameter whose bounds are equal", () => {
    const fit = leastSquares({
      residuals: ([a = 0, b = 0]) => [a + b - 3, a - b],
      start: [1, 7],
      lower: [1, -100],
      upper: [1, 100],
    });
    expect(fit.parameters[0]).toBe(1);
    near(fit.parameters[1] as number, 1.5, 1e-9); // least of (b - 2)² + (1 - b)²
  });

  it("gives no covariance where only a sum of two parameters is determined", () => {
    const fit = leastSquares({
      residuals: ([a = 0, b = 0]) => [a + b - 1, 2 * (a + b) - 4, a + b - 2],
      start: [5, 5],
    });
    // Least squares of s: 1·(s-1) + 2·(2s-4) + (s-2) = 0 gives s = 11/6.
    near((fit.parameters[0] as number) + (fit.parameters[1] as number), 11 / 6, 1e-8);
    expect(fit.covariance).toBeNull();
  });

  it("says it stalled when a parameter has no effect, or nothing has", () => {
    const partly = leastSquares({ residuals: ([a = 0]) => [a - 1, a - 3], start: [0, 4] });
    expect(partly.ended).toBe("stalled");
    near(partly.parameters[0] as number, 2, 1e-8);
    expect(partly.covariance).toBeNull();
    const plateau = leastSquares({ residuals: () => [1, 2], start: [7] });
    expect(plateau.ended).toBe("stalled");
    expect(plateau.covariance).toBeNull();
  });

  it("converges at once on a start without residuals", () => {
    const fit = leastSquares({ residuals: ([a = 0]) => [a - 1, 2 * a - 2], start: [1] });
    expect(fit).toMatchObject({ parameters: [1], cost: 0, ended: "converged", iterations: 2 });
    near(fit.covariance?.[0]?.[0] as number, 1 / 5, 1e-8);
  });

  it("steps back from places where the residuals are not finite", () => {
    // The full step from 3 goes below 0, where the logarithm ends.
    const fit = leastSquares({ residuals: ([a = 0]) => [Math.log(a), 0.1 * a], start: [30] });
    expect(fit.ended).toBe("converged");
    // Slope of ln²a + a²/100: ln(a)/a + a/100 = 0 at the solution.
    const a = fit.parameters[0] as number;
    expect(Math.abs(Math.log(a) / a + a / 100)).toBeLessThanOrEqual(1e-7);
  });

  it("finds its way back from residuals of 1e120", () => {
    const fit = leastSquares({
      residuals: ([a = 0]) => [Math.exp(a) - 1, 1e-3 * a],
      start: [276],
      maxIterations: 1000,
    });
    expect(fit.ended).toBe("converged");
    expect(Math.abs(fit.parameters[0] as number)).toBeLessThanOrEqual(1e-6);
  });

  it.each<[string, LeastSquaresProblem]>([
    ["number of parameters", { residuals: () => [1], start: [] }],
    ["start", { residuals: () => [1], start: [Number.NaN] }],
    ["start\\[0\\]", { residuals: () => [1], start: [2], upper: [1] }],
    ["lower", { residuals: () => [1], start: [2], lower: [1, 1] }],
    ["scale", { residuals: () => [1], start: [2], scale: [0] }],
    ["residuals", { residuals: () => [Number.NaN], start: [2] }],
    ["residuals", { residuals: ([a]) => (a === 2 ? [1] : [1, 2]), start: [2] }],
    ["maxIterations", { residuals: () => [1], start: [2], maxIterations: 0 }],
    ["jacobian", { residuals: () => [1], jacobian: () => [[1, 2]], start: [2] }],
  ])("names the wrong argument: %s", (name, problem) => {
    expect(() => leastSquares(problem)).toThrow(RangeError);
    expect(() => leastSquares(problem)).toThrow(new RegExp(`^${name} must`));
  });
});
