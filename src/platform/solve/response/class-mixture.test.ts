import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../testing/plain-platform.ts";
import { preparePlatform } from "../prepare-platform.ts";
import { platformResponseTimes } from "./platform-response-times.ts";

interface Case {
  readonly cores: number;
  readonly variation: number;
  readonly users: number;
}

const timesOf = ({ cores, variation, users }: Case, delayVariation: number | null) => {
  const platform = plainPlatform({ cores, variation, poolSize: 400, queue: { delayVariation } });
  return platformResponseTimes(preparePlatform(platform, users), users, "all").all;
};

const anyCase = fc.record({
  cores: fc.integer({ min: 1, max: 8 }),
  variation: fc.double({ min: 0.3, max: 1.5, noNaN: true }),
  users: fc.integer({ min: 1, max: 200 }),
});

describe("delayVariation", () => {
  it("adds nothing to one user, who is never delayed", () => {
    for (const delayVariation of [0, 0.5, 3]) {
      const alone = { cores: 4, variation: 0.8, users: 1 };
      const [own, null_] = [timesOf(alone, delayVariation), timesOf(alone, null)];
      expect(own.p50 / null_.p50).toBeCloseTo(1, 9);
      expect(own.p99 / null_.p99).toBeCloseTo(1, 9);
    }
  });

  it("is in proportion to the work where it varies as the work does", () => {
    fc.assert(
      fc.property(anyCase, (drawn) => {
        const own = timesOf(drawn, drawn.variation);
        const proportional = timesOf(drawn, null);
        for (const figure of ["mean", "p50", "p95", "p99"] as const) {
          expect(own[figure] / proportional[figure], figure).toBeCloseTo(1, 6);
        }
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it("changes the tail and not the mean", () => {
    fc.assert(
      fc.property(anyCase, (drawn) => {
        const [even, uneven] = [timesOf(drawn, 0.1), timesOf(drawn, 2)];
        expect(uneven.mean / even.mean).toBeCloseTo(1, 9);
        expect(uneven.p99).toBeGreaterThan(even.p99 * (1 - 1e-6));
      }),
      { seed: 2, numRuns: 30 },
    );
    // 120 users on 4 cores of 80 req/s: most of a stay is delay.
    const full = { cores: 4, variation: 0.5, users: 120 };
    expect(timesOf(full, 2).p99).toBeGreaterThan(1.5 * timesOf(full, 0.1).p99);
  });

  it("must not be below 0", () => {
    expect(() => timesOf({ cores: 1, variation: 1, users: 1 }, -1)).toThrow(
      /^delayVariation of database must be/,
    );
  });
});
