import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { positiveSolve } from "./positive-solve.ts";

describe("positiveSolve", () => {
  it("solves [[4, 2], [2, 3]]·x = (8, 7) exactly: x = (5/4, 3/2)", () => {
    const x = positiveSolve(Float64Array.of(4, 2, 2, 3), Float64Array.of(8, 7));
    expect(x?.[0]).toBeCloseTo(1.25, 12);
    expect(x?.[1]).toBeCloseTo(1.5, 12);
  });

  it("gives back x of A·x for any A = BᵀB + 1", () => {
    const entry = fc.double({ min: -2, max: 2, noNaN: true });
    // More rows than go side by side, and fewer.
    const any = fc.integer({ min: 1, max: 11 }).chain((size) => {
      const line = fc.array(entry, { minLength: size, maxLength: size });
      return fc.record({
        factor: fc.array(line, { minLength: size, maxLength: size }),
        x: line,
      });
    });
    fc.assert(
      fc.property(any, ({ factor, x }) => {
        const row = (i: number) =>
          x.map((_, j) =>
            factor.reduce((sum, b) => sum + (b[i] ?? 0) * (b[j] ?? 0), i === j ? 1 : 0),
          );
        const rows = x.map((_, i) => row(i));
        const right = rows.map((one) => one.reduce((sum, a, j) => sum + a * (x[j] ?? 0), 0));
        const found = positiveSolve(Float64Array.from(rows.flat()), Float64Array.from(right));
        for (const [i, value] of x.entries()) expect(found?.[i]).toBeCloseTo(value, 8);
      }),
      { seed: 22, numRuns: 100 },
    );
  });

  it("gives nothing where the matrix is not positive definite", () => {
    expect(positiveSolve(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBeNull();
  });
});
