import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { incompleteBeta } from "./incomplete-beta.ts";
import { incompleteGamma, upperGammaRatio } from "./incomplete-gamma.ts";
import { logExcess } from "./log-excess.ts";
import { logGamma } from "./log-gamma.ts";
import { logPoisson } from "./log-poisson.ts";
import { logSumExp } from "./log-sum-exp.ts";
import { stirlingError } from "./stirling-error.ts";

/** The functions promise 1e-12 or better; this leaves room for the rounding of the arguments. */
const near = (actual: number, expected: number, tolerance = 1e-12) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));

const runs = { seed: 7, numRuns: 1000 };

describe("logSumExp", () => {
  it("adds numbers far outside the range of a double", () => {
    near(logSumExp([-2000, -2000]), -2000 + Math.LN2);
    near(logSumExp([5000, 5000 + Math.log(3)]), 5000 + Math.log(4));
  });

  it("takes -Infinity as a share of 0 and refuses what is no logarithm", () => {
    expect(logSumExp([Number.NEGATIVE_INFINITY, 0])).toBe(0);
    expect(logSumExp([Number.NEGATIVE_INFINITY])).toBe(Number.NEGATIVE_INFINITY);
    expect(() => logSumExp([])).toThrow(RangeError);
    expect(() => logSumExp([Number.NaN])).toThrow(RangeError);
    expect(() => logSumExp([Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });
});

describe("logExcess", () => {
  it("keeps its digits where u and ln(1 + u) agree to all of theirs", () => {
    // u²/2 - u³/3 + u⁴/4 at u = 1e-5, the next term being 2e-26.
    near(logExcess(1e-5), 5e-11 - 1e-15 / 3 + 1e-20 / 4, 1e-14);
    expect(logExcess(0)).toBe(0);
  });

  it("joins its two branches without a step", () => {
    near(logExcess(0.5), logExcess(0.5 - 2 ** -52), 2e-15);
    near(logExcess(-0.5), logExcess(-0.5 + 2 ** -52), 2e-15);
    near(logExcess(0.25), 0.25 - Math.log(1.25), 1e-14);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("rejects %s", (u) => {
    expect(() => logExcess(u)).toThrow(/^u must be/);
  });
});

describe("logGamma", () => {
  it("is the factorial at whole numbers", () => {
    for (let n = 2, log = 0; n < 170; n++) {
      log += Math.log(n);
      near(logGamma(n + 1), log, 1e-13);
    }
  });

  it("matches Γ(½) = √π and the reflection formula (Abramowitz & Stegun 6.1.17)", () => {
    near(logGamma(0.5), Math.log(Math.PI) / 2, 1e-14);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.5, noNaN: true }), (x) => {
        const product = logGamma(x) + logGamma(1 - x);
        expect(Math.abs(product - Math.log(Math.PI / Math.sin(Math.PI * x)))).toBeLessThan(1e-14);
      }),
      runs,
    );
  });

  it("matches ln Γ(100000) of mpmath 1.3.0, loggamma(1e5)", () => {
    near(logGamma(1e5), 1051287.7089736569, 1e-15);
  });

  it("has the remainder of Stirling's formula fall towards 1/(12x)", () => {
    near(stirlingError(1e6), 1 / 12e6, 1e-12);
    near(stirlingError(1), 1 - Math.log(2 * Math.PI) / 2, 1e-13);
  });

  it.each([0, -1, Number.NaN])("rejects %s", (x) => {
    expect(() => logGamma(x)).toThrow(/^x must be/);
    expect(() => stirlingError(x)).toThrow(/^x must be/);
  });
});

describe("logPoisson", () => {
  it("matches mpmath 1.3.0 at 100,000 events where 101,000 are expected", () => {
    near(logPoisson(1e5, 101_000), -11.642316782214834, 1e-14);
  });

  it("sums to 1 over all counts", () => {
    for (const a of [0, 0.3, 7, 400]) {
      let sum = 0;
      for (let k = 0; k < 1000; k++) sum += Math.exp(logPoisson(k, a));
      near(sum, 1, 1e-13);
    }
  });

  it("follows p[k+1]/p[k] = a/(k+1)", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.double({ min: 1e-3, max: 500, noNaN: true }),
        (k, a) => {
          const step = logPoisson(k + 1, a) - logPoisson(k, a);
          expect(Math.abs(step - Math.log(a / (k + 1)))).toBeLessThan(1e-11);
        },
      ),
      runs,
    );
  });
});

describe("incompleteGamma", () => {
  // mpmath 1.3.0 at 60 digits, power series of P with loggamma.
  it.each([
    [3, 2, 0.32332358381693654, 0.6766764161830635],
    [100, 130, 0.9972495916326934, 0.002750408367306526],
    [1e5, 1e5, 0.5004205221103651, 0.4995794778896348],
    [1e5, 101_000, 0.9991915784870744, 0.0008084215129255907],
    [0.5, 2, 0.9544997361036416, 0.04550026389635842],
  ])("matches mpmath 1.3.0 at shape %s and x = %s", (s, x, lower, upper) => {
    const result = incompleteGamma(s, x);
    near(result.lower, lower);
    near(result.upper, upper);
    near(result.logUpper, Math.log(upper), 1e-12);
    near(result.logLower, Math.log(lower), 1e-9);
  });

  it("keeps the logarithm of tails that leave the range of a double", () => {
    // Q(1, x) = e^(-x).
    near(incompleteGamma(1, 5000).logUpper, -5000, 1e-14);
    expect(incompleteGamma(1, 5000).upper).toBe(0);
    // P(s, x) < x^s e^(-x)/Γ(s+1)·(s+1)/(s+1-x), > the same without the last factor.
    const { logLower } = incompleteGamma(1e5, 1e4);
    const first = logPoisson(1e5, 1e4);
    expect(logLower).toBeGreaterThan(first);
    expect(logLower).toBeLessThan(first + Math.log(100_001 / 90_001) + 1e-9);
  });

  it("is 0 and 1 at x = 0", () => {
    expect(incompleteGamma(4, 0)).toMatchObject({ lower: 0, upper: 1, logUpper: 0 });
  });

  it("obeys Q(s+1, x) = Q(s, x) + xˢe⁻ˣ/Γ(s+1) and P + Q = 1", () => {
    const shape = fc.double({ min: 0.5, max: 2000, noNaN: true });
    const ratio = fc.double({ min: 0.2, max: 3, noNaN: true });
    fc.assert(
      fc.property(shape, ratio, (s, f) => {
        const x = s * f;
        const here = incompleteGamma(s, x);
        const next = incompleteGamma(s + 1, x);
        near(next.upper, here.upper + Math.exp(logPoisson(s, x)), 1e-11);
        near(here.lower + here.upper, 1, 1e-14);
      }),
      runs,
    );
  });

  it("rejects wrong arguments", () => {
    expect(() => incompleteGamma(0, 1)).toThrow(/^shape must be/);
    expect(() => incompleteGamma(1, -1)).toThrow(/^x must be/);
    expect(() => upperGammaRatio(5, 3)).toThrow(/^x must be/);
  });
});

describe("incompleteBeta", () => {
  it("is a binomial tail at whole shapes, worked by hand", () => {
    // I_½(2, 3) = Pr(at least 2 of 4 coins) = 11/16; I_x(1, b) = 1 - (1 - x)^b.
    near(incompleteBeta(0.5, 2, 3), 11 / 16);
    near(incompleteBeta(0.1, 1, 5), 1 - 0.9 ** 5);
    expect(incompleteBeta(0, 2, 3)).toBe(0);
    expect(incompleteBeta(1, 2, 3)).toBe(1);
  });

  it("mirrors: I_x(a, b) = 1 - I_(1-x)(b, a)", () => {
    const shape = fc.double({ min: 0.3, max: 300, noNaN: true });
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, x) => {
        const sum = incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a, x);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-11);
      }),
      runs,
    );
  });
});
