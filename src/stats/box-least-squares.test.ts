import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxLeastSquares } from "./box-least-squares.ts";

const infinity = Number.POSITIVE_INFINITY;

describe("boxLeastSquares", () => {
  it("is plain least squares where no limit is near", () => {
    // (0, 1), (1, 3), (2, 4), (3, 4): slope 1, intercept 3/2.
    const x = boxLeastSquares(
      [
        [1, 1, 1, 1],
        [0, 1, 2, 3],
      ],
      [1, 3, 4, 4],
      [-infinity, -infinity],
      [infinity, infinity],
    );
    expect(x[0]).toBeCloseTo(1.5, 12);
    expect(x[1]).toBeCloseTo(1, 12);
  });

  it("does not just cut off the free answer at a limit", () => {
    const x = boxLeastSquares(
      [
        [1, 1, 1, 1],
        [0, 1, 2, 3],
      ],
      [1, 3, 4, 4],
      [-infinity, -infinity],
      [1, infinity],
    );
    expect(x[0]).toBe(1);
    expect(x[1]).toBeCloseTo(17 / 14, 12); // Σx(y − 1)/Σx², not 1
  });

  it("stays at 0 where the limits leave nothing else", () => {
    expect(boxLeastSquares([[1], [2]], [5], [0, 0], [0, 0])).toEqual([0, 0]);
  });

  it("lets go of a limit it began at once another variable has moved", () => {
    // Free, b is −1 of the first and 3 of the second column; with x₁ ≤ 1 the first wants 3.
    const columns = [
      [1, 0],
      [2, 1],
    ];
    const x = boxLeastSquares(columns, [5, 3], [0, 0], [infinity, 1]);
    expect(x[0]).toBeCloseTo(3, 12);
    expect(x[1]).toBe(1);
  });

  it("splits nothing over dependent columns and stays finite", () => {
    const columns = [
      [1, 2],
      [2, 4],
    ];
    const x = boxLeastSquares(columns, [3, 6], [-infinity, -infinity], [infinity, infinity]);
    expect((x[0] as number) + 2 * (x[1] as number)).toBeCloseTo(3, 12);
  });

  it("meets the conditions of an optimum in random boxes", () => {
    const number = fc.integer({ min: -300, max: 300 }).map((value) => value / 100);
    const vector = fc.array(number, { minLength: 6, maxLength: 6 });
    const side = fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 2, noNaN: true }));
    const scene = fc.record({
      columns: fc.array(vector, { minLength: 4, maxLength: 4 }),
      b: vector,
      below: fc.array(side, { minLength: 4, maxLength: 4 }),
      upper: fc.array(side, { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(scene, ({ columns, b, below, upper }) => {
        const lower = below.map((value) => -value);
        const x = boxLeastSquares(columns, b, lower, upper);
        const residual = b.map((value, i) =>
          columns.reduce((rest, column, j) => rest - (column[i] ?? 0) * (x[j] ?? 0), value),
        );
        for (const [j, column] of columns.entries()) {
          const value = x[j] as number;
          const low = lower[j] as number;
          const high = upper[j] as number;
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
          const downhill = column.reduce((sum, a, i) => sum + a * (residual[i] ?? 0), 0);
          if (value < high) {
            expect(downhill).toBeLessThanOrEqual(1e-9);
          }
          if (value > low) {
            expect(downhill).toBeGreaterThanOrEqual(-1e-9);
          }
        }
      }),
      { seed: 18, numRuns: 2000 },
    );
  });
});
