import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { integrate } from "../stats/integrate.ts";
import { engset } from "./open/engset.ts";
import { erlangB } from "./open/erlang-b.ts";
import { erlangC } from "./open/erlang-c.ts";
import { serversForBlocking } from "./open/servers-for-blocking.ts";
import { serversForWait } from "./open/servers-for-wait.ts";
import { verifyEngset } from "./verify/verify-engset.ts";
import { verifyErlangB } from "./verify/verify-erlang-b.ts";

/** What the docstrings promise for 100,000 servers. */
const near = (actual: number, expected: number, tolerance = 1e-11) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

const runs = { seed: 11, numRuns: 2000 };

describe("erlangB", () => {
  it("is worked by hand for a few servers", () => {
    near(erlangB(1, 3), 3 / 4);
    near(erlangB(2, 1), 1 / 5);
    near(erlangB(3, 2), 4 / 19); // (8/6)/(1 + 2 + 2 + 8/6)
    expect(erlangB(0, 5)).toBe(1);
    expect(erlangB(5, 0)).toBe(0);
  });

  // mpmath 1.3.0 at 60 digits: a^c·e^(-a)/Γ(c+1) over 1 - P(c+1, a), P by its series.
  it.each([
    [10, 8, 0.1216610642529515],
    [2.5, 1.75, 0.2536295398922698],
    [0.5, 2, 0.8259789443958747],
    [100, 120, 0.1962699894551136],
    [1000, 700.5, 3.803740024711167e-27],
    [10_000, 9900, 0.002858126738856586],
    [100_000, 100_000, 0.002518893423546907],
    [100_000, 99_000, 8.225775598504222e-6],
  ])("matches mpmath 1.3.0 with %s servers at a load of %s", (c, a, B) => {
    near(erlangB(c, a), B);
  });

  it("for a fraction of a server is the integral of Jagerman (1974)", () => {
    for (const [c, a] of [
      [1.5, 0.7],
      [7.25, 9],
      [33.3, 25],
    ] as const) {
      const f = (t: number) => a * Math.exp(c * Math.log1p(t) - a * t);
      const end = (80 + 2 * c) / a;
      near(1 / erlangB(c, a), integrate(f, 0, end, [end / 100, end / 10]));
    }
  });

  it("agrees with Erlang's recursion on thousands of systems", () => {
    const load = fc.double({ min: 1e-3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), load, (c, f) => {
        for (const { first, second, relativeDifference } of verifyErlangB(c, f * (c + 1))) {
          if (Math.max(first, second) > 1e-290) expect(relativeDifference).toBeLessThan(1e-11);
        }
      }),
      runs,
    );
  });

  it("rejects what is no load", () => {
    expect(() => erlangB(-1, 1)).toThrow(/^servers must be/);
    expect(() => erlangB(1, Number.NaN)).toThrow(/^offeredLoad must be/);
  });
});

describe("erlangC", () => {
  it("is worked by hand: 1/3 for two servers and a load of 1, ρ for one server", () => {
    near(erlangC(2, 1), 1 / 3);
    near(erlangC(1, 0.37), 0.37);
    expect(erlangC(3, 0)).toBe(0);
  });

  it("stays a share for 100,000 servers, idle to saturated", () => {
    for (const f of [1e-9, 0.5, 0.99, 1 - 1e-9]) {
      const C = erlangC(1e5, 1e5 * f);
      expect(C).toBeGreaterThanOrEqual(0);
      expect(C).toBeLessThanOrEqual(1);
    }
    near(erlangC(1e5, 99_000), 0.000821908237410795, 1e-10); // mpmath 1.3.0
  });

  it("refuses an unstable system and says what it takes", () => {
    expect(() => erlangC(10, 10.5)).toThrow(/need at least 11, has 10/);
  });
});

describe("inverses", () => {
  it("give the fewest servers: one fewer misses the target", () => {
    const load = fc.double({ min: 0.01, max: 2000, noNaN: true });
    const share = fc.double({ min: 1e-6, max: 0.9, noNaN: true });
    const times = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(load, share, times, (a, target, within) => {
        const lossy = serversForBlocking(a, target);
        expect(erlangB(lossy, a)).toBeLessThanOrEqual(target);
        if (lossy > 0) expect(erlangB(lossy - 1, a)).toBeGreaterThan(target);
        const late = (c: number) => erlangC(c, a) * Math.exp(-(c - a) * within);
        const c = serversForWait({ arrivalRate: a, serviceTime: 1, within, exceptions: target });
        expect(late(c)).toBeLessThanOrEqual(target * (1 + 1e-9));
        if (c - 1 > a) expect(late(c - 1)).toBeGreaterThan(target * (1 - 1e-9));
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  it("reject a target of 0", () => {
    expect(() => serversForBlocking(3, 0)).toThrow(/^target must be/);
    const wait = { arrivalRate: 1, serviceTime: 1, within: 0, exceptions: 0 };
    expect(() => serversForWait(wait)).toThrow(/^exceptions must be/);
  });
});

describe("engset", () => {
  it("is worked by hand: 2 sources, 1 server, S = Z", () => {
    // Weights 1 and 2: full 2/3 of the time; the other source holds it 1/2 of the time.
    const solved = engset({ sources: 2, idleTime: 1, serviceTime: 1, servers: 1 });
    near(solved.probabilityOfFull, 2 / 3);
    near(solved.probabilityOfLoss, 1 / 2);
  });

  it("loses nothing with a server for every source, and becomes Erlang B with very many", () => {
    const some = { idleTime: 2, serviceTime: 1, servers: 5 };
    expect(engset({ ...some, sources: 5 }).probabilityOfLoss).toBe(0);
    const many = engset({ sources: 1e8, idleTime: 1e8 / 4, serviceTime: 1, servers: 5 });
    near(many.probabilityOfLoss, erlangB(5, 4), 1e-6);
  });

  it("agrees with the recursion over servers and with its flow balance", () => {
    const count = fc.integer({ min: 1, max: 300 });
    const time = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(count, count, time, time, (sources, servers, idleTime, serviceTime) => {
        for (const one of verifyEngset({ sources, servers, idleTime, serviceTime })) {
          if (one.first > 1e-290) expect(one.relativeDifference).toBeLessThan(1e-11);
        }
      }),
      runs,
    );
  });
});
