import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choleskyFactor } from "./cholesky-factor.ts";

describe("choleskyFactor", () => {
  it("is the root of a single variance", () => {
    expect(choleskyFactor([[9]])).toEqual([[3]]);
  });

  it("factors a matrix worked by hand", () => {
    // (2 0; 1 3)·(2 1; 0 3) = (4 2; 2 10)
    expect(
      choleskyFactor([
        [4, 2],
        [2, 10],
      ]),
    ).toEqual([
      [2, 0],
      [1, 3],
    ]);
  });

  it("leaves a flat direction flat", () => {
    const L = choleskyFactor([
      [1, 1],
      [1, 1],
    ]);
    expect(L[1]?.[0]).toBe(1);
    expect(L[1]?.[1]).toBeCloseTo(1e-6, 12);
  });

  it("gives back any L with a positive diagonal", () => {
    const entry = fc.double({ min: -2, max: 2, noNaN: true });
    const factor = fc
      .integer({ min: 1, max: 6 })
      .chain((n) =>
        fc
          .array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n })
          .map((rows) =>
            rows.map((row, i) => row.map((x, j) => (j > i ? 0 : j === i ? 0.5 + Math.abs(x) : x))),
          ),
      );
    fc.assert(
      fc.property(factor, (L) => {
        const A = L.map((row) =>
          L.map((other) => row.reduce((sum, x, k) => sum + x * (other[k] as number), 0)),
        );
        for (const [i, row] of choleskyFactor(A).entries()) {
          for (const [j, x] of row.entries()) expect(x).toBeCloseTo(L[i]?.[j] as number, 6);
        }
      }),
      { seed: 1 },
    );
  });

  it.each([[[[0]]], [[[1, 0]]], [[[Number.NaN]]]])("refuses %j", (matrix) => {
    expect(() => choleskyFactor(matrix)).toThrow(/^matrix must be square/);
  });
});
