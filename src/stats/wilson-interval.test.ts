import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "./wilson-interval.ts";

/** The 95 % point of the standard normal law. */
const Z = 1.6448536269514722;

describe("wilsonInterval", () => {
  it("is z²/(n + z²) at most where nothing was counted, and 6.1 to 16 % for 10 of 100", () => {
    expect(wilsonInterval(0, 5000).high).toBeCloseTo(Z ** 2 / (5000 + Z ** 2), 12);
    for (const n of [1, 7, 5000, 1_588_194]) {
      expect([wilsonInterval(0, n).low, wilsonInterval(n, n).high]).toEqual([0, 1]);
    }
    // (0.1 + z²/200 ± z·√(0.09/100 + z²/40000))/(1 + z²/100), by hand.
    expect(wilsonInterval(10, 100).low).toBeCloseTo(0.0607, 4);
    expect(wilsonInterval(10, 100).high).toBeCloseTo(0.1604, 4);
  });

  it("holds the share, and mirrors that of the rest", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, part) => {
          const counted = Math.floor(part * n);
          const { low, high } = wilsonInterval(counted, n);
          const share = counted / n;
          expect(low <= share + 1e-12 && share - 1e-12 <= high).toBe(true);
          expect(wilsonInterval(n - counted, n).high).toBeCloseTo(1 - low, 9);
        },
      ),
      { seed: 1 },
    );
  });

  it("refuses counts that cannot be", () => {
    expect(() => wilsonInterval(0, 0)).toThrow("trials must be above 0, got 0");
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
  });
});
