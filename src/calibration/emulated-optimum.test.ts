import { describe, expect, it } from "vitest";
import { Emulator } from "../stats/emulator.ts";
import { emulatedOptimum, type MovedData, movedCost } from "./emulated-optimum.ts";

/** 2·(a + b − 1) and a − b, and the priors of a and b: as linear as the emulator's line. */
const data = ([a = 0, b = 0]: readonly number[]) => Float64Array.of(2 * (a + b - 1), a - b);
const moved = (noise: readonly number[]): MovedData => ({
  misfit: {
    unknowns: 2,
    dataCount: 2,
    solve: data,
    residuals: (solved) => solved.slice(),
    slopes: () => ({ own: Float64Array.of(1, 1), terms: [] }),
  },
  noise,
});
const emulator = new Emulator();
for (const place of [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
  [-1, 0.5],
  [0.4, 0.4],
]) {
  emulator.add(place, data(place));
}

describe("emulatedOptimum", () => {
  it("finds the exact optimum of a linear model: (4, 4)/9", () => {
    const { position, cost } = emulatedOptimum(moved([0, 0, 0, 0]), emulator, [1, -1]);
    for (const x of position) expect(Math.abs(x - 4 / 9)).toBeLessThan(0.01);
    // (2·(8/9 − 1))²/2 + 2·(4/9)²/2 = 2/81 + 16/81 = 2/9.
    expect(Math.abs(cost - 2 / 9)).toBeLessThan(0.01);
  });

  it("stays within the radius, and where it is 0 in place", () => {
    const center = [1, -1];
    const near = emulatedOptimum(moved([0, 0, 0, 0]), emulator, center, { center, radius: 0.1 });
    const [a = 0, b = 0] = near.position;
    expect(Math.hypot(a - 1, b + 1)).toBeLessThanOrEqual(0.1 + 1e-12);
    const held = emulatedOptimum(moved([0, 0, 0, 0]), emulator, center, { center, radius: 0 });
    expect(held.position).toEqual(center);
  });

  it("has the cost of data moved by noise: half the squares of what is left", () => {
    // Residuals (2, 0) and priors (1, 1) at a = b = 1, less the noise (1, 0, 0, 2): (1, 0, 1, −1).
    expect(movedCost(moved([1, 0, 0, 2]), data([1, 1]), [1, 1])).toBeCloseTo(1.5, 12);
  });
});
