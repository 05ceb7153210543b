/** Any number of any argument replaced by what is none: a RangeError, or an answer in finite numbers. */
import { describe, expect, it } from "vitest";
import * as textbook from "./index.ts";

const station = { arrivalRate: 1, serviceTime: 0.1, servers: 2 };
const general = { ...station, arrivalVariation: 1, serviceVariation: 1 };
const queues = { thinkTime: 1, stations: [{ kind: "queue", visits: 1, serviceTime: 0.1 }] };
const servers = { thinkTime: 1, stations: [{ kind: "queue", serviceTime: 0.1, servers: 2 }] };
const classes = {
  classes: [{ users: 2, thinkTime: 1 }],
  stations: [{ kind: "queue", demands: [0.1] }],
};
const open = {
  stations: [{ name: "db", kind: "queue", servers: 2 }],
  classes: [{ name: "read", arrivalRate: 1, visits: [1], serviceTimes: [0.1] }],
};
const mixed = {
  ...classes,
  stations: [{ kind: "queue", demands: [0.1], openDemands: [0.1] }],
  openClasses: [{ arrivalRate: 1 }],
};
const law = { unitThroughput: 10, contention: 0.1, coherency: 0.01 };
const levels = [
  { users: 1, throughput: 10 },
  { users: 2, throughput: 18 },
  { users: 4, throughput: 30 },
];

const calls: Readonly<Record<string, readonly unknown[]>> = {
  mm1: [{ arrivalRate: 1, serviceTime: 0.1 }],
  mmc: [station],
  mg1: [{ arrivalRate: 1, serviceTime: 0.1, serviceVariation: 1 }],
  mgc: [general],
  mminf: [{ arrivalRate: 1, serviceTime: 0.1 }],
  mmck: [{ ...station, capacity: 5 }],
  erlangB: [2, 1.5],
  erlangC: [2, 1.5],
  erlangA: [{ ...station, patience: 1 }],
  mmcTimeout: [{ ...station, timeout: 1 }],
  mmcn: [{ servers: 2, serviceTime: 0.1, thinkTime: 1 }, 5],
  closedNetwork: [servers, 5],
  mva: [queues, 5],
  multiclassMva: [classes],
  multiclassConvolution: [classes],
  schweitzer: [classes],
  linearizer: [classes],
  multiclassMultiserver: [classes],
  exactFifoNetwork: [classes],
  openNetwork: [open],
  mixedNetwork: [mixed],
  uslThroughput: [law, 5],
  uslResponseTime: [law, 5],
  uslLandmarks: [law],
  uslUsersAtThroughput: [law, 20],
  fitUsl: [levels],
  asymptoticBounds: [queues, 5],
  balancedJobBounds: [queues, 5],
  geometricBounds: [queues, 5],
  proportionalBounds: [queues, 5],
  interactiveResponseTime: [5, 1, 1],
  utilization: [1, 0.1],
  mmcResponseTime: [station],
  mmcWaitingTime: [station],
};

type Path = readonly (string | number)[];

function numbersIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === "number") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => numbersIn(one, [...path, key]));
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((one, i) => (i === Number(key) ? replaced(one, rest, by) : one));
  }
  const record = value as Readonly<Record<string, unknown>>;
  return { ...record, [key]: replaced(record[key], rest, by) };
}

function notFinite(value: unknown, path = ""): readonly string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => notFinite(one, `${path}.${key}`));
}

const numbers = [1e308, 1e-320, Number.NaN, Number.POSITIVE_INFINITY, -1];
const notNumbers = ["1", "x", true, [1]];

describe.each(Object.entries(calls))("%s", (name, args) => {
  const solve = (textbook as unknown as Record<string, (...args: unknown[]) => unknown>)[name];
  const answer = (path: Path, by: unknown) =>
    solve?.(...(replaced(args, path, by) as readonly unknown[]));

  it("answers the plain case", () => {
    expect(notFinite(solve?.(...args))).toEqual([]);
    expect(solve?.(...args)).toBeDefined();
  });

  it("refuses what is no number", () => {
    for (const path of numbersIn(args)) {
      for (const by of notNumbers) {
        expect(() => answer(path, by), `${path} ${by}`).toThrow(RangeError);
      }
    }
  });

  it("answers huge, tiny and negative numbers in finite ones, or refuses them", () => {
    for (const path of numbersIn(args)) {
      for (const by of numbers) {
        try {
          expect(notFinite(answer(path, by)), `${path} ${by}`).toEqual([]);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
        }
      }
    }
  });
});
