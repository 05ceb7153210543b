import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PoolModel } from "../pool-model.ts";
import { classicalModel } from "../testing/classical-model.ts";
import { closedChain } from "../testing/closed-chain.ts";
import { poolRate } from "./pool-rate.ts";
import { responseDistribution } from "./response-distribution.ts";
import { poolSolver } from "./solve-pool-model.ts";

const solve = (model: PoolModel, users: number) => poolSolver(model, users)(users);
const apart = (actual: number, expected: number) => Math.abs(actual / expected - 1);

/** Where every state is summed: those below 1e-11 of the likeliest are left out, hundreds of them. */
const EXACT = 1e-8;
/** Where a long queue is summed in strides; see statesToSum. */
const STRIDES = 1e-5;

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const platform = fc
  .record({
    thinkTime: number(0.05, 10),
    apiTime: number(0, 0.1),
    poolSize: fc.integer({ min: 1, max: 60 }),
    serviceTime: number(0.005, 0.5),
    innerServers: number(1, 80),
    contention: number(0, 0.05),
    overloadContention: number(0, 0.01),
    overloadCoherency: number(0, 1e-5),
    capacityVariation: fc.constantFrom(0, 0.05, 0.2),
    holdVariation: number(0.2, 2),
    delayVariation: number(0.2, 2),
    sharedLimit: number(1, 300),
    bypassShare: fc.constantFrom(0, 0.3),
  })
  .map((changes) => classicalModel(changes));

describe("poolSolver", () => {
  // N, c, S, Z, X, R of M/M/c//N by rational arithmetic on the birth–death chain (Python's
  // fractions); the third and tenth are worked again with the plain chain below.
  it.each([
    [200, 20, 0.05, 1, 190.47495455501195, 0.05000681305970373],
    [300, 20, 0.05, 1, 285.5010187792369, 0.050784341445640827],
    [400, 20, 0.05, 1, 374.55391863025653, 0.06793703150350092],
    [500, 20, 0.05, 1, 399.9983702094062, 0.2500050931163575],
    [50, 8, 4, 10, 1.9999982116778634, 15.000022354046695],
    [60, 8, 4, 10, 1.9999999997815017, 20.000000003277474],
    [80, 8, 4, 10, 2, 30],
    [90, 8, 4, 10, 2, 35],
    [100, 10, 0.1, 1, 88.39774991768574, 0.1312505136512869],
    [150, 10, 0.1, 1, 99.99910178358734, 0.50001347336721],
    [300, 10, 0.1, 1, 100, 2],
  ])("is M/M/c//N: %i users, %i servers, S = %d s, Z = %d s", (N, c, S, Z, X, R) => {
    const solution = solve(classicalModel({ poolSize: c, serviceTime: S, thinkTime: Z }), N);
    const tolerance = N <= 64 ? EXACT : STRIDES;
    expect(apart(solution.throughput, X)).toBeLessThan(tolerance);
    expect(apart(solution.responseTime, R)).toBeLessThan(tolerance);
    expect(apart(solution.utilization, (X * S) / c)).toBeLessThan(tolerance);
  });

  it("is one user's cycle for N = 1", () => {
    const model = classicalModel({ apiTime: 0.03, poolSize: 1 });
    const { throughput, responseTime, refusedShare, parts } = solve(model, 1);
    expect(responseTime).toBeCloseTo(0.08, 15);
    expect(throughput).toBeCloseTo(1 / 1.08, 15);
    expect(refusedShare).toBe(0);
    expect(parts).toHaveLength(1);
  });

  it("gives lognormal response times with CV 1 at light load", () => {
    const { parts } = solve(classicalModel(), 1);
    const { percentile } = responseDistribution(parts);
    expect(percentile(0.5)).toBeCloseTo(0.05 / Math.SQRT2, 9);
  });

  it("agrees with the plain chain for any rate law, short of, at and past saturation", () => {
    fc.assert(
      fc.property(platform, fc.integer({ min: 1, max: 3000 }), (drawn, N) => {
        const model = { ...drawn, capacityVariation: 0, bypassShare: 0 };
        const away = model.thinkTime + model.apiTime;
        const exact = closedChain(N, (k) => poolRate(model, k), away);
        const { throughput, responseTime } = solve(model, N);
        const tolerance = N <= 64 ? EXACT : STRIDES;
        expect(apart(throughput, exact.throughput)).toBeLessThan(tolerance);
        expect(apart(responseTime, model.apiTime + exact.timeAtStation)).toBeLessThan(tolerance);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("keeps its precision at 100,000 users, near saturation and falling", () => {
    const near = classicalModel({ poolSize: 100, serviceTime: 0.1, thinkTime: 101 });
    const falling = { ...near, thinkTime: 20, overloadContention: 1e-5 };
    for (const model of [near, { ...near, thinkTime: 110 }, falling]) {
      const exact = closedChain(1e5, (k) => poolRate(model, k), model.thinkTime);
      const { throughput, responseTime } = solve(model, 1e5);
      expect(apart(throughput, exact.throughput)).toBeLessThan(STRIDES);
      expect(apart(responseTime, exact.timeAtStation)).toBeLessThan(STRIDES);
    }
  });

  it("obeys Little's law exactly, and its parts are the response times", () => {
    fc.assert(
      fc.property(platform, fc.integer({ min: 1, max: 2000 }), (model, N) => {
        const { throughput: X, responseTime: R, parts } = solve(model, N);
        expect(apart(X * (R + model.thinkTime), N)).toBeLessThan(1e-11);
        const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
        expect(weights).toBeCloseTo(1, 11);
        const mean = parts.reduce((sum, part) => sum + part.weight * part.mean, 0);
        expect(apart(mean, R)).toBeLessThan(N <= 64 ? EXACT : STRIDES);
        for (const part of parts) {
          expect(part.meanSquare).toBeGreaterThanOrEqual(part.mean ** 2 * (1 - 1e-12));
        }
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it("stays below min(c, B)/S and the light-load line, and rises along N without overload", () => {
    fc.assert(
      fc.property(platform, fc.integer({ min: 1, max: 800 }), (drawn, N) => {
        const model = {
          ...drawn,
          capacityVariation: 0,
          overloadContention: 0,
          overloadCoherency: 0,
          contention: 0,
          bypassShare: 0,
        };
        const at = poolSolver(model, N + 1);
        const { poolSize: c, innerServers: B, serviceTime: S, apiTime: D, thinkTime: Z } = model;
        const X = at(N).throughput;
        expect(X).toBeLessThanOrEqual((Math.min(c, B) / S) * (1 + STRIDES));
        expect(X).toBeLessThanOrEqual((N / (Z + D + S)) * (1 + STRIDES));
        expect(at(N + 1).throughput).toBeGreaterThanOrEqual(X * (1 - STRIDES));
        expect(at(N).utilization).toBeLessThanOrEqual(1 + EXACT);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it("does not care whether times are in seconds or milliseconds", () => {
    fc.assert(
      fc.property(platform, fc.integer({ min: 1, max: 600 }), (model, N) => {
        const slow = {
          ...model,
          thinkTime: model.thinkTime * 1000,
          apiTime: model.apiTime * 1000,
          serviceTime: model.serviceTime * 1000,
          bypassTime: model.bypassTime * 1000,
          rateLimit: 0.05,
        };
        const [a, b] = [solve({ ...model, rateLimit: 50 }, N), solve(slow, N)];
        expect(apart(a.throughput, 1000 * b.throughput)).toBeLessThan(EXACT);
        expect(apart(1000 * a.responseTime, b.responseTime)).toBeLessThan(EXACT);
        expect(a.refusedShare).toBeCloseTo(b.refusedShare, 9);
        const p95 = responseDistribution(a.parts).percentile(0.95);
        expect(apart(1000 * p95, responseDistribution(b.parts).percentile(0.95))).toBeLessThan(
          1e-6,
        );
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it("admits no more than the rate limit, and as much as the chain with bounded births", () => {
    fc.assert(
      fc.property(
        platform,
        fc.integer({ min: 1, max: 1500 }),
        number(1, 200),
        (drawn, N, rateLimit) => {
          const model = { ...drawn, capacityVariation: 0, bypassShare: 0, rateLimit };
          const away = model.thinkTime + model.apiTime;
          const exact = closedChain(N, (k) => poolRate(model, k), away, rateLimit);
          const { throughput, responseTime, refusedShare } = solve(model, N);
          const tolerance = N <= 64 ? EXACT : STRIDES;
          expect(throughput).toBeLessThanOrEqual(rateLimit * (1 + tolerance));
          expect(apart(throughput, exact.throughput)).toBeLessThan(tolerance);
          expect(apart(responseTime, model.apiTime + exact.timeAtStation)).toBeLessThan(tolerance);
          expect(Math.abs(refusedShare - (1 - exact.throughput / exact.offered))).toBeLessThan(
            tolerance,
          );
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  it("counts cache hits against the rate limit", () => {
    const model = classicalModel({ bypassShare: 0.5, rateLimit: 40 });
    expect(solve(model, 400).throughput).toBeCloseTo(40, 6);
  });

  it("keeps cache hits away from the pool", () => {
    fc.assert(
      fc.property(platform, fc.integer({ min: 1, max: 400 }), number(0.05, 0.95), (drawn, N, h) => {
        const model = { ...drawn, capacityVariation: 0, bypassShare: h };
        const { throughput, responseTime, parts } = solve(model, N);
        // Between two visits to the pool: 1/(1 − h) thinks and h/(1 − h) hits.
        const away = model.apiTime + (model.thinkTime + h * model.bypassTime) / (1 - h);
        const exact = closedChain(N, (k) => poolRate(model, k), away);
        expect(apart(throughput * (1 - h), exact.throughput)).toBeLessThan(STRIDES);
        const missed = model.apiTime + exact.timeAtStation;
        expect(apart(responseTime, (1 - h) * missed + h * model.bypassTime)).toBeLessThan(STRIDES);
        expect(parts.at(-1)?.weight).toBe(h);
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  it("averages the throughput over the drift's capacities, all of them near the mean", () => {
    // Saturated, throughput is capacity × c/S; the drift's logarithm has mean 0 and deviation s,
    // so that the mean is e^(s²/2), up to s⁴/24·(3 − 2.1) by cutting it into six.
    const s = 0.2;
    const model = classicalModel({ thinkTime: 0.001, capacityVariation: s });
    expect(apart(solve(model, 400).throughput, 400 * Math.exp((s * s) / 2))).toBeLessThan(1e-4);
  });

  it("is slower in the mean and wider in the tail when the capacity drifts", () => {
    const calm = solve(classicalModel(), 380);
    const drifting = solve(classicalModel({ capacityVariation: 0.1 }), 380);
    expect(drifting.responseTime).toBeGreaterThan(calm.responseTime);
    const ratio = ({ parts }: typeof calm) => {
      const { percentile } = responseDistribution(parts);
      return percentile(0.99) / percentile(0.5);
    };
    expect(ratio(drifting)).toBeGreaterThan(ratio(calm));
  });

  it.each([0, 2.5, Number.NaN])("refuses %s users", (users) => {
    expect(() => poolSolver(classicalModel(), 10)(users)).toThrow(/^users must be/);
    expect(() => poolSolver(classicalModel(), users)).toThrow(/^maxUsers must be/);
  });

  it("refuses more users than it was prepared for", () => {
    expect(() => poolSolver(classicalModel(), 10)(11)).toThrow(/^users must be at most 10/);
  });
});
