import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Sample, summarizeSamples } from "./summarize-samples.ts";

const sample = (end: number, responseTime: number, error = ""): Sample => ({
  end,
  responseTime,
  method: "GET",
  path: "/",
  error,
});

describe("summarizeSamples", () => {
  it("makes nothing of nothing", () => {
    expect(summarizeSamples([], [], 5)).toEqual({
      wholeRun: { responseTime: {} },
      levels: [],
      failures: [],
      series: [],
    });
  });

  it("gives one request no throughput, since it spans no time but its own", () => {
    expect(summarizeSamples([sample(10, 0)], [], 1).wholeRun.throughput).toBeUndefined();
  });

  it("takes percentiles of a held load from its own requests, not from the warm-up", () => {
    const samples = Array.from({ length: 100 }, (_, i) => sample(1000 + i + 0.5, i < 15 ? 9 : 0.1));
    const [level] = summarizeSamples(samples, [{ time: 1000, users: 3 }], null).levels;
    expect(level).toMatchObject({ users: 3, covers: "steady" });
    expect(level?.responseTime).toMatchObject({ p99: 0.1, max: 0.1 });
  });

  it("does not grow with the length of a run's clock", () => {
    const samples = [sample(1e9, 0.1), sample(9e9, 0.1)];
    expect(summarizeSamples(samples, [], 1).series.length).toBeLessThanOrEqual(20_001);
  });

  it("counts every request once over endpoints, errors and series", () => {
    const one = fc.record({
      end: fc.integer({ min: 1000, max: 1100 }),
      responseTime: fc.double({ min: 0, max: 5, noNaN: true }),
      method: fc.constantFrom("GET", "POST"),
      path: fc.constantFrom("/a", "/b"),
      error: fc.constantFrom("", "500", "timeout"),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 60 }), (samples) => {
        const { wholeRun, levels, failures } = summarizeSamples(samples, [], 1);
        const sum = (counts: readonly (number | undefined)[]) =>
          counts.reduce<number>((total, count) => total + (count ?? 0), 0);
        expect(sum(levels[0]?.endpoints.map((endpoint) => endpoint.requests) ?? [])).toBe(
          samples.length,
        );
        expect(sum(failures.map((failure) => failure.count))).toBe(wholeRun.failures);
      }),
      { seed: 6 },
    );
  });
});
