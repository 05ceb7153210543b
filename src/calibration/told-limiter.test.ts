import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { overtakenBy, toldLimiterResidual, toldLimiterSlope } from "./told-limiter.ts";

const platform = plainPlatform({ thinkTime: 1, databaseTime: 0.05, cores: 4, poolSize: 40 });
const solution = (api: number, database: number, pool: number) => ({
  stations: platform.stations.map(({ name, role }) => ({
    name,
    utilization: role === "api" ? api : role === "database" ? database : 1,
    queueLength: 0,
  })),
  pools: platform.pools.map(({ name }) => ({ name, utilization: pool, used: 0, waiting: 0 })),
});

describe("overtakenBy", () => {
  it("is ln of the fullest other resource, which is to have a tenth of room, over the one that was named", () => {
    expect(overtakenBy(solution(0, 0.9, 0.6), platform, "pool")).toBeCloseTo(Math.log(9.9 / 6));
    expect(overtakenBy(solution(0.5, 0.4, 0.6), platform, "api")).toBeCloseTo(Math.log(6.6 / 5));
  });

  it("asks no room of a pool that is held while the database is waited for", () => {
    expect(overtakenBy(solution(0, 0.9, 0.6), platform, "database")).toBeCloseTo(Math.log(6 / 9));
    expect(overtakenBy(solution(0, 1, 1), platform, "database")).toBeCloseTo(0, 12);
  });

  it("compares nothing with what the platform does not have", () => {
    const { pools: _, ...rest } = solution(0, 0.9, 0.6);
    expect(overtakenBy({ ...rest, pools: [] }, { ...platform, pools: [] }, "pool")).toBe(0);
  });
});

describe("toldLimiterResidual", () => {
  it("costs nothing while the limiter is the fullest, and a deviation for each 5 % that another is ahead", () => {
    expect(toldLimiterResidual(-1)).toBe(0);
    expect(toldLimiterResidual(0.05)).toBeCloseTo(1, 12);
    expect(toldLimiterResidual(Math.log(2))).toBeCloseTo(Math.log(2) / 0.05, 12);
  });

  it("has its slope wherever it is smooth", () => {
    const away = fc.double({ min: -2, max: 2, noNaN: true }).filter((x) => Math.abs(x) > 1e-3);
    fc.assert(
      fc.property(away, (x) => {
        const step = 1e-6;
        const slope = (toldLimiterResidual(x + step) - toldLimiterResidual(x - step)) / (2 * step);
        expect(toldLimiterSlope(x)).toBeCloseTo(slope, 5);
      }),
    );
  });
});
