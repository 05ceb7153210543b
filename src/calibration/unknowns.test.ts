import { describe, expect, it } from "vitest";
import { poolSizeGrid, poolSizeRange } from "./pool-size-grid.ts";
import { type CampaignScale, modelOf, unknowns } from "./unknowns.ts";

const scale: CampaignScale = {
  thinkTime: 1.5,
  lightLoad: 0.08,
  maxThroughput: 150,
  maxUsers: 500,
};

describe("unknowns", () => {
  it("have priors centered inside their bounds", () => {
    for (const { name, center, deviation, lower, upper } of unknowns(scale)) {
      expect(lower < center && center < upper, name).toBe(true);
      expect(deviation).toBeGreaterThan(0);
    }
  });

  it("do not care about the unit of time: in milliseconds the same priors are shifted", () => {
    const inMilliseconds = unknowns({
      ...scale,
      thinkTime: 1500,
      lightLoad: 80,
      maxThroughput: 0.15,
    });
    for (const [i, { name, center, deviation }] of unknowns(scale).entries()) {
      const shifts: Readonly<Record<string, number>> = {
        thinkTime: Math.log(1000),
        lightLoadTime: Math.log(1000),
        innerCapacity: -Math.log(1000),
      };
      const shift = shifts[name] ?? 0;
      expect((inMilliseconds[i]?.center ?? 0) - center).toBeCloseTo(shift, 12);
      expect(inMilliseconds[i]?.deviation).toBe(deviation);
    }
  });

  it("make a model whose idle request takes the light-load time", () => {
    const all = unknowns(scale);
    const model = modelOf(
      all,
      all.map(({ center }) => center),
      20,
    );
    expect(model.poolSize).toBe(20);
    expect(model.thinkTime).toBeCloseTo(1.5, 12);
    expect(model.apiTime + model.serviceTime).toBeCloseTo(0.08, 12);
    // The prior of the API's share is logistic around −1: 1/(1 + e).
    expect(model.apiTime / 0.08).toBeCloseTo(1 / (1 + Math.E), 12);
    // As many servers as complete the largest throughput: 150 req/s × the time inside the pool.
    expect(model.innerServers).toBeCloseTo(150 * model.serviceTime, 10);
  });
});

describe("the pool sizes looked at", () => {
  it("lie inside the range of the prior, ascending", () => {
    expect([...poolSizeGrid]).toEqual([...poolSizeGrid].sort((a, b) => a - b));
    for (const size of poolSizeGrid) {
      expect(size > poolSizeRange.from && size < poolSizeRange.to).toBe(true);
    }
  });
});
