import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanOf, type PhaseLaw, percentileOf, survivalOf } from "../phase-law.ts";
import { retrogradeRates } from "../testing/random-networks.ts";
import { loadDependent } from "./load-dependent.ts";
import { loadDependentResponseTime } from "./load-dependent-response-time.ts";
import { mmcn, mmcnArrivalProbabilities } from "./mmcn.ts";
import {
  mmcnResponseTime,
  mmcnResponseTimePercentile,
  mmcnWaitingTime,
} from "./mmcn-response-time.ts";
import { multiServerRates } from "./rate-law.ts";

const near = (actual: number, expected: number, tolerance = 1e-10) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

const station = fc.record({
  servers: fc.integer({ min: 1, max: 30 }),
  serviceTime: fc.double({ min: 0.02, max: 2, noNaN: true }),
  thinkTime: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 50, noNaN: true })),
});

/** ∫ P(R > t) dt by Simpson's rule over a range that leaves out less than 1e-10. */
function tailIntegral(law: PhaseLaw): number {
  const end = percentileOf(law, 1 - 1e-12) * 1.2;
  const steps = 4000;
  let sum = survivalOf(law, 0) + survivalOf(law, end);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * survivalOf(law, (end * i) / steps);
  return (sum * end) / steps / 3;
}

describe("mmcnResponseTime", () => {
  it("is exponential for a lone user", () => {
    const s = { servers: 3, serviceTime: 2, thinkTime: 5 };
    near(mmcnResponseTimePercentile(s, 1, 0.5), 2 * Math.LN2);
    near(survivalOf(mmcnResponseTime(s, 1), 6), Math.exp(-3));
    expect(survivalOf(mmcnWaitingTime(s, 3), 0)).toBe(0);
    expect(percentileOf(mmcnWaitingTime(s, 3), 0.99)).toBe(0);
  });

  it("is the sum of N stages when one server works without a break", () => {
    // Z = 0, c = 1, 2 users: the request waits for one other, P(R > t) = e^-t·(1 + t).
    const law = mmcnResponseTime({ servers: 1, serviceTime: 1, thinkTime: 0 }, 2);
    near(survivalOf(law, 3), Math.exp(-3) * 4);
    near(survivalOf(law, 100), Math.exp(-100) * 101);
  });

  it("joins wait and service as worked by hand for two servers and three users", () => {
    // Z = 0: both others are in service; one of them ends at rate 2, then service at rate 1.
    // P(R > t) = 2·e^-t - e^-2t.
    const law = mmcnResponseTime({ servers: 2, serviceTime: 1, thinkTime: 0 }, 3);
    near(survivalOf(law, 1.5), 2 * Math.exp(-1.5) - Math.exp(-3));
    near(
      survivalOf(mmcnWaitingTime({ servers: 2, serviceTime: 1, thinkTime: 0 }, 3), 1.5),
      Math.exp(-3),
    );
  });

  it("integrates to the mean response time: ∫ P(R > t) dt = R", () => {
    for (const [servers, serviceTime, thinkTime, N] of [
      [20, 0.05, 1, 300],
      [2, 0.25, 2, 3],
      [1, 0.02, 1, 40],
      [5, 1, 0, 12],
    ] as const) {
      const s = { servers, serviceTime, thinkTime };
      // Simpson's own error at 4000 steps is about 1e-9.
      near(tailIntegral(mmcnResponseTime(s, N)), mmcn(s, N).responseTime, 1e-8);
    }
  });

  it("has the mean of mmcn, waits included, for random pools", () => {
    fc.assert(
      fc.property(station, fc.integer({ min: 1, max: 500 }), (s, N) => {
        const { responseTime, waitingTime } = mmcn(s, N);
        near(meanOf(mmcnResponseTime(s, N)), responseTime);
        near(meanOf(mmcnWaitingTime(s, N)), waitingTime, 1e-9);
        let full = 0;
        for (const p of mmcnArrivalProbabilities(s, N).subarray(s.servers)) full += p;
        near(survivalOf(mmcnWaitingTime(s, N), 0), full);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it("puts the percentile where the survival function says", () => {
    const share = fc.double({ min: 0.001, max: 0.9999, noNaN: true });
    fc.assert(
      fc.property(station, fc.integer({ min: 1, max: 300 }), share, (s, N, q) => {
        near(survivalOf(mmcnResponseTime(s, N), mmcnResponseTimePercentile(s, N, q)), 1 - q, 1e-9);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it("answers for 10,000 users on 1000 servers", () => {
    const s = { servers: 1000, serviceTime: 0.1, thinkTime: 0.9 };
    const [p50, p99] = [
      mmcnResponseTimePercentile(s, 10_000, 0.5),
      mmcnResponseTimePercentile(s, 10_000, 0.99),
    ];
    expect(p50).toBeGreaterThan(0.1 * Math.LN2);
    expect(p99).toBeGreaterThan(p50);
    near(meanOf(mmcnResponseTime(s, 10_000)), mmcn(s, 10_000).responseTime);
  });

  it("rejects shares outside [0, 1) and negative times", () => {
    const s = { servers: 1, serviceTime: 1, thinkTime: 1 };
    expect(() => mmcnResponseTimePercentile(s, 2, 1)).toThrow(/^share must/);
    expect(() => mmcnResponseTimePercentile(s, 2, -0.1)).toThrow(/^share must/);
    expect(() => survivalOf(mmcnResponseTime(s, 2), -1)).toThrow(/^time must/);
    expect(mmcnResponseTimePercentile(s, 2, 0)).toBe(0);
  });
});

describe("loadDependentResponseTime", () => {
  it("is the law of M/M/c//N with c places and the rates of c servers", () => {
    fc.assert(
      fc.property(station, fc.integer({ min: 1, max: 25 }), (s, N) => {
        const rates = multiServerRates(s.servers, s.serviceTime);
        const { thinkTime, servers: places } = s;
        const law = loadDependentResponseTime({ thinkTime, rates, places }, N);
        for (const share of [0.5, 0.95, 0.999]) {
          near(percentileOf(law, share), mmcnResponseTimePercentile(s, N, share), 1e-8);
        }
      }),
      { seed: 6, numRuns: 25 },
    );
  });

  it("keeps the mean whatever the order of service and the shape of the rates", () => {
    fc.assert(
      fc.property(
        retrogradeRates,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (rates, thinkTime, N) => {
          const { responseTime } = loadDependent({ thinkTime, rates }, N);
          near(meanOf(loadDependentResponseTime({ thinkTime, rates }, N)), responseTime, 1e-9);
          const capped = rates.slice(0, 3);
          const pooled = { thinkTime, rates: capped, places: capped.length };
          const mean = loadDependent({ thinkTime, rates: capped }, N).responseTime;
          near(meanOf(loadDependentResponseTime(pooled, N)), mean, 1e-9);
        },
      ),
      { seed: 7, numRuns: 40 },
    );
  });

  it("takes a vanishing think time for none and refuses one that needs too many steps", () => {
    const law = loadDependentResponseTime({ thinkTime: 5e-324, rates: [1] }, 2);
    near(survivalOf(law, 3), Math.exp(-1.5));
    expect(() => loadDependentResponseTime({ thinkTime: 1e-7, rates: [1] }, 2)).toThrow(
      /^thinkTime must/,
    );
  });

  it("shares one server without think time as worked by hand for two users", () => {
    // Two always present, each departure is ours with 1/2: exponential of rate 1/2.
    const law = loadDependentResponseTime({ thinkTime: 0, rates: [1] }, 2);
    near(survivalOf(law, 3), Math.exp(-1.5));
  });
});
