import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyOpenNetwork } from "../verify/verify-open-network.ts";
import { mm1 } from "./mm1.ts";
import { mmc } from "./mmc.ts";
import { type OpenNetwork, openNetwork } from "./open-network.ts";
import {
  pathCdf,
  pathLogSurvival,
  pathPercentile,
  pathResponseTime,
} from "./path-response-time.ts";
import { trafficEquations } from "./traffic-equations.ts";

const near = (actual: number, expected: number, tolerance = 1e-10) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

describe("trafficEquations", () => {
  it("counts the rounds of a loop: back with chance p means 1/(1 - p) visits", () => {
    const [front, back] = trafficEquations(
      [1, 0],
      [
        [0, 0.75],
        [1, 0],
      ],
    );
    near(front ?? 0, 4);
    near(back ?? 0, 3);
  });

  it("satisfies its equations for random routings", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const size = 4;
    const matrix = fc.array(fc.array(share, { minLength: size, maxLength: size }), {
      minLength: size,
      maxLength: size,
    });
    const rates = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), {
      minLength: size,
      maxLength: size,
    });
    fc.assert(
      fc.property(rates, matrix, (external, raw) => {
        const routing = raw.map((row) => row.map((p) => p / 4.5));
        const x = trafficEquations(external, routing);
        x.forEach((rate, j) => {
          const inflow = x.reduce(
            (sum, from, i) => sum + from * (routing[i]?.[j] ?? 0),
            external[j] ?? 0,
          );
          expect(Math.abs(inflow - rate)).toBeLessThanOrEqual(1e-12 * (1 + rate));
        });
      }),
      { seed: 31, numRuns: 1000 },
    );
  });

  it("refuses a trap that requests reach and never leave, not one that none reaches", () => {
    expect(() =>
      trafficEquations(
        [1, 0],
        [
          [0, 0.5],
          [0, 1],
        ],
      ),
    ).toThrow(/must let requests leave/);
    expect(
      trafficEquations(
        [1, 0],
        [
          [0, 0],
          [0, 1],
        ],
      ),
    ).toEqual([1, 0]);
    expect(() => trafficEquations([1], [[1.5]])).toThrow(/must sum to 1 or less/);
    expect(() => trafficEquations([1], [])).toThrow(/^routing must have 1 rows/);
  });
});

const two = (servers: number, rate: number) => ({
  stations: [
    { name: "api", kind: "queue" as const, servers },
    { name: "cache", kind: "delay" as const },
  ],
  classes: [
    { name: "read", arrivalRate: rate, visits: [1, 2], serviceTimes: [0.1, 0.01] },
    { name: "write", arrivalRate: rate, visits: [2, 0], serviceTimes: [0.1, 0.01] },
  ],
});

describe("openNetwork", () => {
  it("is M/M/c at a station of equal classes, and adds its delays", () => {
    const solved = openNetwork(two(4, 10));
    const { responseTime } = mmc({ arrivalRate: 30, serviceTime: 0.1, servers: 4 });
    near(solved.classes[0]?.responseTime ?? 0, responseTime + 0.02);
    near(solved.classes[1]?.responseTime ?? 0, 2 * responseTime);
    expect(solved.bottleneck).toBe("api");
    near(solved.growthLimit ?? 0, 4 / 3);
  });

  it("agrees with the chain of every station and with Little's law", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.01, max: 0.999, noNaN: true }),
        (servers, share) => {
          for (const one of verifyOpenNetwork(two(servers, (share * servers) / 0.3))) {
            expect([one, one.relativeDifference < 1e-10]).toEqual([one, true]);
          }
        },
      ),
      { seed: 32, numRuns: 1000 },
    );
  });

  it("keeps its digits with two classes at a utilization of 1 - 1e-9", () => {
    // Exact in binary: loads ½ and ½ - 2⁻³⁰, so that R = S/(1 - ρ) = 2³⁰·S.
    const solved = openNetwork({
      stations: [{ name: "cpu", kind: "queue" as const, servers: 1 }],
      classes: [
        { name: "a", arrivalRate: 0.5, visits: [1], serviceTimes: [1] },
        { name: "b", arrivalRate: 0.5 - 2 ** -30, visits: [1], serviceTimes: [1] },
      ],
    });
    near(solved.classes[0]?.responseTime ?? 0, 2 ** 30, 1e-14);
  });

  it("names the station that cannot keep up, and what it needs", () => {
    expect(() => openNetwork(two(2, 10))).toThrow(/^api needs at least 4 servers at 30 req\/s/);
  });

  it("is empty without arrivals and rejects lists of the wrong length", () => {
    expect(openNetwork(two(1, 0))).toMatchObject({
      queueLength: 0,
      responseTime: 0,
      bottleneck: null,
    });
    const [read] = two(1, 1).classes;
    const broken = { ...two(1, 1), classes: read ? [{ ...read, visits: [1] }] : [] };
    expect(() => openNetwork(broken)).toThrow(/must have 2 numbers/);
  });
});

describe("pathResponseTime", () => {
  it("is an Erlang law for two equal single servers in series", () => {
    // Two exponentials of rate 2: P(T > t) = e^(-2t)·(1 + 2t).
    const hop = { arrivalRate: 8, serviceTime: 0.1, servers: 1 };
    const law = pathResponseTime([hop, hop]);
    near(law.mean, 2 * mm1(hop).responseTime);
    for (const t of [0.01, 0.7, 5, 300])
      near(pathLogSurvival(law, t), Math.log1p(2 * t) - 2 * t, 1e-10);
  });

  it("has percentiles that undo its distribution function", () => {
    const law = pathResponseTime([
      { arrivalRate: 8, serviceTime: 0.1, servers: 1 },
      { arrivalRate: 8, serviceTime: 0.9, servers: 9 },
      { arrivalRate: 8, serviceTime: 0.001, servers: 1 },
    ]);
    for (const p of [0.05, 0.5, 0.95, 0.9999]) near(pathCdf(law, pathPercentile(law, p)), p);
  });

  it("rejects an empty path and an unstable station", () => {
    expect(() => pathResponseTime([])).toThrow(/^path must hold/);
    const hop = { arrivalRate: 11, serviceTime: 0.1, servers: 1 };
    expect(() => pathResponseTime([hop])).toThrow(/needs at least 2 servers/);
  });
});

describe("openNetwork, first come, first served", () => {
  const fifo = (stations: OpenNetwork["stations"], times: readonly (readonly number[])[]) =>
    openNetwork({
      stations,
      classes: times.map((serviceTimes, r) => ({
        name: `class ${r}`,
        arrivalRate: 1,
        visits: serviceTimes.map((time) => (time > 0 ? 1 : 0)),
        serviceTimes,
      })),
    });
  const queue = { name: "q", kind: "queue", discipline: "fifo" } as const;

  it("is M/G/1 of the mixture where service times are unequal, worked by hand", () => {
    // λ = 1 + 1, E[S] = 0.3, E[S²] = 2·(0.1² + 0.5²)/2 = 0.26: W = 2·0.26/(2·(1 - 0.6)) = 0.65.
    const { classes, stations } = fifo([queue], [[0.1], [0.5]]);
    expect(classes[0]?.responseTime).toBeCloseTo(0.75, 12);
    expect(classes[1]?.responseTime).toBeCloseTo(1.15, 12);
    expect(stations[0]?.queueLength).toBeCloseTo(0.75 + 1.15, 12);
  });

  it("is the product form where they are equal, for any number of servers", () => {
    const shared = { ...queue, discipline: "ps", servers: 3 } as const;
    expect(fifo([{ ...queue, servers: 3 }], [[0.7], [0.7]])).toEqual(
      fifo([shared], [[0.7], [0.7]]),
    );
  });

  it.each([
    ["several servers", [{ ...queue, servers: 2 }], [[0.1], [0.5]]],
    [
      "another queue, whose arrivals it would shape",
      [queue, { name: "db", kind: "queue" }],
      [
        [0.1, 0.1],
        [0.5, 0.1],
      ],
    ],
  ] as const)("refuses unequal ones at %s", (_, stations, times) => {
    expect(() => fifo(stations, times)).toThrow(
      /^q must (have|be) .*first come, first served.*; make/,
    );
  });
});
