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
    averages.add(2, Float64Array.from([0.25, 0.25, 0.5]), 0, 2, line, () => 1);
    expect(averages.free[2]).toBe(0.5);
    expect(averages.mean[2]).toBe(1.5);
    expect(averages.square[2]).toBe(9);
  });

  it("makes a wait longer by the factor, its square by the square of it", () => {
    const averages = new WaitAverages(2);
    averages.add(2, Float64Array.from([0, 0.5, 0.5]), 1, 2, line, (i) => i);
    expect(averages.mean[2]).toBe(3);
    expect(averages.square[2]).toBe(36);
  });

  it("asks for no factor where nobody waits", () => {
    const averages = new WaitAverages(2);
    const none = () => {
      throw new RangeError("nobody waits");
    };
    averages.add(1, Float64Array.from([0.5, 0.5]), 0, 1, line, none);
    expect(averages.free[1]).toBe(1);
    expect(averages.mean[1]).toBe(0);
  });

  it("fills in between the states that were added", () => {
    const averages = new WaitAverages(2);
    averages.add(0, Float64Array.from([1]), 0, 0, line, () => 1);
    averages.add(2, Float64Array.from([0, 0, 1]), 2, 2, line, () => 1);
    averages.fill([0, 2]);
    expect(averages.mean[1]).toBeCloseTo(1.5, 12);
  });
});
