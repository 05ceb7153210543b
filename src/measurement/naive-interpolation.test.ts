import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naiveInterpolation } from "./naive-interpolation.ts";
import { polynomialTrend } from "./polynomial-trend.ts";

const points = [
  { users: 100, p95: 0.1 },
  { users: 200, p95: 1 },
  { users: 300, p95: 10 },
];

describe("naiveInterpolation", () => {
  it("meets the limit half way between two logarithms", () => {
    // √10 is half way between 1 and 10 on a log scale.
    const found = naiveInterpolation(points, Math.sqrt(10));
    expect(found.users).toBeCloseTo(250, 9);
    expect(found.basis).toBe("interpolated");
    expect(naiveInterpolation(points, 1).users).toBeCloseTo(200, 9);
  });

  it("draws the outer lines on and says that it did", () => {
    expect(naiveInterpolation(points, 100)).toMatchObject({ basis: "extrapolated" });
    expect(naiveInterpolation(points, 100).users).toBeCloseTo(400, 9);
    expect(naiveInterpolation(points, 0.02).users).toBeCloseTo(100 - 100 * Math.log10(5), 9);
  });

  it("has no answer where the lines lead away from the limit", () => {
    expect(naiveInterpolation(points, 1e-9).users).toBeNull();
    const falling = points.map(({ users, p95 }) => ({ users, p95: 1 / p95 }));
    expect(naiveInterpolation(falling, 20).users).toBeNull();
  });

  it.each([
    [[], /^points must hold/],
    [
      [
        { users: 5, p95: 1 },
        { users: 5, p95: 2 },
      ],
      /^points must hold/,
    ],
    [
      [
        { users: 5, p95: 0 },
        { users: 6, p95: 2 },
      ],
      /^p95 must be/,
    ],
  ])("refuses %j", (list, message) => {
    expect(() => naiveInterpolation(list, 1)).toThrow(message);
  });

  it("is exact on an exponential, in any order of the points", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 2000 }), { minLength: 2, maxLength: 8 }),
        fc.double({ min: 1e-3, max: 1e-2, noNaN: true }),
        // Below 1 user there is no load; rounding may land there from 1.
        fc.integer({ min: 2, max: 2000 }),
        (loads, growth, target) => {
          const curve = (N: number) => 0.01 * Math.exp(growth * N);
          const list = loads.map((users) => ({ users, p95: curve(users) }));
          expect(naiveInterpolation(list, curve(target)).users ?? 0).toBeCloseTo(target, 5);
        },
      ),
      { seed: 1 },
    );
  });
});

describe("polynomialTrend", () => {
  it("goes through a parabola, and marks what lies outside the loads measured", () => {
    const parabola = [10, 20, 30, 40].map((users) => ({ users, value: users ** 2 - 3 }));
    const { predictions } = polynomialTrend(parabola, 2, [25, 50]);
    expect(predictions[0]).toMatchObject({ users: 25, extrapolated: false });
    expect(predictions[0]?.value).toBeCloseTo(622, 6);
    expect(predictions[1]).toMatchObject({ users: 50, extrapolated: true });
    expect(predictions[1]?.value).toBeCloseTo(2497, 6);
  });

  it("promises less than no response time below a knee that it was not shown", () => {
    // Flat, then steep: the parabola through the three points dips below 0 between them.
    const bend = [
      [200, 0.12],
      [300, 0.2],
      [500, 7.2],
    ] as const;
    const trend = polynomialTrend(
      bend.map(([users, value]) => ({ users, value })),
      2,
      [240],
    );
    expect(trend.predictions[0]?.value).toBeLessThan(0);
  });

  it("refuses a degree that the points do not carry", () => {
    expect(() => polynomialTrend([{ users: 1, value: 1 }], 1, [2])).toThrow(/^points must hold/);
  });
});
