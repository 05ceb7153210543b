import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactFcfsPool } from "./exact-fcfs-pool.ts";
import { exactFifoNetwork } from "./exact-fifo-network.ts";
import { linearizer } from "./linearizer.ts";
import { multiclassConvolution } from "./multiclass-convolution.ts";
import { multiclassMultiserver } from "./multiclass-multiserver.ts";
import { multiclassMva } from "./multiclass-mva.ts";
import type { MulticlassNetwork, MulticlassSolution } from "./multiclass-network.ts";
import { schweitzer } from "./schweitzer.ts";

/** Two chains, or a chain and a product form: what eliminations of hundreds of states round off. */
const expectSame = (one: MulticlassSolution, other: MulticlassSolution) => {
  for (const [r, { throughput, responseTime }] of one.classes.entries()) {
    expect(throughput / (other.classes[r]?.throughput ?? 0)).toBeCloseTo(1, 9);
    expect(responseTime / (other.classes[r]?.responseTime ?? 0)).toBeCloseTo(1, 9);
  }
};

const time = fc.double({ min: 0.05, max: 3, noNaN: true });
const classes = fc.tuple(
  fc.record({ users: fc.integer({ min: 1, max: 3 }), thinkTime: time }),
  fc.record({ users: fc.integer({ min: 1, max: 2 }), thinkTime: time }),
);

describe("exactFifoNetwork", () => {
  it("is the pool with its waiting line, found by another chain", () => {
    fc.assert(
      fc.property(classes, fc.tuple(time, time), fc.tuple(time, time), (users, pool, behind) => {
        const network: MulticlassNetwork = {
          classes: users,
          stations: [
            { kind: "queue", discipline: "fifo", servers: 2, demands: pool },
            { kind: "queue", discipline: "ps", demands: behind },
          ],
        };
        const other = exactFcfsPool(
          2,
          users.map((one, r) => ({
            ...one,
            serviceTime: pool[r] ?? 0,
            sharedDemand: behind[r] ?? 0,
          })),
        );
        expectSame(exactFifoNetwork(network), { classes: other, stations: [] });
      }),
      { numRuns: 20 },
    );
  });

  it("is the product form where queues are shared, or serve all classes in equal times", () => {
    fc.assert(
      fc.property(
        classes,
        fc.tuple(time, time),
        fc.tuple(time, time),
        time,
        (users, shared, away, equal) => {
          const network: MulticlassNetwork = {
            classes: users,
            stations: [
              { kind: "queue", discipline: "ps", servers: 2, demands: shared },
              { kind: "delay", demands: away },
              { kind: "queue", discipline: "fifo", demands: [equal, equal] },
            ],
          };
          expectSame(exactFifoNetwork(network), multiclassConvolution(network));
        },
      ),
      { numRuns: 20 },
    );
  });

  it("lets a quick request wait for a slow one: both always there, one server, worked by hand", () => {
    // Nobody thinks: they take turns, each round takes 1 + 3.
    const network: MulticlassNetwork = {
      classes: [
        { users: 1, thinkTime: 0 },
        { users: 1, thinkTime: 0 },
      ],
      stations: [{ kind: "queue", discipline: "fifo", demands: [1, 3] }],
    };
    const { classes: solved } = exactFifoNetwork(network);
    expect(solved.map(({ responseTime }) => responseTime)).toEqual([4, 4]);
  });

  it("refuses more states than a computer holds", () => {
    const network: MulticlassNetwork = {
      classes: [
        { users: 20, thinkTime: 1 },
        { users: 20, thinkTime: 1 },
      ],
      stations: [{ kind: "queue", demands: [1, 3] }],
    };
    expect(() => exactFifoNetwork(network)).toThrow(/^states must be at most/);
  });
});

describe("methods of product form", () => {
  const unequal: MulticlassNetwork = {
    classes: [
      { users: 6, thinkTime: 1 },
      { users: 18, thinkTime: 1 },
    ],
    stations: [{ kind: "queue", discipline: "fifo", demands: [0.5, 0.01] }],
  };

  it.each([multiclassMva, multiclassConvolution, schweitzer, linearizer])(
    "%o refuses unequal service times first come, first served",
    (method) => {
      expect(() => method(unequal)).toThrow(
        /^stations\[0\]\.demands must be equal for all classes/,
      );
      const demands = [0.1, 0.3 - 0.2]; // equal but for rounding
      const [station] = unequal.stations;
      const equal = { ...unequal, stations: station ? [{ ...station, demands }] : [] };
      expect(method(equal).classes).toHaveLength(2);
    },
  );

  it("the approximation ends where two full stations pass their waits to and fro", () => {
    const network: MulticlassNetwork = {
      classes: [
        { users: 13, thinkTime: 0.05 },
        { users: 40, thinkTime: 0.05 },
        { users: 11, thinkTime: 0.05 },
      ],
      stations: [
        { kind: "queue", discipline: "ps", servers: 2, demands: [0.05, 0.05, 1.73] },
        { kind: "queue", discipline: "ps", servers: 3, demands: [2.2, 3, 0.05] },
      ],
    };
    const { ended, iterations, stations } = multiclassMultiserver(network);
    expect(ended).toBe("converged");
    expect(iterations).toBeLessThan(1_000); // 100,000 were too few with the whole correction
    for (const { utilization } of stations) expect(utilization).toBeCloseTo(1, 3);
  });

  it("the approximation ends for demands and users of every size", () => {
    const demand = fc.double({ min: 0.0005, max: 30, noNaN: true });
    const station = fc.record({
      kind: fc.constant("queue" as const),
      discipline: fc.constantFrom("ps" as const, "fifo" as const),
      servers: fc.integer({ min: 1, max: 8 }),
      demands: fc.array(demand, { minLength: 3, maxLength: 3 }),
    });
    const one = fc.record({ users: fc.integer({ min: 1, max: 400 }), thinkTime: demand });
    const classes = fc.array(one, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        classes,
        fc.array(station, { minLength: 1, maxLength: 3 }),
        (all, stations) => multiclassMultiserver({ classes: all, stations }).ended === "converged",
      ),
    );
  });

  it("the approximation never lets a station work more than all the time", () => {
    const demands = fc.array(time, { minLength: 3, maxLength: 3 });
    const station = fc.record({
      kind: fc.constant("queue" as const),
      discipline: fc.constantFrom("ps" as const, "fifo" as const),
      servers: fc.integer({ min: 1, max: 8 }),
      demands,
    });
    const users = fc.record({ users: fc.integer({ min: 0, max: 60 }), thinkTime: time });
    fc.assert(
      fc.property(
        fc
          .array(users, { minLength: 3, maxLength: 3 })
          .filter((all) => all.some((c) => c.users > 0)),
        fc.array(station, { minLength: 1, maxLength: 3 }),
        (all, stations) => {
          const answer = multiclassMultiserver({ classes: all, stations });
          expect(answer.ended).toBe("converged");
          for (const { utilization } of answer.stations) {
            expect(utilization).toBeLessThanOrEqual(1 + 1e-8);
          }
        },
      ),
    );
  });
});
