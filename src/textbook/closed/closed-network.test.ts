import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedNetworks, retrogradeRates } from "../testing/random-networks.ts";
import { uslStation } from "../usl/usl-station.ts";
import {
  type ClosedNetwork,
  closedNetwork,
  closedNetworkSweep,
  stationProbabilities,
} from "./closed-network.ts";
import { exactClosedNetwork } from "./exact-closed-network.ts";
import { loadDependent, loadDependentProbabilities, loadDependentSweep } from "./load-dependent.ts";
import { mmcn, mmcnProbabilities } from "./mmcn.ts";
import { mva } from "./mva.ts";
import { multiServerRates } from "./rate-law.ts";

const near = (actual: number, expected: number, tolerance = 1e-11) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

const laws = { seed: 3, numRuns: 200 };

describe("closedNetwork", () => {
  it("sends a lone user round without a wait", () => {
    const { throughput, stations } = closedNetwork(
      {
        thinkTime: 1,
        stations: [
          { kind: "queue", serviceTime: 0.5, visits: 2, servers: 4 },
          { kind: "delay", serviceTime: 1 },
          { kind: "loadDependent", rates: [1] },
        ],
      },
      1,
    );
    near(throughput, 1 / 4);
    expect(stations.map((s) => s.residenceTime)).toEqual([1, 1, 1]);
    near(stations[0]?.throughput ?? 0, 1 / 2);
  });

  it("splits two users over two equal servers as worked by hand", () => {
    // States (2,0), (1,1), (0,2) are equally likely, so each is idle a third of the time.
    const station = { kind: "queue" as const, serviceTime: 1 };
    const { throughput, stations } = closedNetwork(
      { thinkTime: 0, stations: [station, station] },
      2,
    );
    near(throughput, 2 / 3);
    near(stations[0]?.queueLength ?? 0, 1);
  });

  it("is N/Z where only thinking takes time, and leaves unvisited stations empty", () => {
    const unused = { kind: "queue" as const, serviceTime: 1, servers: 2, visits: 0 };
    const { throughput, responseTime, stations } = closedNetwork(
      { thinkTime: 4, stations: [unused] },
      8,
    );
    near(throughput, 2);
    expect(responseTime).toBe(0);
    expect(stations[0]).toEqual({
      throughput: 0,
      residenceTime: 0,
      queueLength: 0,
      utilization: 0,
    });
    expect(stationProbabilities({ thinkTime: 4, stations: [unused] }, 0, 2)).toEqual([1, 0, 0]);
  });

  it("agrees with its Markov chain on random networks of all kinds of stations", () => {
    fc.assert(
      fc.property(closedNetworks(2), fc.integer({ min: 1, max: 6 }), (network, N) => {
        const [own, other] = [closedNetwork(network, N), exactClosedNetwork(network, N)];
        near(own.throughput, other.throughput);
        near(own.responseTime, other.responseTime);
        for (const [k, station] of own.stations.entries()) {
          near(station.queueLength, other.stations[k]?.queueLength ?? 0);
          near(station.utilization, other.stations[k]?.utilization ?? 0);
        }
      }),
      laws,
    );
  });

  it("equals mean-value analysis where every queue has one server", () => {
    fc.assert(
      fc.property(closedNetworks(4), fc.integer({ min: 1, max: 400 }), (network, N) => {
        const stations = network.stations.filter((s) => s.kind !== "loadDependent");
        const single = {
          thinkTime: network.thinkTime,
          stations: stations.map((s) => (s.kind === "queue" ? { ...s, servers: 1 } : s)),
        };
        const [own, other] = [closedNetwork(single, N), mva(single, N)];
        near(own.throughput, other.throughput);
        near(own.responseTime, other.responseTime, 1e-10);
      }),
      laws,
    );
  });

  it("holds every user somewhere, obeys the utilization law and scales with time", () => {
    fc.assert(
      fc.property(closedNetworks(4), fc.integer({ min: 1, max: 300 }), (network, N) => {
        const { throughput: X, stations } = closedNetwork(network, N);
        const present = stations.reduce((sum, s) => sum + s.queueLength, X * network.thinkTime);
        near(present, N);
        for (const [k, station] of network.stations.entries()) {
          if (station.kind !== "queue") continue;
          const U = (X * (station.visits ?? 1) * station.serviceTime) / (station.servers ?? 1);
          near(stations[k]?.utilization ?? 0, U);
          expect(stations[k]?.utilization).toBeLessThanOrEqual(1);
        }
        const milli: ClosedNetwork = {
          thinkTime: network.thinkTime * 1e3,
          stations: network.stations.map((s) =>
            s.kind === "loadDependent"
              ? { ...s, rates: (s.rates as readonly number[]).map((rate) => rate / 1e3) }
              : { ...s, serviceTime: s.serviceTime * 1e3 },
          ),
        };
        near(closedNetwork(milli, N).throughput, X / 1e3);
      }),
      laws,
    );
  });

  it("never serves less with one user more unless a station slows down", () => {
    fc.assert(
      fc.property(closedNetworks(4), (network) => {
        const steady = network.stations.filter((s) => s.kind !== "loadDependent");
        let before = 0;
        for (const { throughput } of closedNetworkSweep({ ...network, stations: steady }, 60)) {
          expect(throughput).toBeGreaterThanOrEqual(before * (1 - 1e-12));
          before = throughput;
        }
      }),
      { seed: 3, numRuns: 50 },
    );
  });

  it("keeps the probabilities of a station consistent with its mean", () => {
    fc.assert(
      fc.property(closedNetworks(3), fc.integer({ min: 1, max: 200 }), (network, N) => {
        const { stations } = closedNetwork(network, N);
        for (const k of network.stations.keys()) {
          const p = stationProbabilities(network, k, N);
          near(
            p.reduce((a, b) => a + b, 0),
            1,
          );
          near(
            p.reduce((sum, q, j) => sum + q * j, 0),
            stations[k]?.queueLength ?? 0,
          );
        }
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it("stays exact at 10,000 users and thousands of servers", () => {
    const s = { servers: 2000, serviceTime: 0.5, thinkTime: 2 };
    const own = closedNetwork({ thinkTime: 2, stations: [{ kind: "queue", ...s }] }, 10_000);
    const other = mmcn(s, 10_000);
    near(own.throughput, other.throughput);
    near(own.responseTime, other.responseTime);
  });

  it("rejects what it cannot solve, by name", () => {
    const queue = { kind: "queue" as const, serviceTime: 1 };
    const solve =
      (network: ClosedNetwork, N = 1) =>
      () =>
        closedNetwork(network, N);
    expect(solve({ thinkTime: 1, stations: [queue] }, 0)).toThrow(/^users must/);
    expect(solve({ thinkTime: 0, stations: [] })).toThrow(/^thinkTime must/);
    expect(solve({ thinkTime: 1, stations: [{ ...queue, servers: 0.5 }] })).toThrow(
      /^servers must/,
    );
    expect(solve({ thinkTime: 1, stations: [{ ...queue, visits: -1 }] })).toThrow(/^visits must/);
    expect(solve({ thinkTime: 1, stations: [{ kind: "loadDependent", rates: [] }] })).toThrow(
      /^rates must/,
    );
    expect(solve({ thinkTime: 1, stations: [{ kind: "loadDependent", rates: () => 0 }] })).toThrow(
      /^rates\(1\) must/,
    );
    expect(() => stationProbabilities({ thinkTime: 1, stations: [queue] }, 1, 1)).toThrow(
      /^station must/,
    );
    expect(() => mva({ thinkTime: 1, stations: [{ ...queue, servers: 2 }] }, 1)).toThrow(
      /^stations\[0\]/,
    );
    expect(() => mva({ thinkTime: 0, stations: [] }, 1)).toThrow(/^thinkTime must/);
  });
});

describe("loadDependent", () => {
  it("is M/M/c//N with the rates of c servers", () => {
    const system = { thinkTime: 2, rates: multiServerRates(5, 0.5) };
    const s = { servers: 5, serviceTime: 0.5, thinkTime: 2 };
    near(loadDependent(system, 40).throughput, mmcn(s, 40).throughput);
    near(loadDependent(system, 40).responseTime, mmcn(s, 40).responseTime);
    for (const [k, p] of mmcnProbabilities(s, 40).entries()) {
      near(loadDependentProbabilities(system, 40)[k] ?? 0, p);
    }
  });

  it("gives rates falling with the crowd the same answer by chain, sweep and law", () => {
    fc.assert(
      fc.property(
        retrogradeRates,
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.integer({ min: 1, max: 150 }),
        (rates, thinkTime, N) => {
          const own = loadDependent({ thinkTime, rates }, N);
          const swept = loadDependentSweep({ thinkTime, rates }, N).at(-1);
          const law = (j: number) => rates[Math.min(j, rates.length) - 1] as number;
          const byLaw = loadDependentSweep({ thinkTime, rates: law }, N).at(-1);
          near(swept?.throughput ?? 0, own.throughput);
          near(byLaw?.throughput ?? 0, own.throughput);
          near(swept?.responseTime ?? 0, own.responseTime);
          near(swept?.utilization ?? 0, own.utilization);
          near(own.throughput * (own.responseTime + thinkTime), N);
        },
      ),
      laws,
    );
  });

  it("reads the scalability law off at Z = 0, also past its peak", () => {
    // γ = 100, σ = 0.05, κ = 0.001 at 50 users: 5000 / (1 + 2.45 + 2.45).
    const rates = uslStation({ unitThroughput: 100, contention: 0.05, coherency: 0.001 }, 50);
    near(loadDependent({ thinkTime: 0, rates }, 50).throughput, 5000 / 5.9);
    near(loadDependentSweep({ thinkTime: 0, rates }, 50).at(-1)?.throughput ?? 0, 5000 / 5.9);
  });

  it("solves 100,000 users with a rate law", () => {
    const rates = uslStation({ unitThroughput: 100, contention: 0.01, coherency: 1e-8 }, 1e5);
    const { throughput: X, responseTime: R } = loadDependent({ thinkTime: 10, rates }, 1e5);
    near(X * (R + 10), 1e5);
    expect(R).toBeGreaterThan(0);
  });
});
