import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDependentProbabilities } from "../../textbook/closed/load-dependent.ts";
import { closedChain } from "../testing/closed-chain.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import { admission } from "./admission.ts";
import { chainProbabilities, joinRates } from "./chain-probabilities.ts";
import { preparePlatform } from "./prepare-platform.ts";
import { solvePlatform } from "./solve-platform.ts";

describe("chainProbabilities", () => {
  it("is the load-dependent chain of the rates where work is of CV 1", () => {
    const prepared = preparePlatform(plainPlatform(), 150);
    const { shares } = chainProbabilities(prepared, { users: 150 });
    const rates = [...prepared.rates].slice(1);
    const exact = loadDependentProbabilities({ thinkTime: 1 + 0.01, rates }, 150);
    for (const [k, p] of exact.entries()) expect(shares[k]).toBeCloseTo(p, 12);
  });

  it("sums to 1 and completes as many as arrive, however variable the work", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 4, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 400 }),
        (variation, poolSize, N) => {
          const prepared = preparePlatform(plainPlatform({ variation, poolSize, cores: 40 }), N);
          const chain = chainProbabilities(prepared, { users: N });
          const total = chain.shares.reduce((a, b) => a + b, 0);
          expect(total).toBeCloseTo(1, 9);
          const { served } = admission(prepared, { users: N }, chain);
          const joins = joinRates(prepared, { users: N }, chain).reduce((a, b) => a + b, 0);
          expect(joins / served).toBeCloseTo(1, 6);
        },
      ),
      { seed: 4, numRuns: 100 },
    );
  });

  it("is the load-dependent chain where rates fall, too, though it ends where it can only fall", () => {
    const platform = plainPlatform();
    const crowded = {
      ...platform,
      stations: platform.stations.map((one) =>
        one.kind === "queue" ? { ...one, crowding: 1e-3 } : one,
      ),
    };
    const prepared = preparePlatform(crowded, 400);
    expect(prepared.rising).toBe(false);
    for (const users of [20, 150, 400]) {
      const { shares, to } = chainProbabilities(prepared, { users });
      const rates = [...prepared.rates].slice(1, users + 1);
      const thinkTime = prepared.thinkTime;
      for (const [k, p] of loadDependentProbabilities({ thinkTime, rates }, users).entries()) {
        expect(shares[k]).toBeCloseTo(p, 10);
      }
      expect(to).toBeLessThanOrEqual(users);
    }
  });

  it("does not overflow where nobody gets through", () => {
    const prepared = preparePlatform(plainPlatform({ thinkTime: 1e-6, databaseTime: 10 }), 2000);
    const { shares, to } = chainProbabilities(prepared, { users: 2000 });
    expect(to).toBe(2000);
    expect(shares[2000]).toBeGreaterThan(0.9);
  });
});

describe("a platform that could collapse", () => {
  // 20 connections of 0.1 s, slowed by 0.3 % by each other request present: 200 req/s at best.
  const fragile = plainPlatform({
    ...{ databaseTime: 0.1, cores: 64, poolSize: 20, thinkTime: 1, apiTime: 0 },
    queue: { overloadContention: 0.003 },
  });
  const solvedAt = (rateLimit: number | null, users: number) =>
    solvePlatform({ ...fragile, rateLimit }, [users])[0];

  it("stays as it starts behind a limit that it carries, however many are turned away", () => {
    // 500 users present would be served at 80 req/s; but none of them gets in.
    for (const users of [200, 400, 700]) {
      const solved = solvedAt(120, users);
      expect(solved?.throughput).toBeCloseTo(120, 2);
      expect(solved?.responseTime).toBeLessThan(0.12);
    }
  });

  it("collapses without a limit, where no valley holds it", () => {
    const chain = closedChain(500, (k) => (10 * Math.min(k, 20)) / (1 + 0.003 * (k - 1)), 1);
    expect((solvedAt(null, 500)?.throughput ?? 0) / chain.throughput).toBeCloseTo(1, 2);
  });
});
