import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Level } from "./campaign.ts";
import { operatingPoint } from "./operating-point.ts";

const bare: Level = { users: 100, run: "", responseTime: {}, quality: "measured", note: "" };

describe("operatingPoint", () => {
  it("invents nothing for a level without figures", () => {
    expect(operatingPoint(bare)).toEqual({
      users: 100,
      run: "",
      averageUsers: 100,
      throughputDerived: false,
    });
  });

  it("takes the stated throughput, and else requests over duration, marked derived", () => {
    const level = { ...bare, requests: 3000, duration: 60, failures: 300 };
    expect(operatingPoint(level)).toMatchObject({
      throughput: 50,
      throughputDerived: true,
      errorRate: 0.1,
      goodput: 45,
    });
    expect(operatingPoint({ ...level, throughput: 51 })).toMatchObject({
      throughput: 51,
      throughputDerived: false,
      countedThroughput: 50,
    });
  });

  it("knows no error rate of a test without requests", () => {
    expect(operatingPoint({ ...bare, requests: 0, failures: 0 })).not.toHaveProperty("errorRate");
  });

  it("averages users over the ramp: 10 s of 100 s cost half of 10 %", () => {
    const { averageUsers, rampBias } = operatingPoint({ ...bare, duration: 100, spawnRate: 10 });
    expect(averageUsers).toBeCloseTo(95, 9);
    expect(rampBias).toBeCloseTo(0.05, 9);
  });

  it("averages a ramp that the end of the test cut off", () => {
    // 1 user/s for 60 s: from 0 to 60, on average 30, and 100 are never reached.
    expect(operatingPoint({ ...bare, duration: 60, spawnRate: 1 }).averageUsers).toBe(30);
  });

  it("gives the area under the ramp, whatever its pace", () => {
    const positive = fc.double({ min: 0.1, max: 1000, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        positive,
        positive,
        (users, duration, rate) => {
          const steps = 2000; // midpoint rule; exact but for the step with the kink
          let area = 0;
          for (let i = 0; i < steps; i++)
            area += Math.min(users, (rate * duration * (i + 0.5)) / steps);
          const { averageUsers } = operatingPoint({ ...bare, users, duration, spawnRate: rate });
          expect(Math.abs(averageUsers - area / steps)).toBeLessThanOrEqual(users / steps + 1e-9);
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });
});
