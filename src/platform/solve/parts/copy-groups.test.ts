import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CopyGroup, groupOf, groupSplitter } from "./copy-groups.ts";
import { dealtVariance } from "./dealing.ts";

const most = 60;

const table = (of: (n: number) => number) =>
  Float64Array.from({ length: most + 1 }, (_, n) => of(n));

const copy = (servers: number, variance = 1): CopyGroup => ({
  copies: 1,
  rates: table((n) => Math.min(n, servers)),
  variance: table(() => variance),
  late: table(() => 0),
});

const sharesAt = (one: CopyGroup, copies: number, n: number) => {
  const others = groupOf(one, copies - 1, most, "every");
  const { shares, from, to } = groupSplitter(one, others, most)(n);
  return shares.map((share, i) => (i < from || i > to ? 0 : share)).subarray(0, n + 1);
};

describe("groupSplitter", () => {
  it("splits by chance evenly at one server each: n + 1 ways for two copies, Beta(1, 2) for three", () => {
    // Product form of two M/M/1: each split as likely. Of three, (n − i + 1) of all (n + 1)(n + 2)/2.
    const n = 40;
    for (const share of sharesAt(copy(1), 2, n)) expect(share).toBeCloseTo(1 / (n + 1), 12);
    for (const [i, share] of sharesAt(copy(1), 3, n).entries()) {
      expect(share).toBeCloseTo((2 * (n - i + 1)) / ((n + 1) * (n + 2)), 12);
    }
  });

  it("splits by chance as a binomial where nobody waits", () => {
    const n = 12;
    const shares = sharesAt(copy(most), 4, n);
    expect(shares[0]).toBeCloseTo(0.75 ** n, 12);
    expect(shares[3]).toBeCloseTo(220 * 0.25 ** 3 * 0.75 ** 9, 12);
  });

  it("has nearly half the variance in turn where nobody waits and work is exponential", () => {
    // n/8 as against n/4; more by a little, since far from the middle only the smaller of the two is less.
    const n = 50;
    const variance = (one: CopyGroup) =>
      sharesAt(one, 2, n).reduce((sum, share, i) => sum + share * (i - n / 2) ** 2, 0);
    const none = { squaredVariation: 1, scale: most, waiting: new Float64Array(most + 1) };
    const inTurn = { ...copy(most), variance: dealtVariance(none, 0) };
    expect(variance(copy(most))).toBeCloseTo(n / 4, 9);
    expect(variance(inTurn)).toBeGreaterThan(n / 8);
    expect(variance(inTurn)).toBeLessThan((1.1 * n) / 8);
  });

  it("gives shares that sum to 1, and copies alike the same number", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 2, max: 7 }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        fc.integer({ min: 1, max: most }),
        (servers, copies, variance, n) => {
          const shares = sharesAt(copy(servers, variance), copies, n);
          expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
          const mean = shares.reduce((sum, share, i) => sum + share * i, 0);
          // Exactly by chance and for two copies; nearly elsewhere.
          expect(Math.abs((mean * copies) / n - 1)).toBeLessThan(copies === 2 ? 1e-9 : 0.2);
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });
});
