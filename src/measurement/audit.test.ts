import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit } from "./audit.ts";
import type { Campaign, EndpointLevel, FailureCount, Level } from "./campaign.ts";
import { slowdownPattern } from "./findings/endpoint-slowdown.ts";
import { meanBounds } from "./findings/percentiles/mean-outside-percentiles.ts";
import { roundingOf } from "./findings/rounding-of.ts";
import { observations } from "./observations.ts";

const level = (users: number, figures: Partial<Level> = {}): Level => ({
  users,
  run: "",
  responseTime: {},
  quality: "measured",
  note: "",
  ...figures,
});
const endpoint = (users: number, path: string, figures: Partial<EndpointLevel> = {}) =>
  ({ ...level(users), method: "GET", path, ...figures }) satisfies EndpointLevel;
const failure = (users: number, path: string, count: number): FailureCount => ({
  users,
  run: "",
  method: "GET",
  path,
  error: "HTTP 500",
  count,
  note: "",
});
const campaign = (
  levels: Level[],
  endpoints: EndpointLevel[] = [],
  failures: FailureCount[] = [],
): Campaign => ({ name: "test", levels, endpoints, failures });
const codes = (tested: Campaign) => audit(tested).findings.map(({ code }) => code);
const messageOf = (tested: Campaign, code: string) =>
  audit(tested).findings.find((finding) => finding.code === code)?.message ?? "";

/** Three levels of a closed system with Z = 1 s. */
const sound = [1, 2, 4].map((R, i) =>
  level(100 * (i + 1), {
    throughput: (100 * (i + 1)) / (1 + R),
    responseTime: { mean: R, p50: R * 0.8, p95: R * 3, p99: R * 5, max: R * 20 },
  }),
);

describe("audit", () => {
  it("finds nothing in a sound campaign, and too few levels in an empty one", () => {
    expect(codes(campaign(sound))).toEqual([]);
    expect(codes(campaign([]))).toEqual(["too-few-levels"]);
  });

  it("names a level that leaves N = X·(Z + R), with the users its figures belong to", () => {
    const bad = [...sound, level(400, { throughput: 100, responseTime: { mean: 2 } })];
    // 100 req/s · (1 s + 2 s) = 300 users.
    expect(messageOf(campaign(bad), "inconsistent-level")).toContain(
      "belong to 300 users, not 400",
    );
  });

  it("says when response times are in another unit than the rest", () => {
    const wrong = sound.map((one) => ({ ...one, responseTime: { mean: 1000 } }));
    expect(codes(campaign(wrong))).toContain("negative-think-time");
  });

  it("says when users seem to send at a fixed pace, and says it once", () => {
    const paced = [1, 2, 3].map((R) =>
      level(100 * R, { throughput: 25 * R, responseTime: { mean: R } }),
    );
    expect(messageOf(campaign(paced), "paced-users")).toContain("fixed pace");
    expect(codes(campaign(paced))).not.toContain("think-time-slope");
  });

  it("says how many users the ramp keeps away, and when it never ends", () => {
    const ramped = campaign([level(100, { duration: 100, spawnRate: 10 })]);
    expect(messageOf(ramped, "ramp-in-averages")).toContain("5 % fewer users");
    expect(codes(campaign([level(100, { duration: 60, spawnRate: 1 })]))).toContain(
      "ramp-never-ends",
    );
    expect(codes(campaign([level(100, { duration: 6000, spawnRate: 10 })]))).not.toContain(
      "ramp-in-averages",
    );
  });

  it("compares stated throughput with requests over duration, from 2 % on", () => {
    const at = (throughput: number) =>
      campaign([level(9, { throughput, requests: 6000, duration: 60 })]);
    expect(codes(at(101))).not.toContain("throughput-gap");
    expect(messageOf(at(110), "throughput-gap")).toContain("100 req/s (−9.09 %)");
  });

  it("sets percentiles aside that are out of order by more than rounding", () => {
    const swapped = level(50, { throughput: 1, responseTime: { p50: 0.2, p95: 0.1 } });
    const rounded = level(60, { throughput: 1, responseTime: { p99: 11, max: 10.501 } });
    const tested = audit(campaign([swapped, rounded]));
    expect(tested.untrustedPercentiles).toEqual([50]);
    expect(tested.findings[0]?.message).toContain("P50 of 200 ms is above P95 of 100 ms");
    const [first, second] = observations(campaign([swapped, rounded]), tested);
    expect(first).not.toHaveProperty("p50");
    expect(first).toHaveProperty("throughput", 1);
    expect(first?.trust).toBe(tested.trust[0]?.trust);
    expect(first?.trust).toBeLessThan(1);
    expect(second).toHaveProperty("p99", 11);
  });

  it("finds a mean that the percentiles rule out", () => {
    const low = level(50, { responseTime: { mean: 0.1, p50: 1 } });
    expect(messageOf(campaign([low]), "mean-outside-percentiles")).toContain("at least 475 ms");
    const high = level(50, { responseTime: { mean: 3, p50: 1, max: 2 } });
    expect(codes(campaign([high]))).toContain("mean-outside-percentiles");
  });

  it("takes a partial endpoint table for what it is, and a table that exceeds its level for wrong", () => {
    const whole = level(50, { requests: 1000, failures: 10 });
    const rows = (n: number, failures = 10) => [endpoint(50, "/a", { requests: n, failures })];
    expect(messageOf(campaign([whole], rows(600, 4)), "partial-endpoints")).toContain("(60 %)");
    expect(codes(campaign([whole], rows(600, 4)))).not.toContain("endpoint-failures-differ");
    expect(codes(campaign([whole], rows(1200)))).toContain("endpoints-exceed-level");
    expect(codes(campaign([whole], rows(600, 11)))).toContain("endpoint-failures-differ");
    expect(codes(campaign([whole], rows(1000, 4)))).toContain("endpoint-failures-differ");
    expect(codes(campaign([whole], rows(1000)))).not.toContain("endpoint-failures-differ");
  });

  it("checks the mean of a whole endpoint table", () => {
    const whole = level(50, { requests: 1000, responseTime: { mean: 1 } });
    const rows = (mean: number) => [
      endpoint(50, "/a", { requests: 500, responseTime: { mean } }),
      endpoint(50, "/b", { requests: 500, responseTime: { mean: 1.5 } }),
    ];
    expect(codes(campaign([whole], rows(0.5)))).not.toContain("endpoint-mean-differs");
    expect(codes(campaign([whole], rows(1)))).toContain("endpoint-mean-differs");
  });

  it("takes the size and time-out of a pool from the words of an error, for known:", () => {
    const whole = level(50, { requests: 1000, failures: 10 });
    const remedyOf = (error: string) =>
      audit(campaign([whole], [], [{ ...failure(50, "/a", 10), error }])).findings.find(
        ({ code }) => code === "pool-exhausted",
      )?.remedy;
    const full =
      "QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00";
    expect(remedyOf(full)).toContain("known: { pool: 5, poolOverflow: 10, acquireTimeOut: 30 s }");
    expect(remedyOf(full)).toContain("times its workers");
    const untold = "timeout exceeded when trying to connect";
    expect(remedyOf(untold)).toContain("e.g. known: { pool: 20, acquireTimeOut: 30 s }");
  });

  it("checks the kinds of error against level and endpoint", () => {
    const whole = level(50, { requests: 1000, failures: 10 });
    const rows = [endpoint(50, "/a", { requests: 500, failures: 3 })];
    const with_ = (count: number) => codes(campaign([whole], rows, [failure(50, "/a", count)]));
    expect(with_(2)).toContain("failures-unlisted");
    expect(with_(4)).toContain("failures-exceed-endpoint");
    expect(with_(11)).toContain("failures-exceed-level");
  });

  it("says when more requests failed than there were, and when rows have no level", () => {
    expect(codes(campaign([level(5, { requests: 1, failures: 2 })]))).toContain(
      "impossible-counts",
    );
    expect(
      messageOf(campaign([level(5)], [], [failure(6, "", 1)]), "rows-without-level"),
    ).toContain("6 users");
  });

  it("says when a P99 rests on a handful of requests, and when runs disagree", () => {
    const few = level(5, { requests: 999, responseTime: { p99: 1 } });
    expect(codes(campaign([few]))).toContain("few-samples");
    expect(codes(campaign([{ ...few, requests: 1000 }]))).not.toContain("few-samples");
    const both = [few, { ...few, users: 6 }];
    expect(codes(campaign(both)).filter((code) => code === "few-samples")).toHaveLength(1);
    expect(messageOf(campaign(both), "few-samples")).toContain("5 and 6 users");
    const runs = [10, 12].map((throughput, i) => level(5, { run: `${i}`, throughput }));
    expect(messageOf(campaign(runs), "runs-disagree")).toContain("between 10 and 12 req/s");
  });

  it("leaves estimates out of every check and of what a fit may use", () => {
    const guess = level(5, {
      quality: "estimated",
      throughput: 1,
      responseTime: { p50: 2, p95: 1 },
    });
    const tested = campaign([guess]);
    expect(codes(tested)).toEqual(["too-few-levels", "estimated-values"]);
    expect(observations(tested, audit(tested))).toEqual([]);
  });

  it("is silent on every campaign made from N = X·(Z + R)", () => {
    const some = fc.double({ min: 0.01, max: 10, noNaN: true });
    const loads = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), {
      minLength: 3,
      maxLength: 10,
    });
    fc.assert(
      fc.property(loads, some, fc.infiniteStream(some), (users, Z, times) => {
        const levels = users.map((N) => {
          const R = times.next().value ?? 1;
          // The ramp takes a tenth of the window: 5 % of the users on average.
          const window = { duration: 100, spawnRate: N / 10 };
          return level(N, {
            ...window,
            throughput: (0.95 * N) / (Z + R),
            responseTime: { mean: R },
          });
        });
        // Times at random let throughput fall and rise again: that is a finding of its own.
        const found = codes(campaign(levels)).filter((code) => code !== "capacity-differs");
        expect(found).toEqual(["ramp-in-averages"]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe("meanBounds", () => {
  it("contains the mean of any sample", () => {
    const sample = fc.array(fc.double({ min: 0.001, max: 100, noNaN: true }), {
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(sample, (times) => {
        const sorted = times.toSorted((a, b) => a - b);
        const at = (p: number) => sorted[Math.ceil(p * sorted.length) - 1] ?? Number.NaN;
        const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
        const bounds = meanBounds({ p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) });
        expect(mean).toBeGreaterThanOrEqual((bounds?.low ?? Number.NaN) - 1e-9);
        expect(mean).toBeLessThanOrEqual((bounds?.high ?? Number.NaN) + 1e-9);
      }),
      { seed: 1 },
    );
  });
});

describe("roundingOf", () => {
  it("is half a step of two digits of a millisecond figure, and never finer than half a millisecond", () => {
    const times = [0.004, 0.065, 0.1, 0.58, 2.1, 10];
    expect(times.map((time) => Math.round(roundingOf(time) * 1e7) / 1e4)).toEqual([
      0.5, 0.5, 5, 5, 50, 500,
    ]);
  });
});

describe("slowdownPattern", () => {
  const from = (...pairs: (readonly [before: number, after: number])[]) =>
    slowdownPattern(
      pairs.map(([a, b]) => ({ endpoint: "", ratio: b / a, extra: b - a, estimated: false })),
    );

  it("tells one common wait, one common factor and two groups apart", () => {
    expect(from([0.01, 1.01], [0.1, 1.1], [0.5, 1.5])).toBe("equal extra");
    expect(from([0.01, 0.3], [0.1, 3], [0.5, 15])).toBe("equal ratio");
    expect(from([0.01, 0.02], [0.1, 0.2], [0.01, 0.3], [0.1, 3])).toBe("two groups");
  });

  it("does not decide where the endpoints were equally fast to begin with", () => {
    expect(from([0.012, 0.34], [0.013, 0.36])).toBe("unclear");
    expect(from([0.1, 0.05], [0.1, 1])).toBe("unclear");
  });
});
