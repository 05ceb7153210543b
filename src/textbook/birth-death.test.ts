import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { birthDeath } from "./birth-death.ts";
import { markovChain } from "./markov-chain.ts";

describe("birthDeath", () => {
  it("matches three states worked by hand", () => {
    // Weights 1, 2/2, 2·1/(2·2).
    expect(birthDeath({ birthRates: [2, 1], deathRates: [2, 2] })).toEqual([0.4, 0.4, 0.2]);
  });

  it("is certain of the only state, and of those before a birth that never comes", () => {
    expect(birthDeath({ birthRates: [], deathRates: [] })).toEqual([1]);
    expect(birthDeath({ birthRates: [1, 0, 5], deathRates: [1, 1, 1] })).toEqual([0.5, 0.5, 0, 0]);
  });

  it("balances every step of a chain whose weights span a million orders of magnitude", () => {
    // Up by 10 for 5000 steps, down by 10 for 5000, up again by 10 for 4998: two peaks, the
    // second 100 times lower.
    const up = Array.from({ length: 14_998 }, (_, k) => (k < 5000 || k >= 10_000 ? 10 : 1));
    const down = up.map((birth) => (birth === 10 ? 1 : 10));
    const p = birthDeath({ birthRates: up, deathRates: down });
    expect(p.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect((p[5000] as number) / (p[14_998] as number)).toBeCloseTo(100, 8);
    // Both peaks fall off by tens: 1 + 2/9 of the first, 1/100·(1 + 1/9) of the second.
    expect(p[5000]).toBeCloseTo(1 / (11 / 9 + 0.01 * (10 / 9)), 12);
  });

  it("agrees with elimination on random chains", () => {
    const rates = fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(rates, (birthRates) => {
        const deathRates = birthRates.toReversed();
        const p = birthDeath({ birthRates, deathRates });
        const chain = markovChain<number>({
          start: 0,
          key: String,
          transitions: function* (k) {
            if (k < birthRates.length) yield [k + 1, birthRates[k] as number];
            if (k > 0) yield [k - 1, deathRates[k - 1] as number];
          },
        });
        for (const [i, k] of chain.states.entries()) {
          const other = chain.probabilities[i] as number;
          expect(Math.abs((p[k] as number) - other)).toBeLessThanOrEqual(1e-12 * other);
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it("rejects lists of unequal length and rates out of range", () => {
    expect(() => birthDeath({ birthRates: [1], deathRates: [] })).toThrow(/^deathRates must/);
    expect(() => birthDeath({ birthRates: [-1], deathRates: [1] })).toThrow(
      /^birthRates\[0\] must/,
    );
    expect(() => birthDeath({ birthRates: [1], deathRates: [0] })).toThrow(/^deathRates\[0\] must/);
    expect(() => birthDeath({ birthRates: [1e300], deathRates: [1e-300] })).toThrow(
      /^(birth|death)Rates\[0\] must/,
    );
  });
});

describe("markovChain", () => {
  it("solves a ring of three states worked by hand", () => {
    // Rates 1, 2, 4 round the ring: shares as mean stays 1, 1/2, 1/4.
    const { probabilities } = markovChain<number>({
      start: 0,
      key: String,
      transitions: (k) => [[(k + 1) % 3, 2 ** k]],
    });
    expect(probabilities[0]).toBeCloseTo(4 / 7, 14);
    expect(probabilities[1]).toBeCloseTo(2 / 7, 14);
    expect(probabilities[2]).toBeCloseTo(1 / 7, 14);
  });

  it("refuses rates out of range, chains without a way back and endless ones", () => {
    const chain = (transitions: (k: number) => [number, number][]) => () =>
      markovChain<number>({ start: 0, key: String, transitions });
    expect(chain(() => [[1, 0]])).toThrow(/^rate must/);
    expect(chain((k) => (k === 0 ? [[1, 1]] : []))).toThrow(/^transitions must lead back/);
    expect(chain((k) => [[k + 1, 1]])).toThrow(/^states must be at most/);
  });
});
