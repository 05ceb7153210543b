import { describe, expect, it } from "vitest";
import { fillPlatform } from "./fill-platform.ts";
import type { Hypothesis } from "./platform.ts";
import { medianOf } from "./quantity.ts";
import { plainPlatform } from "./testing/plain-platform.ts";
import { unknownsOf } from "./unknowns-of.ts";

const size = { prior: "logUniform", low: 5, high: 45 } as const;
const queryTime = { prior: "logNormal", median: 0.02, spread: 0.5 } as const;
const plain = plainPlatform();
const hypothesis: Hypothesis = {
  name: "h",
  source: "",
  numbers: { queryTime, rows: 3 },
  platform: {
    ...plain,
    thinkTime: { of: "rows", times: 0.5 },
    stations: plain.stations.map((station) => ({
      ...station,
      work: station.work.map((work) => ({ ...work, demand: { of: "queryTime", times: 2 } })),
    })),
    pools: plain.pools.map((pool) => ({ ...pool, size })),
  },
};

describe("unknownsOf", () => {
  it("lists named unknowns once and others by their place", () => {
    expect(unknownsOf(hypothesis)).toEqual([
      { name: "queryTime", prior: queryTime },
      { name: "pools.connections.size", prior: size },
    ]);
  });

  it("is empty where all is known", () => {
    expect(unknownsOf({ ...hypothesis, numbers: {}, platform: plain })).toEqual([]);
  });
});

describe("fillPlatform", () => {
  it("puts values, multiples and known numbers in their places", () => {
    const filled = fillPlatform(hypothesis, { queryTime: 0.03, "pools.connections.size": 12 });
    expect(filled).toEqual({
      ...plain,
      thinkTime: 1.5,
      stations: plain.stations.map((station) => ({
        ...station,
        work: station.work.map((work) => ({ ...work, demand: 0.06 })),
      })),
      pools: plain.pools.map((pool) => ({ ...pool, size: 12 })),
    });
  });

  it("shares with the hypothesis what holds no unknown, and nothing else between two fillings", () => {
    const [one, other] = [12, 13].map((connections) =>
      fillPlatform(hypothesis, { queryTime: 0.03, "pools.connections.size": connections }),
    );
    expect(one?.endpoints).toBe(hypothesis.platform.endpoints);
    expect(one?.pools.map(({ size: places }) => places)).toEqual([12]);
    expect(other?.pools.map(({ size: places }) => places)).toEqual([13]);
  });

  it("rejects a missing value and a multiple of nothing", () => {
    expect(() => fillPlatform(hypothesis, { queryTime: 1 })).toThrow(/pools\.connections\.size/);
    const values = { queryTime: 1, "pools.connections.size": 1 };
    expect(() => fillPlatform({ ...hypothesis, numbers: {} }, values)).toThrow(/^numbers must/);
  });
});

describe("medianOf", () => {
  it("is the middle of each prior", () => {
    expect(medianOf(size)).toBe(15); // √(5·45)
    expect(medianOf(queryTime)).toBe(0.02);
    expect(medianOf({ prior: "uniform", low: 1, high: 4 })).toBe(2.5);
  });
});
