import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quadraticRoots } from "./quadratic-roots.ts";

describe("quadraticRoots", () => {
  it("gives two, one or no roots, smallest first", () => {
    expect(quadraticRoots(1, -5, 6)).toEqual([2, 3]);
    expect(quadraticRoots(-1, 5, -6)).toEqual([2, 3]);
    expect(quadraticRoots(1, -4, 4)).toEqual([2]);
    expect(quadraticRoots(1, 0, 1)).toEqual([]);
    expect(quadraticRoots(1, 0, 0)).toEqual([0]);
  });

  it("solves what is only linear, and nothing where nothing depends on x", () => {
    expect(quadraticRoots(0, 2, -6)).toEqual([3]);
    expect(quadraticRoots(0, 0, 5)).toEqual([]);
    expect(quadraticRoots(0, 0, 0)).toEqual([]);
  });

  it("keeps the digits of a small root beside a large one", () => {
    // x² − (10^9 + 10^-9)x + 1 = (x − 10^9)(x − 10^-9); the school formula gives 0 for one.
    const [small = 0, large = 0] = quadraticRoots(1, -(1e9 + 1e-9), 1);
    expect(Math.abs(small / 1e-9 - 1)).toBeLessThanOrEqual(1e-15);
    expect(Math.abs(large / 1e9 - 1)).toBeLessThanOrEqual(1e-15);
  });

  it("does not leave the range of a double with coefficients of 1e±200", () => {
    for (const unit of [1e200, 1e-200]) {
      const [first = 0, second = 0] = quadraticRoots(unit, -5 * unit, 6 * unit);
      expect(Math.abs(first - 2)).toBeLessThanOrEqual(1e-14);
      expect(Math.abs(second - 3)).toBeLessThanOrEqual(1e-14);
    }
  });

  it("finds the roots that a product was made from", () => {
    const size = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    const root = fc.tuple(size, fc.boolean()).map(([x, negative]) => (negative ? -x : x));
    fc.assert(
      fc.property(root, root, (p, q) => {
        fc.pre(Math.abs(p - q) > 1e-2 * (Math.abs(p) + Math.abs(q)));
        const expected = [p, q].sort((a, b) => a - b);
        const found = quadraticRoots(1, -(p + q), p * q);
        expect(found).toHaveLength(2);
        for (const [i, value] of found.entries()) {
          const scale = Math.abs(p) + Math.abs(q);
          expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThanOrEqual(1e-12 * scale);
        }
      }),
      { seed: 17 },
    );
  });
});
