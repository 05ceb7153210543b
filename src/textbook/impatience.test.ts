import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { integrate } from "../stats/integrate.ts";
import { erlangA } from "./open/erlang-a.ts";
import { erlangB } from "./open/erlang-b.ts";
import { mmc } from "./open/mmc.ts";
import { mmcTimeout, timeoutWaitSurvival } from "./open/mmc-timeout.ts";
import { mminfStates } from "./open/mminf.ts";
import { verifyErlangA } from "./verify/verify-erlang-a.ts";
import { verifyMmcTimeout } from "./verify/verify-mmc-timeout.ts";

const near = (actual: number, expected: number, tolerance = 1e-11) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

const station = fc
  .record({
    servers: fc.integer({ min: 1, max: 200 }),
    serviceTime: fc.double({ min: 0.001, max: 10, noNaN: true }),
    share: fc.double({ min: 0.01, max: 4, noNaN: true }),
    limit: fc.double({ min: -3, max: 3, noNaN: true }),
  })
  .map(({ servers, serviceTime, share, limit }) => ({
    servers,
    serviceTime,
    arrivalRate: (share * servers) / serviceTime,
    limit: serviceTime * 10 ** limit,
  }));

describe("erlangA", () => {
  // mpmath 1.3.0 at 60 digits: the birth-death chain summed until nothing is added.
  it.each([
    [95, 1, 100, 2, 0.3644744648394073, 2.876797909145537, 93.5616010454272],
    [130, 1, 100, 0.5, 0.9745357476959784, 15.0461435623803, 99.9077128752394],
    [9, 0.2, 2, 1, 0.6681161265971334, 1.252069140948024, 7.747930859051976],
    [1000, 1, 1000, 10, 0.7617539588267894, 60.61744662470719, 993.9382553375293],
  ])(
    "matches mpmath 1.3.0 at λ = %s, S = %s, c = %s, patience %s",
    (rate, S, c, T, wait, Lq, X) => {
      const solved = erlangA({ arrivalRate: rate, serviceTime: S, servers: c, patience: T });
      near(solved.probabilityOfWait, wait);
      near(solved.waiting, Lq);
      near(solved.throughput, X);
    },
  );

  it("agrees with its birth-death chain on random systems, overload included", () => {
    fc.assert(
      fc.property(station, (s) => {
        for (const one of verifyErlangA({ ...s, patience: s.limit })) {
          if (one.first > 1e-280)
            expect([one, one.relativeDifference < 1e-10]).toEqual([one, true]);
        }
      }),
      { seed: 21, numRuns: 1000 },
    );
  });

  it("becomes M/M/c as patience grows, and ends an overload at c/S", () => {
    const s = { arrivalRate: 9, serviceTime: 0.2, servers: 2 };
    near(erlangA({ ...s, patience: 1e14 }).responseTime, mmc(s).responseTime);
    const flooded = erlangA({ arrivalRate: 1e6, serviceTime: 1, servers: 10, patience: 1e9 });
    near(flooded.throughput, 10);
    near(flooded.waiting, (1e6 - 10) * 1e9, 1e-9);
  });

  it("holds a Poisson number where patience equals service time (M/M/∞)", () => {
    const p = mminfStates({ arrivalRate: 7, serviceTime: 1 }, 60);
    const expected = p.reduce((sum, share, k) => sum + share * Math.max(0, k - 5), 0);
    const solved = erlangA({ arrivalRate: 7, serviceTime: 1, servers: 5, patience: 1 });
    near(solved.waiting, expected);
    near(solved.queueLength, 7);
  });

  it("stays finite and within its bounds at 10,000 servers and any patience", () => {
    for (const f of [0, 1e-6, 0.5, 1 - 1e-9, 1, 1 + 1e-9, 2]) {
      for (const patience of [1e-9, 1, 1e9]) {
        const s = { arrivalRate: 10_000 * f, serviceTime: 1, servers: 10_000, patience };
        for (const value of Object.values(erlangA(s))) {
          expect(Number.isFinite(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });

  it("rejects a patience of 0", () => {
    const s = { arrivalRate: 1, serviceTime: 1, servers: 1, patience: 0 };
    expect(() => erlangA(s)).toThrow(/^patience must be/);
  });
});

describe("mmcTimeout", () => {
  it("is Erlang B without patience, and M/M/c with endless patience", () => {
    const s = { arrivalRate: 9, serviceTime: 0.2, servers: 2 };
    near(mmcTimeout({ ...s, timeout: 0 }).probabilityOfAbandonment, erlangB(2, 1.8));
    near(mmcTimeout({ ...s, timeout: 1e6 }).responseTime, mmc(s).responseTime);
    expect(mmcTimeout({ ...s, timeout: 1e6 }).probabilityOfAbandonment).toBe(0);
  });

  it("agrees with its states and the integral of its density, overload included", () => {
    fc.assert(
      fc.property(station, (s) => {
        for (const one of verifyMmcTimeout({ ...s, timeout: s.limit })) {
          if (one.first > 1e-280)
            expect([one, one.relativeDifference < 1e-10]).toEqual([one, true]);
        }
      }),
      { seed: 22, numRuns: 1000 },
    );
  });

  it("passes through saturation without a step: cμ - λ → 0", () => {
    const at = (rate: number) =>
      mmcTimeout({ arrivalRate: rate, serviceTime: 1, servers: 3, timeout: 0.5 });
    for (const key of ["probabilityOfAbandonment", "waitingTime", "waitingTimeOfServed"] as const) {
      near(at(3 - 1e-12)[key], at(3)[key]);
      near(at(3 + 1e-12)[key], at(3)[key]);
    }
  });

  it("balances: what arrives is served or gives up, and the served wait less than τ", () => {
    fc.assert(
      fc.property(station, (s) => {
        const solved = mmcTimeout({ ...s, timeout: s.limit });
        near(solved.throughput + solved.abandonmentRate, s.arrivalRate);
        near(solved.queueLength, solved.throughput * s.serviceTime + solved.waiting);
        expect(solved.waitingTimeOfServed).toBeLessThanOrEqual(s.limit);
        const tail = (t: number) => timeoutWaitSurvival({ ...s, timeout: s.limit }, t);
        // The tail may fall at once, or in overload only just before τ.
        const scales = Array.from({ length: 12 }, (_, i) => 4 ** (i - 12.5));
        const late = scales.map((x) => s.limit * (1 - x)).reverse();
        const breaks = [...scales.map((x) => s.limit * x), ...late];
        const share = solved.throughput / s.arrivalRate;
        near(integrate(tail, 0, s.limit, breaks), solved.waitingTimeOfServed * share, 1e-9);
      }),
      { seed: 23, numRuns: 60 },
    );
  });

  it("stays finite far into overload, with goodput c/S and waits near τ", () => {
    const s = { arrivalRate: 1e6, serviceTime: 1, servers: 10, timeout: 1e5 };
    const solved = mmcTimeout(s);
    near(solved.throughput, 10);
    near(solved.waitingTime, 1e5, 1e-9);
    expect(timeoutWaitSurvival(s, 1e5)).toBe(0);
  });
});
