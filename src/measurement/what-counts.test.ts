import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { throughputCounts, throughputOfAll, timesCount } from "./what-counts.ts";

describe("what a level's figures count", () => {
  it("is all requests where nothing says otherwise", () => {
    expect(throughputCounts({ throughput: 10 })).toBe("all");
    expect(throughputCounts({ requests: 1000, failures: 200, duration: 100, throughput: 10 })).toBe(
      "all",
    );
    expect(timesCount({})).toBe("all");
  });

  it("is successes where throughput times duration counts them alone", () => {
    // 1,000 requests in 100 s, 200 of them failed: 8 successes a second.
    const level = { requests: 1000, failures: 200, duration: 100, throughput: 8 };
    expect(throughputCounts(level)).toBe("successes");
    expect(timesCount(level)).toBe("successes");
    expect(throughputOfAll(level)).toBeCloseTo(10, 12);
    expect(throughputCounts({ ...level, throughputOf: "all" })).toBe("all");
    expect(throughputOfAll({ ...level, throughputOf: "all" })).toBe(8);
  });

  it("gives requests over duration for either meaning", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.double({ min: 1, max: 1e4, noNaN: true }),
        (requests, share, duration) => {
          const failures = Math.floor(requests * share);
          const throughput = (requests - failures) / duration;
          const level = { requests, failures, duration, throughput };
          const all = throughputOfAll({ ...level, throughputOf: "successes" });
          expect(all).toBeCloseTo(requests / duration, 6);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});
