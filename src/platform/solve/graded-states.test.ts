import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "../platform.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import { everyState, fillBetween, type Grading, solveGraded } from "./graded-states.ts";
import { preparePlatform } from "./prepare-platform.ts";
import { platformResponseTimes } from "./response/platform-response-times.ts";
import { solvePrepared } from "./solve-platform.ts";

describe("solveGraded", () => {
  it("solves the first states and those a third apart where the rate is straight", () => {
    const states = solveGraded(400, (n) => 2 * n);
    expect(states.slice(0, 17)).toEqual(everyState(16));
    expect(states[0]).toBe(0);
    expect(states.at(-1)).toBe(400);
    expect(states.length).toBeLessThan(60);
  });

  it("finds a kink wherever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 390 }), (kink) => {
        const states = solveGraded(400, (n) => Math.min(n, kink));
        expect(states).toContain(kink);
      }),
    );
  });

  it("asks for no state twice, and gives them ascending, from 0 to the most", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0.5, max: 90, noNaN: true }),
        (most, knee) => {
          const asked: number[] = [];
          const states = solveGraded(most, (n) => {
            asked.push(n);
            return n / (1 + n / knee);
          });
          expect(new Set(asked).size).toBe(asked.length);
          expect(states).toEqual(asked.toSorted((a, b) => a - b));
          expect([states[0], states.at(-1)]).toEqual([0, most]);
        },
      ),
    );
  });
});

describe("fillBetween", () => {
  const filled = (rate: (n: number) => number, states: readonly number[]) => {
    const table = new Float64Array((states.at(-1) ?? 0) + 1);
    for (const n of states) table[n] = rate(n);
    fillBetween([table], states);
    return [...table];
  };
  const states = [0, 1, 2, 5, 9, 14, 22];

  it("is exact for a straight line, and for a parabola but in the last gap", () => {
    for (const [n, value] of filled((n) => 3 * n + 1, states).entries()) {
      expect(value).toBeCloseTo(3 * n + 1, 12);
    }
    for (const [n, value] of filled((n) => n * n, states)
      .slice(0, 15)
      .entries()) {
      expect(value).toBeCloseTo(n * n, 10);
    }
  });

  it("keeps what was solved", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 23 }),
        (own) => {
          const table = filled((n) => own[n] as number, states);
          for (const n of states) expect(table[n]).toBe(own[n]);
        },
      ),
    );
  });
});

describe("a platform with graded states", () => {
  const figuresOf = (platform: Platform, users: number, grading: Grading) => {
    const prepared = preparePlatform(platform, users, grading);
    const { throughput } = solvePrepared(prepared, users);
    return { throughput, ...platformResponseTimes(prepared, users, "all").all };
  };

  it("agrees with one where every state is solved", () => {
    const queue = fc.record({
      contention: fc.constantFrom(0, 0.002, 0.02),
      crowding: fc.constantFrom(0, 0.01),
      overloadContention: fc.constantFrom(0, 0.001),
      overloadCoherency: fc.constantFrom(0, 1e-5),
      drift: fc.constantFrom(0, 0.1),
      sharedLimit: fc.constantFrom(null, 20),
    });
    const sizes = fc.record({
      // 49, 64 and 84 are among the states that are solved at first.
      poolSize: fc.oneof(fc.integer({ min: 2, max: 150 }), fc.constantFrom(49, 64, 84)),
      cores: fc.integer({ min: 1, max: 64 }),
      variation: fc.double({ min: 0.5, max: 1.5, noNaN: true }),
      apiTime: fc.constantFrom(0.01, 0.2),
    });
    fc.assert(
      fc.property(sizes, queue, fc.integer({ min: 30, max: 500 }), (options, slowed, N) => {
        const plain = plainPlatform({ ...options, queue: slowed });
        // An API with cores of its own, so that two parts are joined.
        const [api, database] = plain.stations;
        const own = { ...database, name: "api", role: "api", work: api?.work, sharedLimit: null };
        const stations = [{ ...own, servers: 8 }, database] as Platform["stations"];
        const platform = { ...plain, stations };
        const [every, graded] = [
          figuresOf(platform, N, "every"),
          figuresOf(platform, N, "graded"),
        ] as const;
        expect(Math.abs(graded.throughput / every.throughput - 1)).toBeLessThan(1e-4);
        for (const figure of ["p50", "p90", "p95", "p99"] as const) {
          expect(Math.abs(graded[figure] / every[figure] - 1), figure).toBeLessThan(5e-3);
        }
      }),
      { seed: 1, numRuns: 25 },
    );
  });
});
