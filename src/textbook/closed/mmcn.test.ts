import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { machineRepair } from "./machine-repair.ts";
import { mmcn, mmcnArrivalProbabilities, mmcnProbabilities } from "./mmcn.ts";
import { mva } from "./mva.ts";

/** A few hundred roundings; the models promise 1e-9 or better. */
const near = (actual: number, expected: number, tolerance = 1e-11) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

const station = fc.record({
  servers: fc.integer({ min: 1, max: 64 }),
  serviceTime: fc.double({ min: 1e-4, max: 10, noNaN: true }),
  thinkTime: fc.double({ min: 0, max: 100, noNaN: true }),
});
const users = fc.integer({ min: 1, max: 2000 });
const laws = { seed: 1, numRuns: 300 };

describe("mmcn", () => {
  it("gives a lone user the service time and nothing else", () => {
    const { throughput, responseTime, waitingTime } = mmcn(
      { servers: 3, serviceTime: 0.25, thinkTime: 0.75 },
      1,
    );
    near(throughput, 1);
    near(responseTime, 0.25);
    expect(waitingTime).toBe(0);
  });

  it("matches 5 users on 2 servers with S/Z = 1/10, worked by hand", () => {
    // Weights of k = 0…5 from Gross et al. §2.8: 1, 1/2, 1/10, 3/200, 3/2000, 3/40000.
    const Q = 0.751375 / 1.616575;
    const solution = mmcn({ servers: 2, serviceTime: 3, thinkTime: 30 }, 5);
    near(solution.queueLength, Q);
    near(solution.throughput, (5 - Q) / 30); // the users who think return after Z
    // One waits with 3 present, two with 4, three with 5.
    near(solution.waitingTime * solution.throughput, (0.015 + 0.003 + 0.000225) / 1.616575);
    const probabilities = mmcnProbabilities({ servers: 2, serviceTime: 3, thinkTime: 30 }, 5);
    for (const [k, weight] of [1, 0.5, 0.1, 0.015, 0.0015, 0.000075].entries()) {
      near(probabilities[k] as number, weight / 1.616575);
    }
  });

  it("keeps every server busy when nobody thinks", () => {
    const solution = mmcn({ servers: 4, serviceTime: 0.2, thinkTime: 0 }, 100);
    near(solution.throughput, 20);
    expect(solution.utilization).toBe(1);
    expect(mmcnProbabilities({ servers: 4, serviceTime: 0.2, thinkTime: 0 }, 100)[100]).toBe(1);
  });

  it("reaches the saturated asymptote R = N·S/c - Z at 100,000 users", () => {
    near(mmcn({ servers: 8, serviceTime: 0.01, thinkTime: 5 }, 1e5).responseTime, 120);
  });

  it("stays in range at 100,000 users and 10,000 servers, below and above saturation", () => {
    for (const thinkTime of [1e-9, 0.1, 0.45, 0.5, 5, 1e6]) {
      const s = { servers: 10_000, serviceTime: 0.05, thinkTime };
      const { throughput: X, responseTime: R, utilization: U } = mmcn(s, 1e5);
      near(X * (R + thinkTime), 1e5);
      expect(R).toBeGreaterThanOrEqual(0.05 * (1 - 1e-12));
      expect(U > 0 && U <= 1).toBe(true);
      const probabilities = mmcnProbabilities(s, 1e5);
      near(
        probabilities.reduce((a, b) => a + b, 0),
        1,
      );
      expect(probabilities.every((p) => p >= 0)).toBe(true);
    }
  });

  it("obeys Little's law, the utilization law and the asymptotic bounds", () => {
    fc.assert(
      fc.property(station, users, (s, N) => {
        const { throughput: X, responseTime: R, waitingTime: W, utilization: U } = mmcn(s, N);
        const { servers: c, serviceTime: S, thinkTime: Z } = s;
        near(X * (R + Z), N);
        near(R, W + S);
        near(U, (X * S) / c);
        expect(X).toBeLessThanOrEqual(Math.min(c / S, N / (S + Z)) * (1 + 1e-12));
        expect(R).toBeGreaterThanOrEqual(Math.max(S, (N * S) / c - Z) * (1 - 1e-9));
      }),
      laws,
    );
  });

  it("never serves less with one user more", () => {
    fc.assert(
      fc.property(station, users, (s, N) => {
        const [less, more] = [mmcn(s, N), mmcn(s, N + 1)];
        expect(more.throughput).toBeGreaterThanOrEqual(less.throughput * (1 - 1e-12));
        expect(more.responseTime).toBeGreaterThanOrEqual(less.responseTime * (1 - 1e-12));
      }),
      laws,
    );
  });

  it("equals mean-value analysis with one server", () => {
    fc.assert(
      fc.property(station, users, (s, N) => {
        const { serviceTime, thinkTime } = s;
        const other = mva({ thinkTime, stations: [{ kind: "queue", serviceTime }] }, N);
        const own = mmcn({ ...s, servers: 1 }, N);
        near(own.throughput, other.throughput);
        near(own.responseTime, other.responseTime);
      }),
      laws,
    );
  });

  it("does not care whether time is counted in seconds or milliseconds", () => {
    fc.assert(
      fc.property(station, users, (s, N) => {
        const { serviceTime, thinkTime } = s;
        const milli = { ...s, serviceTime: serviceTime * 1e3, thinkTime: thinkTime * 1e3 };
        near(mmcn(milli, N).responseTime, mmcn(s, N).responseTime * 1e3);
        near(mmcn(milli, N).throughput, mmcn(s, N).throughput / 1e3);
      }),
      laws,
    );
  });

  it("tends to the open M/M/2 as users grow at a fixed N/Z", () => {
    // λ = 1, S = 1, c = 2: a = 1, Erlang C = 1/3, W = C/(cμ - λ) = 1/3.
    const gap = (N: number) =>
      Math.abs(mmcn({ servers: 2, serviceTime: 1, thinkTime: N }, N).waitingTime - 1 / 3);
    // The difference is of order 1/N.
    expect(gap(100_000)).toBeLessThan(10 / 100_000);
    expect(gap(100_000)).toBeLessThan(gap(10_000) / 5);
  });

  it("lets an arrival find what one user less shows", () => {
    const s = { servers: 2, serviceTime: 3, thinkTime: 30 };
    expect(Array.from(mmcnArrivalProbabilities(s, 6))).toEqual(mmcnProbabilities(s, 5));
    expect(Array.from(mmcnArrivalProbabilities(s, 1))).toEqual([1]);
  });

  it.each([0, 2.5, Number.NaN, Number.POSITIVE_INFINITY])("rejects %s users", (N) => {
    const s = { servers: 1, serviceTime: 1, thinkTime: 1 };
    expect(() => mmcn(s, N)).toThrow(/^users must be/);
    expect(() => mmcnProbabilities(s, N)).toThrow(/^users must be/);
    expect(() => mmcnArrivalProbabilities(s, N)).toThrow(/^users must be/);
  });

  it("rejects times and servers out of range by name", () => {
    expect(() => mmcn({ servers: 0, serviceTime: 1, thinkTime: 1 }, 1)).toThrow(/^servers must/);
    expect(() => mmcn({ servers: 1, serviceTime: 0, thinkTime: 1 }, 1)).toThrow(
      /^serviceTime must/,
    );
    expect(() => mmcn({ servers: 1, serviceTime: 1, thinkTime: -1 }, 1)).toThrow(/^thinkTime must/);
    expect(() => mmcn({ servers: 1, serviceTime: 1e-300, thinkTime: 1e9 }, 1)).toThrow(
      /^serviceTime must/,
    );
  });
});

describe("machineRepair", () => {
  it("counts the machines of the five-machine case worked above", () => {
    const solution = machineRepair({ timeToFailure: 30, repairTime: 3, repairers: 2 }, 5);
    const broken = 0.751375 / 1.616575;
    near(solution.broken, broken);
    near(solution.running, 5 - broken);
    near(solution.availability, (5 - broken) / 5);
    near(solution.failureRate * solution.downTime, broken);
    near(solution.utilization, (solution.failureRate * 3) / 2);
  });

  it("names the argument it rejects", () => {
    expect(() => machineRepair({ timeToFailure: 0, repairTime: 1, repairers: 1 }, 2)).toThrow(
      /^timeToFailure must/,
    );
    expect(() => machineRepair({ timeToFailure: 1, repairTime: 1, repairers: 1 }, 0)).toThrow(
      /^machines must/,
    );
  });
});
