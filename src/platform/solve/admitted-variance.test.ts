import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainPlatform } from "../testing/plain-platform.ts";
import { admittedVariance } from "./admitted-variance.ts";
import { solvePlatform } from "./solve-platform.ts";

const behind = { present: 0, ceiling: 125 };

describe("admittedVariance", () => {
  it("is that of chance while less is sent than the limit, for the bucket is full", () => {
    expect(admittedVariance(100, 100, behind)).toBe(1);
    expect(admittedVariance(20, 100, behind)).toBe(1);
  });

  it("is what the bucket still leaves to chance beyond", () => {
    // Half a token at twice the limit; a line of u = 0.8 forgets after 2·0.8/0.04 = 40 requests.
    expect(admittedVariance(200, 100, behind)).toBeCloseTo(Math.sqrt(0.25 / 40.25), 12);
    // Five tokens at 1.1 times it.
    expect(admittedVariance(110, 100, behind)).toBeCloseTo(Math.sqrt(25 / 65), 9);
  });

  it("is 0 where the limit is no limit: what is behind it is full anyway", () => {
    expect(admittedVariance(300, 200, behind)).toBe(0);
  });

  it("is between 0 and 1, and falls with what is sent", () => {
    const anyCase = fc.record({
      limit: fc.double({ min: 1, max: 1e4, noNaN: true }),
      used: fc.double({ min: 0.01, max: 1.5, noNaN: true }),
      present: fc.nat(1000),
      sent: fc.tuple(
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
      ),
    });
    fc.assert(
      fc.property(anyCase, ({ limit, used, present, sent }) => {
        const at = (times: number) =>
          admittedVariance(times * limit, limit, { present, ceiling: limit / used });
        const [few, many] = [Math.min(...sent), Math.max(...sent)];
        expect(at(few)).toBeLessThanOrEqual(1);
        expect(at(many)).toBeGreaterThanOrEqual(0);
        expect(at(many)).toBeLessThanOrEqual(at(few) + 1e-12);
      }),
    );
  });

  it("makes of one server far behind a limit nearly the queue of even arrivals, D/M/1", () => {
    const u = 0.8;
    let sigma = 0.5;
    for (let turn = 0; turn < 200; turn++) sigma = Math.exp(-(1 - sigma) / u);
    const even = 0.01 / (1 - sigma);
    const platform = plainPlatform({ databaseTime: 0.01, cores: 1, poolSize: 1000, apiTime: 0 });
    const [solved] = solvePlatform({ ...platform, rateLimit: u * 100 }, [2000]);
    const byChance = 0.01 / (1 - u);
    expect(solved?.responseTime).toBeGreaterThan(even);
    // Heavy traffic takes half of chance's wait; D/M/1 a little less.
    expect((solved?.responseTime ?? 1) - even).toBeLessThan(0.2 * (byChance - even));
  });
});
