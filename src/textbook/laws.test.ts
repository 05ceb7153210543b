import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClosedNetwork, closedNetwork } from "./closed/closed-network.ts";
import { linearizer } from "./closed/linearizer.ts";
import { mmcn } from "./closed/mmcn.ts";
import { multiclassConvolution } from "./closed/multiclass-convolution.ts";
import { multiclassMva } from "./closed/multiclass-mva.ts";
import { schweitzer } from "./closed/schweitzer.ts";
import { mmc } from "./open/mmc.ts";
import { mmcResponseTime, responseTimeSurvival } from "./open/mmc-response-time.ts";
import { serversForResponseTime } from "./open/servers-for-response-time.ts";
import { uslStation } from "./usl/usl-station.ts";
import { verifyBounds } from "./verify/verify-bounds.ts";

const near = (actual: number, expected: number, tolerance = 1e-10) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

const time = fc.double({ min: 1e-3, max: 1, noNaN: true });
const think = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 30, noNaN: true }));

/** Queues and delays, single servers alone or with pools among them. */
const network = (mostServers: number) =>
  fc
    .record({
      thinkTime: think,
      stations: fc.array(
        fc.oneof(
          fc.record({
            kind: fc.constant("queue" as const),
            serviceTime: time,
            servers: fc.integer({ min: 1, max: mostServers }),
            visits: fc.double({ min: 0.1, max: 5, noNaN: true }),
          }),
          fc.record({ kind: fc.constant("delay" as const), serviceTime: time }),
        ),
        { minLength: 1, maxLength: 5 },
      ),
    })
    .filter(({ stations }) => stations.some(({ kind }) => kind === "queue"));

describe("bounds", () => {
  it.each([1, 12])(
    "contain the exact solution of thousands of networks: up to %i servers",
    (most) => {
      fc.assert(
        fc.property(network(most), fc.integer({ min: 1, max: 150 }), (system, users) => {
          const rows = verifyBounds(system, users);
          expect(rows.length).toBeGreaterThanOrEqual(4);
          for (const { quantity, relativeDifference } of rows) {
            // Where a bound is reached only rounding parts it from the answer.
            if (!(relativeDifference <= 1e-10))
              throw new Error(`${quantity}: ${relativeDifference}`);
          }
        }),
        { seed: 31, numRuns: 2500 },
      );
    },
  );
});

describe("models that meet in a limit", () => {
  it("a scalability law with α = 1, β = 0 in a closed network is M/M/1//N", () => {
    fc.assert(
      fc.property(time, think, fc.integer({ min: 1, max: 300 }), (serviceTime, thinkTime, N) => {
        const law = { unitThroughput: 1 / serviceTime, contention: 1, coherency: 0 };
        const rates = uslStation(law, N);
        const inside = closedNetwork(
          { thinkTime, stations: [{ kind: "loadDependent", rates }] },
          N,
        );
        const alone = mmcn({ servers: 1, serviceTime, thinkTime }, N);
        near(inside.throughput, alone.throughput);
        near(inside.responseTime, alone.responseTime);
        near(inside.stations[0]?.utilization ?? 0, alone.utilization);
      }),
      { seed: 32, numRuns: 300 },
    );
  });

  it("M/M/c//N becomes M/M/c as users grow at a fixed rate, with an error that falls as 1/N", () => {
    const load = fc.double({ min: 0.1, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), load, time, (servers, share, serviceTime) => {
        const arrivalRate = (share * servers) / serviceTime;
        const open = mmc({ arrivalRate, serviceTime, servers });
        const error = (users: number) => {
          // So many think that N/(Z + R) is the arrival rate at the open model's R.
          const thinkTime = users / arrivalRate - open.responseTime;
          const closed = mmcn({ servers, serviceTime, thinkTime }, users);
          return Math.abs(closed.responseTime / open.responseTime - 1);
        };
        expect(error(100_000)).toBeLessThanOrEqual(0.15 * error(10_000) + 1e-11);
        expect(error(1_000_000)).toBeLessThanOrEqual(0.15 * error(100_000) + 1e-11);
        expect(error(1_000_000)).toBeLessThanOrEqual(0.01);
      }),
      { seed: 33, numRuns: 25 },
    );
  });

  it("classes that are all alike are one class", () => {
    const alike = fc.integer({ min: 1, max: 3 });
    const users = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(network(4), alike, users, (system: ClosedNetwork, R, N) => {
        const single = system.stations.every((one) => one.kind !== "queue" || one.servers === 1);
        const classes = Array.from({ length: R }, () => ({
          users: N,
          thinkTime: system.thinkTime,
        }));
        const stations = system.stations.map((one) => {
          if (one.kind === "loadDependent") throw new Error("not drawn");
          const demands = classes.map(() => (one.visits ?? 1) * one.serviceTime);
          const { kind } = one;
          return kind === "queue"
            ? { kind, demands, servers: one.servers ?? 1 }
            : { kind, demands };
        });
        const one = closedNetwork(system, R * N);
        const exact = [multiclassConvolution, ...(single ? [multiclassMva] : [])];
        for (const solve of exact) {
          for (const { throughput, responseTime } of solve({ classes, stations }).classes) {
            near(R * throughput, one.throughput, 1e-9);
            near(responseTime, one.responseTime, 1e-9);
          }
        }
      }),
      { seed: 34, numRuns: 300 },
    );
  });

  it("approximations of one class stay within the errors their docstrings state", () => {
    fc.assert(
      fc.property(network(1), fc.integer({ min: 2, max: 60 }), (system: ClosedNetwork, N) => {
        const stations = system.stations.map((one) => ({
          kind: one.kind === "queue" ? ("queue" as const) : ("delay" as const),
          demands: [one.kind === "loadDependent" ? 0 : (one.visits ?? 1) * one.serviceTime],
        }));
        const classes = [{ users: N, thinkTime: system.thinkTime }];
        const exact = closedNetwork(system, N).throughput;
        near(schweitzer({ classes, stations }).classes[0]?.throughput ?? 0, exact, 0.17);
        near(linearizer({ classes, stations }).classes[0]?.throughput ?? 0, exact, 0.02);
      }),
      { seed: 35, numRuns: 300 },
    );
  });
});

describe("serversForResponseTime", () => {
  it("gives the fewest servers that hold the objective: one fewer fails it", () => {
    const objective = fc.record({
      arrivalRate: fc.double({ min: 0.1, max: 500, noNaN: true }),
      serviceTime: time,
      within: fc.double({ min: 0.01, max: 20, noNaN: true }),
      exceptions: fc.double({ min: 1e-4, max: 0.9, noNaN: true }),
    });
    fc.assert(
      fc.property(objective, (o) => {
        fc.pre(Math.exp(-o.within / o.serviceTime) < o.exceptions * 0.999);
        const servers = serversForResponseTime(o);
        const late = (c: number) =>
          responseTimeSurvival(mmcResponseTime({ ...o, servers: c }), o.within);
        expect(late(servers)).toBeLessThanOrEqual(o.exceptions * (1 + 1e-9));
        if (servers - 1 > o.arrivalRate * o.serviceTime) {
          expect(late(servers - 1)).toBeGreaterThan(o.exceptions);
        }
      }),
      { seed: 36, numRuns: 300 },
    );
  });

  it("matches two servers of 1 s at 1 req/s, worked by hand", () => {
    // C(2, 1) = 1/3 and θ = μ = 1: P(R > t) = e^-t·(1 + t/3), 0.0427 at 4 s; one is unstable.
    const load = { arrivalRate: 1, serviceTime: 1, within: 4 };
    expect(serversForResponseTime({ ...load, exceptions: 0.05 })).toBe(2);
    expect(serversForResponseTime({ ...load, exceptions: 0.04 })).toBe(3);
  });

  it("refuses what the service alone takes, and what makes no sense", () => {
    const load = { arrivalRate: 1, serviceTime: 1, exceptions: 0.05 };
    expect(() => serversForResponseTime({ ...load, within: 2.9 })).toThrow(/^within must be above/);
    expect(() => serversForResponseTime({ ...load, within: 0 })).toThrow(/^within must be/);
    for (const exceptions of [0, 1, Number.NaN]) {
      const wrong = { ...load, within: 5, exceptions };
      expect(() => serversForResponseTime(wrong)).toThrow(/^exceptions must be/);
    }
  });
});
