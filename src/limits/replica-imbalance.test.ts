import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { imbalanceFactor, linesAt } from "./replica-imbalance.ts";

const line = { lines: 2, idle: 0, mean: 4, percentile: 4 };

describe("imbalanceFactor", () => {
  it("spreads the lines of two replicas evenly from none to twice the mean, those of three wider", () => {
    // Uniform on 0…2: P95 is 1.9 times the mean. Of three, 3·(1 − √0.05) = 2.329.
    expect(imbalanceFactor("p95", line, 1)).toBeCloseTo(1.9, 12);
    expect(imbalanceFactor("p95", { ...line, lines: 3 }, 1)).toBeCloseTo(2.3292, 4);
    expect(imbalanceFactor("p50", { ...line, lines: 3 }, 1)).toBeCloseTo(0.8787, 4);
  });

  it("is 1 for one line, on an idle platform, and where lines are kept together", () => {
    expect(imbalanceFactor("p95", { ...line, lines: 1 }, 1)).toBe(1);
    expect(imbalanceFactor("p95", { ...line, idle: 4 }, 1)).toBe(1);
    expect(imbalanceFactor("p95", line, 0)).toBe(1);
  });

  it("never lowers P95, never raises P50, and grows with how far lines are apart", () => {
    const time = fc.double({ min: 0.1, max: 10, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(time, time, time, share, share, (idle, more, percentile, a, b) => {
        const one = { lines: 4, idle, mean: idle + more, percentile };
        const [less, far] = [Math.min(a, b), Math.max(a, b)];
        expect(imbalanceFactor("p95", one, less)).toBeGreaterThanOrEqual(1);
        expect(imbalanceFactor("p50", one, less)).toBeLessThanOrEqual(1);
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
