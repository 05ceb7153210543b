import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../stats/normal-distribution.ts";
import type { Level } from "../campaign.ts";
import type { Observation } from "../observations.ts";
import { admittedPart, answeredLevels, countedErrors, servedPart } from "./admitted-part.ts";

const level: Observation = {
  ...{
    users: 200,
    run: "",
    averageUsers: 200,
    throughputDerived: false,
    trust: 1,
    incident: false,
  },
  ...{ throughput: 200, requests: 20_000, failures: 14_100, mean: 0.006 },
};

describe("admittedPart", () => {
  it("leaves throughput, mean and errors of what a rate limit let in", () => {
    const limited = { counts: "refusals" as const, share: 0.7 };
    const part = admittedPart({ ...level, limited });
    expect(part.throughput).toBeCloseTo(60, 9);
    expect(part.mean).toBeCloseTo(0.02, 12);
    expect(part.requests).toBeCloseTo(6000, 9);
    expect(part.failures).toBeCloseTo(100, 9);
  });

  it("keeps the count of errors where those who were turned away count as failed", () => {
    const part = admittedPart({ ...level, limited: { counts: "errors", share: 0.7 } });
    expect(part).toMatchObject({ requests: 20_000, failures: 14_100 });
    expect(part.throughput).toBeCloseTo(60, 9);
  });

  it("reads percentiles of answers between those of all, exactly for a lognormal law", () => {
    const share = fc.double({ min: 0.02, max: 0.4, noNaN: true });
    const deviation = fc.double({ min: 0.1, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(share, deviation, (away, sigma) => {
        // All requests, refusals included, on one lognormal line: so are the answers read off it.
        const of = (p: number) => 0.1 * Math.exp(sigma * normalQuantile(p));
        const times = { p50: of(0.5), p90: of(0.9), p95: of(0.95), p99: of(0.99) };
        const part = admittedPart({ ...level, ...times, full: away });
        expect(part.p90).toBeCloseTo(of(away + 0.9 * (1 - away)), 9);
        expect(part.p95).toBeCloseTo(of(away + 0.95 * (1 - away)), 9);
        expect(part.p95).toBeGreaterThan(times.p95);
        // Beyond the last percentile nothing is known.
        expect(part.p99).toBeUndefined();
      }),
    );
  });

  it("changes nothing where all were let in", () => {
    expect(admittedPart(level)).toBe(level);
    expect(servedPart(level)).toBe(level);
  });
});

describe("answeredLevels", () => {
  const levels = [50, 120, 200].map((users): Level => {
    const sent = users < 60 ? users / 1.02 : users - 1.2;
    const failures = Math.round(100 * Math.max(0, sent - 60));
    const counts = { requests: Math.round(100 * sent), failures, throughput: sent, duration: 100 };
    return {
      ...counts,
      users,
      run: "",
      responseTime: { mean: 0.02 },
      quality: "measured",
      note: "",
    };
  });
  const failures = levels.map(({ users, failures: count = 0 }) => {
    return { users, run: "", method: "GET", path: "/", error: "429", count, note: "" };
  });

  it("are those who were let in: 60 a second, none of whom failed", () => {
    const campaign = { name: "made", levels, endpoints: [], failures };
    const [light, ...heavy] = answeredLevels(campaign);
    expect(light).toBe(levels[0]);
    for (const { throughput, requests, failures: failed } of heavy) {
      expect(throughput).toBeCloseTo(60, 0);
      expect(requests).toBe(6000);
      expect(failed).toBe(0);
    }
  });

  it("keeps times that are of successes alone as they are", () => {
    const timed = levels.map((level) => ({ ...level, timesOf: "successes" as const }));
    const [, heavy] = answeredLevels({ name: "made", levels: timed, endpoints: [], failures });
    expect(heavy?.responseTime.mean).toBe(0.02);
    const [, all] = answeredLevels({ name: "made", levels, endpoints: [], failures });
    expect(all?.responseTime.mean).toBeCloseTo((0.02 * 118.8) / 60, 3);
  });

  it("are the campaign's own where nobody was turned away", () => {
    const campaign = { name: "made", levels, endpoints: [], failures: [] };
    const fine = { ...campaign, levels: levels.map((level) => ({ ...level, failures: 0 })) };
    expect(answeredLevels(fine)).toBe(fine.levels);
  });
});

describe("servedPart", () => {
  it("has the throughput of a full server and no times, for its line is cut off", () => {
    const part = servedPart({ ...level, full: 0.25, p95: 0.01 });
    expect(part.throughput).toBeCloseTo(150, 9);
    expect(part.mean).toBeUndefined();
    expect(part.p95).toBeUndefined();
    expect(servedPart({ ...level, full: 0.005 }).mean).toBeCloseTo(0.006 / 0.995, 12);
  });
});

describe("countedErrors", () => {
  it("are those that no rate limit made", () => {
    const limited = { counts: "errors" as const, share: 0.7 };
    expect(countedErrors({ ...level, limited }).failures).toBeCloseTo(100, 9);
    expect(countedErrors(level)).toEqual({ requests: 20_000, failures: 14_100 });
  });
});
