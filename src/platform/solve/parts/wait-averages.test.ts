import { describe, expect, it } from "vitest";
import { WaitAverages } from "./wait-averages.ts";

/** By the number at one's own line: nobody waits at the first two. */
const line = {
  free: Float64Array.from([1, 1, 0]),
  mean: Float64Array.from([0, 0, 3]),
  square: Float64Array.from([0, 0, 18]),
};

describe("WaitAverages", () => {
  it("averages over what a request finds at its own line", () => {
    const averages = new WaitAverages(2);
    averages.add(2, Float64Array.from([0.25, 0.25, 0.5]), 0, 2, line);
    expect(averages.free[2]).toBe(0.5);
    expect(averages.mean[2]).toBe(1.5);
    expect(averages.square[2]).toBe(9);
  });

  it("fills in between the states that were added", () => {
    const averages = new WaitAverages(2);
    averages.add(0, Float64Array.from([1]), 0, 0, line);
    averages.add(2, Float64Array.from([0, 0, 1]), 2, 2, line);
    averages.fill([0, 2]);
    expect(averages.mean[1]).toBeCloseTo(1.5, 12);
  });
});
