import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedNetworks, retrogradeRates } from "../testing/random-networks.ts";
import { compare, type Verification } from "./verification.ts";
import { verifyClosedNetwork } from "./verify-closed-network.ts";
import { verifyLoadDependent } from "./verify-load-dependent.ts";
import { verifyMixedNetwork } from "./verify-mixed-network.ts";
import { verifyMmcn } from "./verify-mmcn.ts";
import { verifyMulticlass } from "./verify-multiclass.ts";
import { verifyPool } from "./verify-pool.ts";

/** Two exact paths; what is left are roundings. */
const AGREE = 1e-9;

function expectAgreement(results: readonly Verification[], least: number): void {
  expect(results.length).toBeGreaterThanOrEqual(least);
  for (const { quantity, first, second, relativeDifference } of results) {
    if (!(relativeDifference <= AGREE)) throw new Error(`${quantity}: ${first} and ${second}`);
  }
}

const time = fc.double({ min: 0.05, max: 5, noNaN: true });
const runs = (numRuns: number) => ({ seed: 21, numRuns });

describe("two independent paths", () => {
  it("agree on a thousand closed networks", () => {
    const users = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(closedNetworks(4), users, (network, N) => {
        expectAgreement(verifyClosedNetwork(network, N), 2 + network.stations.length);
      }),
      runs(1000),
    );
  });

  it("agree on M/M/c//N of every size", () => {
    const servers = fc.integer({ min: 1, max: 40 });
    const small = fc.integer({ min: 1, max: 15 });
    const large = fc.integer({ min: 101, max: 1500 });
    fc.assert(
      fc.property(servers, time, time, small, large, (c, serviceTime, thinkTime, few, many) => {
        const station = { servers: c, serviceTime, thinkTime };
        expectAgreement(verifyMmcn(station, few), 5);
        expectAgreement(verifyMmcn(station, many), 4);
      }),
      runs(60),
    );
    expectAgreement(verifyMmcn({ servers: 10_000, serviceTime: 0.05, thinkTime: 0.5 }, 100_000), 3);
  });

  it("agree on a thousand load-dependent stations", () => {
    fc.assert(
      fc.property(
        retrogradeRates,
        time,
        fc.integer({ min: 1, max: 120 }),
        (rates, thinkTime, N) => {
          expectAgreement(verifyLoadDependent({ thinkTime, rates }, N), 3);
        },
      ),
      runs(1000),
    );
  });

  it("agree on several classes and on mixed networks", () => {
    const demands = fc.tuple(time, time);
    const classes = fc.tuple(
      fc.record({ users: fc.integer({ min: 1, max: 6 }), thinkTime: time }),
      fc.record({ users: fc.integer({ min: 1, max: 6 }), thinkTime: time }),
    );
    fc.assert(
      fc.property(
        classes,
        demands,
        demands,
        fc.integer({ min: 1, max: 3 }),
        (own, a, b, servers) => {
          const second = { kind: "queue" as const, demands: b };
          expectAgreement(
            verifyMulticlass({
              classes: own,
              stations: [{ kind: "queue", demands: a, servers }, second],
            }),
            2,
          );
          const stations = [{ ...second, openDemands: [0.1] }];
          const mixed = { classes: own, stations, openClasses: [{ arrivalRate: 8 }] };
          expectAgreement(verifyMixedNetwork(mixed), 2);
        },
      ),
      runs(60),
    );
  });

  it("agree on pools around random stations", () => {
    const places = fc.integer({ min: 1, max: 8 });
    fc.assert(
      fc.property(closedNetworks(3), places, fc.integer({ min: 1, max: 30 }), (network, c, N) => {
        const { thinkTime, stations } = network;
        const outside = [{ kind: "queue" as const, serviceTime: 0.3, servers: 2 }];
        expectAgreement(verifyPool({ thinkTime, places: c, inside: stations, outside }, N), 2);
      }),
      runs(200),
    );
  });
});

describe("compare", () => {
  it("relates a difference to the larger number and takes two zeros for equal", () => {
    expect(compare("x", 3, 4).relativeDifference).toBe(0.25);
    expect(compare("x", 4, 3).relativeDifference).toBe(0.25);
    expect(compare("x", 0, 0).relativeDifference).toBe(0);
  });
});
