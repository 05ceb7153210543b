import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianLaw, gaussianPoint, logGaussian } from "./gaussian-law.ts";

describe("gaussianLaw", () => {
  it("has the density of two correlated figures, worked by hand", () => {
    // Σ = [[4, 2], [2, 3]]: det 8, Σ⁻¹ = [[3, -2], [-2, 4]]/8; at (2, 1) from the mean
    // the square is (3·4 - 2·2·2 + 4·1)/8 = 1.
    const covariance = [
      [4, 2],
      [2, 3],
    ];
    const law = gaussianLaw([1, 1], covariance);
    const expected = -Math.log(2 * Math.PI) - Math.log(8) / 2 - 0.5;
    expect(logGaussian(law, [3, 2])).toBeCloseTo(expected, 12);
    expect(law.root).toEqual([[2], [1, Math.SQRT2]]);
  });

  it("gives points whose density is that of the standard numbers, whatever the covariance", () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(number, { minLength: 6, maxLength: 6 }), (list) => {
        const [a = 0, b = 0, c = 0, x = 0, y = 0, z = 0] = list;
        // L·Lᵀ of a lower triangle with ones and more on the diagonal.
        const rows = [[1], [a, 2], [b, c, 3]];
        const dot = (p: number[], q: number[]) =>
          p.reduce((sum, value, i) => sum + value * (q[i] ?? 0), 0);
        const law = gaussianLaw(
          [5, 6, 7],
          rows.map((p) => rows.map((q) => dot(p, q))),
        );
        const log = logGaussian(law, gaussianPoint(law, [x, y, z]));
        const standard = -1.5 * Math.log(2 * Math.PI) - (x * x + y * y + z * z) / 2;
        expect(log).toBeCloseTo(standard - Math.log(6), 6);
      }),
    );
  });

  it.each([[[[0]]], [[[-1]]], [[[Number.NaN]]]])("refuses the covariance %j", (covariance) => {
    expect(() => gaussianLaw([1], covariance)).toThrow(/^covariance must be positive definite/);
  });
});
