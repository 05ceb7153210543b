import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CumulativePoint, steadyLevels } from "./steady-levels.ts";

/** Counters of a run with the given users each second, each user making `rate` requests of R s. */
function counters(users: readonly number[], rate = 2, responseTime = 0.25): CumulativePoint[] {
  let requests = 0;
  return users.map((N, second) => {
    requests += N * rate;
    return {
      time: 1000 + second,
      users: N,
      requests,
      failures: 0,
      totalTime: requests * responseTime,
      endpoints: new Map(),
    };
  });
}
const held = (users: number, seconds: number) => new Array<number>(seconds).fill(users);

describe("steadyLevels", () => {
  it("finds nothing in nothing, in one point and in an idle run", () => {
    expect(steadyLevels([])).toEqual([]);
    expect(steadyLevels(counters([5]))).toEqual([]);
    expect(steadyLevels(counters(held(0, 100)))).toEqual([]);
  });

  it("cuts 15 s after the users settled and reads X and R exactly", () => {
    const [found, ...others] = steadyLevels(counters([0, 4, 8, ...held(10, 100)]));
    expect(others).toEqual([]);
    expect(found?.level).toMatchObject({ users: 10, start: 1018, duration: 84, warmUpCut: 15 });
    expect(found?.level.throughput).toBe(20);
    expect(found?.level.responseTime.mean).toBe(0.25);
  });

  it("reads each step of a staircase as a level of its own", () => {
    const stairs = [10, 20, 30, 20].flatMap((N) => held(N, 60));
    expect(steadyLevels(counters(stairs)).map(({ level }) => level.users)).toEqual([
      10, 20, 20, 30,
    ]);
  });

  it("splits where the counters are put back and cuts nothing after a deliberate reset", () => {
    const warm = counters([...held(50, 12)]);
    const after = counters(held(50, 45)).map((point) => ({ ...point, time: point.time + 12 }));
    const [found] = steadyLevels([...warm, ...after]);
    expect(found?.level).toMatchObject({ start: 1012, duration: 44, throughput: 100 });
  });

  it("pools a ramp into levels along the number of users", () => {
    const ramp = Array.from({ length: 400 }, (_, second) => second + 1);
    const levels = steadyLevels(counters(ramp)).map(({ level }) => level);
    expect(levels.length).toBeGreaterThanOrEqual(15);
    for (const level of levels) {
      expect(level.covers).toBe("ramp");
      // Each user makes 2 requests a second, so X = 2N up to the rounding of N and the half second
      // by which the counters, read at the end of each second, run ahead of the mean users.
      expect(Math.abs((level.throughput ?? 0) - 2 * (level.users ?? 0))).toBeLessThanOrEqual(2);
    }
  });

  it("conserves requests: no window counts one twice", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(80)), { maxLength: 8 }), (steps) => {
        const points = counters(steps.flatMap(([N, seconds]) => held(N, seconds)));
        const counted = steadyLevels(points).reduce(
          (sum, { level }) => sum + (level.requests ?? 0),
          0,
        );
        expect(counted).toBeLessThanOrEqual(points.at(-1)?.requests ?? 0);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
