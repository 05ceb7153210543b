import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf } from "../../../stats/normal-distribution.ts";
import { survivalPercentile } from "./survival-percentile.ts";

const shares = [0.5, 0.1, 0.05, 0.01];
/** The search is right within this share. */
const PRECISION = 2e-3;

describe("survivalPercentile", () => {
  it("finds those of an exponential law, ln(1/share), from any guess", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (guess) => {
        for (const share of shares) {
          const found = survivalPercentile((t) => Math.exp(-t), share, guess);
          expect(Math.abs(found / Math.log(1 / share) - 1)).toBeLessThan(PRECISION);
        }
      }),
      { seed: 10, numRuns: 100 },
    );
  });

  it("finds those of mixtures of lognormal laws far apart, by what they mean", () => {
    const any = fc.record({
      weight: fc.double({ min: 0, max: 1, noNaN: true }),
      apart: fc.double({ min: 0, max: 7, noNaN: true }),
      spread: fc.double({ min: 0.01, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(any, ({ weight, apart, spread }) => {
        const survival = (t: number) =>
          t === 0
            ? 1
            : weight * normalCdf(-Math.log(t) / spread) +
              (1 - weight) * normalCdf((apart - Math.log(t)) / spread);
        for (const share of shares) {
          const t = survivalPercentile(survival, share, 1);
          expect(survival(t * (1 - 2 * PRECISION))).toBeGreaterThanOrEqual(share);
          expect(survival(t * (1 + 2 * PRECISION))).toBeLessThanOrEqual(share);
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it("finds the step of work without variation", () => {
    for (const share of shares) {
      const t = survivalPercentile((time) => (time < 0.2 ? 1 : 0), share, 0.03);
      expect(Math.abs(t / 0.2 - 1)).toBeLessThan(PRECISION);
    }
  });
});
