import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedNetwork } from "./closed/closed-network.ts";
import { exactFcfsPool } from "./closed/exact-fcfs-pool.ts";
import { linearizer } from "./closed/linearizer.ts";
import { mmcn } from "./closed/mmcn.ts";
import { multiclassConvolution } from "./closed/multiclass-convolution.ts";
import { multiclassMultiserver } from "./closed/multiclass-multiserver.ts";
import { multiclassMva } from "./closed/multiclass-mva.ts";
import type { MulticlassNetwork, MulticlassSolution } from "./closed/multiclass-network.ts";
import { schweitzer } from "./closed/schweitzer.ts";
import { mixedNetwork } from "./open/mixed-network.ts";
import { exactMulticlass } from "./verify/exact-multiclass.ts";

const near = (actual: number | undefined, expected: number, tolerance = 1e-11) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    tolerance * Math.abs(expected),
  );

const time = fc.double({ min: 0.05, max: 3, noNaN: true });

/** Networks of `R` classes with queues of up to `servers` servers and a delay. */
const networks = (R: number, most: number, servers: number): fc.Arbitrary<MulticlassNetwork> => {
  const demands = fc.array(time, { minLength: R, maxLength: R });
  return fc.record({
    classes: fc.array(fc.record({ users: fc.integer({ min: 1, max: most }), thinkTime: time }), {
      minLength: R,
      maxLength: R,
    }),
    stations: fc
      .array(
        fc.record({
          kind: fc.constant("queue" as const),
          demands,
          servers: fc.integer({ min: 1, max: servers }),
        }),
        { minLength: 1, maxLength: 3 },
      )
      .map((queues) => [...queues, { kind: "delay" as const, demands: Array(R).fill(0.5) }]),
  });
};

function expectLittle(network: MulticlassNetwork, answer: MulticlassSolution, tolerance: number) {
  for (const [r, { users, thinkTime }] of network.classes.entries()) {
    const { throughput, responseTime } = answer.classes[r] as {
      throughput: number;
      responseTime: number;
    };
    near(throughput * (thinkTime + responseTime), users, tolerance);
  }
}

const seed = 11;

describe("exact solutions of several classes", () => {
  it("agree with each other, by mean values and by convolution", () => {
    fc.assert(
      fc.property(networks(3, 8, 1), (network) => {
        const [a, b] = [multiclassMva(network), multiclassConvolution(network)];
        for (const [r, own] of a.classes.entries()) {
          near(b.classes[r]?.throughput, own.throughput);
          near(b.classes[r]?.responseTime, own.responseTime);
        }
        expectLittle(network, a, 1e-11);
      }),
      { seed, numRuns: 150 },
    );
  });

  it("agree with the Markov chain, several servers included", () => {
    fc.assert(
      fc.property(networks(2, 2, 3), (network) => {
        const [a, b] = [multiclassConvolution(network), exactMulticlass(network)];
        for (const [r, own] of a.classes.entries()) {
          near(b[r]?.throughput, own.throughput);
          near(b[r]?.responseTime, own.responseTime, 1e-10);
        }
      }),
      { seed, numRuns: 40 },
    );
  });

  it("give equal classes what one class of all users gets", () => {
    fc.assert(
      fc.property(networks(2, 12, 4), time, (network, thinkTime) => {
        const stations = network.stations.map((s) => ({
          ...s,
          demands: [s.demands[0] as number, s.demands[0] as number],
        }));
        const classes = network.classes.map(({ users }) => ({ users, thinkTime }));
        const both = multiclassConvolution({ classes, stations });
        const one = closedNetwork(
          {
            thinkTime,
            stations: stations.map(({ kind, demands: [serviceTime = 0], ...rest }) =>
              kind === "delay"
                ? { kind, serviceTime }
                : { kind, serviceTime, servers: "servers" in rest ? (rest.servers ?? 1) : 1 },
            ),
          },
          classes.reduce((sum, { users }) => sum + users, 0),
        );
        near(
          both.classes.reduce((sum, { throughput }) => sum + throughput, 0),
          one.throughput,
        );
        for (const { responseTime } of both.classes) near(responseTime, one.responseTime);
        for (const [k, station] of both.stations.entries()) {
          near(station.queueLength, one.stations[k]?.queueLength ?? 0);
          near(station.utilization, one.stations[k]?.utilization ?? 0);
        }
      }),
      { seed, numRuns: 100 },
    );
  });

  it("let a class without users watch: a lone request among all others", () => {
    const stations = [{ kind: "queue" as const, demands: [1, 2] }];
    const watched = {
      classes: [
        { users: 3, thinkTime: 0 },
        { users: 0, thinkTime: 1 },
      ],
      stations,
    };
    for (const answer of [multiclassMva(watched), multiclassConvolution(watched)]) {
      expect(answer.classes[1]?.throughput).toBe(0);
      near(answer.classes[1]?.responseTime, 2 * (1 + 3)); // all three are always at the queue
    }
  });

  it("stay in range at hundreds of users", () => {
    const network = {
      classes: [
        { users: 600, thinkTime: 10 },
        { users: 300, thinkTime: 1 },
      ],
      stations: [
        { kind: "queue" as const, demands: [0.01, 0.02] },
        { kind: "queue" as const, demands: [0.1, 0.05], servers: 8 },
      ],
    };
    const answer = multiclassConvolution(network);
    expectLittle(network, answer, 1e-10);
    expect(
      answer.stations.every(({ utilization }) => utilization > 0 && utilization < 1 + 1e-12),
    ).toBe(true);
  });

  it("reject what they cannot take, by name", () => {
    const stations = [{ kind: "queue" as const, demands: [1], servers: 2 }];
    const classes = [{ users: 1, thinkTime: 0 }];
    expect(() => multiclassMva({ classes, stations })).toThrow(/^stations\[0\]\.servers must be 1/);
    expect(() => schweitzer({ classes, stations })).toThrow(/^stations\[0\]\.servers must be 1/);
    expect(() => linearizer({ classes, stations })).toThrow(/^stations\[0\]\.servers must be 1/);
    expect(() => multiclassMva({ classes: [{ users: 0, thinkTime: 1 }], stations })).toThrow(
      /^users must/,
    );
    expect(() => multiclassMva({ classes, stations: [{ kind: "queue", demands: [] }] })).toThrow(
      /^stations\[0\]\.demands must/,
    );
    expect(() => multiclassMva({ classes, stations: [] })).toThrow(
      /^classes\[0\] must take some time/,
    );
    const crowd = Array.from({ length: 4 }, () => ({ users: 500, thinkTime: 1 }));
    const shared = [{ kind: "queue" as const, demands: [1, 1, 1, 1] }];
    expect(() => multiclassMva({ classes: crowd, stations: shared })).toThrow(/use linearizer/);
    expect(() => multiclassConvolution({ classes: crowd, stations: shared })).toThrow(
      /^users must make/,
    );
  });
});

describe("approximations for single servers", () => {
  it("reach their fixed point, obey Little's law and stay near the exact answer", () => {
    const worst = { schweitzer: 0, linearizer: 0 };
    fc.assert(
      fc.property(networks(3, 8, 1), (network) => {
        const truth = multiclassMva(network);
        for (const method of [schweitzer, linearizer]) {
          const answer = method(network);
          expect(answer.ended).toBe("converged");
          expectLittle(network, answer, 1e-8);
          for (const [r, { throughput }] of truth.classes.entries()) {
            const error = Math.abs((answer.classes[r]?.throughput ?? 0) / throughput - 1);
            const name = method === schweitzer ? "schweitzer" : "linearizer";
            worst[name] = Math.max(worst[name], error);
          }
        }
      }),
      { seed, numRuns: 150 },
    );
    // The errors the docstrings speak of, over these networks.
    expect(worst.schweitzer).toBeLessThan(0.18);
    expect(worst.linearizer).toBeLessThan(0.02);
    expect(worst.linearizer).toBeLessThan(worst.schweitzer / 3);
  });

  it("are exact for one user", () => {
    const network = {
      classes: [{ users: 1, thinkTime: 1 }],
      stations: [{ kind: "queue" as const, demands: [3] }],
    };
    near(schweitzer(network).classes[0]?.throughput, 1 / 4, 1e-9);
    near(linearizer(network).classes[0]?.throughput, 1 / 4, 1e-9);
  });
});

describe("multiclassMultiserver", () => {
  it("is exact for one class with think time at one pool", () => {
    const answer = multiclassMultiserver({
      classes: [{ users: 30, thinkTime: 2 }],
      stations: [{ kind: "queue", demands: [0.5], servers: 4 }],
    });
    const exact = mmcn({ servers: 4, serviceTime: 0.5, thinkTime: 2 }, 30);
    near(answer.classes[0]?.responseTime, exact.responseTime, 1e-8);
    expect(answer.ended).toBe("converged");
  });

  it("lets a class without users wait as a lone request finds all others", () => {
    const answer = multiclassMultiserver({
      classes: [
        { users: 10, thinkTime: 0 },
        { users: 0, thinkTime: 1 },
      ],
      stations: [{ kind: "queue", demands: [1, 3], servers: 2 }],
    });
    // Ten others are always there: nine departures at rate 2 come first.
    near(answer.classes[1]?.responseTime, 3 + 9 / 2, 1e-8);
  });

  it("stays within the error its docstring states against the ordered Markov chain", () => {
    let worst = 0;
    let sum = 0;
    let count = 0;
    for (const servers of [2, 3]) {
      for (const [n1 = 0, n2 = 0] of [
        [2, 2],
        [4, 2],
        [2, 4],
        [3, 3],
      ]) {
        for (const quick of [1, 0.5, 0.2, 0.1]) {
          for (const [z1 = 0, z2 = 0] of [
            [0.5, 0.5],
            [1, 4],
            [3, 1],
            [5, 5],
          ]) {
            const exact = exactFcfsPool(servers, [
              { users: n1, thinkTime: z1, serviceTime: 1 },
              { users: n2, thinkTime: z2, serviceTime: quick },
            ]);
            const answer = multiclassMultiserver({
              classes: [
                { users: n1, thinkTime: z1 },
                { users: n2, thinkTime: z2 },
              ],
              stations: [{ kind: "queue", demands: [1, quick], servers }],
            });
            for (const [r, { responseTime }] of exact.entries()) {
              const error = Math.abs((answer.classes[r]?.responseTime ?? 0) / responseTime - 1);
              worst = Math.max(worst, error);
              sum += error;
              count++;
            }
          }
        }
      }
    }
    expect(worst).toBeLessThan(0.17);
    expect(sum / count).toBeLessThan(0.02);
  });
});

describe("mixedNetwork", () => {
  it("is the closed network where nothing arrives, and M/M/1 slowed where one user is closed", () => {
    const station = { kind: "queue" as const, demands: [1], openDemands: [0.5] };
    const classes = [{ users: 1, thinkTime: 0 }];
    const idle = mixedNetwork({ classes, stations: [station], openClasses: [{ arrivalRate: 0 }] });
    near(idle.closed.classes[0]?.throughput, 1);
    near(idle.open.classes[0]?.responseTime, 0.5 * 2); // behind the user who is always there
    const half = mixedNetwork({ classes, stations: [station], openClasses: [{ arrivalRate: 1 }] });
    near(half.closed.classes[0]?.throughput, 0.5);
    near(half.closed.stations[0]?.utilization, 0.5);
    near(half.open.classes[0]?.responseTime, (0.5 * 2) / 0.5);
  });

  it("keeps its digits where open classes leave a billionth of a station", () => {
    // 1 - λ·D of the doubles themselves, as whole numbers: 10·(1 - 1e-9) and 0.1.
    const [rate, demand] = [10 * (1 - 1e-9), 0.1];
    const SCALE = 2 ** 60; // both are whole multiples of 2^-60
    const product = BigInt(rate * SCALE) * BigInt(demand * SCALE);
    const one = BigInt(SCALE) * BigInt(SCALE);
    const spare = Number(one - product) / SCALE / SCALE;
    const { closed, open } = mixedNetwork({
      classes: [{ users: 1, thinkTime: 0 }],
      stations: [{ kind: "queue", demands: [1], openDemands: [demand] }],
      openClasses: [{ arrivalRate: rate }],
    });
    near(closed.classes[0]?.throughput, spare, 1e-14);
    near(open.classes[0]?.responseTime, (2 * demand) / spare, 1e-14);
  });

  it("refuses open classes that fill a station", () => {
    const stations = [{ kind: "queue" as const, demands: [1], openDemands: [0.5] }];
    const classes = [{ users: 1, thinkTime: 0 }];
    expect(() => mixedNetwork({ classes, stations, openClasses: [{ arrivalRate: 2 }] })).toThrow(
      /^stations\[0\] must be loaded below 1/,
    );
    expect(() => mixedNetwork({ classes, stations, openClasses: [] })).toThrow(
      /openDemands must be 0/,
    );
  });
});
