import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Campaign, FailureCount, Level } from "./campaign.ts";
import { errorsByCause } from "./errors-by-cause.ts";

const level = (users: number, requests: number, failures: number, more: Partial<Level> = {}) =>
  ({
    users,
    run: "",
    requests,
    failures,
    responseTime: {},
    quality: "measured",
    note: "",
    ...more,
  }) satisfies Level;
const row = (users: number, error: string, count: number): FailureCount => {
  return { users, run: "", method: "GET", path: "/", error, count, note: "" };
};
const campaign = (levels: readonly Level[], failures: readonly FailureCount[] = []): Campaign => {
  return { name: "test", levels, endpoints: [], failures };
};

describe("errorsByCause", () => {
  it("goes by the kinds that were listed, scaled to the failures of the level", () => {
    const [one] = errorsByCause(
      campaign(
        [level(10, 1000, 40)],
        [row(10, "HTTP 429", 10), row(10, "HTTP 503", 5), row(10, "HTTP 500", 5)],
      ),
    );
    expect(one?.byCause).toEqual({
      "rate limit": 20,
      refusal: 10,
      other: 10,
      "time-out": 0,
      generator: 0,
    });
  });

  it("takes a cause that was stated over the words of the error", () => {
    const rows = [{ ...row(10, "HTTP 500", 5), cause: "refusal" as const }];
    expect(errorsByCause(campaign([level(10, 100, 5)], rows))[0]?.byCause.refusal).toBe(5);
  });

  it("tells refusals by their growth where answers are fast, and none where nothing failed", () => {
    // The refusals of data/cases: answers of 9 to 13 ms.
    const counts = [
      [100, 4993, 0],
      [300, 14_978, 4],
      [500, 24_958, 0],
      [650, 32_441, 1687],
      [800, 39_920, 9182],
    ] as const;
    const errors = errorsByCause(campaign(counts.map(([n, all, bad]) => level(n, all, bad))));
    expect(errors.map(({ byCause }) => [byCause.refusal, byCause.other])).toEqual([
      [0, 0],
      [0, 4],
      [0, 0],
      [1687, 0],
      [9182, 0],
    ]);
  });

  it("tells time-outs by the wall at which response times end", () => {
    const clipped = level(200, 10_000, 500, { responseTime: { p50: 1, p99: 30, max: 30.1 } });
    expect(errorsByCause(campaign([level(10, 5000, 0), clipped]))[1]?.byCause["time-out"]).toBe(
      500,
    );
  });

  it("tells time-outs where so many are cut off that the median is", () => {
    const clipped = level(200, 10_000, 9900, { responseTime: { p50: 4, p99: 4, max: 4.001 } });
    const alike = level(200, 10_000, 100, { responseTime: { p50: 4, p99: 4, max: 4.001 } });
    const causeOf = (one: Level) =>
      errorsByCause(campaign([level(10, 5000, 0), one]))[1]?.byCause["time-out"];
    expect([causeOf(clipped), causeOf(alike)]).toEqual([9900, 0]);
    // Without a maximum, P95 and P99 tell.
    const unmaxed = level(200, 10_000, 900, { responseTime: { p50: 1, p95: 4, p99: 4.001 } });
    const slow = level(200, 10_000, 900, { responseTime: { p50: 1, p95: 4, p99: 5 } });
    expect([causeOf(unmaxed), causeOf(slow)]).toEqual([900, 0]);
  });

  it("adds up to the failures of each level", () => {
    const errors = ["HTTP 429", "HTTP 503", "timed out", "HTTP 500", "EMFILE"];
    const rows = fc.array(fc.tuple(fc.constantFrom(...errors), fc.integer({ min: 1, max: 99 })));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), rows, (failures, kinds) => {
        const given = kinds.map(([error, count]) => row(10, error, count));
        const [one] = errorsByCause(campaign([level(10, 1000, failures)], given));
        const sum = Object.values(one?.byCause ?? {}).reduce((total, count) => total + count, 0);
        expect(sum).toBeCloseTo(failures, 9);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
