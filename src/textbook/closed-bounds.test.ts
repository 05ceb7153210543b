import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asymptoticBounds } from "./bounds/asymptotic-bounds.ts";
import { balancedJobBounds } from "./bounds/balanced-job-bounds.ts";
import { bottleneck } from "./bounds/bottleneck.ts";
import { geometricBounds } from "./bounds/geometric-bounds.ts";
import { proportionalBounds } from "./bounds/proportional-bounds.ts";
import { saturationPopulation } from "./bounds/saturation-population.ts";
import { tightestBounds } from "./bounds/tightest-bounds.ts";
import type { ClosedNetwork, DelayStation, QueueStation } from "./closed/closed-network.ts";

interface PublishedTable {
  readonly id: string;
  readonly inputs: { readonly D: readonly number[]; readonly Z: number };
  readonly expected: { readonly rows_N_lower_upper: readonly [number, number, number][] };
  readonly tolerance: { readonly abs: number };
}

const file = new URL("../../data/cases/closed-bounds.json", import.meta.url);
const tables: readonly PublishedTable[] = JSON.parse(readFileSync(file, "utf8")).cases;

interface SimpleNetwork extends ClosedNetwork {
  readonly stations: readonly (QueueStation | DelayStation)[];
}

const singleServers = (demands: readonly number[], thinkTime: number): SimpleNetwork => ({
  stations: demands.map((serviceTime) => ({ kind: "queue", serviceTime })),
  thinkTime,
});

const singleServerBounds = { balancedJobBounds, proportionalBounds, geometricBounds };
const allBounds = { asymptoticBounds, ...singleServerBounds, tightestBounds };

/** Exact mean-value analysis of single servers and delays (Reiser & Lavenberg 1980). */
function exactThroughput(system: SimpleNetwork, users: number): number {
  const queues = system.stations.map(() => 0);
  let throughput = 0;
  for (let n = 1; n <= users; n++) {
    const times = system.stations.map(({ kind, serviceTime }, k) =>
      kind === "delay" ? serviceTime : serviceTime * (1 + (queues[k] as number)),
    );
    throughput = n / times.reduce((sum, time) => sum + time, system.thinkTime);
    for (const [k, time] of times.entries()) {
      queues[k] = throughput * time;
    }
  }
  return throughput;
}

const demand = fc.double({ min: 1e-4, max: 1, noNaN: true });
const kinds = ["queue", "queue", "queue", "delay"] as const;
const closedSystem = fc.record({
  stations: fc.array(fc.record({ serviceTime: demand, kind: fc.constantFrom(...kinds) }), {
    minLength: 1,
    maxLength: 6,
  }),
  thinkTime: fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 50, noNaN: true })),
});
const solvable = closedSystem.filter(({ stations }) => stations.some((s) => s.kind === "queue"));
const population = fc.integer({ min: 1, max: 200 });

// Bounds touch the exact value (one station, one user): then only rounding parts them.
const rounding = 1e-12;

const pool: ClosedNetwork = {
  stations: [{ kind: "queue", serviceTime: 0.065, servers: 10 }],
  thinkTime: 1.4,
};

describe("bounds of closed systems", () => {
  it.each(tables)("agree with the published rows of $id", (table) => {
    const bounds = table.id.startsWith("gb") ? geometricBounds : proportionalBounds;
    const system = singleServers(table.inputs.D, table.inputs.Z);
    for (const [users, lower, upper] of table.expected.rows_N_lower_upper) {
      const { throughput } = bounds(system, users);
      expect(Math.abs(throughput.lower - lower)).toBeLessThanOrEqual(table.tolerance.abs);
      expect(Math.abs(throughput.upper - upper)).toBeLessThanOrEqual(table.tolerance.abs);
    }
  });

  it.each(Object.entries(allBounds))("contain the exact answer: %s", (_, bounds) => {
    fc.assert(
      fc.property(solvable, population, (system, users) => {
        const exact = exactThroughput(system, users);
        const { throughput, responseTime } = bounds(system, users);
        expect(throughput.lower).toBeLessThanOrEqual(exact * (1 + rounding));
        expect(throughput.upper).toBeGreaterThanOrEqual(exact * (1 - rounding));
        const R = users / exact - system.thinkTime;
        const slack = (users / exact) * rounding;
        expect(responseTime.lower).toBeLessThanOrEqual(R + slack);
        expect(responseTime.upper).toBeGreaterThanOrEqual(R - slack);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it("get tighter from asymptotic to balanced-job to proportional", () => {
    fc.assert(
      fc.property(solvable, population, (system, users) => {
        const a = asymptoticBounds(system, users).throughput;
        const b = balancedJobBounds(system, users).throughput;
        expect(b.lower).toBeGreaterThanOrEqual(a.lower * (1 - rounding));
        expect(b.upper).toBeLessThanOrEqual(a.upper * (1 + rounding));
        if (system.thinkTime === 0 && system.stations.every(({ kind }) => kind === "queue")) {
          const p = proportionalBounds(system, users).throughput;
          expect(p.lower).toBeGreaterThanOrEqual(b.lower * (1 - rounding));
          expect(p.upper).toBeLessThanOrEqual(b.upper * (1 + rounding));
        }
      }),
      { seed: 4, numRuns: 1000 },
    );
  });

  it.each(Object.entries(allBounds))("do not depend on the unit of time: %s", (_, bounds) => {
    fc.assert(
      fc.property(solvable, population, (system, users) => {
        const seconds = bounds(system, users);
        const milliseconds = bounds(
          {
            stations: system.stations.map((s) => ({ ...s, serviceTime: s.serviceTime * 1000 })),
            thinkTime: system.thinkTime * 1000,
          },
          users,
        );
        for (const side of ["lower", "upper"] as const) {
          const ratio = milliseconds.throughput[side] / seconds.throughput[side];
          expect(Math.abs(ratio * 1000 - 1)).toBeLessThanOrEqual(1e-9);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it.each(Object.entries(allBounds))("are exact for one user: %s", (_, bounds) => {
    const { throughput } = bounds(singleServers([0.2, 0.3], 1.5), 1);
    expect(throughput.lower).toBeCloseTo(0.5, 12); // 1/(0.2 + 0.3 + 1.5)
    if (bounds !== geometricBounds) {
      expect(throughput.upper).toBeCloseTo(0.5, 12); // the square root is loose at light load
    }
  });

  it.each(Object.entries(singleServerBounds))("are exact for equal demands: %s", (_, bounds) => {
    const { throughput } = bounds(singleServers([0.1, 0.1, 0.1, 0.1], 0), 7);
    expect(throughput.lower).toBeCloseTo(7, 9); // N/(D·(N + K − 1)) = 7/(0.1·10)
    expect(throughput.upper).toBeCloseTo(7, 9);
  });

  it.each(Object.entries(allBounds))(
    "stay finite and ordered at 100,000 users: %s",
    (_, bounds) => {
      for (const demands of [
        [0.1, 0.1 * (1 - 2 ** -53)],
        [1e-9, 1],
        [0.065, 0.004],
      ]) {
        const { throughput, responseTime } = bounds(singleServers(demands, 1.4), 1e5);
        expect(throughput.lower).toBeGreaterThan(0);
        expect(throughput.upper).toBeGreaterThanOrEqual(throughput.lower * (1 - rounding));
        expect(responseTime.upper).toBeLessThan(Number.POSITIVE_INFINITY);
      }
    },
  );

  it("give several servers their throughput c/D in the asymptotic bounds alone", () => {
    // 10 servers of 65 ms: 1/0.0065 requests a second; below it N/(D + Z).
    const system = pool;
    expect(asymptoticBounds(system, 1000).throughput.upper).toBeCloseTo(1 / 0.0065, 9);
    expect(asymptoticBounds(system, 100).throughput.upper).toBeCloseTo(100 / 1.465, 9);
    expect(saturationPopulation(system)).toBeCloseTo(1.465 / 0.0065, 9);
    expect(tightestBounds(system, 100)).toEqual(asymptoticBounds(system, 100));
  });

  it.each(Object.entries(singleServerBounds))("refuse several servers: %s", (_, bounds) => {
    const system = pool;
    expect(() => bounds(system, 5)).toThrow(/^stations\[0\]\.servers must be 1 for this bound/);
  });

  it.each(Object.entries(allBounds))("reject wrong arguments: %s", (_, bounds) => {
    expect(() => bounds(singleServers([1], 0), 0)).toThrow(/^users must be/);
    expect(() => bounds(singleServers([1], 0), 2.5)).toThrow(/^users must be/);
    expect(() => bounds(singleServers([1], -1), 1)).toThrow(/^thinkTime must be/);
    expect(() => bounds(singleServers([Number.NaN], 0), 1)).toThrow(
      /^stations\[0\]\.serviceTime must/,
    );
    const unvisited: ClosedNetwork = {
      stations: [{ kind: "queue", serviceTime: 1, visits: 0 }],
      thinkTime: 0,
    };
    expect(() => bounds(unvisited, 1)).toThrow(/^stations must hold/);
    const none: ClosedNetwork = { stations: [{ kind: "delay", serviceTime: 1 }], thinkTime: 0 };
    expect(() => bounds(none, 1)).toThrow(/^stations must hold/);
    const half: ClosedNetwork = {
      stations: [{ kind: "queue", serviceTime: 1, servers: 0.5 }],
      thinkTime: 0,
    };
    expect(() => bounds(half, 1)).toThrow(/^stations\[0\]\.servers must be/);
  });
});

describe("saturationPopulation", () => {
  it("is where the asymptotes meet", () => {
    fc.assert(
      fc.property(solvable, (system) => {
        const saturation = saturationPopulation(system);
        const alone = 1 / asymptoticBounds(system, 1).throughput.upper; // D + Z
        expect(saturation / alone / bottleneck(system).throughputLimit).toBeCloseTo(1, 9);
      }),
      { seed: 6 },
    );
  });

  it("counts delays and think time: (1 + 2 + 3 + 4)/2", () => {
    const stations = [
      { kind: "queue", serviceTime: 1 },
      { kind: "queue", serviceTime: 2 },
      { kind: "delay", serviceTime: 3 },
    ] as const;
    expect(saturationPopulation({ stations, thinkTime: 4 })).toBe(5);
  });
});

describe("bottleneck", () => {
  it("is the station with the most demand for each server, never a delay", () => {
    const stations = [
      { kind: "delay", serviceTime: 0.9 },
      { kind: "queue", serviceTime: 0.4, servers: 8 },
      { kind: "queue", serviceTime: 0.1 },
    ] as const;
    const found = bottleneck({ stations, thinkTime: 0 });
    expect(found).toEqual({ stations: [2], demandPerServer: 0.1, throughputLimit: 10 });
  });

  it("names every station that ties, rounding aside", () => {
    const tied = bottleneck(singleServers([0.3, 0.2, 0.1 + 0.2], 0));
    expect(tied.stations).toEqual([0, 2]);
  });
});
