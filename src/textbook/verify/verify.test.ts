import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedNetworks, retrogradeRates } from "../testing/random-networks.ts";
import { compare, type Verification } from "./verification.ts";
import { verifyBounds } from "./verify-bounds.ts";
import { verifyClosedNetwork } from "./verify-closed-network.ts";
import { verifyErlangC } from "./verify-erlang-c.ts";
import { verifyLoadDependent } from "./verify-load-dependent.ts";
import { verifyMgc } from "./verify-mgc.ts";
import { verifyMixedNetwork } from "./verify-mixed-network.ts";
import { verifyMm1 } from "./verify-mm1.ts";
import { verifyMmcn } from "./verify-mmcn.ts";
import { verifyMminf } from "./verify-mminf.ts";
import { verifyMulticlass } from "./verify-multiclass.ts";
import { verifyPool } from "./verify-pool.ts";
import { verifyUsl } from "./verify-usl.ts";

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

describe("second methods of open models", () => {
  const load = fc.double({ min: 1e-6, max: 0.999, noNaN: true });
  const servers = fc.integer({ min: 1, max: 300 });
  const variation = fc.double({ min: 0, max: 9, noNaN: true });

  it("agree on M/M/1, M/M/∞ and Erlang C at any load", () => {
    fc.assert(
      fc.property(load, time, servers, (share, serviceTime, c) => {
        expectAgreement(verifyMm1({ arrivalRate: share / serviceTime, serviceTime }), 4);
        const arrivalRate = (1000 * share) / serviceTime;
        expectAgreement(verifyMminf({ arrivalRate, serviceTime }), 3);
        expectAgreement(verifyErlangC(c, share * c), 1);
      }),
      runs(200),
    );
    expectAgreement(verifyMminf({ arrivalRate: 0, serviceTime: 1 }), 3);
    expect(() => verifyErlangC(2.5, 1)).toThrow(/^servers must be/);
  });

  it("agree on the approximations of GI/G/c where they are exact", () => {
    const few = fc.double({ min: 0.01, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(few, time, servers, variation, (share, serviceTime, c, serviceVariation) => {
        const station = { serviceTime, arrivalVariation: 1, serviceVariation };
        const one = { ...station, servers: 1, arrivalRate: share / serviceTime };
        expectAgreement(verifyMgc(one), 3);
        expectAgreement(verifyMgc(one, "kingman"), 3);
        expectAgreement(verifyMgc(one, "sakasegawa"), 3);
        const many = { ...station, servers: c, arrivalRate: (share * c) / serviceTime };
        expectAgreement(verifyMgc({ ...many, serviceVariation: 1 }), 2);
      }),
      runs(100),
    );
  });

  it("agree on the Universal Scalability Law on both sides of its peak", () => {
    const alpha = fc.double({ min: 1e-4, max: 0.9, noNaN: true });
    const beta = fc.double({ min: 1e-6, max: 0.05, noNaN: true });
    const users = fc.double({ min: 1, max: 500, noNaN: true });
    let inverted = 0;
    fc.assert(
      fc.property(alpha, beta, users, (contention, coherency, N) => {
        const rows = verifyUsl({ unitThroughput: 20, contention, coherency }, N);
        // Near the peak the inverse loses half of its digits, by either way.
        for (const { relativeDifference } of rows) expect(relativeDifference).toBeLessThan(1e-8);
        if (rows.some(({ quantity }) => quantity === "users at that throughput")) inverted++;
      }),
      runs(300),
    );
    expect(inverted).toBeGreaterThan(250);
  });

  it("show an answer outside its bounds as a difference, and none inside", () => {
    const network = {
      thinkTime: 1,
      stations: [{ kind: "queue" as const, serviceTime: 1, servers: 2 }],
    };
    const rows = verifyBounds(network, 5);
    expect(rows.map(({ quantity }) => quantity)).toContain("throughput inside asymptotic bounds");
    expectAgreement(rows, 4);
  });
});

describe("compare", () => {
  it("relates a difference to the second number, the right one, and takes two zeros for equal", () => {
    expect(compare("x", 3, 4).relativeDifference).toBe(0.25);
    expect(compare("x", 4, 3).relativeDifference).toBe(1 / 3);
    expect(compare("x", 1, 0).relativeDifference).toBe(1);
    expect(compare("x", 0, 0).relativeDifference).toBe(0);
  });
});
