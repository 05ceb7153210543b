import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberAt } from "../../../entry-at.ts";
import { normalCdf, normalQuantile } from "../../../stats/normal-distribution.ts";
import { normalNodes } from "./normal-nodes.ts";

describe("normalNodes", () => {
  it("adds up a normal law of any width to a unit one, its tail included", () => {
    const ratios = fc.double({ min: 0.001, max: 3, noNaN: true });
    const shares = fc.double({ min: 0.005, max: 0.6, noNaN: true });
    fc.assert(
      fc.property(ratios, shares, (ratio, share) => {
        const { z, weight } = normalNodes(ratio, 1);
        // Both together are normal: P(A + ratio · B > t) = share at this t.
        const t = -normalQuantile(share) * Math.hypot(1, ratio);
        const found = z.reduce(
          (sum, node, i) => sum + numberAt(weight, i) * normalCdf(ratio * node - t),
          0,
        );
        expect(Math.abs(found / share - 1)).toBeLessThan(0.003);
      }),
    );
  });

  it("moves little of the whole where it is a small part", () => {
    const ratios = fc.double({ min: 0.001, max: 3, noNaN: true });
    const parts = fc.double({ min: 1e-6, max: 1, noNaN: true });
    const places = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(ratios, parts, places, (ratio, part, place) => {
        const { z, weight } = normalNodes(ratio, part);
        const t = place * Math.hypot(1, ratio);
        const found = z.reduce(
          (sum, node, i) => sum + numberAt(weight, i) * normalCdf(t - ratio * node),
          0,
        );
        expect(part * Math.abs(found - normalCdf(place))).toBeLessThan(3e-5);
      }),
    );
  });

  it("has the mean and the variance of the law", () => {
    for (const ratio of [0.1, 0.3, 0.7, 2]) {
      const { z, weight } = normalNodes(ratio, 1);
      const moment = (power: number) =>
        z.reduce((sum, node, i) => sum + numberAt(weight, i) * node ** power, 0);
      expect(moment(0)).toBeCloseTo(1, 12);
      expect(moment(1)).toBeCloseTo(0, 12);
      expect(Math.abs(moment(2) - 1)).toBeLessThan(0.002);
    }
  });
});
