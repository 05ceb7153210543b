import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf } from "../../../stats/normal-distribution.ts";
import { survivalPercentile } from "./survival-percentile.ts";

const shares = [0.5, 0.1, 0.05, 0.01];
/** The search is right within this share. */
const PRECISION = 2e-3;

const exponential = (t: number) => ({ survival: Math.exp(-t), density: Math.exp(-t) });

const lognormal = (t: number, center: number, spread: number) => {
  const z = (center - Math.log(t)) / spread;
  const density = Math.exp((-z * z) / 2) / (Math.sqrt(2 * Math.PI) * spread * t);
  return { survival: normalCdf(z), density };
};

describe("survivalPercentile", () => {
  it("finds those of an exponential law, ln(1/share), from any guess", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (guess) => {
        for (const share of shares) {
          const found = survivalPercentile(exponential, share, guess);
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
        const law = (t: number) => {
          if (t === 0) return { survival: 1, density: 0 };
          const [a, b] = [lognormal(t, 0, spread), lognormal(t, apart, spread)];
          const mixed = (of: "survival" | "density") => weight * a[of] + (1 - weight) * b[of];
          return { survival: mixed("survival"), density: mixed("density") };
        };
        const survival = (t: number) => law(t).survival;
        for (const share of shares) {
          const t = survivalPercentile(law, share, 1);
          expect(survival(t * (1 - 2 * PRECISION))).toBeGreaterThanOrEqual(share);
          expect(survival(t * (1 + 2 * PRECISION))).toBeLessThanOrEqual(share);
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it("finds the step of work without variation", () => {
    for (const share of shares) {
      const t = survivalPercentile(
        (time) => ({ survival: time < 0.2 ? 1 : 0, density: 0 }),
        share,
        0.03,
      );
      expect(Math.abs(t / 0.2 - 1)).toBeLessThan(PRECISION);
    }
  });
});
