import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedChain } from "../testing/closed-chain.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import { solvePlatform } from "./solve-platform.ts";

const throughput = (
  overloadCounts: "platform" | "queues",
  { apiTime, contention, users }: Readonly<Record<"apiTime" | "contention" | "users", number>>,
) =>
  solvePlatform(
    plainPlatform({
      ...{ apiTime, poolSize: 1000, cores: 4, databaseTime: 0.05 },
      queue: { overloadContention: contention, overloadCounts },
    }),
    [users],
  )[0]?.throughput ?? 0;

const anyCase = fc.record({
  apiTime: fc.double({ min: 0.05, max: 2, noNaN: true }),
  contention: fc.double({ min: 1e-4, max: 0.02, noNaN: true }),
  users: fc.integer({ min: 2, max: 300 }),
});

describe("overloadCounts", () => {
  it("of queues counts those at shared servers: a birth–death chain of k at the database", () => {
    fc.assert(
      fc.property(anyCase, (drawn) => {
        // 20 of each core, each slowed by 1 + σ·(k − 1); one second of thinking beside the API.
        const rate = (k: number) =>
          (20 * Math.min(k, 4)) / (1 + drawn.contention * Math.max(0, k - 1));
        const chain = closedChain(drawn.users, rate, 1 + drawn.apiTime);
        expect(throughput("queues", drawn) / chain.throughput).toBeCloseTo(1, 6);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it("is the same where no request is anywhere else", () => {
    fc.assert(
      fc.property(anyCase, (drawn) => {
        const nowhere = { ...drawn, apiTime: 0 };
        expect(throughput("platform", nowhere)).toBe(throughput("queues", nowhere));
      }),
      { seed: 2, numRuns: 20 },
    );
  });

  it("of the platform counts those in the API too, who slow the database as well", () => {
    fc.assert(
      fc.property(anyCase, (drawn) => {
        expect(throughput("platform", drawn)).toBeLessThan(throughput("queues", drawn));
      }),
      { seed: 3, numRuns: 20 },
    );
  });
});

describe("overload of what a pool holds", () => {
  // The API's one server is busier than any of the database's 1,000, and has no line.
  const behindAPool = (overloadContention: number, overloadCoherency: number) => {
    const plain = plainPlatform({
      ...{ databaseTime: 0.1, cores: 1000, poolSize: 20, thinkTime: 1 },
      queue: { overloadContention, overloadCoherency },
    });
    const api = plain.stations[1];
    if (api?.kind !== "queue") throw new RangeError("a database was expected");
    const work = [{ endpoint: "GET /a", demand: 1e-4, visits: 1, variation: 1 }];
    const one = { ...api, name: "api", role: "api" as const, servers: 1, work };
    const alone = { ...one, overloadContention: 0, overloadCoherency: 0 };
    return { ...plain, stations: plain.stations.map((_, i) => (i === 0 ? alone : api)) };
  };

  it("slows those in line for the pool as it slows those in it: a chain of k at the pool", () => {
    const law = fc.record({
      contention: fc.double({ min: 1e-4, max: 0.01, noNaN: true }),
      coherency: fc.double({ min: 1e-7, max: 1e-5, noNaN: true }),
      users: fc.integer({ min: 100, max: 600 }),
    });
    fc.assert(
      fc.property(law, ({ contention, coherency, users }) => {
        const rate = (k: number) =>
          (10 * Math.min(k, 20)) / (1 + contention * (k - 1) + coherency * (k - 1) * k);
        const chain = closedChain(users, rate, 1);
        const solved = solvePlatform(behindAPool(contention, coherency), [users])[0]?.throughput;
        // What is at the API itself, 2 % of the line at most, is not slowed.
        expect((solved ?? 0) / chain.throughput).toBeCloseTo(1, 1.3);
      }),
      { seed: 4, numRuns: 30 },
    );
  });
});
