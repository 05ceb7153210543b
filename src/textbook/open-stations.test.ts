import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { integrate } from "../stats/integrate.ts";
import { mg1 } from "./open/mg1.ts";
import { mgc } from "./open/mgc.ts";
import { mm1 } from "./open/mm1.ts";
import { mmc } from "./open/mmc.ts";
import * as responses from "./open/mmc-response-time.ts";
import { mmcStates } from "./open/mmc-states.ts";
import * as waits from "./open/mmc-waiting-time.ts";
import { mmck, mmckStates } from "./open/mmck.ts";
import { mminf, mminfStates } from "./open/mminf.ts";
import { verifyMg1 } from "./verify/verify-mg1.ts";
import { verifyMmc } from "./verify/verify-mmc.ts";
import { verifyMmck } from "./verify/verify-mmck.ts";

/** What the docstrings promise up to 10,000 servers; below 1e-290 a double has fewer digits. */
const near = (actual: number, expected: number, tolerance = 1e-11) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(
    tolerance * Math.max(1e-290, Math.abs(expected)),
  );

const runs = { seed: 5, numRuns: 1500 };
const seconds = fc.double({ min: 1e-4, max: 100, noNaN: true });
const busy = fc.double({ min: 1e-3, max: 0.999, noNaN: true });
const station = fc
  .record({ servers: fc.integer({ min: 1, max: 500 }), serviceTime: seconds, share: busy })
  .map(({ servers, serviceTime, share }) => ({
    servers,
    serviceTime,
    arrivalRate: (share * servers) / serviceTime,
  }));

describe("mmc", () => {
  it("is worked by hand: two servers, a load of 1", () => {
    const solved = mmc({ arrivalRate: 1, serviceTime: 1, servers: 2 });
    near(solved.probabilityOfWait, 1 / 3);
    near(solved.waiting, 1 / 3);
    near(solved.responseTime, 4 / 3);
    near(solved.utilization, 1 / 2);
  });

  // mpmath 1.3.0 at 60 digits on the doubles given: C, W.
  it.each([
    [0.999999999, 1, 1, 0.999999999, 1_000_000_027.281_932_4],
    [9999.99999, 1, 10_000, 0.9999998750008869, 99999.99002630092],
    [99.9999999, 0.1, 10, 0.99999999633978, 10000001.11219125],
    [2999.999997, 0.1, 300, 0.9999999786193642, 333333.3329198867],
    [140, 0.07, 10, 0.9281613714660928, 0.324856480013134],
    [99_000, 1, 100_000, 0.0008219082374107954, 8.219082374107954e-7],
  ])("keeps its digits at λ = %s, S = %s, c = %s", (arrivalRate, serviceTime, servers, C, W) => {
    const solved = mmc({ arrivalRate, serviceTime, servers });
    near(solved.probabilityOfWait, C, 1e-10);
    near(solved.waitingTime, W, 1e-10);
  });

  it("is idle without arrivals", () => {
    expect(mmc({ arrivalRate: 0, serviceTime: 3, servers: 2 })).toEqual({
      throughput: 0,
      responseTime: 3,
      waitingTime: 0,
      queueLength: 0,
      waiting: 0,
      utilization: 0,
      probabilityOfWait: 0,
    });
  });

  it("refuses an unstable system with its remedy", () => {
    expect(() => mmc({ arrivalRate: 140, serviceTime: 0.075, servers: 10 })).toThrow(
      /needs at least 11 servers at 140 req\/s .* has 10: .*below 133\.333 req\/s/,
    );
    expect(() => mmc({ arrivalRate: 10, serviceTime: 1, servers: 10 })).toThrow(/at least 11/);
  });

  it.each([0, 2.5, Number.NaN])("rejects %s servers", (servers) => {
    expect(() => mmc({ arrivalRate: 1, serviceTime: 0.1, servers })).toThrow(/^servers must be/);
  });

  it("agrees with its birth-death chain and its own response-time law", () => {
    fc.assert(
      fc.property(station, (s) => {
        for (const one of verifyMmc(s)) {
          // The chain's states and the product λ·S round where c is large and nearly busy.
          if (one.first > 1e-290) expect([one, one.relativeDifference < 1e-9]).toEqual([one, true]);
        }
      }),
      runs,
    );
  });

  it("obeys Little's law, grows with load, and equals mm1 with one server", () => {
    fc.assert(
      fc.property(station, (s) => {
        const solved = mmc(s);
        near(solved.throughput * solved.responseTime, solved.queueLength);
        near(solved.throughput * solved.waitingTime, solved.waiting);
        near(solved.utilization * s.servers, s.arrivalRate * s.serviceTime);
        const lighter = mmc({ ...s, arrivalRate: s.arrivalRate * 0.9 });
        expect(lighter.responseTime).toBeLessThanOrEqual(solved.responseTime);
        const one = { arrivalRate: s.arrivalRate / s.servers, serviceTime: s.serviceTime };
        const single = mm1(one);
        for (const [key, value] of Object.entries(mmc({ ...one, servers: 1 }))) {
          near(value, single[key as keyof typeof single]);
        }
      }),
      runs,
    );
  });

  it("does not care for the unit of time", () => {
    fc.assert(
      fc.property(station, (s) => {
        const inUnits = {
          ...s,
          serviceTime: s.serviceTime * 1024,
          arrivalRate: s.arrivalRate / 1024,
        };
        near(mmc(inUnits).responseTime, mmc(s).responseTime * 1024, 1e-13);
      }),
      runs,
    );
  });
});

describe("mmcStates", () => {
  it("is worked by hand: two servers, a load of 1", () => {
    const p = mmcStates({ arrivalRate: 1, serviceTime: 1, servers: 2 }, 3);
    for (const [k, expected] of [1 / 3, 1 / 3, 1 / 6, 1 / 12].entries()) near(p[k] ?? 0, expected);
  });

  it("sums to 1 and has the mean of mmc", () => {
    const s = { arrivalRate: 14, serviceTime: 0.5, servers: 9 };
    const p = mmcStates(s, 400);
    near(
      p.reduce((a, b) => a + b, 0),
      1,
    );
    near(
      p.reduce((sum, x, k) => sum + x * k, 0),
      mmc(s).queueLength,
    );
    expect(mmcStates({ ...s, arrivalRate: 0 }, 1)).toEqual([1, 0]);
  });
});

describe("waiting and response times", () => {
  it("match mpmath 1.3.0 (root of the log survival function)", () => {
    const law = responses.mmcResponseTime({ arrivalRate: 9, serviceTime: 0.2, servers: 2 });
    near(responses.responseTimePercentile(law, 0.95), 3.059447788934115);
    near(responses.responseTimePercentile(law, 0.5), 0.753831876402815);
  });

  it("are exponential for one server", () => {
    const law = responses.mmcResponseTime({ arrivalRate: 8, serviceTime: 0.1, servers: 1 });
    near(responses.responseTimePercentile(law, 0.99), 0.5 * Math.log(100));
  });

  it("have a smooth limit where both rates are equal: c - a = 1", () => {
    const law = responses.mmcResponseTime({ arrivalRate: 1, serviceTime: 1, servers: 2 });
    near(responses.responseTimeSurvival(law, 2), Math.exp(-2) * (1 + 2 / 3));
  });

  it("undo each other, and the mean wait is the area under its tail", () => {
    fc.assert(
      fc.property(station, fc.double({ min: 0.01, max: 0.99999, noNaN: true }), (s, p) => {
        const response = responses.mmcResponseTime(s);
        near(
          1 - responses.responseTimeCdf(response, responses.responseTimePercentile(response, p)),
          1 - p,
          1e-10,
        );
        const wait = waits.mmcWaitingTime(s);
        const t = waits.waitingTimePercentile(wait, p);
        if (t > 0) near(waits.waitingTimeSurvival(wait, t), 1 - p, 1e-10);
        else expect(waits.waitingTimeCdf(wait, 0)).toBeGreaterThanOrEqual(p - 1e-12);
        const tail = (x: number) => waits.waitingTimeSurvival(wait, x);
        near(integrate(tail, 0, 60 / wait.decayRate), mmc(s).waitingTime, 1e-10);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it("reject the 100th percentile and negative times", () => {
    const law = responses.mmcResponseTime({ arrivalRate: 1, serviceTime: 1, servers: 2 });
    expect(() => responses.responseTimePercentile(law, 1)).toThrow(/^share must be/);
    expect(() => responses.responseTimeSurvival(law, -1)).toThrow(/^t must be/);
    expect(responses.responseTimePercentile(law, 0)).toBe(0);
  });
});

describe("mmck", () => {
  it("is worked by hand: one server, two places, λS = 1", () => {
    const solved = mmck({ arrivalRate: 1, serviceTime: 1, servers: 1, capacity: 2 });
    near(solved.probabilityOfLoss, 1 / 3);
    near(solved.queueLength, 1);
    near(solved.waitingTime, 1 / 2);
    near(solved.probabilityOfWait, 1 / 2);
  });

  it("agrees with the recursion over growing systems, far into overload", () => {
    const load = fc.double({ min: 1e-3, max: 50, noNaN: true });
    const count = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(count, fc.integer({ min: 0, max: 300 }), load, seconds, (c, places, f, S) => {
        const s = { arrivalRate: (f * c) / S, serviceTime: S, servers: c, capacity: c + places };
        for (const one of verifyMmck(s)) {
          if (one.first > 1e-280)
            expect([one, one.relativeDifference < 1e-11]).toEqual([one, true]);
        }
      }),
      runs,
    );
  });

  it("becomes M/M/c as K grows, and Erlang B without waiting places", () => {
    const s = { arrivalRate: 8, serviceTime: 0.5, servers: 5 };
    near(mmck({ ...s, capacity: 3000 }).responseTime, mmc(s).responseTime);
    near(mmck({ ...s, servers: 2, serviceTime: 1 / 8, capacity: 2 }).probabilityOfLoss, 1 / 5);
  });

  it("gives finite shares for 100,000 places at any load", () => {
    for (const rate of [0, 1e-6, 9_999, 10_000, 1e9]) {
      const s = { arrivalRate: rate, serviceTime: 1, servers: 10_000, capacity: 100_000 };
      for (const value of Object.values(mmck(s))) {
        expect(Number.isFinite(value)).toBe(true);
        expect(value).toBeGreaterThanOrEqual(0);
      }
      near(
        mmckStates(s).reduce((a, b) => a + b, 0),
        1,
      );
    }
  });

  it("rejects fewer places than servers", () => {
    const s = { arrivalRate: 1, serviceTime: 1, servers: 3, capacity: 2 };
    expect(() => mmck(s)).toThrow(/^capacity must be/);
  });
});

describe("mminf", () => {
  it("never waits, and holds a Poisson number", () => {
    expect(mminf({ arrivalRate: 6, serviceTime: 0.5 })).toMatchObject({
      responseTime: 0.5,
      queueLength: 3,
    });
    near(mminfStates({ arrivalRate: 6, serviceTime: 0.5 }, 2)[2] ?? 0, 4.5 * Math.exp(-3));
  });
});

describe("mg1", () => {
  it("is worked by hand for constant service: half the wait of M/M/1", () => {
    near(mg1({ arrivalRate: 5, serviceTime: 0.1, serviceVariation: 0 }).waitingTime, 0.05);
  });

  it("is M/M/1 for a variation of 1 and obeys Little's law", () => {
    fc.assert(
      fc.property(busy, seconds, (rho, S) => {
        const input = { arrivalRate: rho / S, serviceTime: S };
        const one = mm1(input);
        near(mg1({ ...input, serviceVariation: 1 }).responseTime, one.responseTime);
        const uneven = mg1({ ...input, serviceVariation: 7 });
        near(uneven.queueLength, uneven.throughput * uneven.responseTime);
      }),
      runs,
    );
  });

  it("agrees with the chain of departures under gamma service", () => {
    const load = fc.double({ min: 0.01, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(load, fc.double({ min: 0, max: 3, noNaN: true }), (rho, serviceVariation) => {
        for (const one of verifyMg1({ arrivalRate: rho, serviceTime: 1, serviceVariation })) {
          expect([one, one.relativeDifference < 1e-9]).toEqual([one, true]);
        }
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  it("rejects a negative variation", () => {
    const input = { arrivalRate: 1, serviceTime: 0.1, serviceVariation: -1 };
    expect(() => mg1(input)).toThrow(/^serviceVariation must be/);
  });
});

describe("mgc", () => {
  it("is exact where its docstring says so", () => {
    fc.assert(
      fc.property(station, fc.double({ min: 0, max: 9, noNaN: true }), (s, serviceVariation) => {
        const poisson = { ...s, arrivalVariation: 1 };
        near(mgc({ ...poisson, serviceVariation: 1 }).responseTime, mmc(s).responseTime);
        const single = { ...poisson, servers: 1, arrivalRate: s.arrivalRate / s.servers };
        const exact = mg1({ ...single, serviceVariation }).waitingTime;
        near(mgc({ ...single, serviceVariation }, "allen-cunneen").waitingTime, exact);
        near(mgc({ ...single, serviceVariation }, "sakasegawa").waitingTime, exact, 1e-9);
        near(mgc({ ...single, serviceVariation }, "kingman").waitingTime, exact);
      }),
      runs,
    );
  });

  it("errs as stated against exact M/D/10 at ρ = 0.5 and 0.9 (chain at service ends)", () => {
    // Mean waits 0.00474 and 0.345 of M/D/10, three digits, from the Markov chain of the number
    // in the system at intervals of one service time (Crommelin 1932), solved with numpy.
    const pool = { serviceTime: 1, servers: 10, arrivalVariation: 1, serviceVariation: 0 };
    const half = mgc({ ...pool, arrivalRate: 5 }).waitingTime / 0.00474 - 1;
    const nine = mgc({ ...pool, arrivalRate: 9 }).waitingTime / 0.345 - 1;
    expect(Math.abs(half + 0.24)).toBeLessThan(0.005);
    expect(Math.abs(nine + 0.03)).toBeLessThan(0.005);
  });

  it("keeps Sakasegawa within 2 % of M/M/c at ρ = 0.9 up to 20 servers", () => {
    for (const servers of [2, 5, 10, 20]) {
      const s = { arrivalRate: 0.9 * servers, serviceTime: 1, servers };
      const both = { ...s, arrivalVariation: 1, serviceVariation: 1 };
      near(mgc(both, "sakasegawa").waitingTime, mmc(s).waitingTime, 0.02);
    }
  });

  it("offers Kingman's formula for one server only", () => {
    const s = {
      arrivalRate: 1,
      serviceTime: 1,
      servers: 2,
      arrivalVariation: 1,
      serviceVariation: 1,
    };
    expect(() => mgc(s, "kingman")).toThrow(/^servers must be 1/);
  });
});
