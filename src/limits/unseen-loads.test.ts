import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation } from "../measurement/observations.ts";
import { measuredLevels } from "./measured-levels.ts";
import { measuredLevel } from "./testing/measured-level.ts";
import { unseenLoads } from "./unseen-loads.ts";

const light = [
  measuredLevel(10, { throughput: 9, mean: 0.1, p95: 0.3 }),
  measuredLevel(20, { throughput: 18, mean: 0.1, p95: 0.3 }),
  measuredLevel(40, { throughput: 36, mean: 0.11, p95: 0.33 }),
];

describe("unseenLoads", () => {
  it("are between the largest throughput that was measured and nobody waiting", () => {
    // Z + R0 = 10/9 s, Z = 10/9 − 0.1 s.
    const reachAt = unseenLoads(measuredLevels(light), 10 / 9);
    expect(reachAt(80, "throughput")).toEqual({ low: 36, high: 80 / (10 / 9) });
    const Z = 10 / 9 - 0.1;
    expect(reachAt(80, "mean")?.low).toBe(0.1);
    expect(reachAt(80, "mean")?.high).toBeCloseTo(80 / 36 - Z, 12);
    // Three times the mean, as at the heaviest level.
    expect(reachAt(80, "p95")?.high).toBeCloseTo(3 * (80 / 36 - Z), 12);
    expect(reachAt(80, "p99")).toBe(null);
    expect(reachAt(40, "throughput")).toBe(null);
  });

  it("are nothing to speak of where the data reach the limits", () => {
    const heavy = measuredLevel(200, { throughput: 60, mean: 2.2, p95: 4 });
    const reachAt = unseenLoads(measuredLevels([...light, heavy]), 10 / 9);
    expect(reachAt(400, "throughput")).toBe(null);
  });

  it("hold one server's throughput and mean at any heavier load, exactly", () => {
    const time = fc.double({ min: 0.001, max: 1, noNaN: true });
    const property = fc.property(time, time, fc.integer({ min: 2, max: 60 }), (S, rest, most) => {
      const Z = 100 * rest;
      const at = oneServer(S, Z, 200);
      const users = [1, Math.ceil(most / 2), most];
      const seen = [...new Set(users)].flatMap((N): Observation[] =>
        at[N - 1] === undefined ? [] : [measuredLevel(N, at[N - 1])],
      );
      const measured = measuredLevels(seen);
      const reachAt = unseenLoads(measured, Z + S);
      for (const N of [most + 1, 2 * most, 200]) {
        const [X, R] = [reachAt(N, "throughput"), reachAt(N, "mean")];
        const { throughput = 0, mean = 0 } = at[N - 1] ?? {};
        if (X === null || R === null) return;
        expect(throughput).toBeGreaterThanOrEqual(X.low * (1 - 1e-9));
        expect(throughput).toBeLessThanOrEqual(X.high * (1 + 1e-9));
        expect(mean).toBeGreaterThanOrEqual(R.low * (1 - 1e-9));
        expect(mean).toBeLessThanOrEqual(R.high * (1 + 1e-6));
      }
    });
    fc.assert(property);
  });
});

/** Mean value analysis (Reiser & Lavenberg, 1980), from one user on. */
function oneServer(S: number, Z: number, most: number) {
  let Q = 0;
  return Array.from({ length: most }, (_, i) => {
    const mean = S * (1 + Q);
    const throughput = (i + 1) / (Z + mean);
    Q = throughput * mean;
    return { throughput, mean };
  });
}
