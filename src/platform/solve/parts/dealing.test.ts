import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allWaiting, dealtVariance, partingOf } from "./dealing.ts";

const nobodyWaits = Float64Array.from([0, 0, 0]);

describe("dealtVariance", () => {
  it("is that of chance where requests are sent at random and work is exponential", () => {
    const waiting = Float64Array.from([0, 2, 50]);
    expect([...dealtVariance({ squaredVariation: 1, scale: 4, waiting }, 1)]).toEqual([1, 1, 1]);
  });

  it("is half of it in turn: what parts copies is their work alone", () => {
    const waiting = Float64Array.from([0, 2, 50]);
    expect([...dealtVariance({ squaredVariation: 1, scale: 4, waiting }, 0)]).toEqual([
      0.5, 0.5, 0.5,
    ]);
  });

  it("is CV²/(1 + CV²) without a line, and (ca² + CV²)/2 with a long one", () => {
    const free = dealtVariance({ squaredVariation: 4, scale: 4, waiting: nobodyWaits }, 0);
    expect(free[0]).toBeCloseTo(0.8, 12);
    const waiting = Float64Array.from([1e9]);
    expect(dealtVariance({ squaredVariation: 4, scale: 4, waiting }, 0)[0]).toBeCloseTo(2, 6);
    expect(dealtVariance({ squaredVariation: 4, scale: 4, waiting }, 1)[0]).toBeCloseTo(2.5, 6);
  });

  it("never vanishes, and is the larger the more is left to chance", () => {
    const anyTraffic = fc.record({
      squaredVariation: fc.double({ min: 0, max: 25, noNaN: true }),
      scale: fc.double({ min: 1, max: 100, noNaN: true }),
      wait: fc.double({ min: 0, max: 1000, noNaN: true }),
    });
    fc.assert(
      fc.property(anyTraffic, ({ squaredVariation, scale, wait }) => {
        const traffic = { squaredVariation, scale, waiting: Float64Array.from([wait]) };
        const [inTurn = 0] = dealtVariance(traffic, 0);
        const [atRandom = 0] = dealtVariance(traffic, 1);
        expect(inTurn).toBeGreaterThan(0);
        expect(atRandom).toBeGreaterThanOrEqual(inTurn);
      }),
    );
  });
});

describe("partingOf", () => {
  it("is nothing for one copy, and (m − 1)·(ca² + CV²) for m", () => {
    expect(partingOf(1, 1, 1)).toBe(0);
    expect(partingOf(4, 0, 0.5)).toBe(1.5);
    expect(partingOf(3, 1, 1)).toBe(4);
  });
});

describe("allWaiting", () => {
  it("adds the lines of a part, number by number", () => {
    const lines = [{ waiting: Float64Array.from([0, 1, 2]) }, { waiting: nobodyWaits }];
    expect([...allWaiting([...lines, ...lines], 2)]).toEqual([0, 2, 4]);
    expect([...allWaiting([], 2)]).toEqual([0, 0, 0]);
  });
});
