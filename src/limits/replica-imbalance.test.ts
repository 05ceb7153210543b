import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { imbalanceFactor, linesAt } from "./replica-imbalance.ts";

const lines = { apart: 3.8, together: 2 };

describe("imbalanceFactor", () => {
  it("is 1 where lines are apart all the way, and brings them together by what is drawn", () => {
    expect(imbalanceFactor("p95", lines, 1)).toBe(1);
    expect(imbalanceFactor("p95", lines, 0.5)).toBe(1);
    expect(imbalanceFactor("p95", lines, 0)).toBeCloseTo(2 / 3.8, 12);
    expect(imbalanceFactor("p95", lines, 0.25)).toBeCloseTo(Math.sqrt(2 / 3.8), 12);
    expect(imbalanceFactor("p50", { apart: 1.8, together: 2 }, 0)).toBeCloseTo(2 / 1.8, 12);
  });

  it("never raises P95, never lowers P50, and grows with how far lines are apart", () => {
    const time = fc.double({ min: 0.1, max: 10, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(time, time, share, share, (apart, together, a, b) => {
        const one = { apart, together };
        const [less, far] = [Math.min(a, b), Math.max(a, b)];
        expect(imbalanceFactor("p95", one, less)).toBeLessThanOrEqual(1);
        expect(imbalanceFactor("p50", one, less)).toBeGreaterThanOrEqual(1);
        expect(imbalanceFactor("p95", one, far)).toBeGreaterThanOrEqual(
          imbalanceFactor("p95", one, less),
        );
      }),
      { seed: 1 },
    );
  });
});

describe("linesAt", () => {
  it("counts replicas where each has the station or pool to itself", () => {
    const platform = { ...plainPlatform(), apiReplicas: 3 };
    const pool = { ...(platform.pools[0] as (typeof platform.pools)[number]), name: "own" };
    const own = { ...platform, pools: [{ ...pool, perReplica: true }] };
    expect(linesAt(own, "own")).toBe(3);
    expect(linesAt({ ...own, pools: [{ ...pool, perReplica: false }] }, "own")).toBe(1);
    expect(linesAt(own, "elsewhere")).toBe(1);
  });
});
