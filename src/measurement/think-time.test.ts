import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OperatingPoint } from "./operating-point.ts";
import { thinkTime } from "./think-time.ts";

const point = (averageUsers: number, throughput: number, mean: number): OperatingPoint => ({
  users: averageUsers,
  run: "",
  averageUsers,
  throughput,
  throughputDerived: false,
  mean,
});

describe("thinkTime", () => {
  it("knows nothing of levels without throughput or mean", () => {
    const bare = { users: 5, run: "", averageUsers: 5, throughputDerived: false };
    expect(thinkTime([bare])).toMatchObject({ thinkTime: null, slope: null, levels: 0 });
  });

  it("takes Z = N/X − R from one level, without a slope", () => {
    const found = thinkTime([point(10, 2, 1)]); // 10/2 − 1
    expect(found).toMatchObject({ thinkTime: 4, low: 4, high: 4, slope: null, levels: 1 });
  });

  it("is the median of Z, which one bad level does not move", () => {
    const good = [1, 2, 3, 4].map((R) => point(10 * (R + 5), 10, R));
    const found = thinkTime([...good, point(200, 10, 2.5)]);
    expect(found.thinkTime).toBeCloseTo(5, 9);
    expect(found.inconsistent).toEqual([{ users: 200, run: "" }]);
    expect(found.slopeOff).toBe(false);
  });

  it("blames no level for the requests that the ends of its window cut", () => {
    // One user, 21 s each: in 75 s four may have ended, of which one began before.
    const cut = (requests: number) => ({
      ...point(1, requests / 75, 21),
      requestsPerUser: requests,
    });
    expect(thinkTime([cut(4)])).toMatchObject({ thinkTime: 0, inconsistent: [] });
    expect(thinkTime([cut(3)])).toMatchObject({ thinkTime: 4 });
    // Of many requests the ends cut few: so many in that time are those of more users.
    expect(thinkTime([{ ...cut(4), requestsPerUser: 400 }]).thinkTime).toBeNull();
  });

  it("blames no level for the step that its times are printed in", () => {
    // Siege prints seconds with two decimals; nobody pauses, and N/X is the mean.
    const printed = [
      [5, 249.37, 0.02],
      [10, 303.2, 0.03],
      [20, 302.17, 0.07],
      [40, 300.6, 0.13],
    ] as const;
    const found = thinkTime(printed.map(([N, X, R]) => point(N, X, R)));
    expect(found.inconsistent).toEqual([]);
    expect(found.slopeOff).toBe(false);
    expect(found.thinkTime).toBeLessThan(0.005);
    // To the millisecond one that is half as long again as it should be stands out.
    const exact = [
      [5, 249.37, 0.02],
      [10, 303.2, 0.033],
      [20, 302.17, 0.099],
      [40, 300.6, 0.133],
    ] as const;
    expect(thinkTime(exact.map(([N, X, R]) => point(N, X, R))).inconsistent).toEqual([
      { users: 20, run: "" },
    ]);
  });

  it("sees users that send at a fixed pace: N/X is the same at every R", () => {
    const found = thinkTime([1, 2, 3].map((R) => point(40 * R, 10 * R, R)));
    expect(found.slope).toBeCloseTo(0, 9);
    expect(found.slopeOff).toBe(true);
    expect(found.inconsistent).toEqual([]);
  });

  it("gives no think time where users would have to think for less than no time", () => {
    expect(thinkTime([point(10, 10, 5)]).thinkTime).toBeNull();
  });

  it("finds the Z and the slope of 1 of any closed system, in any unit of time", () => {
    const time = fc.double({ min: 0.01, max: 100, noNaN: true });
    const levels = fc.array(fc.tuple(fc.double({ min: 0.1, max: 1e4, noNaN: true }), time), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(levels, time, fc.constantFrom(1, 1000), (list, Z, unit) => {
        const points = list.map(([X, R]) => point(X * (Z + R), X / unit, R * unit));
        const found = thinkTime(points);
        const scale = Math.max(...list.map(([, R]) => R), Z) * unit;
        expect(Math.abs((found.thinkTime ?? Number.NaN) - Z * unit)).toBeLessThan(1e-9 * scale);
        expect(found.inconsistent).toEqual([]);
        expect(found.slopeOff).toBe(false);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
