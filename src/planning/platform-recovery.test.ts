/** A small `scripts/recovery.ts`: see docs/recovery.md for more platforms. */
import { describe, expect, it } from "vitest";
import { median } from "../measurement/median.ts";
import { recoverPlatform } from "./testing/recover-platform.ts";

/** Those of the first 24 with the fewest states to solve. */
const seeds = [16, 19, 21, 23, 24];

describe("platforms drawn at random, measured with noise, fitted with wide priors", () => {
  it("are found again: 90 % intervals hold the truth in most cells and are narrow", () => {
    const recoveries = seeds.map((seed) => recoverPlatform(seed, { draws: 24 }));
    expect(recoveries.map(({ ended }) => ended)).toEqual(seeds.map(() => "converged"));
    const cells = recoveries.flatMap(({ figures }) => figures);
    for (const [figure, error, width] of [
      ["throughput", 0.01, 0.06],
      ["p95", 0.04, 0.2],
    ] as const) {
      const own = cells.filter((cell) => cell.figure === figure);
      const held = own.filter(({ side }) => side === 0).length / own.length;
      // The cells of one platform miss together: five platforms tell no more than this.
      expect(held, figure).toBeGreaterThan(0.7);
      expect(median(own.map((cell) => Math.abs(cell.error))), figure).toBeLessThan(error);
      expect(median(own.map((cell) => cell.width)), figure).toBeLessThan(width);
    }
    const broken = cells.filter(({ figure }) => figure === "breakingPoint");
    expect(broken.filter(({ side }) => side === 0).length).toBeGreaterThanOrEqual(3);
  });
});
