import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRoot } from "./find-root.ts";

describe("findRoot", () => {
  it("finds the cubic example of Oliveira & Takahashi to full precision, in fewer steps than bisection", () => {
    // x³ - x - 2 on [1, 2]: the real root by Cardano's formula.
    const u = Math.cbrt(1 + Math.sqrt(1 - 1 / 27));
    const { root, evaluations } = findRoot((x) => x ** 3 - x - 2, 1, 2);
    expect(Math.abs(root - (u + 1 / (3 * u)))).toBeLessThan(1e-15);
    expect(evaluations).toBeLessThan(20);
  });

  it("says whether it met a zero or a narrow bracket", () => {
    expect(findRoot((x) => x, -1, 1).ended).toBe("zero");
    expect(findRoot((x) => (x < 1 / 3 ? -1 : 1), 0, 1)).toMatchObject({ ended: "narrow" });
    expect(findRoot((x) => x - 2, 2, 5)).toMatchObject({ root: 2, ended: "zero" });
  });

  it("never takes more than a few evaluations above bisection, and keeps the root inside", () => {
    const end = fc.double({ min: 0.001, max: 1000, noNaN: true });
    const power = fc.integer({ min: 1, max: 25 });
    fc.assert(
      fc.property(end, end, power, fc.boolean(), (root, width, n, falling) => {
        const f = (x: number) => (falling ? -1 : 1) * ((x / root) ** n - 1);
        const found = findRoot(f, root / 3, root + width, 1e-9 * root);
        expect(Math.abs(found.root - root)).toBeLessThanOrEqual(1.1e-9 * root);
        const bisection = Math.ceil(Math.log2((width + (2 * root) / 3) / (1e-9 * root)));
        expect(found.evaluations).toBeLessThanOrEqual(bisection + 4);
        expect(found.low).toBeLessThanOrEqual(found.high);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  it("finds roots at 0 and across the scales of a double", () => {
    expect(Math.abs(findRoot((x) => x ** 3, -1, 2).root)).toBeLessThan(1e-100);
    const tiny = findRoot((x) => x - 1e-200, 0, 1).root;
    expect(Math.abs(tiny / 1e-200 - 1)).toBeLessThan(1e-9);
  });

  it("rejects ends of one sign, ends out of order and functions without a value", () => {
    expect(() => findRoot((x) => x, 1, 2)).toThrow(/^f must change its sign/);
    expect(() => findRoot((x) => x, 2, 1)).toThrow(/^low must/);
    expect(() => findRoot(() => Number.NaN, 0, 1)).toThrow(/^f must return/);
  });
});
