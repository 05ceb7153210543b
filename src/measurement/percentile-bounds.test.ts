import { describe, expect, it } from "vitest";
import { RandomStream } from "../random/random-stream.ts";
import { percentileBounds } from "./percentile-bounds.ts";

/** An exponential law of mean 1: its p-quantile is −ln(1 − p). */
const exponential = { p50: Math.LN2, p90: Math.log(10), p95: Math.log(20), p99: Math.log(100) };

describe("percentileBounds", () => {
  it("are the quantiles of the bounding ranks, of an exponential law exactly", () => {
    const { p95 } = percentileBounds(exponential, 10_000);
    const off = 1.6449 * Math.sqrt((0.95 * 0.05) / 10_000);
    expect(p95?.low).toBeCloseTo(-Math.log(1 - 0.95 + off), 9);
    expect(p95?.high).toBeCloseTo(-Math.log(1 - 0.95 - off), 9);
  });

  it("are open above where neither percentile nor maximum reaches so far", () => {
    expect(percentileBounds(exponential, 1000).p99?.high).toBeNull();
    const longest = { ...exponential, max: 7.5 };
    expect(percentileBounds(longest, 1000).p99?.high).toBeGreaterThan(exponential.p99);
    expect(percentileBounds({ p95: 1 }, 50).p95?.high).toBeNull();
    expect(percentileBounds({}, 50)).toEqual({});
    expect(() => percentileBounds(exponential, 0)).toThrow(RangeError);
  });

  it("hold the true quantile in about nine of ten samples", () => {
    const random = RandomStream.fromSeed(5);
    let held = 0;
    const n = 2000;
    for (let sample = 0; sample < 400; sample++) {
      const times = Float64Array.from({ length: n }, () => -Math.log(1 - random.uniform())).sort();
      const at = (p: number) => times[Math.floor(p * n)] ?? 0;
      const given = { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(1 - 1e-9) };
      const { p95 } = percentileBounds(given, n);
      if ((p95?.low ?? 9) <= exponential.p95 && (p95?.high ?? 0) >= exponential.p95) held++;
    }
    // 360 of 400, ± 3 standard errors of 6.
    expect(held).toBeGreaterThan(342);
    expect(held).toBeLessThan(379);
  });
});
